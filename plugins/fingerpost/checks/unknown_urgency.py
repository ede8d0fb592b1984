"""A policy names an urgency that does not exist."""

from collections.abc import Iterator, Mapping

from fingerpost.checks._names import unknown
from fingerpost.checks._steps import selected
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Policy, Site, Tree

CODE = "unknown-urgency"
SEVERITY = Severity.ERROR
PARTIAL = True
_KNOWN = ("now", "today", "soon", "routine")


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each `urgency:` of a tree's policies that means nothing."""
    yield from _policies(tree.policies)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield the same of the site's own policies."""
    yield from _policies(site.policies)


def _policies(policies: Mapping[str, Policy]) -> Iterator[Finding]:
    for at, selector, name in selected(policies, "urgency"):
        if name not in _KNOWN:
            start = len(selector.id) - len(name)
            help_ = f"One of: {', '.join(_KNOWN)}."
            message = f"There is no urgency `{name}`."
            yield unknown(message, selector, _KNOWN, at=at, start=start, word=name, otherwise=help_)
