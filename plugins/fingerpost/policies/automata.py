"""Monitors with numbered states and remembered steps, so that a search over many states is fast."""

from collections.abc import Hashable
from typing import Protocol

from fingerpost.policies.monitors import BROKEN, P, S
from fingerpost.policies.scopes import Scoped

_LETTERS = 6  # bits


class Reader(Protocol):
    """What reads the events of walks: from a state and a letter on to others, any number of them."""

    first: int

    def step(self, state: int, letter: int, /) -> tuple[int, ...]:
        """The states after a letter; `BROKEN` may be among them."""

    def fails_at_end(self, before: int, after: int, letter: int, /) -> bool:
        """Whether the promise breaks as the walk ends with this letter."""


class Automaton:
    """A scoped monitor over numbers; it remembers which letters it was given, and whether a part was judged."""

    def __init__(self, monitor: Scoped) -> None:
        """Begin at the first state, which has the number 0."""
        self._monitor = monitor
        self._states: list[Hashable] = [monitor.first]
        self._numbers: dict[Hashable, int] = {monitor.first: 0}
        self._steps: dict[int, tuple[int, ...]] = {}
        self._ends: dict[tuple[int, int, int], bool] = {}
        self.first = 0
        self.heard = 0
        self.ended_with = 0
        self.judged = monitor.opens is None

    def step(self, state: int, letter: int) -> tuple[int, ...]:
        """The states after a letter; `BROKEN` may be among them."""
        key = (state << _LETTERS) | letter
        found = self._steps.get(key)
        if found is None:
            found = self._steps[key] = self._step(state, letter)
        return found

    def _step(self, state: int, letter: int) -> tuple[int, ...]:
        self.heard |= letter
        before = self._states[state]
        if self._monitor.opens is not None and self._monitor.opens(before, letter):
            self.judged = True
        return (self._number(self._monitor.step(before, letter)),)

    def _number(self, state: Hashable) -> int:
        if state == BROKEN:
            return BROKEN
        if state not in self._numbers:
            self._numbers[state] = len(self._states)
            self._states.append(state)
        return self._numbers[state]

    def fails_at_end(self, before: int, after: int, letter: int) -> bool:
        """Whether the promise breaks as the walk ends with this letter."""
        key = (before, after, letter)
        if key not in self._ends:
            self.ended_with |= letter
            self._ends[key] = self._monitor.fails_at_end(self._states[before], self._states[after], letter)
        return self._ends[key]


class Debts:
    """Follows one debt that is never paid: any that is opened, and a walk that pays it is dropped.

    A walk that goes round in `OWING` for ever breaks a promise that something comes.
    """

    IDLE, OWING, WAITING = range(3)

    def __init__(self, *, from_start: bool, opens: int) -> None:
        """`from_start`: P is owed at once; else each P opens a debt that an S pays. `opens` is the bit of a scope."""
        self._start = self.OWING if from_start else self.IDLE
        self._pays = P if from_start else S
        self._opens = opens
        self.first = self.WAITING if opens else self._start

    def step(self, state: int, letter: int) -> tuple[int, ...]:
        """The states after a letter, none where the debt is paid."""
        match state:
            case self.WAITING:
                return (self._start if letter & self._opens else state,)
            case self.OWING:
                return () if letter & self._pays else (state,)
        return (state, self.OWING) if letter & P else (state,)

    def fails_at_end(self, before: int, after: int, letter: int) -> bool:
        """Whoever comes to an end does not go round for ever."""
        return False
