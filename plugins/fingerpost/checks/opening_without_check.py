"""A tree does not open with the check that the site wants first."""

from collections.abc import Iterator

from fingerpost.checks._names import listed
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Node, Site, Subtree, Tree

CODE = "opening-without-check"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield a first node with none of the tags of `demands.opens_with`; a subtree opens as its tree does."""
    wanted = {tag.id for tag in site.demands.opens_with}
    first = tree.nodes.get(tree.start.id)
    if not wanted or first is None or _opens(first, wanted, site):
        return
    yield Finding(
        message=f"The tree opens with `{first.id}`, which is tagged with none of {listed(sorted(wanted))}.",
        span=first.span,
        at=first.id,
        help="Begin with a question about danger or safety, and tag it.",
    )


def _opens(node: Node, wanted: set[str], site: Site) -> bool:
    seen: set[str] = set()
    while True:
        if wanted & {tag.id for tag in node.tags}:
            return True
        match node:
            case Subtree(tree=used) if used.id not in seen:
                seen.add(used.id)
            case _:
                return False
        inner = site.trees.get(used.id)
        first = inner.nodes.get(inner.start.id) if inner else None
        if first is None:  # what is missing there is said elsewhere
            return True
        node = first
