"""Two versions of a tree walked together: every pair of paths that answer alike what both are asked, counted.

One of the two moves at a time, or both where they ask the same. An answer that the other may still be asked is kept
until it was, or no longer can be. Who moves depends on nothing but where the two are, so each pair is met just once.
"""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from fingerpost.diff.machine import Machine, in_order

# Pairs of states; past it nothing is compared.
PAIRS = 100_000


class Delta(NamedTuple):
    """By how much the new path is longer, and how many more safety checks it passes."""

    steps: int
    checks: int


class Taken(NamedTuple):
    """A question, its answer, and which of the two are asked it."""

    question: str
    option: str
    old: bool
    new: bool


class _Pair(NamedTuple):
    """Where the two are, and the answers that one of them gave and the other may yet be asked for."""

    old: int
    new: int
    kept: tuple[tuple[str, str], ...] = ()


class _Edge(NamedTuple):
    to: int
    taken: Taken
    delta: Delta


class Product:
    """All pairs of states that walks together come to, with the pairs of paths that lead to each, by their deltas."""

    def __init__(self, old: Machine, new: Machine, bits: dict[str, int]) -> None:
        """Neither may go in circles. `complete` is False when there were more than `PAIRS` pairs."""
        self._old, self._new, self._bits = old, new, bits
        self._pairs = [_Pair(0, 0)]
        self._edges: list[list[_Edge]] = []
        self.complete = self._expand()
        self.counts: list[dict[Delta, int]] = [{} for _ in self._pairs]
        if self.complete:
            self._count()

    def _expand(self) -> bool:
        number = {self._pairs[0]: 0}
        queue = deque(self._pairs)
        while queue:
            edges = []
            for pair, taken, delta in self._moves(queue.popleft()):
                if pair not in number:
                    number[pair] = len(number)
                    self._pairs.append(pair)
                    queue.append(pair)
                edges.append(_Edge(number[pair], taken, delta))
            self._edges.append(edges)
            if len(number) > PAIRS:
                return False
        return True

    def _moves(self, pair: _Pair) -> Iterator[tuple[_Pair, Taken, Delta]]:
        """What the two can do next, by turns that depend on the pair alone."""
        kept = dict(pair.kept)
        asked, asks = self._old.asks[pair.old], self._new.asks[pair.new]
        if asked is not None and asked in kept:
            yield from self._one(pair, asked, [kept[asked]], old=True, again=True)
        elif asks is not None and asks in kept:
            yield from self._one(pair, asks, [kept[asks]], old=False, again=True)
        elif asked is not None and asked == asks:
            yield from self._both(pair, asked)
        elif asked is not None and not self._new.may_ask[pair.new] & self._bits[asked]:
            yield from self._one(pair, asked, list(self._old.moves[pair.old]), old=True)
        elif asks is not None and not self._old.may_ask[pair.old] & self._bits[asks]:
            yield from self._one(pair, asks, list(self._new.moves[pair.new]), old=False)
        elif asked is not None:
            yield from self._one(pair, asked, list(self._old.moves[pair.old]), old=True)

    def _both(self, pair: _Pair, question: str) -> Iterator[tuple[_Pair, Taken, Delta]]:
        others = self._new.moves[pair.new]
        for option, (old, passed) in self._old.moves[pair.old].items():
            if option in others:
                new, after = others[option]
                delta = Delta(after.steps - passed.steps, after.checks - passed.checks)
                yield self._pair(old, new, pair.kept), Taken(question, option, True, True), delta

    def _one(
        self, pair: _Pair, question: str, options: list[str], *, old: bool, again: bool = False
    ) -> Iterator[tuple[_Pair, Taken, Delta]]:
        """One of the two is asked; `again`: the other has answered it."""
        moves = self._old.moves[pair.old] if old else self._new.moves[pair.new]
        for option in options:
            if option not in moves:
                continue
            to, passed = moves[option]
            delta = Delta(-passed.steps, -passed.checks) if old else Delta(passed.steps, passed.checks)
            kept = tuple(one for one in pair.kept if one[0] != question) if again else (*pair.kept, (question, option))
            after = self._pair(to, pair.new, kept) if old else self._pair(pair.old, to, kept)
            yield after, Taken(question, option, old, not old), delta

    def _pair(self, old: int, new: int, kept: tuple[tuple[str, str], ...]) -> _Pair:
        still = self._old.may_ask[old] | self._new.may_ask[new]
        return _Pair(old, new, tuple(sorted(one for one in kept if self._bits[one[0]] & still)))

    def _count(self) -> None:
        order = in_order([[edge.to for edge in edges] for edges in self._edges])
        assert order is not None, "each move takes one of the two on, and neither goes in circles"
        old, new = self._old.first, self._new.first
        self.counts[0][Delta(new.steps - old.steps, new.checks - old.checks)] = 1
        for at in order:
            for edge in self._edges[at]:
                there = self.counts[edge.to]
                for delta, paths in self.counts[at].items():
                    after = Delta(delta.steps + edge.delta.steps, delta.checks + edge.delta.checks)
                    there[after] = there.get(after, 0) + paths

    def finals(self) -> Iterator[tuple[int, int, int]]:
        """The pairs at which both have ended, those of the shortest walks first, with the state of each of the two."""
        for at, pair in enumerate(self._pairs):
            if self._old.asks[pair.old] is None and self._new.asks[pair.new] is None:
                yield at, pair.old, pair.new

    def example(self, at: int, delta: Delta) -> list[Taken]:
        """The answers of one of the pairs of paths that end at a pair of states with this delta."""
        before = self._before()
        taken = []
        while before[at]:
            for source, edge in before[at]:
                earlier = Delta(delta.steps - edge.delta.steps, delta.checks - edge.delta.checks)
                if earlier in self.counts[source]:
                    taken.append(edge.taken)
                    at, delta = source, earlier
                    break
            else:
                raise AssertionError((at, delta))
        return taken[::-1]

    def _before(self) -> list[list[tuple[int, _Edge]]]:
        before: list[list[tuple[int, _Edge]]] = [[] for _ in self._pairs]
        for source, edges in enumerate(self._edges):
            for edge in edges:
                before[edge.to].append((source, edge))
        return before
