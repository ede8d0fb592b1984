"""What a mend would change: the lines as they are and as they would be."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from click import style

from fingerpost.diagnostics import Edit, Fix
from fingerpost.reporters._excerpt import Texts, gutter, heading
from fingerpost.reporters._words import cut

# So many lines of one change are shown, and none of a change among more letters than anybody reads.
_SHOWN = 10
_LETTERS = 20_000


class Hunk(NamedTuple):
    """Lines that change, from line `first` on, and what takes their place; the change begins at letter `around`."""

    first: int
    around: int
    old: Sequence[str]
    new: Sequence[str]


def preview(fix: Fix, texts: Texts, *, at: str) -> Iterator[str]:
    """The changed lines, file by file; a file other than `at` is named."""
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    for path, group in groupby(edits, key=lambda edit: edit.span.path):
        for together in _neighbours(list(group)):
            hunk = _hunk(together, texts.get(path, ()))
            if hunk:
                digits = len(str(hunk.first + max(len(hunk.old), len(hunk.new)) - 1))
                yield heading(digits, "-->", together[0].span) if path != at else gutter(digits)
                yield from _lines(hunk, digits)
                yield gutter(digits)


def _neighbours(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Edits in order, those together that touch the same lines."""
    together: list[Edit] = []
    for edit in edits:
        if together and edit.span.line > max(one.span.end_line for one in together):
            yield together
            together = []
        together.append(edit)
    if together:
        yield together


def _hunk(edits: Sequence[Edit], text: Sequence[str]) -> Hunk | None:
    """What some edits do to the lines that they touch; None where the file is not like that, or they are too long."""
    first, last = edits[0].span.line, max(edit.span.end_line for edit in edits)
    old = list(text[first - 1 : last])
    if last > len(text) or sum(map(len, old)) > _LETTERS:
        return None
    words = "\n".join(old)
    for edit in reversed(edits):
        start = _offset(old, edit.span.line - first, edit.span.column)
        end = _offset(old, edit.span.end_line - first, edit.span.end_column)
        words = words[:start] + edit.replacement + words[end:]
    return _trimmed(Hunk(first, edits[0].span.column - 1, old, words.split("\n")))


def _offset(lines: Sequence[str], at: int, column: int) -> int:
    return sum(len(line) + 1 for line in lines[:at]) + min(column - 1, len(lines[at]))


def _trimmed(hunk: Hunk) -> Hunk | None:
    """Without the lines at both ends that stay as they are; None when all do."""
    first, around, old, new = hunk
    head = _alike(old, new)
    old, new = old[head:], new[head:]
    tail = _alike(old[::-1], new[::-1])
    old, new = old[: len(old) - tail], new[: len(new) - tail]
    return Hunk(first + head, 0 if head else around, old, new) if old or new else None


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same from the start."""
    both = zip(one, other, strict=False)
    return next((at for at, (first, second) in enumerate(both) if first != second), min(len(one), len(other)))


def _lines(hunk: Hunk, digits: int) -> Iterator[str]:
    for sign, colour, lines in (("-", "red", hunk.old), ("+", "green", hunk.new)):
        for number, line in enumerate(lines[:_SHOWN], start=hunk.first):
            yield gutter(digits, "", number=str(number)) + style(f"{sign} {cut(line, hunk.around).text}", fg=colour)
        if len(lines) > _SHOWN:
            yield f"{gutter(digits, '')}  ... {len(lines) - _SHOWN:,} more lines"
