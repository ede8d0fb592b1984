"""Which event of a walk set a promise off before another one broke it."""

from collections.abc import Sequence

from fingerpost.policies.monitors import CLOSES, OPENS, P, S


def set_off(form: str, scope: str, letters: Sequence[int]) -> int | None:
    """The index of the event that set a promise off, where it is another than the last; `letters` end where it broke.

    Of a promise that something follows, it is the oldest event that still waits for it.
    """
    part = _part(scope, letters)
    here = range(part, len(letters))
    match form:
        case "after" | "within":
            return _oldest_debt(here, letters)
        case "end_in" | "at_most":
            return _first(here, letters, P)
        case "not_both":
            both = [at for at in (_first(here, letters, P), _first(here, letters, S)) if at is not None]
            return min(both, default=None)
    return part - 1 if scope in ("after", "between") and part else None


def _part(scope: str, letters: Sequence[int]) -> int:
    """Where the part of the walk begins in which the promise broke."""
    begun: int | None = 0 if scope in ("", "before") else None
    last = 0
    for at, letter in enumerate(letters):
        if begun is not None and scope == "between" and letter & CLOSES:
            last, begun = begun, None
        if begun is None and letter & OPENS:
            begun = at + 1
    # The event that broke it may be the one that closed the part, and open another.
    return last if begun is None or begun >= len(letters) else begun


def _oldest_debt(here: range, letters: Sequence[int]) -> int | None:
    oldest: int | None = None
    for at in here:
        if letters[at] & S and at < here[-1]:
            oldest = None
        if letters[at] & P and oldest is None:
            oldest = at
    return oldest


def _first(here: range, letters: Sequence[int], bit: int) -> int | None:
    return next((at for at in here if letters[at] & bit), None)
