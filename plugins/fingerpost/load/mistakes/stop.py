"""Where libyaml gave up, and what stands there."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fingerpost.load.schema import homes, takes
from fingerpost.load.values import Mark, Scalar, span
from fingerpost.source import Span

# A dash and a key at the beginning of a line; what follows is the sentence.
_LEAD = re.compile(r"[^\S\n]*(?P<dash>(?:- +)?)(?:(?P<key>[^\s:\"'\[\]{},#&*!|>%@`]+): +)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Where libyaml gave up and why; lines and columns count from 0.

    `began` is where the thing was opened that it could not finish; `last` the last words that it read. `reach` says of
    lines at which of them it would give up, and their number where it would not.
    """

    path: str
    lines: Sequence[str]
    problem: str
    context: str
    line: int
    column: int
    began: tuple[int, int] | None
    last: Scalar | None
    reach: Callable[[Sequence[str]], int]


def text(stop: Stop) -> str:
    """The line on which it gave up."""
    return stop.lines[stop.line]


def letter(stop: Stop) -> str:
    """The letter at which it gave up; empty at the end of a line."""
    return text(stop)[stop.column : stop.column + 1]


def indent(line: str) -> int:
    """How far in a line begins."""
    return len(line) - len(line.lstrip())


def above(stop: Stop) -> int | None:
    """The nearest line above that holds words."""
    before = range(stop.line - 1, -1, -1)
    return next((number for number in before if stop.lines[number].lstrip()[:1] not in ("", "#")), None)


def enclosing(stop: Stop) -> list[int]:
    """How far in the lines above begin that this one could belong to, from the inmost out."""
    indents: list[int] = []
    for number in range(stop.line - 1, -1, -1):
        line = stop.lines[number]
        if line.lstrip()[:1] not in ("", "#") and (not indents or indent(line) < indents[-1]):
            indents.append(indent(line))
            if not indents[-1]:
                break
    return indents


def place(stop: Stop, line: int, column: int, end: int | None = None) -> Span:
    """A stretch of a line, of one letter unless said otherwise."""
    return span(stop.path, Mark(line, column, line, column + 1 if end is None else end))


def left_over(stop: Stop) -> bool:
    """Whether libyaml was done with a value and found something behind it."""
    return stop.problem.startswith("did not find expected")


def is_quoted(stop: Stop, scalar: Scalar) -> bool:
    """Whether words stand in quotes, and not in a block."""
    return stop.lines[scalar.mark.line][scalar.mark.column : scalar.mark.column + 1] in ("'", '"')


def sentence_start(line: str) -> int:
    """Where the sentence of a line begins: behind a dash, and behind a key, which in a list must be a known one."""
    lead = _lead(line)
    if lead["key"] is None or not lead["dash"] or lead["key"] in homes():
        return lead.end()
    return lead.start("key")


def wants_words(line: str) -> bool:
    """Whether the key of a line takes words and nothing else."""
    key = _lead(line)["key"]
    return key is not None and bool(takes(key)) and takes(key).isdisjoint({"array", "object"})


def _lead(line: str) -> "re.Match[str]":
    lead = _LEAD.match(line)
    assert lead is not None  # every part of it may be missing
    return lead
