"""From which steps help can be reached: an outcome for now or today, in this tree or in one that a path goes on to."""

from collections.abc import Collection, Iterable, Mapping

from fingerpost.diff.machine import node_at
from fingerpost.model import Jump, Outcome, Site, Tree
from fingerpost.search import Graph, expand

HELP = ("now", "today")


def helped(trees: Iterable[Tree], site: Site) -> Mapping[str, frozenset[str]]:
    """The steps of each tree from which some walk without exits ends in help; all trees can be followed."""
    graphs = {tree.id: expand(tree, site) for tree in trees}
    found: dict[str, frozenset[str]] = {}
    while True:
        good = {name for name, steps in found.items() if site.trees[name].start.id in steps}
        after = {name: _helped(graph, site, good) for name, graph in graphs.items()}
        if after == found:
            return found
        found = after


def _helped(graph: Graph, site: Site, good: Collection[str]) -> frozenset[str]:
    before: list[list[int]] = [[] for _ in graph.states]
    open_ = []
    for at, edges in enumerate(graph.edges):
        for edge in edges:
            if isinstance(edge.to, int):
                before[edge.to].append(at)
            elif edge.to.tree in good if isinstance(edge.to, Jump) else _helps(graph, at, edge.via, site):
                open_.append(at)
    seen = set(open_)
    while open_:
        for at in before[open_.pop()]:
            if at not in seen:
                seen.add(at)
                open_.append(at)
    return frozenset(graph.states[at].node for at in seen)


def _helps(graph: Graph, at: int, via: str | None, site: Site) -> bool:
    """Whether a path that ends at a state, at an outcome of its subtree where it has one, ends in help."""
    name = "/".join(filter(None, (graph.tree, graph.states[at].node, via)))
    node = node_at(name, site)
    return isinstance(node, Outcome) and node.urgency is not None and node.urgency.id in HELP
