"""Where a reader can come to, and one shortest or longest walk."""

from collections.abc import Mapping

from fingerpost.model import Node, Site, Tree
from fingerpost.search.counting import through, topological
from fingerpost.search.graph import Edge, Graph, Summary, Tally
from fingerpost.search.known import expand, expand_with_exits, summaries


def reachable(tree: Tree, site: Site) -> set[str]:
    """The nodes that a reader can come to by answers and by exits, however the guards stand."""
    return {state.node for state in expand_with_exits(tree, site).states}


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
