"""A tag is used that nobody has declared."""

from collections.abc import Iterable, Iterator

from fingerpost.checks._names import unknown
from fingerpost.checks._steps import selected, tags
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Ref, Site, Tree

CODE = "unknown-tag"
SEVERITY = Severity.ERROR
PARTIAL = True
_HELP = "Declare it under `tags:`, with its meaning, here or in _site.yaml."
# Selectors that are no tags and stand without a colon.
_KINDS = {"action", "outcome", "question"}


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each tag of a node, an option or a policy that neither the tree nor the site declares."""
    known = {*site.tags, *tree.tags}
    for at, tag in tags(tree):
        if tag.id not in known:
            yield _finding(tag, known, at)
    anywhere = known | _anywhere(site) | _KINDS if tree.policies else known
    for policy, tag, name in selected(tree.policies, ""):
        if name not in anywhere:
            yield _finding(tag, anywhere, policy)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each tag of a site's policy or demand that is declared nowhere."""
    known = _anywhere(site)
    demands = site.demands
    demanded = [*demands.opens_with, *demands.well_sourced, *demands.offers.values()]
    yield from (_finding(tag, known, "") for tag in demanded if tag.id not in known)
    for name, offered in demands.offers.items():
        if name not in known:  # a key has no place of its own: the answer's tag stands on its line
            yield Finding(message=f"No tag `{name}` is declared.", span=offered.span, help=_HELP)
    for _, tag, name in selected(site.policies, ""):
        if name not in known | _KINDS:
            yield _finding(tag, known | _KINDS, "")


def _anywhere(site: Site) -> set[str]:
    """The tags of all trees: a policy looks into the trees that a path goes on to."""
    return {*site.tags, *(tag for tree in site.trees.values() for tag in tree.tags)}


def _finding(tag: Ref, known: Iterable[str], at: str) -> Finding:
    return unknown(f"No tag `{tag.id}` is declared.", tag, known, at=at, otherwise=_HELP)
