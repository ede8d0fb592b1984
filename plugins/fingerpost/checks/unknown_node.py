"""A case, a card or a policy names a step that is not there."""

from collections.abc import Iterator

from fingerpost.checks._names import unknown_node
from fingerpost.checks._steps import selected
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Ref, Site, Tree

CODE = "unknown-node"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each name of a node that means none; `use/node` and `tree/node` look into other trees."""
    for name, at in _names(tree):
        found = unknown_node(name, tree, site, at=at)
        yield from () if found is None else (found,)
    for at, selector, part in selected(tree.policies, "node"):
        found = unknown_node(selector, tree, site, at=at, part=part)
        yield from () if found is None else (found,)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield the same of the site's own policies, where the node is `tree/node`."""
    for _, selector, part in selected(site.policies, "node"):
        found = unknown_node(selector, None, site, at="", part=part)
        yield from () if found is None else (found,)


def _names(tree: Tree) -> Iterator[tuple[Ref, str]]:
    for case in tree.cases.values():
        if isinstance(case.outcome, Ref):
            yield case.outcome, case.id
        yield from ((name, case.id) for name in case.passes)
    for card in tree.cards.values():
        yield from ((name, card.id) for step in card.steps for name in step.origin)
