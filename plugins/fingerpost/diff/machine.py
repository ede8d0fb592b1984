"""One tree as its questions alone: where each answer leads, and what a reader passes on the way to the next."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from fingerpost import paths
from fingerpost.diff.change import End
from fingerpost.follow import begin, end_name, question_name, take
from fingerpost.model import Node, Option, Outcome, Question, Site, Subtree, Tree
from fingerpost.paths import Walk
from fingerpost.policies.selectors import find
from fingerpost.text import one_line

# Of one version of one tree; past it nothing is compared.
STATES = 20_000


class Passed(NamedTuple):
    """How many steps were passed, and how many of them ask about safety."""

    steps: int
    checks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The states of a tree, the first first; `asks` and `ends` say what each is: the one or the other.

    `moves` are the answers with where they lead. `may_ask` are the questions that may still come, that of the state
    itself too, as bits by the numbers in which both versions agree; none where somebody can go in circles.
    """

    asks: Sequence[str | None]
    ends: Sequence[End | None]
    moves: Sequence[Mapping[str, tuple[int, Passed]]]
    may_ask: Sequence[int]
    first: Passed


def machine(tree: Tree, site: Site, checks: Collection[str], bits: dict[str, int]) -> Machine | None:
    """The questions of a tree that can be followed, subtrees entered; None where there are more than `STATES` states.

    `bits` gives each question its bit, and grows.
    """
    walk = begin(site, tree.id)
    number = {_bare(walk): 0}
    walks = deque([_bare(walk)])
    asks: list[str | None] = []
    ends: list[End | None] = []
    moves: list[dict[str, tuple[int, Passed]]] = []
    seen: dict[str, Passed] = {}
    first = _passed(walk, site, checks, seen)
    while walks:
        at = walks.popleft()
        name = question_name(site, at)
        asks.append(name)
        ends.append(_end(at, site) if name is None else None)
        found = {}
        for option in paths.offers(site, at) if name is not None else ():
            after = take(site, at, option.id)
            bare = _bare(after)
            if bare not in number:
                number[bare] = len(number)
                walks.append(bare)
            found[option.id] = number[bare], _passed(after, site, checks, seen)
        moves.append(found)
        if name is not None:
            bits.setdefault(name, 1 << len(bits))
        if len(number) > STATES:
            return None
    order = _inner_last(moves)
    may_ask = [0] * len(asks)
    for state in reversed(order or ()):
        name = asks[state]
        may_ask[state] = bits[name] if name is not None else 0
        for to, _ in moves[state].values():
            may_ask[state] |= may_ask[to]
    return Machine(asks=asks, ends=ends, moves=moves, may_ask=may_ask, first=first)


def _bare(walk: Walk) -> Walk:
    """A walk without where it has been: where it jumped it has ended."""
    return replace(walk, passed=(), jumps=tuple((tree, 0) for tree, _ in walk.jumps[:1]))


def _passed(walk: Walk, site: Site, checks: Collection[str], seen: dict[str, Passed]) -> Passed:
    until = walk.jumps[0][1] if walk.jumps else len(walk.passed)
    steps = asked = 0
    for name in walk.passed[:until]:
        if name not in seen:
            seen[name] = _of_step(name, site, checks)
        steps, asked = steps + seen[name].steps, asked + seen[name].checks
    return Passed(steps, asked)


def _of_step(name: str, site: Site, checks: Collection[str]) -> Passed:
    node = node_at(name, site)
    return Passed(int(not isinstance(node, Subtree)), int(any(tag.id in checks for tag in node.tags)))


def node_at(name: str, site: Site) -> Node:
    """A step by its whole name, `tree/use/step`."""
    found = find(name, None, site)
    assert found is not None, name
    return found.node


def _end(walk: Walk, site: Site) -> End | None:
    name = end_name(site, walk)
    if name is None:
        return None
    if walk.jumps:
        title = one_line(site.trees[walk.jumps[0][0]].title, site)
        return End(name=name, text=title)
    node = paths.here(site, walk)
    assert isinstance(node, Outcome)
    return End(name=name, text=one_line(node.text, site), urgency=node.urgency.id if node.urgency else "")


def question_at(name: str, tree: Tree, site: Site) -> Question:
    """A question by the name that a walk has for it."""
    node = node_at(f"{tree.id}/{name}", site)
    assert isinstance(node, Question)
    return node


def option_of(question: Question, name: str) -> Option:
    """An answer by its id."""
    return next(one for one in question.options if one.id == name)


def _inner_last(moves: Sequence[Mapping[str, tuple[int, Passed]]]) -> list[int] | None:
    """The states, each after all that lead to it; None where somebody can go in circles."""
    return in_order([[to for to, _ in found.values()] for found in moves])


def in_order(onward: Sequence[Sequence[int]]) -> list[int] | None:
    """States, each after all that lead to it; None where there is a circle."""
    waiting = [0] * len(onward)
    for several in onward:
        for to in several:
            waiting[to] += 1
    ready = [state for state, count in enumerate(waiting) if count == 0]
    order = []
    while ready:
        state = ready.pop()
        order.append(state)
        for to in onward[state]:
            waiting[to] -= 1
            if waiting[to] == 0:
                ready.append(to)
    return order if len(order) == len(onward) else None
