"""A tree is called approved without the approvals that this takes."""

import re
from collections.abc import Iterator

from fingerpost.checks.handover_to_unapproved_tree import is_approved
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Contributor, Site, Text, Tree

CODE = "approval-missing"
SEVERITY = Severity.ERROR
PARTIAL = True
ENOUGH = 2
_WORD = re.compile(r"\w+")


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield, for an approved tree, fewer than two reviewers who are not its authors, and interests left unsaid.

    Where the site names in `demands.reviewers` what they are to be, those who are something else do not count.
    """
    if not is_approved(tree):
        return
    assert tree.status is not None
    authors = {_who(one) for one in tree.authors}
    others = {_who(one) for one in tree.reviewers if _counts(one, site)} - authors
    if len(others) < ENOUGH:
        roles = ", ".join(role.value for role in site.demands.reviewers)
        asked = f" who is one of: {roles}" if roles else ""
        found = ("nobody but its authors", "only one person but its authors")[len(others)]
        yield Finding(
            message=f"The tree is called approved, and {found} has reviewed it{asked}.",
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


def _counts(one: Contributor, site: Site) -> bool:
    """Whether a role holds one of those that the site asks for, word by word."""
    asked = [_plain(role) for role in site.demands.reviewers]
    return not asked or any(f" {role} " in f" {_plain(one.role)} " for role in asked)


def _plain(words: Text) -> str:
    return " ".join(_WORD.findall(words.value.casefold()))


def _who(one: Contributor) -> tuple[str, ...]:
    """Whom a contributor means: a name, or a role in an organisation."""
    words = (one.name,) if one.name else (one.role, one.organisation)
    return tuple(" ".join(word.value.casefold().split()) for word in words if word)
