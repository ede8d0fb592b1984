"""A step or a policy names a stage that the tree does not have."""

from collections.abc import Iterator

from fingerpost.checks._names import unknown
from fingerpost.checks._steps import selected
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree

CODE = "unknown-stage"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each stage that is named and not declared; a policy may also name one of a tree further on."""
    for node in tree.nodes.values():
        if node.stage is not None and node.stage.id not in tree.stages:
            message = f"This tree has no stage `{node.stage.id}`."
            help_ = "Declare it under `stages:`, with its words."
            yield unknown(message, node.stage, tree.stages, at=node.id, otherwise=help_)
    yield from _policies(tree, site)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each stage of the site's own policies that no tree has."""
    yield from _policies(None, site)


def _policies(tree: Tree | None, site: Site) -> Iterator[Finding]:
    policies = tree.policies if tree else site.policies
    for at, selector, name in selected(policies, "stage"):
        where, _, stage = name.rpartition("/")
        known = {one for other in site.trees.values() if where in ("", other.id) for one in other.stages}
        if stage not in known:
            start = len(selector.id) - len(stage)
            at = at if tree else ""
            yield unknown(f"There is no stage `{stage}`.", selector, known, at=at, start=start, word=stage)
