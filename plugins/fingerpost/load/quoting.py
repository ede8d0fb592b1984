"""Sentences in quotes, and words of a file as they can be shown in a message."""

import re
from collections.abc import Sequence

from fingerpost.diagnostics import Edit, Fix
from fingerpost.source import Span

QUOTE = "Put the whole sentence in quotes."
# What is longer is not repeated in a help, and longer still is no sentence that a mend puts in quotes.
SHORT = 120
LONG = 2_000
_SHOWN = 60


def quoted(sentence: str) -> str:
    """A sentence in quotes, as YAML reads it back; in those that need the fewest marks."""
    if ('"' in sentence or "\\" in sentence) and "'" not in sentence:
        return f"'{sentence}'"
    return '"' + sentence.replace("\\", "\\\\").replace('"', '\\"') + '"'


def shown(words: str) -> str:
    """Words of an author for a message: in backticks, not too many, and nothing in them that is not seen."""
    cut = words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
    if words == "`":
        return "a backtick"
    return "`" + "".join(letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in cut) + "`"


def quote_rest(path: str, lines: Sequence[str], number: int, start: int) -> Fix | None:
    """The mend that puts a line from `start` on in quotes; none where a comment may follow, or the sentence goes on."""
    if len(lines[number]) - start > LONG:
        return None
    rest = lines[number][start:].rstrip(" \t")
    if not rest or re.search(r"[ \t]#", rest) or _goes_on(lines, number):
        return None
    return replace(path, number, start, start + len(rest), quoted(rest), QUOTE)


def _goes_on(lines: Sequence[str], number: int) -> bool:
    """Whether the next line is further in, and no further key of the same item."""
    this = re.match(r"( *)((?:- +)?)", lines[number])
    below = next((line for line in lines[number + 1 : number + 2] if line.strip()), "")
    indent = len(below) - len(below.lstrip(" "))
    sibling = this is not None and this[2] and indent == this.end() and re.match(r"\s*[^\s:]+:(?:\s|$)", below)
    return this is not None and indent > len(this[1]) and not sibling


def replace(path: str, number: int, start: int, end: int, words: str, message: str) -> Fix:
    """The mend that puts `words` in place of a stretch of one line; counted from 0."""
    span = Span(path=path, line=number + 1, column=start + 1, end_line=number + 1, end_column=end + 1)
    return Fix(message=message, edits=(Edit(span=span, replacement=words),))


def with_example(help: str, fix: Fix | None) -> str:
    """A help that ends with the mended words, when they are short enough to be read."""
    if fix is None or len(fix.edits[0].replacement) > SHORT:
        return help
    return f"{help.removesuffix('.')}: {fix.edits[0].replacement}"
