"""No path comes to a node."""

from collections.abc import Iterator

from fingerpost.checks._steps import targets
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Ref, Site, Tree
from fingerpost.search import expand, reachable

CODE = "unreachable-node"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each node that no reader can come to, whatever they answer."""
    graph = expand(tree, site)
    if tree.start.id not in tree.nodes or not graph.complete:
        return
    found = reachable(graph, tree)
    for node in tree.nodes.values():
        if node.id not in found:
            arrows = tuple(_arrows(tree, node.id, found))
            help_ = "The guards on the way never hold together." if arrows else "Lead an option to it, or delete it."
            yield Finding(
                message=f"No path comes to `{node.id}`.", span=node.span, at=node.id, labels=arrows, help=help_
            )


def _arrows(tree: Tree, name: str, found: set[str]) -> Iterator[Label]:
    """The targets at nodes that can be reached which lead there by what is written."""
    for at, target in targets(tree):
        if isinstance(target.to, Ref) and target.to.id == name and at.split("/")[0] in found:
            yield Label(span=target.to.span, message="this target is never taken")
