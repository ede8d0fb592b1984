"""A tree's guards remember so much that nothing can be proved of it."""

from collections.abc import Iterator

from fingerpost.checks._names import listed
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree
from fingerpost.search import STATES, expand

CODE = "too-many-states"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield the tree of which not all combinations of a step and earlier answers could be looked at."""
    graph = expand(tree, site)
    if not graph.complete:
        yield Finding(
            message=f"Steps and the answers that guards look at combine in more than {STATES:,} ways.",
            span=tree.span,
            help=f"Let guards look at fewer questions than {listed(graph.guards)}, or make two trees of it.",
        )
