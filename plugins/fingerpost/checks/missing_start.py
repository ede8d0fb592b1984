"""`start` names a node that is not there."""

from collections.abc import Iterator

from fingerpost.checks._names import unknown
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree

CODE = "missing-start"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield the start that names no node."""
    if tree.start.id not in tree.nodes:
        yield unknown(f"The tree starts at `{tree.start.id}`, and there is no such node.", tree.start, tree.nodes)
