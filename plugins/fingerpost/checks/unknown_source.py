"""A source is named that is not listed."""

from collections.abc import Iterator

from fingerpost.checks._names import unknown
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Ref, Site, Tree

CODE = "unknown-source"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each source that a tree leans on and `_sources.yaml` does not hold."""
    for name, at in named(tree):
        if name.id not in site.sources:
            yield _finding(name, site, at)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield the same of the site's policies and of the facts of its places."""
    for name in named_by_site(site):
        if name.id not in site.sources:
            yield _finding(name, site, "")


def named(tree: Tree) -> Iterator[tuple[Ref, str]]:
    """Every source that a tree names, with what a waiver calls the place."""
    for node in tree.nodes.values():
        yield from ((name, node.id) for name in node.sources)
    for policy in tree.policies.values():
        yield from ((name, policy.id) for name in policy.sources)
    if tree.table and tree.table.source:
        yield tree.table.source, ""


def named_by_site(site: Site) -> Iterator[Ref]:
    """Every source that the files around the trees name."""
    for policy in site.policies.values():
        yield from policy.sources
    for place in site.places.values():
        yield from (fact.source for fact in place.facts.values() if fact.source)


def _finding(name: Ref, site: Site, at: str) -> Finding:
    message = f"There is no source `{name.id}`."
    return unknown(message, name, site.sources, at=at, otherwise="Add it to _sources.yaml.")
