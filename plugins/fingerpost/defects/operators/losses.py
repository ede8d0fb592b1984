"""Things that get lost."""

from collections.abc import Iterator

from fingerpost.defects.defect import Defect
from fingerpost.defects.editing import before_entry, without_entry, without_name, write
from fingerpost.defects.written import Arrow, Written, arrows, exits, fields, nodes, options, tagged, words
from fingerpost.diagnostics import Edit
from fingerpost.load.values import MappingValue, Scalar, get


def delete_option(file: Written) -> Iterator[Defect]:
    """An answer of a question is gone."""
    for name, node in nodes(file).items():
        several = get(fields(node), "options") if options(node) else None
        if isinstance(several, MappingValue) and len(several.entries) > 1:
            for key in several.entries:
                edit = without_entry(file.source, several, key)
                yield Defect(message=f"`{name}` no longer offers `{key}`.", at=f"{name}/{key}", edits=(edit,))


def drop_tag(file: Written) -> Iterator[Defect]:
    """A step or an option loses a tag."""
    for at, body in tagged(file):
        for tag in words(get(body, "tags")):
            edit = without_name(file.source, body, "tags", tag)
            yield Defect(message=f"`{at}` no longer carries `{tag.value}`.", at=at, edits=(edit,))


def cut_node(file: Written) -> Iterator[Defect]:
    """A step is left out: what led to it leads on to one of its own targets."""
    steps = get(file.root, "nodes")
    assert isinstance(steps, MappingValue)
    onward: dict[str, dict[str, None]] = {}
    into: dict[str, list[Arrow]] = {}
    for arrow in arrows(file):
        into.setdefault(arrow.word.value, []).append(arrow)
        if arrow.source is not None and arrow.word.value != "end":
            onward.setdefault(arrow.source, {})[arrow.word.value] = None
    for name, targets in onward.items():
        gone = without_entry(file.source, steps, name)
        for target in targets:
            begin = _beginning(file, name, target)
            if target != name and begin is not None:
                led = [write(file.source, one.word, target) for one in into.get(name, ()) if one.source != name]
                message = f"`{name}` is left out; what led there leads to `{target}`."
                yield Defect(message=message, at=name, edits=(gone, *led, *begin))


def _beginning(file: Written, gone: str, instead: str) -> tuple[Edit, ...] | None:
    """What lets a tree begin elsewhere, where it began at the step that is gone; None where it cannot."""
    if gone != file.tree.start.id:
        return ()
    if instead not in file.tree.nodes:
        return None
    start = get(file.root, "start")
    if isinstance(start, Scalar):
        return (write(file.source, start, instead),)
    return (before_entry(file.source, file.root, "nodes", "start", instead),)


def drop_exit(file: Written) -> Iterator[Defect]:
    """A way out that stands at every step is gone."""
    ways = get(file.root, "exits")
    for name in exits(file):
        assert isinstance(ways, MappingValue)
        mapping, key = (ways, name) if len(ways.entries) > 1 else (file.root, "exits")
        edit = without_entry(file.source, mapping, key)
        yield Defect(message=f"There is no exit `{name}` any more.", at=f"exit:{name}", edits=(edit,))
