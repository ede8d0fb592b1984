"""How wide text is, and where its lines break, by the metrics of the one font that we ship."""

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

_FONTS = Path(__file__).parent / "fonts"
# A host may show another font: DejaVu Sans and Verdana, the widest that systems fall back on, run 8 % wider than ours.
_ALLOWANCE = 1.08
# In ems, for letters that the font lacks; scripts without a case are mostly narrower, emoji wider than their square.
_WIDE, _EMOJI, _OTHER = 1.0, 1.35, 0.64
# After a space; after a hyphen or a slash between letters.
_BREAK = re.compile(r"(?<=\s)(?=\S)|(?<=[^\W\d][-/–—])(?=[^\W\d])")
# What must not open a line of Chinese, Japanese or Korean, and what must not end one.
_NOT_FIRST = frozenset("、。，．・：；？！）」』】〉》〕｝ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々%％…,.!?:;)]}")
_NOT_LAST = frozenset("（「『【〈《〔｛([{")
_ELLIPSIS = "…"


class _Atom(NamedTuple):
    """What stays together on a line; `bare` is its width in ems without the space at its end, `full` with it."""

    text: str
    full: float
    bare: float


def width(text: str, *, size: float, bold: bool = False) -> float:
    """How wide a line of text may come out, in the unit of `size`, in any of the fonts that a host may show."""
    return _ems(text, bold) * size * _ALLOWANCE


def wrap(text: str, *, width: float, size: float, most: int, bold: bool = False) -> tuple[str, ...]:
    """Lines no wider than `width`, of even length, at most `most` of them; where text is left out, "…" says so.

    Words break only where they are wider than a line, with a hyphen between letters.
    """
    room = width / size / _ALLOWANCE
    text = " ".join(text[: int(most * room * 8)].split()) + ("" if len(text) <= most * room * 8 else " " + _ELLIPSIS)
    atoms = [part for atom in _atoms(text, bold) for part in _fitting(atom, room, bold)]
    lines = _filled(atoms, room)
    if len(lines) > most:
        return (*(_join(line) for line in lines[: most - 1]), _cut(lines[most - 1], room, bold))
    return tuple(_join(line) for line in _evened(atoms, lines, room))


@functools.cache
def _advances(bold: bool) -> dict[int, float]:
    """Code point to width in ems."""
    from fontTools.ttLib import TTFont

    with TTFont(_FONTS / f"Inter-{'Bold' if bold else 'Regular'}.ttf", lazy=True) as font:
        unit = font["head"].unitsPerEm
        widths = font["hmtx"].metrics
        return {code: widths[glyph][0] / unit for code, glyph in font.getBestCmap().items()}


def _ems(text: str, bold: bool) -> float:
    advances = _advances(bold)
    return sum(advances.get(ord(letter)) or _estimate(letter) for letter in text)


@functools.cache
def _estimate(letter: str) -> float:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _EMOJI if ord(letter) >= 0x1F000 and unicodedata.category(letter) == "So" else _WIDE
    return _OTHER


def _atoms(text: str, bold: bool) -> Iterator[_Atom]:
    for word in _BREAK.split(text):
        for part in _by_letters(word):
            yield _atom(part, bold)


def _atom(text: str, bold: bool) -> _Atom:
    bare = _ems(text.rstrip(), bold)
    return _Atom(text, bare + _ems(text[len(text.rstrip()) :], bold), bare)


def _by_letters(word: str) -> Iterator[str]:
    """Chinese, Japanese and Korean may break after any letter, but for punctuation."""
    start = 0
    for end, (one, other) in enumerate(pairwise(word), 1):
        if (_is_wide(one) or _is_wide(other)) and other not in _NOT_FIRST and one not in _NOT_LAST and _apart(one, other):
            yield word[start:end]
            start = end
    if word:
        yield word[start:]


def _is_wide(letter: str) -> bool:
    return letter >= "\u1100" and unicodedata.east_asian_width(letter) in "WF"


def _apart(one: str, other: str) -> bool:
    """Whether two code points may part: not where the second is set upon the first or joined to it."""
    return (
        unicodedata.category(other) not in {"Mn", "Mc", "Me", "Cf", "Sk"}
        and one != "\u200d"
        and not other.isspace()
        and not ("\U0001f1e6" <= one <= "\U0001f1ff" and "\U0001f1e6" <= other <= "\U0001f1ff")
    )


def _fitting(atom: _Atom, room: float, bold: bool) -> Iterator[_Atom]:
    """The atom, or its parts where it is wider than a line."""
    rest = atom.text
    while _ems(rest.rstrip(), bold) > room:
        end = _break_within(rest, room, bold)
        yield _atom(rest[:end] + _hyphen(rest, end), bold)
        rest = rest[end:]
    yield _atom(rest, bold)


def _break_within(word: str, room: float, bold: bool) -> int:
    """How many letters of a long word go on this line: as many as fit with a hyphen, but never two left alone."""
    ends = [
        end
        for end, so_far in enumerate(accumulate(_ems(letter, bold) for letter in word), 1)
        if so_far + 0.5 <= room and end < len(word) and _apart(word[end - 1], word[end])
    ]
    if not ends:
        return 1
    kind = [end for end in ends if 3 <= end <= len(word.rstrip()) - 3]
    return (kind or ends)[-1]


def _hyphen(word: str, end: int) -> str:
    before, after = word[end - 1], word[end]
    return "-" if before.isalpha() and after.isalpha() and not _is_wide(before) and ord(before) < 0x590 else ""


def _filled(atoms: Sequence[_Atom], room: float) -> list[list[_Atom]]:
    """As much on each line as fits."""
    lines: list[list[_Atom]] = []
    used = 0.0
    for atom in atoms:
        if lines and used + atom.bare <= room:
            lines[-1].append(atom)
            used += atom.full
        else:
            lines.append([atom])
            used = atom.full
    return lines


def _evened(atoms: Sequence[_Atom], lines: list[list[_Atom]], room: float) -> list[list[_Atom]]:
    """The same number of lines in the least width, so that no last line holds a single word."""
    low, high = room / 2, room
    for _ in range(7):
        middle = (low + high) / 2
        tried = _filled(atoms, middle)
        fits = len(tried) == len(lines) and all(atom.bare <= middle for atom in atoms)
        low, high, lines = (low, middle, tried) if fits else (middle, high, lines)
    return lines


def _join(line: Sequence[_Atom]) -> str:
    return "".join(atom.text for atom in line).rstrip()


def _cut(line: Sequence[_Atom], room: float, bold: bool) -> str:
    """A last line that says that more follows."""
    text = _join(line)
    while text and _ems(text + _ELLIPSIS, bold) > room:
        text = text[:-1].rstrip()
    return text.rstrip(_ELLIPSIS) + _ELLIPSIS
