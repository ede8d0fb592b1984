"""The lines of a file that a diagnostic speaks of, with their numbers, and marks below the words that are meant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from click import style

from fingerpost.diagnostics import Diagnostic
from fingerpost.reporters._words import Cut, cut, one_line
from fingerpost.source import Span

Texts = Mapping[str, Sequence[str]]


class Mark(NamedTuple):
    """A stretch of a file to be underlined with a sign, and what is said beside it."""

    span: Span
    words: str
    sign: str
    colour: str


def excerpt(one: Diagnostic, texts: Texts, *, colour: str) -> Iterator[str]:
    """What a diagnostic and its labels point at, file by file, its own file first; `texts` are the files' lines."""
    marks = [Mark(one.span, "", "^", colour), *(Mark(label.span, label.message, "-", "blue") for label in one.labels)]
    marks.sort(key=lambda mark: (mark.span.path != one.span.path, mark.span.path))  # stable: the own mark stays first
    digits = len(str(max((mark.span.line for mark in marks if _can_be_shown(mark, texts)), default=1)))
    arrow = "-->"
    for path, group in groupby(marks, key=lambda mark: mark.span.path):
        yield from _file(path, list(group), texts, digits, arrow)
        arrow = ":::"


def gutter(digits: int, sign: str = "|", *, number: str = "") -> str:
    """What stands left of a line: its number and a sign."""
    return style(f"{number:>{digits}} {sign}", fg="blue", bold=True)


def heading(digits: int, arrow: str, span: Span) -> str:
    """An arrow, below the numbers, to a place."""
    return style(" " * digits + arrow, fg="blue", bold=True) + f" {_place(span)}"


def _can_be_shown(mark: Mark, texts: Texts) -> bool:
    return mark.span.line <= len(texts.get(mark.span.path, ()))


def _place(span: Span) -> str:
    return f"{one_line(span.path)}:{span.line}:{span.column}"


def _file(path: str, marks: Sequence[Mark], texts: Texts, digits: int, arrow: str) -> Iterator[str]:
    """The marked lines of one file in order; words whose line is not there stand with their place."""
    shown = sorted((mark for mark in marks if _can_be_shown(mark, texts)), key=lambda mark: mark.span.line)
    yield heading(digits, arrow, marks[0].span)
    if shown:
        yield gutter(digits)
    before = 0
    for number, group in groupby(shown, key=lambda mark: mark.span.line):
        if before and number > before + 1:
            yield style("...", fg="blue", bold=True)
        yield from _line(number, texts[path][number - 1], list(group), digits)
        before = number
    for mark in marks:
        if mark.words and not _can_be_shown(mark, texts):
            yield f"{gutter(digits, '=')} {_place(mark.span)}: {one_line(mark.words)}"
    if shown:
        yield gutter(digits)


def _line(number: int, line: str, marks: Sequence[Mark], digits: int) -> Iterator[str]:
    """A line and below it a row for each mark; where the line is long, the first mark decides what is shown."""
    part = cut(line, marks[0].span.column - 1)
    yield f"{gutter(digits, number=str(number))} {part.text}".rstrip()
    for mark in marks:
        yield f"{gutter(digits)} {_underline(mark, part, len(line))}"


def _underline(mark: Mark, part: Cut, length: int) -> str:
    span = mark.span
    last = span.end_line - (span.end_column == 1)  # what ends where a line begins has nothing of that line
    start = _column(part, span.column - 1)
    end = _column(part, length if span.end_line > span.line else span.end_column - 1)
    words = _joined([f"to line {last}" if last > span.line else "", one_line(mark.words)])
    marked = mark.sign * max(1, end - start) + (f" {words}" if words else "")
    return " " * start + style(marked, fg=mark.colour, bold=True)


def _column(part: Cut, at: int) -> int:
    """Where a code point of the line stands in what is shown of it; under the ellipsis where it was cut away."""
    return part.columns[min(at - part.first, len(part.columns) - 1)] if at >= part.first else 0


def _joined(words: Iterable[str]) -> str:
    return ": ".join(filter(None, words))
