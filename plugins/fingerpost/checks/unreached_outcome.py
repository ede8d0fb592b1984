"""No case of a tree comes to one of its ends."""

from collections.abc import Iterator

from fingerpost.cases import coverage
from fingerpost.checks._steps import subtrees, targets
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Jump, Site, Tree
from fingerpost.source import Span

CODE = "unreached-outcome"
SEVERITY = Severity.WARNING


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each outcome, each outcome of a subtree that ends the path, and each other tree, that no case comes to.

    Only in a tree that has cases, once every case comes to an end; an end that no path can come to is left to the
    checks on the shape of the tree.
    """
    covered = coverage(tree, site)
    for name, cases in covered.ends.items() if covered and covered.ended else ():
        if not cases:
            span, at = _written(name, tree)
            help_ = f"`fingerpost case {tree.id}` makes a case of a walk."
            yield Finding(message=f"No case comes to `{name}`.", span=span, at=at, help=help_)


def _written(name: str, tree: Tree) -> tuple[Span, str]:
    """Where an end is written, and what a waiver calls that place."""
    if name in tree.nodes:
        return tree.nodes[name].span, name
    ways = {f"{use.id}/{one.outcome.id}": (one.outcome.span, use.id) for use in subtrees(tree) for one in use.outcomes}
    for at, target in targets(tree):
        if isinstance(target.to, Jump):
            ways.setdefault(f"tree:{target.to.tree}", (target.span, at))
    return ways[name]
