"""The comments of a file: whatever begins with `#` and is no part of any words."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fingerpost.load.values import ListValue, MappingValue, Scalar, Value

_HEADER = re.compile(r"[|>][0-9+-]*")


class Comment(NamedTuple):
    """A comment from its `#` on; `own` when nothing stands before it on its line. Counted from 0."""

    line: int
    column: int
    words: str
    own: bool


def comments(root: Value, lines: Sequence[str]) -> Iterator[Comment]:
    """Every comment of a file, in order."""
    taken = _taken(root, lines)
    for number, line in enumerate(lines):
        at = line.find("#")
        for start, end in taken.get(number, ()):
            if start <= at < end:
                at = line.find("#", end)
        if at >= 0:
            yield Comment(number, at, line[at:].rstrip(), own=not line[:at].strip(" \t\ufeff"))


def block_header(scalar: Scalar, lines: Sequence[str]) -> str:
    """The `|` or `>` with its marks with which words begin that stand below their key, or nothing."""
    found = None if scalar.plain else _HEADER.match(lines[scalar.mark.line], scalar.mark.column)
    return found[0] if found else ""


def _taken(root: Value, lines: Sequence[str]) -> dict[int, list[tuple[int, int]]]:
    """The stretches of each line that are words, in order."""
    taken = defaultdict(list)
    for scalar in _scalars(root):
        first, start, last, end = scalar.mark
        header = block_header(scalar, lines)
        if header:
            taken[first].append((start, start + len(header)))
        for number in range(first + bool(header), last + 1):
            from_ = 0 if header or number > first else start
            taken[number].append((from_, end if number == last and not header else len(lines[number])))
    return taken


def _scalars(value: Value) -> Iterator[Scalar]:
    """All words in the order of the file; not recursive deeper than the limit on depth."""
    match value:
        case Scalar():
            yield value
        case MappingValue(entries=entries):
            for entry in entries.values():
                yield entry.key
                yield from _scalars(entry.value)
        case ListValue(items=items):
            for item in items:
                yield from _scalars(item)
