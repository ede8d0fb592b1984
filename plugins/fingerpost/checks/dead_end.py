"""A path stops at a step that is no outcome."""

from collections.abc import Iterator

from fingerpost.checks._steps import target_lists
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Node, Outcome, Ref, Site, Subtree, Target, Tree
from fingerpost.search import expand

CODE = "dead-end"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each node, outcomes aside, from which nothing leads on, once every name in it means something."""
    graph = expand(tree, site)
    stopped = {state.node for state, edges in zip(graph.states, graph.edges, strict=True) if not edges}
    if not stopped or not graph.complete:
        return
    open_ = {at.split("/")[0] for at, targets in target_lists(tree) if not _leads_on(targets, tree)}
    for name in tree.nodes:
        if name in stopped and name not in open_:
            yield from _judge(tree.nodes[name], site)


def _leads_on(targets: tuple[Target, ...], tree: Tree) -> bool:
    """Whether a list of targets has a last one for all other answers, and each names a node that is there."""
    known = all(not isinstance(target.to, Ref) or target.to.id in tree.nodes for target in targets)
    return known and bool(targets) and targets[-1].when is None


def _judge(node: Node, site: Site) -> Iterator[Finding]:
    match node:
        case Outcome():
            return
        case Subtree(tree=used) if used.id not in site.trees or not site.trees[used.id].whole:
            return
        case Subtree(tree=used):
            message = f"Nobody comes back from `{used.id}`: none of its outcomes can be reached."
            help_ = f"Mend `{used.id}`, so that its paths come to an outcome."
            yield Finding(message=message, span=used.span, at=node.id, help=help_)
        case _:
            yield Finding(message=f"Nothing leads on from `{node.id}`.", span=node.span, at=node.id)
