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


@functools.lru_cache(maxsize=16)
def _index(known: tuple[str, ...]) -> tuple[Sequence[str], Mapping[str, str]]:
    """The words as they are compared, in order, and what each stands for."""
    meant = {_folded(one): one for one in sorted(known, reverse=True)}
    return sorted(meant), meant


def _folded(word: str) -> str:
    return word.casefold().replace("_", "-")
