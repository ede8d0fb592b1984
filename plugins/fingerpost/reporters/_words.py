"""Words of strangers made fit for a terminal: hidden characters shown by number, long lines cut, widths told."""

from itertools import accumulate
from typing import NamedTuple

from fingerpost.characters import hidden, number

WIDTH = 100
# How much of a long line is kept in front of the place that is meant.
_BEFORE = 30


class Cut(NamedTuple):
    """As much of a line as is shown, and at which column each of its code points stands, from `first` on (from 0)."""

    text: str
    first: int
    columns: list[int]


def one_line(text: str) -> str:
    """A text on one line; nothing in it moves the cursor or turns the direction of the words."""
    return "".join(_letters(text.replace("\t", " ")))


def cut(line: str, around: int) -> Cut:
    """A line as it is shown, and where it is long the part around the code point `around`, counted from 0."""
    around = min(around, len(line))
    start, end = max(0, around - WIDTH), around + WIDTH  # a line may be as long as a file
    shown = _letters(line[start:end])
    widths = [_width(letter) for letter in shown]
    first, last = _window(widths, around - start)
    before = "…" if start + first else ""
    after = "…" if start + last < len(line) else ""
    columns = list(accumulate(widths[first:last], initial=len(before)))
    return Cut(before + "".join(shown[first:last]) + after, start + first, columns)


def _window(widths: list[int], around: int) -> tuple[int, int]:
    """The stretch of letters that fits in `WIDTH`, with some of those before `around`, or more near the end."""
    first, last, room = around, around, WIDTH
    while first and (room > WIDTH - _BEFORE or widths[first] == 0):
        first -= 1
        room -= widths[first]
    while last < len(widths) and widths[last] <= room:
        room -= widths[last]
        last += 1
    while first and widths[first - 1] <= room:
        first -= 1
        room -= widths[first]
    return first, last


def _letters(text: str) -> list[str]:
    """Each code point as it is shown: "x", "<TAB>", "<U+202E>"."""
    found = set(hidden(text))
    return [_letter(letter, seen=at not in found) for at, letter in enumerate(text)]


def _letter(letter: str, *, seen: bool) -> str:
    if letter == "\t":
        return "<TAB>"
    return letter if seen and letter not in "\r\n" else f"<{number(letter)}>"


def _width(shown: str) -> int:
    """How many columns of a terminal a letter takes as it is shown; a sign that stands on another takes none."""
    if shown.isascii():
        return len(shown)
    from rich.cells import get_character_cell_size

    return get_character_cell_size(shown)
