"""An approved tree sends its readers to a tree that is not approved."""

from collections.abc import Iterator

from fingerpost.checks._steps import handovers
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Jump, Ref, Site, Tree

CODE = "handover-to-unapproved-tree"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each jump, subtree, exit and tree for reading on that is not approved, when this one is."""
    if is_approved(tree):
        for at, ref in handovers(tree):
            yield from _judge(ref, at, site)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each of the site's exits that leads from approved trees to one that is not."""
    if any(map(is_approved, site.trees.values())):
        for out in site.exits.values():
            if isinstance(out.to, Jump):
                yield from _judge(Ref(id=out.to.tree, span=out.to.span), "", site)


def is_approved(tree: Tree) -> bool:
    """Whether a tree says that it is approved."""
    return tree.status is not None and tree.status.id == "approved"


def _judge(ref: Ref, at: str, site: Site) -> Iterator[Finding]:
    other = site.trees.get(ref.id)
    if other is None or is_approved(other):
        return
    status = other.status.id if other.status else "draft"
    label = Label(span=other.status.span if other.status else other.span, message=f"its status is {status}")
    message = f"This tree is approved, and leads to `{ref.id}`, which is not."
    help_ = f"Have `{ref.id}` approved first, or lead to an outcome of this tree."
    yield Finding(message=message, span=ref.span, at=at, labels=(label,), help=help_)
