"""A subtree maps an outcome that its tree does not have."""

from collections.abc import Iterator

from fingerpost.checks._names import unknown
from fingerpost.checks._steps import subtrees
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Outcome, Site, Tree

CODE = "unknown-outcome"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each name under a subtree's `outcomes` that is no outcome of its tree."""
    for use in subtrees(tree):
        inner = site.trees.get(use.tree.id)
        if inner is None:
            continue
        known = {node.id: node for node in inner.nodes.values() if isinstance(node, Outcome)}
        for one in use.outcomes:
            if one.outcome.id not in known:
                yield unknown(f"`{inner.id}` has no outcome `{one.outcome.id}`.", one.outcome, known, at=use.id)
