"""Whether a worse answer ever leads to a milder end: pairs of walks that differ in one answer alone."""

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from fingerpost.model import End, Jump, Policy, Question, Ref, Site, Tree
from fingerpost.paths import Move
from fingerpost.policies.selectors import Meaning, Uses, labels_of_node, meaning
from fingerpost.policies.spaces import Space, TooMany, space
from fingerpost.policies.verdicts import Judgement, Verdict, Witness

# Pairs of places, with the answers that both walks keep to; past it nothing is decided.
PAIRS = 200_000
_ON = Move("on")

# The trees that a walk stands in, from the outside in, each at a state of its graph.
Place = tuple[tuple[str, int], ...]


class _Walk(NamedTuple):
    """One walk: where it is, its moves and how many events they made; an end has a rank where the policy gives one."""

    at: Place
    taken: tuple[Move, ...] = ()
    length: int = 1
    ended: bool = False
    rank: int | None = None


class _Pair(NamedTuple):
    """Two walks, the same until `question` is asked; `answers` are given wherever they are asked, in both walks.

    `options` are what the first and the second walk answer to that question, the second the worse; None until then.
    """

    first: _Walk
    second: _Walk
    answers: tuple[tuple[Uses, str], ...] = ()
    question: Uses = ()
    options: tuple[str, str] | None = None


def judge_order(policy: Policy, own: Tree | None, tree: Tree, site: Site) -> Judgement:
    """Follow every function from questions to options, and beside it the one with a worse answer to one question."""
    search = _Search(policy, own, site)
    witness = search.milder(tree)
    return Judgement(
        policy=policy,
        tree=tree.id,
        verdict=Verdict.HOLDS if witness is None else Verdict.VIOLATED,
        vacuous=witness is None and not search.compared,
        witnesses=(witness,) if witness else (),
    )


class _Search:
    """Pairs of walks, each looked at once for the answers that they keep to."""

    def __init__(self, policy: Policy, own: Tree | None, site: Site) -> None:
        self._site = site
        self._ranks = [meaning(one, own, site) for one in policy.order]
        self._worse = [
            (meaning(Ref(id=f"node:{one.question.id}"), own, site), [option.id for option in one.options])
            for one in policy.worse
        ]
        self._onwards: dict[str, frozenset[str]] = {}
        self._reached: dict[tuple[str, int], frozenset[str]] = {}
        self.compared = False

    def milder(self, tree: Tree) -> Witness | None:
        """A worse walk that ends milder, with the better one beside it; None where there is none."""
        begun = self._come(((tree.id, 0),), ())
        seen: set[object] = set()
        waiting = deque([_Pair(begun, begun)])
        while waiting:
            pair = self._advanced(waiting.popleft())
            if pair is None:
                continue
            if pair.first.ended and pair.second.ended:
                if self._is_milder(pair):
                    return Witness(taken=pair.second.taken, length=pair.second.length, beside=pair.first.taken)
                continue
            # What can never be asked again tells no two pairs apart.
            pair = pair._replace(answers=tuple(one for one in pair.answers if self._may_be_asked(one[0], pair)))
            key = (pair.first.at, pair.second.at, frozenset(pair.answers), pair.question, pair.options)
            if key not in seen:
                seen.add(key)
                if len(seen) > PAIRS:
                    raise TooMany
                waiting.extend(self._asked(pair))
        return None

    def _is_milder(self, pair: _Pair) -> bool:
        if pair.options is None or pair.first.rank is None or pair.second.rank is None:
            return False
        self.compared = True
        return pair.second.rank < pair.first.rank

    # On to the next question that is not answered yet ---------------------------------------------------------------

    def _advanced(self, pair: _Pair) -> _Pair | None:
        """Both walks on to where an answer is needed; None where one of them goes round for ever."""
        answers = dict(pair.answers)
        if pair.options is None:
            walk = self._on(pair.first, answers)
            return None if walk is None else pair._replace(first=walk, second=walk)
        first = self._on(pair.first, {**answers, pair.question: pair.options[0]})
        second = self._on(pair.second, {**answers, pair.question: pair.options[1]})
        return None if first is None or second is None else pair._replace(first=first, second=second)

    def _on(self, walk: _Walk, answers: Mapping[Uses, str]) -> _Walk | None:
        met: set[Place] = set()
        while not walk.ended:
            if walk.at in met:
                return None
            met.add(walk.at)
            after = self._move(walk, answers)
            if after is None:
                break
            walk = after
        return walk

    def _move(self, walk: _Walk, answers: Mapping[Uses, str]) -> _Walk | None:
        """One move; None where a question has no answer yet."""
        tree, state = walk.at[-1]
        own = self._space(tree)
        if state in own.ends:
            return self._back(walk)
        if state in own.calls:
            return self._come((*walk.at, (own.calls[state], 0)), (*walk.taken, _ON), walk.length)
        if isinstance(own.tree.nodes[own.graph.states[state].node], Question):
            option = answers.get(self._uses(walk.at))
            if option is None:
                return None
            step = next(one for one in own.steps[state] if one.move.name == option)
            return self._go(walk.at, step.to, (*walk.taken, step.move), walk.length + 1)
        (step,) = own.steps[state]
        return self._go(walk.at, step.to, (*walk.taken, step.move), walk.length)

    def _back(self, walk: _Walk) -> _Walk:
        around, name = walk.at[:-1], self._node(walk.at[-1])
        to = self._space(around[-1][0]).returns[around[-1][1]][name]
        assert not isinstance(to, End)
        return self._go(around, to, (*walk.taken, _ON), walk.length)

    def _go(self, at: Place, to: int | Jump, taken: tuple[Move, ...], length: int) -> _Walk:
        return self._come(((to.tree, 0),) if isinstance(to, Jump) else (*at[:-1], (at[-1][0], to)), taken, length)

    def _come(self, at: Place, taken: tuple[Move, ...], length: int = 0) -> _Walk:
        own = self._space(at[-1][0])
        ended = at[-1][1] in own.ends and (len(at) == 1 or self._ends_around(at))
        return _Walk(at, taken, length + 1, ended, self._rank(at) if ended else None)

    def _ends_around(self, at: Place) -> bool:
        around = self._space(at[-2][0])
        return isinstance(around.returns[at[-2][1]][self._node(at[-1])], End)

    def _rank(self, at: Place) -> int | None:
        """The place of an end from mild to severe: that of the most severe selector that matches."""
        tree = self._site.trees[at[-1][0]]
        labels = set(labels_of_node(tree.nodes[self._node(at[-1])], tree, ends=True))
        ranks = [rank for rank, one in enumerate(self._ranks) if one.label in labels and self._is_there(one, at)]
        return max(ranks, default=None)

    # What is asked ---------------------------------------------------------------------------------------------------

    def _asked(self, pair: _Pair) -> Iterator[_Pair]:
        """The pair with each answer to the next question, and with two answers where one of them is worse."""
        walk = pair.second if pair.first.ended else pair.first
        tree, state = walk.at[-1]
        question = self._uses(walk.at)
        offered = [step.move.name for step in self._space(tree).steps[state]]
        yield from (pair._replace(answers=(*pair.answers, (question, option))) for option in offered)
        if pair.options is None:
            for one, options in self._worse:
                if one.label == f"node:{self._node(walk.at[-1])}" and self._is_there(one, walk.at):
                    for two in combinations([option for option in options if option in offered], 2):
                        yield pair._replace(question=question, options=two)

    def _may_be_asked(self, question: Uses, pair: _Pair) -> bool:
        tree, node = question[-1]
        for walk in (pair.first, pair.second):
            for around, state in () if walk.ended else walk.at:
                if tree in self._further(around) or (tree == around and node in self._ahead(around, state)):
                    return True
        return False

    def _further(self, tree: str) -> frozenset[str]:
        """The trees to which a walk may come from a tree, also through others; the tree itself where it comes back."""
        if tree not in self._onwards:
            found: set[str] = set()
            open_ = [tree]
            while open_:
                own = self._space(open_.pop())
                jumps = {edge.to.tree for edges in own.graph.edges for edge in edges if isinstance(edge.to, Jump)}
                open_ += sorted({*jumps, *own.calls.values()} - found)
                found |= {*jumps, *own.calls.values()}
            self._onwards[tree] = frozenset(found)
        return self._onwards[tree]

    def _ahead(self, tree: str, state: int) -> frozenset[str]:
        """The nodes of a tree to which a walk may come from one of its states, that of the state included."""
        if (tree, state) not in self._reached:
            graph = self._space(tree).graph
            found = {state}
            open_ = [state]
            while open_:
                onward = {edge.to for edge in graph.edges[open_.pop()] if isinstance(edge.to, int)} - found
                found |= onward
                open_ += onward
            self._reached[tree, state] = frozenset(graph.states[one].node for one in found)
        return self._reached[tree, state]

    def _is_there(self, one: Meaning, at: Place) -> bool:
        uses = self._uses(at)[:-1]
        return one.tree in (None, at[-1][0]) and one.uses == uses[len(uses) - len(one.uses) :]

    def _uses(self, at: Place) -> Uses:
        return tuple((tree, self._node((tree, state))) for tree, state in at)

    def _node(self, at: tuple[str, int]) -> str:
        return self._space(at[0]).graph.states[at[1]].node

    def _space(self, tree: str) -> Space:
        return space(self._site.trees[tree], self._site, exits=False)
