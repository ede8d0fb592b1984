"""A subtree does not say where to go on after one of its tree's outcomes."""

from collections.abc import Iterator

from fingerpost.checks._names import listed
from fingerpost.checks._steps import subtrees
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Outcome, Site, Subtree, Tree

CODE = "unmapped-outcome"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each subtree that leaves out outcomes of its tree."""
    for use in subtrees(tree):
        inner = site.trees.get(use.tree.id)
        if inner is not None and inner.whole:
            yield from _judge(use, inner)


def _judge(use: Subtree, inner: Tree) -> Iterator[Finding]:
    mapped = {one.outcome.id for one in use.outcomes}
    left_out = [node for node in inner.nodes.values() if isinstance(node, Outcome) and node.id not in mapped]
    if left_out:
        names = listed(node.id for node in left_out)
        yield Finding(
            message=f"`{use.id}` does not say where to go on after {names} of `{inner.id}`.",
            span=use.span,
            at=use.id,
            labels=(Label(span=left_out[0].span, message="this outcome"),),
            help="Add it under `outcomes:`, with a target, or `end` to end the path there.",
        )
