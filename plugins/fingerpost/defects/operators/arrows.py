"""Arrows that lead elsewhere."""

from collections.abc import Collection, Iterator
from itertools import combinations, groupby

from fingerpost.defects.defect import Defect
from fingerpost.defects.editing import before_entry, write
from fingerpost.defects.written import Arrow, Written, arrows, nodes
from fingerpost.load.values import Scalar, get


def retarget(file: Written) -> Iterator[Defect]:
    """An arrow leads to another step, to another tree, or ends the path; those that make a loop are `add-loop`."""
    before = _Before(file)
    for arrow in arrows(file):
        earlier = before.steps(arrow.source)
        others = [f"tree:{name}" for name in file.others] + (["end"] if arrow.may_end else [])
        yield from _led(file, arrow, [name for name in (*file.tree.nodes, *others) if name not in earlier])


def add_loop(file: Written) -> Iterator[Defect]:
    """An arrow leads back to a step that may come before it on the path."""
    before = _Before(file)
    for arrow in arrows(file):
        earlier = before.steps(arrow.source)
        yield from _led(file, arrow, [name for name in file.tree.nodes if name in earlier])


def _led(file: Written, arrow: Arrow, names: Collection[str]) -> Iterator[Defect]:
    for name in names:
        if name != arrow.word.value:
            message = f"`{arrow.at}` leads to `{name}` instead of `{arrow.word.value}`."
            yield Defect(message=message, at=arrow.at, edits=(write(file.source, arrow.word, name),))


class _Before:
    """The steps from which a step can be come to, itself among them, by any arrows."""

    def __init__(self, file: Written) -> None:
        self._sources: dict[str, list[str]] = {}
        for arrow in arrows(file):
            if arrow.source is not None:
                self._sources.setdefault(arrow.word.value, []).append(arrow.source)
        self._last: tuple[str, set[str]] = ("", set())

    def steps(self, node: str | None) -> Collection[str]:
        """Worked out anew when the step changes, and arrows come step by step: to keep all would be too much."""
        if node is None:
            return ()
        if node != self._last[0]:
            found, open_ = {node}, [node]
            while open_:
                for source in self._sources.get(open_.pop(), ()):
                    if source not in found:
                        found.add(source)
                        open_.append(source)
            self._last = (node, found)
        return self._last[1]


def swap_targets(file: Written) -> Iterator[Defect]:
    """Two arrows of one step change their targets."""
    for node, several in groupby(arrows(file), key=lambda arrow: arrow.source):
        for one, other in combinations(several, 2):
            if node is None or one.word.value == other.word.value:
                continue
            first, second = other.word.value, one.word.value
            message = f"`{one.at}` leads to `{first}` and `{other.at}` to `{second}`; they changed places."
            edits = (write(file.source, one.word, first), write(file.source, other.word, second))
            yield Defect(message=message, at=one.at, edits=edits)


def move_start(file: Written) -> Iterator[Defect]:
    """The tree begins at another step."""
    start = get(file.root, "start")
    for name in nodes(file):
        if name == file.tree.start.id:
            continue
        if isinstance(start, Scalar):
            edit = write(file.source, start, name)
        else:
            edit = before_entry(file.source, file.root, "nodes", "start", name)
        message = f"The tree begins at `{name}` instead of `{file.tree.start.id}`."
        yield Defect(message=message, at=file.tree.id, edits=(edit,))
