"""The known word that an author most likely meant."""

import difflib
import functools
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence

_LETTERS = 64  # no id is longer, and the comparison is quadratic
_NEIGHBOURS = 100


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None where none is near; the same answer on every machine.

    Among very many known words, only those that stand near it in the alphabet are looked at.
    """
    if len(word) > _LETTERS:
        return None
    words, folded = _index(tuple(known))
    wanted = word.casefold().replace("_", "-")
    if len(words) > 2 * _NEIGHBOURS:
        at = bisect(words, wanted)
        words = words[max(at - _NEIGHBOURS, 0) : at + _NEIGHBOURS]
    close = difflib.get_close_matches(wanted, words, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


@functools.lru_cache(maxsize=16)
def _index(known: tuple[str, ...]) -> tuple[Sequence[str], Mapping[str, str]]:
    """The words as they are compared, in order, and what each stands for."""
    folded = {one.casefold().replace("_", "-"): one for one in sorted(known, reverse=True)}
    return sorted(folded), folded
