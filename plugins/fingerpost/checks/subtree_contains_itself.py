"""A tree walks itself as a subtree, directly or through others."""

from collections.abc import Iterator

from fingerpost.checks._steps import subtrees
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Subtree
from fingerpost.search import components

CODE = "subtree-contains-itself"
SEVERITY = Severity.ERROR


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each subtree through which a walk would come into its own tree again without end."""
    names = sorted(site.trees)
    place = {name: at for at, name in enumerate(names)}
    uses = {name: [use for use in subtrees(site.trees[name]) if use.tree.id in place] for name in names}
    for group in components([[place[use.tree.id] for use in uses[name]] for name in names]):
        members = {names[at] for at in group}
        for name in sorted(members):
            yield from (_finding(use, name) for use in uses[name] if use.tree.id in members)


def _finding(use: Subtree, name: str) -> Finding:
    through = "" if use.tree.id == name else f", by way of `{use.tree.id}`"
    return Finding(
        message=f"`{name}` contains itself{through}; such a walk would never come back.",
        span=use.tree.span,
        at=use.id,
        help=f"To begin anew, jump: lead to `tree:{use.tree.id}`, which does not come back.",
    )
