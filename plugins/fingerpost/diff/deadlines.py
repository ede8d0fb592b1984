"""Whether what is to be done by some time may now be done later, as far as the words can be read."""

import re
from typing import NamedTuple

_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}
_NAMED = {"now": (0, 0), "at once": (0, 0), "immediately": (0, 0), "today": (0, 24 * 60), "the same day": (0, 24 * 60)}
# “24 to 72 hours” is over after 72.
_LENGTH = re.compile(
    r"(?:\d{1,4} ?(?:to|-|\u2013) ?)?(?P<count>\d{1,4}|an?) ?(?P<unit>minute|hour|day|week)s?", re.ASCII
)


class _Time(NamedTuple):
    """In how many minutes it is over, at the least and at the most."""

    least: int
    most: int


def later(was: str, now: str) -> str:
    """In words, how the later deadline gives more time than the first, or may; "" where it gives no more."""
    if not was:
        return ""
    if not now:
        return "is gone"
    before, after = _read(was), _read(now)
    if before is None or after is None:
        return "" if _bare(was) == _bare(now) else "is another, and may be later"
    if after == before or after.most <= before.least:
        return ""
    return "is later" if after.least >= before.most else "may be later"


def _bare(words: str) -> str:
    return " ".join(words.casefold().rstrip(" .").split()).removeprefix("within ").removeprefix("begin ")


def _read(words: str) -> _Time | None:
    """A time that is nothing but a time; whatever else stands beside it may mean anything."""
    bare = _bare(words)
    if bare in _NAMED:
        return _Time(*_NAMED[bare])
    length = _LENGTH.fullmatch(bare)
    if length is None:
        return None
    count = 1 if length["count"].startswith("a") else int(length["count"])
    return _Time(*[count * _MINUTES[length["unit"]]] * 2)
