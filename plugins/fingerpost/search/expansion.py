"""A tree to the graph of all that a reader can really walk, guards and subtrees included."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from fingerpost.guards import choose
from fingerpost.model import Action, End, Exit, Jump, Node, Outcome, Question, Ref, Subtree, Target, Tree
from fingerpost.search.graph import STATES, Edge, Graph, State, Summary


def expanded(tree: Tree, inner: Mapping[str, Summary], exits: Mapping[str, Exit] | None = None) -> Graph:
    """All states of a tree that can be reached; with `exits`, by the names that moves have for them, also by those."""
    ways_out = exits or {}
    guards = _guard_questions(tree)
    place = {question: at for at, question in enumerate(guards)}
    first = State(tree.start.id, (None,) * len(guards))
    if first.node not in tree.nodes:
        return Graph(tree=tree.id, guards=guards, states=(), edges=(), cause=(), complete=True)
    number = {first: 0}
    cause: list[tuple[int, str | None] | None] = [None]
    edges: list[tuple[Edge, ...]] = []
    queue = deque([first])
    while queue and len(number) <= STATES:
        state = queue.popleft()
        at = len(edges)
        found = []
        for via, to, is_exit in chain(_moves(tree, state, place, inner), _exits(tree, state, ways_out)):
            if isinstance(to, State):
                if to not in number:
                    number[to] = len(number)
                    cause.append((at, via))
                    queue.append(to)
                found.append(Edge(via, number[to], is_exit))
            else:
                found.append(Edge(via, to, is_exit))
        edges.append(tuple(found))
    complete = not queue
    states = tuple(number)[: len(edges)]
    if not complete:
        edges = [tuple(e for e in row if not isinstance(e.to, int) or e.to < len(edges)) for row in edges]
    return Graph(
        tree=tree.id,
        guards=guards,
        states=states,
        edges=tuple(edges),
        cause=tuple(cause[: len(edges)]),
        complete=complete,
    )


def _guard_questions(tree: Tree) -> tuple[str, ...]:
    """The questions of the tree that some guard looks at, in reading order."""
    looked_at = {
        condition.question.id
        for targets in target_lists(tree.nodes.values())
        for target in targets
        if target.when is not None
        for condition in target.when.conditions
    }
    return tuple(name for name in tree.nodes if name in looked_at)


def target_lists(nodes: Iterable[Node]) -> Iterator[tuple[Target, ...]]:
    for node in nodes:
        match node:
            case Question():
                yield from (option.to for option in node.options)
            case Action():
                yield node.to
            case Subtree():
                yield from (one.to for one in node.outcomes)


_Move = tuple[str | None, State | Jump | End, bool]


def _exits(tree: Tree, state: State, exits: Mapping[str, Exit]) -> Iterator[_Move]:
    """The exits that can be taken at a state; what was answered stays known."""
    if isinstance(tree.nodes[state.node], Outcome):
        return
    for way, out in exits.items():
        if isinstance(out.to, Jump):
            yield way, out.to, True
        elif out.to.id in tree.nodes:
            yield way, State(out.to.id, state.known), True


def _moves(tree: Tree, state: State, place: Mapping[str, int], inner: Mapping[str, Summary]) -> Iterator[_Move]:
    """What can be taken at a state and where it leads; a target that is not there leads nowhere."""
    node = tree.nodes[state.node]
    match node:
        case Question():
            for option in node.options:
                known = _told(state, place.get(node.id), option.id)
                yield from _move(tree, option.id, option.to, known, place)
        case Action():
            yield from _move(tree, None, node.to, state.known, place)
        case Subtree():
            ends = inner.get(node.tree.id)
            for one in node.outcomes:
                if ends is None or one.outcome.id in ends.outcomes:
                    yield from _move(tree, one.outcome.id, one.to, state.known, place)
            if ends is not None:
                yield from ((name, End(), False) for name in ends.outcomes if "/" in name)
                yield from ((None, Jump(tree=name), False) for name in ends.jumps)
        case Outcome():
            yield None, End(), False


def _told(state: State, at: int | None, option: str) -> tuple[str | None, ...]:
    return state.known if at is None else (*state.known[:at], option, *state.known[at + 1 :])


def _move(
    tree: Tree, via: str | None, targets: tuple[Target, ...], known: tuple[str | None, ...], place: Mapping[str, int]
) -> Iterator[_Move]:
    if targets and targets[0].when is None:  # most have no guard at all
        target: Target | None = targets[0]
    else:
        target = choose(targets, {question: option for question, at in place.items() if (option := known[at])})
    match target and target.to:
        case Ref(id=name) if name in tree.nodes:
            yield via, State(name, known), False
        case Jump() | End() as out:
            yield via, out, False
