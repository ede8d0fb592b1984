"""The known word that an author most likely meant."""

import difflib
import functools
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence

# The comparison is slow, and a file may hold a thousand wrong words: so long ones are not compared, of many known ones
# only those that stand near in the alphabet, and of very many none.
_LETTERS = 64
_MANY = 100
_VERY_MANY = 2_000
# So many names are offered.
_OFFERED = 5


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None where none is near; the same answer on every machine."""
    words = tuple(known)
    if len(word) > _LETTERS or len(words) > _VERY_MANY:
        return None
    folded, meant = _index(words)
    wanted = _folded(word)
    if len(folded) > _MANY:
        at = bisect(folded, wanted)
        folded = folded[max(at - _MANY // 2, 0) : at + _MANY // 2]
    close = difflib.get_close_matches(wanted, folded, n=1, cutoff=0.6)
    return meant[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question to be put behind "There is no X.": the nearest name, and those of which the word is a part."""
    names = tuple(known)
    near = nearest(word, names)
    holding = [name for name in names if 1 < len(word) <= _LETTERS and _folded(word) in _folded(name)]
    holding.sort(key=lambda name: (not _begins(word, name), name))
    meant = list(dict.fromkeys([*holding, *filter(None, [near])]))
    if not meant:
        return ""
    *others, last = meant[:_OFFERED]
    return f" Did you mean {', '.join(others)} or {last}?" if others else f" Did you mean {last}?"


def _begins(word: str, name: str) -> bool:
    """Whether one of the parts of a name begins with a word."""
    return any(part.startswith(_folded(word)) for part in _folded(name).split("-"))


def is_slip(word: str, meant: str) -> bool:
    """Whether one word is the other but for slips of the fingers: a letter in four, or one in a short word.

    A slip is a letter that is missing, too many, another one, or in the place of the next.
    """
    one, other = _folded(word), _folded(meant)
    allowed = max(1, max(len(one), len(other)) // 4)
    return len(one) <= _LETTERS and abs(len(one) - len(other)) <= allowed and _slips(one, other) <= allowed


def _slips(one: str, other: str) -> int:
    """How many letters are put in, left out, exchanged or swapped with the next (optimal string alignment)."""
    last, row = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = last, row, [i]
        for j, wanted in enumerate(other, start=1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != wanted)))
            if i > 1 and j > 1 and one[i - 2 : i] == wanted + other[j - 2]:
                row[j] = min(row[j], before[j - 2] + 1)
    return row[-1]


@functools.lru_cache(maxsize=16)
def _index(known: tuple[str, ...]) -> tuple[Sequence[str], Mapping[str, str]]:
    """The words as they are compared, in order, and what each stands for."""
    meant = {_folded(one): one for one in sorted(known, reverse=True)}
    return sorted(meant), meant


def _folded(word: str) -> str:
    return word.casefold().replace("_", "-")
