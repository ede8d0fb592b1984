"""Changes of a tree's file, made at the places of its values, and shown as a unified diff."""

import difflib
from collections.abc import Iterable

from fingerpost.diagnostics import Edit
from fingerpost.load.values import ListValue, MappingValue, Mark, Scalar, Value, span
from fingerpost.source import BREAK, Source, lines


def applied(source: Source, edits: Iterable[Edit]) -> Source:
    """The file with all edits made; they must not overlap."""
    starts = _line_starts(source.text)
    text = source.text
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        place = edit.span
        start, end = starts[place.line - 1] + place.column - 1, starts[place.end_line - 1] + place.end_column - 1
        text = text[:start] + edit.replacement + text[end:]
    return Source(path=source.path, text=text)


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in BREAK.finditer(text)), len(text)]


def diff(before: Source, after: Source) -> str:
    """A unified diff, as `git apply` and `patch -p1` take it."""
    told = difflib.unified_diff(
        _with_breaks(before.text), _with_breaks(after.text), f"a/{before.path}", f"b/{after.path}", n=2
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in told)


def _with_breaks(text: str) -> list[str]:
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + [part for part in parts[-1:] if part]


# Edits ------------------------------------------------------------------------------------------------------------


def write(source: Source, word: Scalar, instead: str) -> Edit:
    """Another name in the place of one, in the same quotes."""
    mark = word.mark
    quote = lines(source)[mark.line][mark.column : mark.column + 1]
    quote = quote if quote in ("'", '"') else ""
    return Edit(span=span(source.path, mark), replacement=f"{quote}{instead}{quote}")


def exchange(source: Source, one: Value, other: Value) -> tuple[Edit, Edit]:
    """Two values change places; both must be names, or items of one list."""
    return (
        Edit(span=span(source.path, one.mark), replacement=cut(source, other.mark)),
        Edit(span=span(source.path, other.mark), replacement=cut(source, one.mark)),
    )


def cut(source: Source, mark: Mark) -> str:
    """The words between the two ends of a mark."""
    starts = _line_starts(source.text)
    return source.text[starts[mark.line] + mark.column : starts[mark.end_line] + mark.end_column]


def without_entry(source: Source, mapping: MappingValue, key: str) -> Edit:
    """A key and its value taken out of a mapping that has others."""
    marks = [_joined(entry.key.mark, entry.value.mark) for entry in mapping.entries.values()]
    return _without(source, marks, list(mapping.entries).index(key), flow=mapping.flow, bullet="")


def without_item(source: Source, several: ListValue, at: int) -> Edit:
    """An item taken out of a list that has others."""
    return _without(source, [item.mark for item in several.items], at, flow=several.flow, bullet="-")


def _joined(first: Mark, last: Mark) -> Mark:
    return Mark(first.line, first.column, last.end_line, last.end_column)


def _without(source: Source, marks: list[Mark], at: int, *, flow: bool, bullet: str) -> Edit:
    """Whole lines where it stands on lines of its own, else up to what follows, or from what comes before."""
    mark = marks[at]
    if not flow and lines(source)[mark.line][: mark.column].strip() == bullet:
        gone = Mark(mark.line, 0, mark.end_line + 1, 0)
    elif at + 1 < len(marks):
        gone = Mark(mark.line, mark.column, marks[at + 1].line, marks[at + 1].column)
    else:
        gone = Mark(marks[at - 1].end_line, marks[at - 1].end_column, mark.end_line, mark.end_column)
    return Edit(span=span(source.path, gone), replacement="")


def without_name(source: Source, mapping: MappingValue, key: str, name: Scalar) -> Edit:
    """A name taken out of a mapping's list of names, and the whole list where it held no other."""
    several = mapping.entries[key].value
    if isinstance(several, ListValue) and len(several.items) > 1:
        return without_item(source, several, several.items.index(name))
    return without_entry(source, mapping, key)


def listing(source: Source, mapping: MappingValue, key: str, names: Iterable[str]) -> Edit:
    """A list of names as the value of a key, in the place of what stands there."""
    entry = mapping.entries[key]
    instead = f"[{', '.join(_quoted(name, entry.key) for name in names)}]"
    value = entry.value
    if isinstance(value, ListValue) and not value.flow:  # it may stand no further in than its key
        gone = Mark(entry.key.mark.end_line, entry.key.mark.end_column, value.mark.end_line, value.mark.end_column)
        return Edit(span=span(source.path, gone), replacement=f": {instead}")
    return Edit(span=span(source.path, value.mark), replacement=instead)


def _quoted(name: str, like: Scalar) -> str:
    return name if like.plain else f'"{name}"'


def before_entry(source: Source, mapping: MappingValue, key: str, name: str, value: str) -> Edit:
    """A key and a name for it, put in before another key."""
    mark = mapping.entries[key].key.mark
    quote = "" if mapping.entries[key].key.plain else '"'
    ending = ", " if mapping.flow else "\n" + " " * mark.column
    place = span(source.path, Mark(mark.line, mark.column, mark.line, mark.column))
    return Edit(span=place, replacement=f"{quote}{name}{quote}: {quote}{value}{quote}{ending}")
