"""A tree walks itself as a subtree, directly or through others."""

from collections.abc import Iterator

from fingerpost.checks._steps import subtrees
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree

CODE = "subtree-contains-itself"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each subtree through which a walk would come into its own tree again without end."""
    for use in subtrees(tree):
        if _contains(use.tree.id, tree.id, site):
            through = "" if use.tree.id == tree.id else f", by way of `{use.tree.id}`"
            yield Finding(
                message=f"`{tree.id}` contains itself{through}; such a walk would never come back.",
                span=use.tree.span,
                at=use.id,
                help=f"To begin anew, jump: lead to `tree:{use.tree.id}`, which does not come back.",
            )


def _contains(outer: str, wanted: str, site: Site) -> bool:
    """Whether walking a tree walks the wanted one, itself included."""
    open_, seen = [outer], {outer}
    while open_:
        name = open_.pop()
        if name == wanted:
            return True
        if name in site.trees:
            inner = {use.tree.id for use in subtrees(site.trees[name])} - seen
            seen |= inner
            open_ += sorted(inner)
    return False
