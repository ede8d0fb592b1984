"""A card covers a policy that is not there."""

from collections.abc import Iterator

from fingerpost.checks._names import unknown
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree

CODE = "unknown-policy"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each name under a card's `covers` that is neither a policy of the tree nor one of the site."""
    known = {*tree.policies, *site.policies}
    for card in tree.cards.values():
        for name in card.covers:
            if name.id not in known:
                yield unknown(f"There is no policy `{name.id}`.", name, known, at=card.id)
