"""How wide text is, and where its lines break, by the metrics of the one font that we ship."""

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, takewhile
from math import inf
from pathlib import Path
from typing import NamedTuple

_FONTS = Path(__file__).parent / "fonts"
# A host may show another font: DejaVu Sans and Verdana, the widest that systems fall back on, run 8 % wider than ours.
_ALLOWANCE = 1.08
# In ems, for letters that the font lacks; scripts without a case are mostly narrower, emoji wider than their square.
_WIDE, _EMOJI, _OTHER = 1.0, 1.35, 0.64
# Within a word, after a hyphen or a slash between letters.
_BREAK = re.compile(r"(?<=[^\W\d][-/\u2013\u2014])(?=[^\W\d])")
# By Unicode's categories: what belongs to the letter before it, what may not open a line, what may not end one.
_SET_UPON, _CLOSING, _OPENING = {"Mn", "Mc", "Me", "Cf", "Sk"}, {"Pe", "Pf", "Po", "Lm"}, {"Ps", "Pi"}
_JOINER = "\u200d"
_ELLIPSIS = "…"
# What parts the pieces of an address, and what only an address looks like.
_MARKS = frozenset("/@:._?&=#")
_ADDRESS = re.compile(r"\w[/@:._?&=#]+\w")
# Latin, Greek and Cyrillic stand before it.
_HEBREW = "\u0590"
_HYPHEN_ROOM = 0.5


class _Atom(NamedTuple):
    """What stays together on a line, its width in ems, and that of the space behind it, 0 where a word goes on."""

    text: str
    width: float
    space: float = 0.0


def width(text: str, *, size: float, bold: bool = False) -> float:
    """How wide a line of text may come out, in the unit of `size`, in any of the fonts that a host may show."""
    return _ems(text, bold) * size * _ALLOWANCE


@functools.lru_cache(maxsize=1 << 12)  # what is answered is often the same
def wrap(text: str, *, width: float, size: float, most: int, bold: bool = False) -> tuple[str, ...]:
    """Lines no wider than `width`, of even length, at most `most` of them; where text is left out, "…" says so.

    Words break only where they are wider than a line, with a hyphen between letters.
    """
    room = width / size / _ALLOWANCE
    # Hardly a letter is narrower than an eighth of an em: what can never fit need not be measured.
    kept = text[: int(most * room * 8)]
    words = kept.split() if len(kept) == len(text) else [*kept.split(), _ELLIPSIS]
    atoms = [atom for word in words for atom in _atoms(word, room, bold)]
    lines = _filled(atoms, room)
    if len(lines) > most:
        return (*map(_join, lines[: most - 1]), _cut(_join(lines[most - 1]), room, bold))
    return tuple(map(_join, _evened(atoms, lines, room)))


def lacking(text: str) -> list[str]:
    """The letters of a text that our font has no shape for, in order, each once."""
    return sorted({letter for letter in text if ord(letter) not in _advances(False) and letter.isprintable()})


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


@functools.lru_cache(maxsize=1 << 16)  # the same few words stand everywhere
def _atoms(word: str, room: float, bold: bool) -> tuple[_Atom, ...]:
    """The parts of a word between which a line may end, none wider than a line."""
    parts = [fit for piece in _BREAK.split(word) for part in _by_letters(piece) for fit in _fitting(part, room, bold)]
    atoms = [_Atom(part, _ems(part, bold)) for part in parts]
    return (*atoms[:-1], atoms[-1]._replace(space=_ems(" ", bold)))


def _by_letters(word: str) -> Iterator[str]:
    """Chinese, Japanese and Korean may break after any letter, but for punctuation."""
    start = 0
    for end, (one, other) in enumerate(pairwise(word), 1):
        if (_is_wide(one) or _is_wide(other)) and _may_part(one, other):
            yield word[start:end]
            start = end
    yield word[start:]


def _is_wide(letter: str) -> bool:
    return letter >= "\u1100" and unicodedata.east_asian_width(letter) in "WF"


def _may_part(one: str, other: str) -> bool:
    """Whether a line may end between two code points that no space parts."""
    first, second = unicodedata.category(one), unicodedata.category(other)
    bound = second in _SET_UPON or second in _CLOSING or first in _OPENING or one == _JOINER or other.isspace()
    return not bound and not ("\U0001f1e6" <= one <= "\U0001f1ff" and "\U0001f1e6" <= other <= "\U0001f1ff")


def _fitting(part: str, room: float, bold: bool) -> Iterator[str]:
    """The part itself, or what it breaks into where it is wider than a line."""
    while len(part) > 1 and not _fits(part, room, bold):
        end = _break_within(part, room, bold)
        yield part[:end] + _hyphen(part, end)
        part = part[end:]
    yield part


def _fits(part: str, room: float, bold: bool) -> bool:
    """Whether a part is no wider than a line, without measuring what lies far beyond it."""
    return all(so_far <= room for so_far in accumulate(_ems(letter, bold) for letter in part))


def _break_within(word: str, room: float, bold: bool) -> int:
    """How many letters of a long word go on this line: as many as fit with a hyphen, but never two left alone.

    An address breaks after one of its own marks where it can.
    """
    widths = enumerate(accumulate(_ems(letter, bold) for letter in word), 1)
    ends = [
        end
        for end, _ in takewhile(lambda at: at[1] + _HYPHEN_ROOM <= room, widths)
        if end < len(word) and _may_part(word[end - 1], word[end])
    ]
    tidy = [end for end in ends if 3 <= end <= len(word) - 3]
    marked = [end for end in tidy if word[end - 1] in _MARKS]
    return [1, *ends, *tidy, *marked][-1]


def _hyphen(word: str, end: int) -> str:
    """A hyphen between two letters of a script that has it, but not within an address."""
    before, after = word[end - 1], word[end]
    lettered = before.isalpha() and after.isalpha() and before < _HEBREW
    return "-" if lettered and not _ADDRESS.search(word) else ""


def _filled(atoms: Sequence[_Atom], room: float) -> list[list[_Atom]]:
    """As much on each line as fits."""
    lines: list[list[_Atom]] = []
    used = inf
    for atom in atoms:
        if used + atom.width <= room:
            lines[-1].append(atom)
        else:
            lines.append([atom])
            used = 0.0
        used += atom.width + atom.space
    return lines


def _evened(atoms: Sequence[_Atom], lines: list[list[_Atom]], room: float) -> list[list[_Atom]]:
    """The same number of lines in the least width, so that no last line holds a single word."""
    if len(lines) < 2:
        return lines
    low, high = max(room / 2, *(atom.width for atom in atoms)), room
    for _ in range(6):
        middle = (low + high) / 2
        tried = _filled(atoms, middle)
        low, high, lines = (low, middle, tried) if len(tried) == len(lines) else (middle, high, lines)
    return lines


def _join(line: Sequence[_Atom]) -> str:
    return "".join(atom.text + " " if atom.space else atom.text for atom in line).rstrip()


def _cut(text: str, room: float, bold: bool) -> str:
    """A last line that says that more follows: without its last words, or letters where it has but one word."""
    while text and _ems(text + _ELLIPSIS, bold) > room:
        text = (text.rpartition(" ")[0] or text[:-1]).rstrip()
    return text.rstrip(_ELLIPSIS) + _ELLIPSIS
