"""A tree is called approved without the approvals that this takes."""

from collections.abc import Iterator

from fingerpost.checks.handover_to_unapproved_tree import is_approved
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Contributor, Site, Tree

CODE = "approval-missing"
SEVERITY = Severity.ERROR
PARTIAL = True
ENOUGH = 2


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield, for an approved tree, fewer than two reviewers who are not its authors, and interests left unsaid."""
    if not is_approved(tree):
        return
    assert tree.status is not None
    others = {_who(one) for one in tree.reviewers} - {_who(one) for one in tree.authors}
    if len(others) < ENOUGH:
        found = {0: "nobody but its authors has reviewed it", 1: "only one person but its authors has reviewed it"}
        yield Finding(
            message=f"The tree is called approved, and {found[len(others)]}.",
            span=tree.status.span,
            help=f"Name at least {ENOUGH} reviewers, or write `status: review`.",
        )
    if tree.approved_on is None:
        message = "The tree is called approved, and does not say since when."
        yield Finding(message=message, span=tree.status.span, help="Add `approved_on:`.")
    for reviewer in tree.reviewers:
        if reviewer.conflicts is None:
            message = "This reviewer has not said whether interests conflict."
            yield Finding(message=message, span=reviewer.span, help="Add `conflicts:`; `none` is an answer.")


def _who(one: Contributor) -> tuple[str, ...]:
    """Whom a contributor means: a name, or a role in an organisation."""
    words = (one.name,) if one.name else (one.role, one.organisation)
    return tuple(" ".join(word.value.casefold().split()) for word in words if word)
