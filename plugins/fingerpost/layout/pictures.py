"""From trees to pictures: what is in them stands where Graphviz puts it, and the arrows between are our own."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import metadata
from pathlib import Path

from fingerpost.layout import cache as kept
from fingerpost.layout import pool
from fingerpost.layout.diagram import diagram
from fingerpost.layout.dot import dot
from fingerpost.layout.placing import Picture, picture
from fingerpost.layout.pool import Coordinates
from fingerpost.model import Site, Tree
from fingerpost.text import direction

# A picture holds so many nodes; past that there is one for each stage.
MOST_BOXES = 300


def layout(tree: Tree, site: Site, *, cache: Path | None) -> tuple[Picture, ...]:
    """The pictures of one tree: see `layouts`."""
    return layouts([tree], site, cache=cache)[tree.id]


def layouts(trees: Iterable[Tree], site: Site, *, cache: Path | None) -> dict[str, tuple[Picture, ...]]:
    """The pictures of many trees by id, several at work at once: one, or one a stage, or none for a stage too large.

    `cache` is a folder that keeps Graphviz's answers. Raises `EngineError` when Graphviz gives none.
    """
    pictures: dict[str, tuple[Picture, ...]] = {}
    parts = []
    for tree in trees:
        pictures[tree.id] = ()
        parts += [(tree, stage, diagram(tree, site, nodes)) for stage, nodes in _parts(tree)]
    answers = _answers([tree.id for tree, _, _ in parts], [dot(drawn) for _, _, drawn in parts], cache)
    for (tree, stage, drawn), answer in zip(parts, answers, strict=True):
        pictures[tree.id] += (picture(drawn, answer, stage=stage, right_to_left=_right_to_left(tree)),)
    return pictures


def _parts(tree: Tree) -> Iterator[tuple[str, list[str]]]:
    """Which nodes stand in which picture: all in one of no stage, or those of each stage, or nothing."""
    if len(tree.nodes) <= MOST_BOXES:
        yield from [("", list(tree.nodes))] if tree.nodes else []
        return
    stages: dict[str, list[str]] = {stage: [] for stage in tree.stages}
    for node in tree.nodes.values():
        stages.setdefault(node.stage.id if node.stage else "", []).append(node.id)
    if max(map(len, stages.values())) <= MOST_BOXES:
        yield from ((stage, nodes) for stage, nodes in stages.items() if nodes)


# Asking Graphviz -------------------------------------------------------------------------------------------------


def _answers(names: Sequence[str], graphs: Sequence[str], cache: Path | None) -> list[Coordinates]:
    """The coordinates for each graph, asked for in parallel, by the names of their trees in messages."""
    answer = partial(_answer, cache=cache, engine=_engine() if cache else "")
    with ThreadPoolExecutor(max_workers=pool.workers()) as threads:
        try:
            return list(threads.map(answer, names, graphs))
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            pool.stop()
            raise


def _answer(name: str, graph: str, *, cache: Path | None, engine: str) -> Coordinates:
    """What was kept, else what Graphviz says."""
    if cache is None:
        return pool.read(pool.ask(graph, name=name))
    key = kept.key(engine, graph)
    found = kept.load(cache, key)
    if found is None:
        found = pool.ask(graph, name=name).encode()
        kept.store(cache, key, found)
    return pool.read(found.decode())


def _engine() -> str:
    """What names the Graphviz that answers: the files of pygraphviz with their hashes, since it has one within."""
    try:
        pygraphviz = metadata.distribution("pygraphviz")
        return f"{pygraphviz.version}\n{pygraphviz.read_text('RECORD')}"
    except metadata.PackageNotFoundError:
        import graphviz

        try:
            return ".".join(map(str, graphviz.version()))
        except graphviz.ExecutableNotFound:
            return ""


def _right_to_left(tree: Tree) -> bool:
    return tree.language is not None and direction(tree.language.id) == "rtl"
