"""The graph of (node, guard values) of a tree: what a reader can really walk, how often, and how far."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from weakref import WeakKeyDictionary

from fingerpost.guards import choose
from fingerpost.model import Action, End, Jump, Node, Outcome, Question, Ref, Site, Subtree, Target, Tree

STATES = 200_000


class State(NamedTuple):
    """A node, and the last answers to those questions that guards look at (None: not asked)."""

    node: str
    known: tuple[str | None, ...]


class Edge(NamedTuple):
    """A step that a reader can take: `via` an option, an outcome of a subtree, or nothing; `to` a state, or out."""

    via: str | None
    to: "int | Jump | End"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """All states that can be reached, the start first, in breadth-first order, so that `cause` tells shortest walks.

    `guards` are the questions whose answers the states keep. `complete` is False when there were more than `STATES`
    states; then nothing can be said of the tree for certain.
    """

    tree: str
    guards: tuple[str, ...]
    states: Sequence[State]
    edges: Sequence[tuple[Edge, ...]]
    cause: Sequence[tuple[int, str | None] | None]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many paths, and how many steps the shortest and the longest of them have."""

    paths: int
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What comes of walking a tree from its start: the outcomes reached, and the trees jumped to.

    A tally is None when a loop makes the paths unbounded, or the graph is not complete.
    """

    outcomes: Mapping[str, Tally | None]
    jumps: Mapping[str, Tally | None]
    bounded: bool


@dataclass(slots=True)
class _Known:
    """What was worked out of one site."""

    graphs: dict[str, Graph] = field(default_factory=dict)
    summaries: dict[str, Summary] = field(default_factory=dict)


_known: "WeakKeyDictionary[Site, _Known]" = WeakKeyDictionary()


def expand(tree: Tree, site: Site) -> Graph:
    """The graph of a tree; a subtree is one state that leads to wherever its reachable outcomes are mapped."""
    known = _known.setdefault(site, _Known())
    if tree.id not in known.graphs or site.trees.get(tree.id) is not tree:
        for name in _inner_first(tree, site):
            _work_out(tree if name == tree.id else site.trees[name], known)
    return known.graphs[tree.id]


def summary(tree: Tree, site: Site) -> Summary:
    """Counts of the paths of a tree to each end; they enter subtrees and end at jumps."""
    expand(tree, site)
    return _known[site].summaries[tree.id]


def total(found: Summary) -> Tally | None:
    """All paths of a tree taken together; None when unbounded, and for a tree without any."""
    tallies = [*found.outcomes.values(), *found.jumps.values()]
    known = [tally for tally in tallies if tally is not None]
    if not found.bounded or not known:
        return None
    return _joined(known)


def reachable(graph: Graph, tree: Tree) -> set[str]:
    """The nodes that a reader can come to by answers, or by the tree's own exits and then by any arrow."""
    found = {state.node for state in graph.states}
    open_ = [out.to.id for out in tree.exits.values() if isinstance(out.to, Ref) and out.to.id in tree.nodes]
    while open_:
        name = open_.pop()
        if name not in found:
            found.add(name)
            open_ += list(_next(tree.nodes[name], tree))
    return found


def _next(node: Node, tree: Tree) -> Iterator[str]:
    """The nodes of a tree to which a node's arrows lead, guards aside."""
    for targets in _target_lists([node]):
        for target in targets:
            if isinstance(target.to, Ref) and target.to.id in tree.nodes:
                yield target.to.id


def walk_to(graph: Graph, state: int) -> list[tuple[str, str | None]]:
    """A shortest walk: each node passed, with what was taken there, until `state`, which is left out."""
    steps = []
    cause = graph.cause[state]
    while cause is not None:
        before, via = cause
        steps.append((graph.states[before].node, via))
        cause = graph.cause[before]
    return steps[::-1]


def loops(graph: Graph) -> Iterator[list[int]]:
    """Groups of states that a reader can walk around in, each in breadth-first order."""
    inner = [[edge.to for edge in edges if isinstance(edge.to, int)] for edges in graph.edges]
    for group in components(inner):
        if len(group) > 1 or group[0] in inner[group[0]]:
            yield sorted(group)


def stuck(graph: Graph) -> set[int]:
    """The states from which no end can be reached."""
    before: list[list[int]] = [[] for _ in graph.states]
    open_ = []
    for state, edges in enumerate(graph.edges):
        ends = [edge for edge in edges if not isinstance(edge.to, int)]
        if ends:
            open_.append(state)
        for edge in edges:
            if isinstance(edge.to, int):
                before[edge.to].append(state)
    free = set(open_)
    while open_:
        for state in before[open_.pop()]:
            if state not in free:
                free.add(state)
                open_.append(state)
    return set(range(len(graph.states))) - free


def components(successors: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Strongly connected components, those that lead nowhere else first (Tarjan 1972, without recursion)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    on_stack: set[int] = set()
    stack: list[int] = []
    for root in range(len(successors)):
        if root in index:
            continue
        work = [(root, iter(successors[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            state, rest = work[-1]
            for to in rest:
                if to not in index:
                    index[to] = low[to] = len(index)
                    stack.append(to)
                    on_stack.add(to)
                    work.append((to, iter(successors[to])))
                    break
                if to in on_stack:
                    low[state] = min(low[state], index[to])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[state])
                if low[state] == index[state]:
                    yield _popped(stack, on_stack, state)


def _popped(stack: list[int], on_stack: set[int], state: int) -> list[int]:
    group = []
    while True:
        group.append(stack.pop())
        on_stack.discard(group[-1])
        if group[-1] == state:
            return group


# Expansion --------------------------------------------------------------------------------------------------------


def _inner_first(tree: Tree, site: Site) -> list[str]:
    """The tree and all that it uses as subtrees, each after those that it uses; one that contains itself but once."""
    order: list[str] = []
    seen = {tree.id}
    work = [(tree.id, iter(sorted(_uses(tree))))]
    while work:
        name, rest = work[-1]
        for used in rest:
            if used in site.trees and used not in seen:
                seen.add(used)
                work.append((used, iter(sorted(_uses(site.trees[used])))))
                break
        else:
            order.append(name)
            work.pop()
    return order


def _uses(tree: Tree) -> set[str]:
    return {node.tree.id for node in tree.nodes.values() if isinstance(node, Subtree)}


def _work_out(tree: Tree, known: _Known) -> None:
    graph = _expand(tree, known.summaries)
    known.graphs[tree.id] = graph
    known.summaries[tree.id] = _summarise(tree, graph, known.summaries)


def _expand(tree: Tree, inner: Mapping[str, Summary]) -> Graph:
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
        for via, to in _moves(tree, state, place, inner):
            if isinstance(to, State):
                if to not in number:
                    number[to] = len(number)
                    cause.append((at, via))
                    queue.append(to)
                found.append(Edge(via, number[to]))
            else:
                found.append(Edge(via, to))
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
        for targets in _target_lists(tree.nodes.values())
        for target in targets
        if target.when is not None
        for condition in target.when.conditions
    }
    return tuple(name for name in tree.nodes if name in looked_at)


def _target_lists(nodes: Iterable[Node]) -> Iterator[tuple[Target, ...]]:
    for node in nodes:
        match node:
            case Question():
                yield from (option.to for option in node.options)
            case Action():
                yield node.to
            case Subtree():
                yield from (one.to for one in node.outcomes)


def _moves(
    tree: Tree, state: State, place: Mapping[str, int], inner: Mapping[str, Summary]
) -> Iterator[tuple[str | None, State | Jump | End]]:
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
                yield from ((name, End()) for name in ends.outcomes if "/" in name)
                yield from ((None, Jump(tree=name)) for name in ends.jumps)
        case Outcome():
            yield None, End()


def _told(state: State, at: int | None, option: str) -> tuple[str | None, ...]:
    return state.known if at is None else (*state.known[:at], option, *state.known[at + 1 :])


def _move(
    tree: Tree, via: str | None, targets: tuple[Target, ...], known: tuple[str | None, ...], place: Mapping[str, int]
) -> Iterator[tuple[str | None, State | Jump | End]]:
    answers = {question: option for question, at in place.items() if (option := known[at]) is not None}
    target = choose(targets, answers)
    match target and target.to:
        case Ref(id=name) if name in tree.nodes:
            yield via, State(name, known)
        case Jump() | End() as out:
            yield via, out


# Counting ---------------------------------------------------------------------------------------------------------


def _summarise(tree: Tree, graph: Graph, inner: Mapping[str, Summary]) -> Summary:
    """The tallies by dynamic programming over the states, in an order where each comes after what leads to it."""
    order = _topological(graph)
    if order is None or not graph.complete:
        return _unbounded(tree, graph, inner)
    arrived: list[list[Tally]] = [[] for _ in graph.states]
    if arrived:
        arrived[0].append(Tally(paths=1, shortest=0, longest=0))
    ends: dict[str, list[Tally]] = {}
    jumps: dict[str, list[Tally]] = {}
    bounded = True
    for at in order:
        if not arrived[at]:
            continue
        so_far = _joined(arrived[at])
        node = tree.nodes[graph.states[at].node]
        for edge in graph.edges[at]:
            tally = _through(so_far, node, edge, inner)
            if tally is None:
                bounded = False
                tally = so_far
            _arrive(edge, node, tally, arrived, ends, jumps)
    if not bounded:
        return _unbounded(tree, graph, inner)
    return Summary(
        outcomes={name: _joined(tallies) for name, tallies in ends.items()},
        jumps={name: _joined(tallies) for name, tallies in jumps.items()},
        bounded=True,
    )


def _arrive(
    edge: Edge,
    node: Node,
    tally: Tally,
    arrived: list[list[Tally]],
    ends: dict[str, list[Tally]],
    jumps: dict[str, list[Tally]],
) -> None:
    match edge.to:
        case int():
            arrived[edge.to].append(tally)
        case Jump(tree=name):
            jumps.setdefault(name, []).append(tally)
        case End():
            ends.setdefault(_end_name(node, edge), []).append(tally)


def _end_name(node: Node, edge: Edge) -> str:
    """An outcome's own id, or `use/outcome` where a subtree's outcome ends the path."""
    return node.id if isinstance(node, Outcome) else f"{node.id}/{edge.via}"


def _through(so_far: Tally, node: Node, edge: Edge, inner: Mapping[str, Summary]) -> Tally | None:
    """The tally after a node was passed: one step more, or all the ways through a subtree; None when unbounded."""
    if not isinstance(node, Subtree) or node.tree.id not in inner:
        return Tally(paths=so_far.paths, shortest=so_far.shortest + 1, longest=so_far.longest + 1)
    ends = inner[node.tree.id]
    found = ends.outcomes.get(edge.via) if edge.via is not None else ends.jumps.get(_jump_name(edge))
    if found is None:
        return None
    return Tally(
        paths=so_far.paths * found.paths,
        shortest=so_far.shortest + found.shortest,
        longest=so_far.longest + found.longest,
    )


def _jump_name(edge: Edge) -> str:
    return edge.to.tree if isinstance(edge.to, Jump) else ""


def _joined(tallies: list[Tally]) -> Tally:
    return Tally(
        paths=sum(tally.paths for tally in tallies),
        shortest=min(tally.shortest for tally in tallies),
        longest=max(tally.longest for tally in tallies),
    )


def _topological(graph: Graph) -> list[int] | None:
    """The states, each after all that lead to it; None when there is a loop."""
    waiting = [0] * len(graph.states)
    for edges in graph.edges:
        for edge in edges:
            if isinstance(edge.to, int):
                waiting[edge.to] += 1
    ready = deque(state for state, count in enumerate(waiting) if count == 0)
    order = []
    while ready:
        state = ready.popleft()
        order.append(state)
        for edge in graph.edges[state]:
            if isinstance(edge.to, int):
                waiting[edge.to] -= 1
                if waiting[edge.to] == 0:
                    ready.append(edge.to)
    return order if len(order) == len(graph.states) else None


def _unbounded(tree: Tree, graph: Graph, inner: Mapping[str, Summary]) -> Summary:
    """Which ends can be reached, without counts."""
    outcomes: dict[str, None] = {}
    jumps: dict[str, None] = {}
    for at, edges in enumerate(graph.edges):
        for edge in edges:
            match edge.to:
                case Jump(tree=name):
                    jumps[name] = None
                case End():
                    outcomes[_end_name(tree.nodes[graph.states[at].node], edge)] = None
    return Summary(outcomes=outcomes, jumps=jumps, bounded=False)


# The longest and the shortest ------------------------------------------------------------------------------------


def extreme(tree: Tree, site: Site, *, longest: bool) -> list[tuple[str, str | None]]:
    """One longest (or shortest) path: each node passed with what was taken there; empty when unbounded.

    A subtree is one line here, its outcome what was taken; its own steps count in the length.
    """
    graph = expand(tree, site)
    inner = _known[site].summaries
    order = _topological(graph)
    if order is None or not inner[tree.id].bounded:
        return []
    best: dict[int, tuple[int, int | None, str | None]] = {0: (0, None, None)}
    end: tuple[int, int, str | None] | None = None
    for at in order:
        if at not in best:
            continue
        node = tree.nodes[graph.states[at].node]
        for edge in graph.edges[at]:
            length = best[at][0] + _steps(node, edge, inner, longest=longest)
            if not isinstance(edge.to, int):
                if end is None or _better(length, end[0], longest=longest):
                    end = (length, at, edge.via)
            elif edge.to not in best or _better(length, best[edge.to][0], longest=longest):
                best[edge.to] = (length, at, edge.via)
    return [] if end is None else _traced(graph, best, end)


def _better(new: int, old: int, *, longest: bool) -> bool:
    return new > old if longest else new < old


def _steps(node: Node, edge: Edge, inner: Mapping[str, Summary], *, longest: bool) -> int:
    tally = _through(Tally(paths=1, shortest=0, longest=0), node, edge, inner)
    assert tally is not None  # the tree is bounded
    return tally.longest if longest else tally.shortest


def _traced(
    graph: Graph, best: Mapping[int, tuple[int, int | None, str | None]], end: tuple[int, int, str | None]
) -> list[tuple[str, str | None]]:
    _, at, via = end
    steps = [(graph.states[at].node, via)]
    while True:
        _, before, taken = best[at]
        if before is None:
            return steps[::-1]
        steps.append((graph.states[before].node, taken))
        at = before
