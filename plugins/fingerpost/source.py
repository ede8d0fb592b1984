"""Where something was written: a stretch of one file, and the words of that file."""

import re
from dataclasses import dataclass
from typing import NamedTuple

# The line breaks that YAML 1.1 knows, so that our line numbers are libyaml's.
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
# Those that hardly any file has; without them, splitting is ten times faster.
_RARE = "\r\x85\u2028\u2029"


class Span(NamedTuple):
    """A stretch of a file; lines and columns count from 1, in code points, and the end is exclusive.

    `path` is POSIX and as the reader was asked for it, so that messages can be clicked. It is a tuple because every
    word of a site has one, and a tuple is made in a fraction of the time that a frozen dataclass takes.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file that was read: its path and its decoded words."""

    path: str
    text: str


def lines(source: Source) -> list[str]:
    """The lines of a file without their breaks; line n is `lines(source)[n - 1]`."""
    text = source.text
    return BREAK.split(text) if has_rare_breaks(text) else text.split("\n")


def has_rare_breaks(text: str) -> bool:
    """Whether a text has a line break other than the plain one."""
    return any(mark in text for mark in _RARE)


def start_of(path: str) -> Span:
    """The first letter of a file, for what concerns the file as a whole."""
    return Span(path=path, line=1, column=1, end_line=1, end_column=1)


def within(span: Span, value: str, start: int, end: int) -> Span:
    """The part `value[start:end]` of a scalar that stands at `span`, or all of it when that cannot be told.

    It can be told when the scalar stands on one line just as it reads, bare or in quotes.
    """
    quotes = (span.end_column - span.column - len(value)) // 2
    if span.line != span.end_line or span.column + len(value) + 2 * quotes != span.end_column or quotes not in (0, 1):
        return span
    first = span.column + quotes
    return span._replace(column=first + start, end_column=first + end)
