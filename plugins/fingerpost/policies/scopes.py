"""Where on a walk a promise is judged: a monitor that hears only a part of the events."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum

from fingerpost.policies.monitors import BROKEN, CLOSES, OPENS, Monitor

State = Hashable


class _Part(Enum):
    """States outside any part, and inside one that is broken if it is ever closed."""

    WAITING = "waiting"
    PENDING = "pending"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoped:
    """A monitor whose states are anything that can be a key; otherwise as `Monitor`.

    `opens` says of a state and a letter whether a part that is judged for certain begins (or, where parts must be
    closed, is closed): a promise of which no part is ever judged is vacuous.
    """

    first: State
    step: Callable[[State, int], State]
    fails_at_end: Callable[[State, State, int], bool]
    opens: Callable[[State, int], bool] | None


def whole(inner: Monitor) -> Scoped:
    """The whole walk."""
    return Scoped(first=0, step=inner.step, fails_at_end=inner.fails_at_end, opens=None)  # type: ignore[arg-type]


def after(inner: Monitor) -> Scoped:
    """Behind the first event that opens, to the end."""

    def step(state: State, letter: int) -> State:
        if isinstance(state, int):
            return inner.step(state, letter)
        return 0 if letter & OPENS else state

    def fails_at_end(before: State, after: State, letter: int) -> bool:
        if not isinstance(after, int):
            return False
        return inner.fails_at_end(before, after, letter) if isinstance(before, int) else inner.fails_at_end(0, 0, 0)

    return Scoped(
        first=_Part.WAITING,
        step=step,
        fails_at_end=fails_at_end,
        opens=lambda state, letter: state is _Part.WAITING and bool(letter & OPENS),
    )


def before(inner: Monitor, *, between: bool) -> Scoped:
    """Before the first event that closes; or each part between one that opens and the next that closes."""

    def step(state: State, letter: int) -> State:
        if state is _Part.WAITING:
            return 0 if letter & OPENS else state
        if state is _Part.DONE:
            return state
        if letter & CLOSES:
            if state is _Part.PENDING or (isinstance(state, int) and inner.fails_at_end(state, state, 0)):
                return BROKEN
            if between:
                return 0 if letter & OPENS else _Part.WAITING
            return _Part.DONE
        if not isinstance(state, int):
            return state
        judged = inner.step(state, letter)
        return _Part.PENDING if judged == BROKEN else judged

    return Scoped(
        first=_Part.WAITING if between else 0,
        step=step,
        fails_at_end=lambda before, after, letter: False,
        opens=lambda state, letter: state not in (_Part.WAITING, _Part.DONE) and bool(letter & CLOSES),
    )
