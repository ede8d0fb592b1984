"""How far it is from every step to something: a question about the graph, not about single walks.

A move is from one node to the next. In a tree that is walked within another, what lies behind its outcomes depends on
who entered it; so it is first asked how far its own outcomes are, and then, for each different answer of those around
it, how far it is beyond them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any, NamedTuple

from fingerpost.model import End, Jump, Policy, Site, Tree
from fingerpost.policies.automata import Automaton
from fingerpost.policies.exploring import Exploration, Found, Local, Search, state_of
from fingerpost.policies.monitors import P, never
from fingerpost.policies.scopes import whole
from fingerpost.policies.selectors import Meaning, Uses
from fingerpost.policies.spaces import TooMany
from fingerpost.policies.verdicts import Judgement, Verdict, Witness
from fingerpost.policies.ways import moves

# Different answers of those around subtrees; past it nothing is decided.
_CONTEXTS = 100_000
_FAR = 1 << 60
_HERE = "here"  # what is looked for
# A place to come to: what is looked for, a state of the tree, an outcome to return from, or the start of a tree.
Goal = int | str | tuple[str, int]


class _Way(NamedTuple):
    """So many moves lead from a state to a goal."""

    cost: int
    to: Goal


def judge_reach(policy: Policy, wanted: Sequence[Meaning], tree: Tree, site: Site) -> Judgement:
    """Whether it is at most so many moves from the start, or from every step, to one of the events."""
    most = _FAR - 1 if policy.within is None else policy.within
    reach = _Reach(wanted, tree, site)
    if policy.from_start:
        witness = Witness(taken=(), length=1) if reach.from_start() > most else None
    else:
        witness = reach.too_far(most)
    verdict = Verdict.HOLDS if witness is None else Verdict.VIOLATED
    return Judgement(policy=policy, tree=tree.id, verdict=verdict, witnesses=(witness,) if witness else ())


class _Reach:
    """How far it is from everywhere to what is wanted."""

    def __init__(self, wanted: Sequence[Meaning], tree: Tree, site: Site) -> None:
        # One search goes everywhere and hears nothing, the other only tells what is wanted.
        self._walks = Search(site, Automaton(whole(never())), {0: wanted}, exits=False)
        self._wanted = Search(site, Automaton(whole(never())), {P: wanted}, exits=False)
        self._tree = tree
        self._all = self._walks.from_start(tree)
        self._calls = {id(found): call for call, found in self._walks.explored.items()}
        self._own: dict[tuple[str, Uses], dict[Goal, Sequence[int]]] = {}
        for call in self._walks.explored:
            self._own[call.tree, call.uses] = self._distances(self._local(call.tree, call.uses))
        self._outermost = self._from_outermost()

    def from_start(self) -> int:
        """How many moves it is from the start, at most `_FAR`."""
        return self._outermost[self._tree.id, 0]

    def _local(self, tree: str, uses: Uses) -> Local:
        return self._wanted.local(tree, uses)

    # Within one tree ----------------------------------------------------------------------------------------------

    def _distances(self, local: Local) -> dict[Goal, Sequence[int]]:
        """From each state of a tree that others walk: the moves to what is wanted, to its outcomes, and to jumps."""
        size = len(local.space.arrivals)
        ways = {state: list(self._ways(local, state)) for state in range(size)}
        goals: set[Goal] = {way.to for several in ways.values() for way in several if not isinstance(way.to, int)}
        return {
            goal: [found.get(state, _FAR) for state in range(size)]
            for goal in (*goals, *local.space.ends)
            for found in (_to(goal, ways),)
        }

    def _ways(self, local: Local, state: int) -> Iterator[_Way]:
        """What can be come to from a state of a tree; where its outcomes lead is for those around it to say."""
        space = local.space
        if state in space.ends:
            return
        if local.letters[space.arrivals[state]]:
            yield _Way(0, _HERE)
        if state in space.calls:
            yield from self._ways_through(local, state)
        for step in space.steps[state]:
            to = (step.to.tree, 0) if isinstance(step.to, Jump) else step.to
            yield _Way(1, _HERE if local.letters[step.event] else to)

    def _ways_through(self, local: Local, state: int) -> Iterator[_Way]:
        inner = self._inner(local, state)
        for goal, distances in self._own[inner.space.tree.id, inner.uses].items():
            cost = 1 + distances[0]
            if cost > _FAR:
                continue
            if not isinstance(goal, int):
                yield _Way(cost, goal)
                continue
            to = self._mapped(inner, goal, local, state)
            if to == _HERE:
                yield _Way(cost, _HERE)
            elif to is not None:
                yield _Way(cost + 1, to)

    def _inner(self, local: Local, state: int) -> Local:
        uses = (*local.uses, (local.space.tree.id, local.space.graph.states[state].node))
        depth = self._wanted.depth
        return self._local(local.space.calls[state], uses[-depth:] if depth else ())

    def _mapped(self, inner: Local, outcome: int, local: Local, state: int) -> Goal | None:
        """Where an outcome of a subtree leads: one move on, or it is what is wanted, or nowhere."""
        to = local.space.returns[state].get(inner.space.graph.states[outcome].node)
        ends = isinstance(to, End)
        if inner.letters[inner.space.ends[outcome] if ends else inner.space.arrivals[outcome]] and to is not None:
            return _HERE
        match to:
            case Jump(tree=name):
                return name, 0
            case int():
                return to
        return None

    # Where nothing waits ------------------------------------------------------------------------------------------

    def _from_outermost(self) -> Mapping[tuple[str, int], int]:
        """From each state of each tree that a walk can come to with nothing to return to."""
        ways: dict[Goal, list[_Way]] = {}
        open_ = {self._tree.id, *(self._walks.local_at(place).space.tree.id for place in self._all.places)}
        open_ |= {goal[0] for own in self._own.values() for goal in own if isinstance(goal, tuple)}
        while open_:
            name = min(open_)
            local = self._local(name, ())
            for state in range(len(local.space.arrivals)):
                ways[name, state] = [
                    _Way(way.cost, (name, way.to) if isinstance(way.to, int) else way.to)
                    for way in self._ways(local, state)
                ]
                open_ |= {way.to[0] for way in ways[name, state] if isinstance(way.to, tuple)}
            for state, event in local.space.ends.items():
                if local.letters[event]:
                    ways[name, state].append(_Way(0, _HERE))
            open_ = {one for one in open_ if (one, 0) not in ways}
        return defaultdict(lambda: _FAR, {at: far for at, far in _to(_HERE, ways).items() if isinstance(at, tuple)})

    # From every step ----------------------------------------------------------------------------------------------

    def too_far(self, most: int) -> Witness | None:
        """The shortest walk to a step from which it is too far."""
        best: tuple[int, tuple[tuple[Exploration, Found], ...]] | None = None
        outermost = _Context(offset=0, found=self._all, way=(), far=self._far_outside)
        waiting = [(0, 0, outermost)]
        pushed = 0
        seen: set[tuple[int, tuple[int, ...], frozenset[int]]] = set()
        while waiting:
            offset, _, context = heappop(waiting)
            # The nearest of those that are alike comes first; it may have been found last.
            if context.key in seen:
                continue
            seen.add(context.key)
            for length, way in self._steps_too_far(context, most):
                if best is None or offset + length < best[0]:
                    best = (offset + length, (*context.way, way))
            for place, inner in context.found.inner:
                further = self._inward(inner, context, place)
                if further.key not in seen:
                    pushed += 1
                    if pushed > _CONTEXTS:
                        raise TooMany
                    heappush(waiting, (further.offset, pushed, further))
        if best is None:
            return None
        return Witness(taken=tuple(move for part in best[1] for move in moves(*part)), length=best[0])

    def _inward(self, inner: Exploration, context: "_Context", place: int) -> "_Context":
        """The steps of a subtree that is entered at a place."""
        found, beyond = context.found.places[place], self._beyond(inner, context, place)
        return _Context(
            offset=context.offset + found.length,
            found=inner,
            way=(*context.way, (context.found, found)),
            far=self._far_inside(inner, beyond),
            beyond=beyond,
            ends=self._ending(inner, context, place),
        )

    def _far_outside(self, place: int) -> int:
        return self._outermost[self._walks.local_at(place).space.tree.id, state_of(place)]

    def _far_inside(self, inner: Exploration, beyond: Mapping[Goal, int]) -> Callable[[int], int]:
        call = self._calls[id(inner)]
        own = self._own[call.tree, call.uses]

        def far(place: int) -> int:
            state = state_of(place)
            return min([distances[state] + beyond.get(goal, 0) for goal, distances in own.items()], default=_FAR)

        return far

    def _beyond(self, inner: Exploration, context: "_Context", place: int) -> dict[Goal, int]:
        """From each outcome of a subtree entered at a place, and from each jump out of it: how far it is then."""
        call = self._calls[id(inner)]
        within = self._local(call.tree, call.uses)
        around = self._local_of(context, place)
        beyond: dict[Goal, int] = {}
        for goal in self._own[call.tree, call.uses]:
            if isinstance(goal, tuple):
                beyond[goal] = self._outermost[goal]
            elif isinstance(goal, int):
                match self._mapped(within, goal, around, state_of(place)):
                    case "here":
                        beyond[goal] = 0
                    case int() as to:
                        beyond[goal] = 1 + context.far(place - state_of(place) + to)
                    case (str(), int()) as start:
                        beyond[goal] = 1 + self._outermost[start]
                    case _:
                        beyond[goal] = _FAR
        return beyond

    def _ending(self, inner: Exploration, context: "_Context", place: int) -> frozenset[int]:
        """The outcomes of a subtree that end the walk."""
        call = self._calls[id(inner)]
        states = self._local(call.tree, call.uses).space.graph.states
        mapped = self._local_of(context, place).space.returns[state_of(place)]
        return frozenset(at for at, _ in inner.returns if isinstance(mapped.get(states[at].node), End))

    def _local_of(self, context: "_Context", place: int) -> Local:
        walked = self._walks.local_at(place)
        return self._local(walked.space.tree.id, walked.uses)

    def _steps_too_far(self, context: "_Context", most: int) -> Iterator[tuple[int, tuple[Exploration, Found]]]:
        for place, found in context.found.places.items():
            if context.far(place) > most:
                yield found.length, (context.found, found)
        for (outcome, _), found in context.found.returns.items():
            if most < context.beyond.get(outcome, 0) and outcome not in context.ends:
                yield found.length + 1, (context.found, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """The steps of a subtree that was entered on a way, and how far it is from them to what is wanted."""

    offset: int
    found: Exploration
    way: tuple[tuple[Exploration, Found], ...]
    far: Callable[[int], int]
    beyond: Mapping[Goal, int] = field(default_factory=dict)
    ends: frozenset[int] = frozenset()

    @property
    def key(self) -> tuple[int, tuple[int, ...], frozenset[int]]:
        """What makes two of them alike: the subtree, how far it is beyond it, and where the walk ends there."""
        return id(self.found), tuple(self.beyond.values()), self.ends


def _to(goal: Goal, ways: Mapping[Any, Iterable[_Way]]) -> dict[Goal, int]:
    """The fewest moves from everywhere to a goal, by going backwards from it."""
    before: dict[Goal, list[tuple[int, Goal]]] = {}
    for start, several in ways.items():
        for way in several:
            before.setdefault(way.to, []).append((way.cost, start))
    far: dict[Goal, int] = {}
    waiting: list[tuple[int, int, Goal]] = [(0, 0, goal)]
    pushed = 0
    while waiting:
        cost, _, at = heappop(waiting)
        if at in far:
            continue
        far[at] = cost
        for further, start in before.get(at, ()):
            if start not in far:
                pushed += 1
                heappush(waiting, (cost + further, pushed, start))
    return far
