"""From trees to pictures: what is in them stands where Graphviz puts it, and the arrows between are our own."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path

from fingerpost.layout import cache as kept
from fingerpost.layout import pool
from fingerpost.layout.diagram import diagram
from fingerpost.layout.dot import dot
from fingerpost.layout.placing import Picture, picture
from fingerpost.layout.pool import Coordinates
from fingerpost.model import Site, Tree

# A picture holds so many nodes; past that there is one for each stage.
MOST_BOXES = 300
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


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
    answers = _answers([(tree.id, dot(drawn)) for tree, _, drawn in parts], cache)
    for (tree, stage, drawn), answer in zip(parts, answers, strict=True):
        pictures[tree.id] += (picture(drawn, answer, stage=stage, right_to_left=_right_to_left(tree)),)
    return pictures


def _parts(tree: Tree) -> Iterator[tuple[str, list[str]]]:
    """Which nodes stand in which picture: all in one of no stage, or those of each stage, or nothing."""
    if len(tree.nodes) <= MOST_BOXES:
        yield "", list(tree.nodes)
        return
    stages: dict[str, list[str]] = {stage: [] for stage in tree.stages}
    for node in tree.nodes.values():
        stages.setdefault(node.stage.id if node.stage else "", []).append(node.id)
    if max(map(len, stages.values())) <= MOST_BOXES:
        yield from ((stage, nodes) for stage, nodes in stages.items() if nodes)


# Asking Graphviz -------------------------------------------------------------------------------------------------


def _answers(graphs: Sequence[tuple[str, str]], cache: Path | None) -> list[Coordinates]:
    """The coordinates for each graph, given with the name to complain by; kept ones are not asked for again."""
    engine = _engine() if cache else ""

    def answer(graph: tuple[str, str]) -> Coordinates:
        name, text = graph
        if cache is None:
            return pool.read(pool.ask(text, name=name))
        key = kept.key(engine, text)
        found = kept.load(cache, key)
        if found is None:
            found = pool.ask(text, name=name).encode()
            kept.store(cache, key, found)
        return pool.read(found.decode())

    with ThreadPoolExecutor(max_workers=pool.workers()) as threads:
        try:
            return list(threads.map(answer, graphs))
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            pool.stop()
            raise


def _engine() -> str:
    """What names the Graphviz that answers: the files of pygraphviz with their hashes, since it has one within."""
    try:
        return str(metadata.distribution("pygraphviz").read_text("RECORD"))
    except metadata.PackageNotFoundError:
        import graphviz

        try:
            return ".".join(map(str, graphviz.version()))
        except graphviz.ExecutableNotFound:
            return ""


def _right_to_left(tree: Tree) -> bool:
    return tree.language is not None and tree.language.id.partition("-")[0].lower() in _RIGHT_TO_LEFT
