"""Where a reader can come to, and one shortest or longest walk."""

from collections.abc import Iterator, Mapping

from fingerpost.model import Node, Ref, Site, Tree
from fingerpost.search.counting import through, topological
from fingerpost.search.expansion import target_lists
from fingerpost.search.graph import Edge, Graph, Summary, Tally
from fingerpost.search.known import expand, summaries


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
    for targets in target_lists([node]):
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


def extreme(tree: Tree, site: Site, *, longest: bool) -> list[tuple[str, str | None]]:
    """One longest (or shortest) path: each node passed with what was taken there; empty when unbounded.

    A subtree is one line here, its outcome what was taken; its own steps count in the length.
    """
    graph = expand(tree, site)
    inner = summaries(site)
    order = topological(graph)
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
    tally = through(Tally(paths=1, shortest=0, longest=0), node, edge, inner)
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
