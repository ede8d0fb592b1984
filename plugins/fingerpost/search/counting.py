"""How many paths lead to each end of a tree, and how long they are."""

import math
from collections import deque
from collections.abc import Iterator, Mapping

from fingerpost.model import End, Jump, Node, Outcome, Subtree, Tree
from fingerpost.search.graph import Edge, Graph, Summary, Tally


def summarised(tree: Tree, graph: Graph, inner: Mapping[str, Summary]) -> Summary:
    """The tallies by dynamic programming over the states, in an order where each comes after what leads to it."""
    order = topological(graph) if graph.complete else None
    if order is None or any(_endless(node, inner) for node in _passed(tree, graph)):
        return _unbounded(tree, graph, inner)
    arrived: list[list[Tally]] = [[] for _ in graph.states]
    if arrived:
        arrived[0].append(Tally(paths=1, shortest=0, longest=0))
    ends: dict[str, list[Tally]] = {}
    jumps: dict[str, list[Tally]] = {}
    for at in order:
        so_far = _joined(arrived[at])
        node = tree.nodes[graph.states[at].node]
        for edge in graph.edges[at]:
            _arrive(edge, node, through(so_far, node, edge, inner), arrived, ends, jumps)
    return Summary(
        outcomes={name: _joined(tallies) for name, tallies in ends.items()},
        jumps={name: _joined(tallies) for name, tallies in jumps.items()},
        bounded=True,
    )


def _passed(tree: Tree, graph: Graph) -> Iterator[Node]:
    return (tree.nodes[state.node] for state in graph.states)


def _endless(node: Node, inner: Mapping[str, Summary]) -> bool:
    """Whether a node stands for a tree in which somebody can go in circles."""
    return isinstance(node, Subtree) and node.tree.id in inner and not inner[node.tree.id].bounded


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


def through(so_far: Tally, node: Node, edge: Edge, inner: Mapping[str, Summary]) -> Tally:
    """The tally after a node was passed: one step more, or all the ways through a subtree, which must be bounded."""
    if not isinstance(node, Subtree) or node.tree.id not in inner:
        return Tally(paths=so_far.paths, shortest=so_far.shortest + 1, longest=so_far.longest + 1)
    ends = inner[node.tree.id]
    found = ends.outcomes.get(edge.via) if edge.via is not None else ends.jumps.get(_jump_name(edge))
    assert found is not None
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


def topological(graph: Graph) -> list[int] | None:
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


def total(found: Summary) -> Tally | None:
    """All paths of a tree taken together; None when unbounded, and for a tree without any."""
    tallies = [*found.outcomes.values(), *found.jumps.values()]
    known = [tally for tally in tallies if tally is not None]
    if not found.bounded or not known:
        return None
    return _joined(known)


# From here on a number of paths is told by its size alone; Python prints no integer of more than 4,300 digits.
_ENDLESS = 10**15


def in_figures(paths: int) -> str:
    """A number of paths as it is printed: "1,226", or "about 10^500"."""
    return f"{paths:,}" if paths < _ENDLESS else f"about 10^{math.log10(paths):.0f}"
