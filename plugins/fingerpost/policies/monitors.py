"""Each form of a promise about single walks as a small automaton that reads a walk's events one after the other.

A letter is the set of those groups of selectors that match an event, as bits. A letter without bits changes no state.
"""

from collections.abc import Callable
from dataclasses import dataclass

# What sets a promise off or is forbidden, what is required, where it may end, and what is counted.
P, S, O, QUESTION, OPENS, CLOSES = 1, 2, 4, 8, 16, 32  # noqa: E741 - the letters of the page on policies
BROKEN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor:
    """States are numbers, the first is 0; `BROKEN` is the end of it.

    `step` gives the state after a letter; `fails_at_end` says of the states before and after the last letter, and of
    that letter, whether the promise breaks as the walk ends.
    """

    step: Callable[[int, int], int]
    fails_at_end: Callable[[int, int, int], bool]


def _never_at_end(before: int, after: int, letter: int) -> bool:
    return False


def never() -> Monitor:
    """P does not come."""
    return Monitor(step=lambda state, letter: BROKEN if letter & P else state, fails_at_end=_never_at_end)


def always() -> Monitor:
    """P comes before the end; 0 is before it."""
    return Monitor(
        step=lambda state, letter: 1 if letter & P else state,
        fails_at_end=lambda before, after, letter: after == 0,
    )


def before(*, strictly: bool) -> Monitor:
    """No P without an S earlier, or with it unless strictly; 1 is behind an S."""

    def step(state: int, letter: int) -> int:
        if letter & P and state == 0 and (strictly or not letter & S):
            return BROKEN
        return 1 if letter & S else state

    return Monitor(step=step, fails_at_end=_never_at_end)


def after() -> Monitor:
    """Each P is followed by an S; 1 owes one."""

    def step(state: int, letter: int) -> int:
        if letter & P:
            return 1
        return 0 if letter & S else state

    return Monitor(step=step, fails_at_end=lambda before, after, letter: after == 1)


def within(most: int) -> Monitor:
    """Each P is followed by an S before more than `most` further questions; 1 + n owes it n questions long."""

    def step(state: int, letter: int) -> int:
        if state and letter & QUESTION:
            state += 1
            if state > most + 1:
                return BROKEN
        if letter & S:
            state = 0
        return 1 if letter & P and not state else state

    return Monitor(step=step, fails_at_end=lambda before, after, letter: after > 0)


def at_most(most: int, *, bit: int = P) -> Monitor:
    """P comes so many times at the most; the state counts."""

    def step(state: int, letter: int) -> int:
        if not letter & bit:
            return state
        return BROKEN if state == most else state + 1

    return Monitor(step=step, fails_at_end=_never_at_end)


def end_in() -> Monitor:
    """Once P, the last event is an O; 1 is from P on."""
    return Monitor(
        step=lambda state, letter: 1 if letter & P else state,
        fails_at_end=lambda before, after, letter: after == 1 and not letter & O,
    )


def not_both() -> Monitor:
    """P and S do not both come; the state is the set of those that came."""

    def step(state: int, letter: int) -> int:
        state |= letter & (P | S)
        return BROKEN if state == P | S else state

    return Monitor(step=step, fails_at_end=_never_at_end)


def to_end_in(*, strictly: bool) -> Monitor:
    """Where the last event is an O, an S came, before it if strictly; 1 is behind an S."""
    return Monitor(
        step=lambda state, letter: 1 if letter & S else state,
        fails_at_end=lambda before, after, letter: bool(letter & O) and not (before if strictly else after),
    )
