"""The known word that an author most likely meant."""

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None where none is near; the same answer on every machine."""
    if len(word) > 64:  # no id is longer, and the comparison is quadratic
        return None
    words = sorted(set(known))
    folded = {one.casefold(): one for one in reversed(words)}
    close = difflib.get_close_matches(word.casefold().replace("_", "-"), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None
