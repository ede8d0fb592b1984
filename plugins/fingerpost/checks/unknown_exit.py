"""A policy names an exit that is not there."""

from collections.abc import Iterator

from fingerpost.checks._names import unknown
from fingerpost.checks._steps import selected
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree

CODE = "unknown-exit"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each exit that a tree's policy names and neither the site nor any tree has."""
    yield from _policies(tree, site)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield the same of the site's own policies."""
    yield from _policies(None, site)


def _policies(tree: Tree | None, site: Site) -> Iterator[Finding]:
    policies = tree.policies if tree else site.policies
    for at, selector, name in selected(policies, "exit"):
        where, _, way = name.rpartition("/")
        known = {one for other in site.trees.values() if where in ("", other.id) for one in other.exits}
        known |= set(site.exits)
        if way not in known:
            start = len(selector.id) - len(way)
            at = at if tree else ""
            yield unknown(f"There is no exit `{way}`.", selector, known, at=at, start=start, word=way)
