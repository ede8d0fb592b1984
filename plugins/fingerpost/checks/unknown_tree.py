"""A case or a policy names a tree that is not there."""

from collections.abc import Iterator

from fingerpost.checks._names import unknown
from fingerpost.checks._steps import selected
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Jump, Ref, Site, Tree

CODE = "unknown-tree"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each name of a tree that means none."""
    for case in tree.cases.values():
        if isinstance(case.outcome, Jump):
            written = Ref(id=f"tree:{case.outcome.tree}", span=case.outcome.span)
            yield from _judge(written, case.outcome.tree, site, case.id)
    for at, selector, name in selected(tree.policies, "tree"):
        yield from _judge(selector, name, site, at)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield the same of the site's own policies."""
    for _, selector, name in selected(site.policies, "tree"):
        yield from _judge(selector, name, site, "")


def _judge(written: Ref, name: str, site: Site, at: str) -> Iterator[Finding]:
    if name not in site.trees and name not in site.unread:
        start = len(written.id) - len(name)
        yield unknown(f"There is no tree `{name}`.", written, site.trees, at=at, start=start, word=name)
