"""No path comes to a node."""

from collections.abc import Iterator

from fingerpost.checks._steps import targets
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Ref, Site, Tree
from fingerpost.search import expand_with_exits, reachable

CODE = "unreachable-node"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each node that no reader can come to, whatever they answer."""
    if tree.start.id not in tree.nodes or not expand_with_exits(tree, site).complete:
        return
    found = reachable(tree, site)
    if len(found) == len(tree.nodes):
        return
    leading = _arrows(tree, found)
    for node in tree.nodes.values():
        if node.id not in found:
            arrows = tuple(leading.get(node.id, ()))
            help_ = "The guards on the way never hold together." if arrows else "Lead an option to it, or delete it."
            yield Finding(
                message=f"No path comes to `{node.id}`.", span=node.span, at=node.id, labels=arrows, help=help_
            )


def _arrows(tree: Tree, found: set[str]) -> dict[str, list[Label]]:
    """By where they lead, the targets that are written at nodes that can be reached."""
    leading: dict[str, list[Label]] = {}
    for at, target in targets(tree):
        if isinstance(target.to, Ref) and at.split("/")[0] in found:
            label = Label(span=target.to.span, message="this target is never taken")
            leading.setdefault(target.to.id, []).append(label)
    return leading
