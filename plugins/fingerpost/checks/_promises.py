"""The policies that a tree has to keep, and what is said where it does not."""

from collections.abc import Iterator

from fingerpost.diagnostics import Label, Severity
from fingerpost.model import Policy, Site, Tree
from fingerpost.policies import Judgement, can_be_judged, form_of, is_known, judge, names


def judged(tree: Tree, site: Site) -> Iterator[Judgement]:
    """The judgement of each policy of the tree and of the site on a tree whose walks all lead somewhere."""
    if not can_be_judged(tree, site):
        return
    for own, policies in ((tree, tree.policies), (None, site.policies)):
        for policy in policies.values():
            if can_be_read(policy, own, site):
                yield judge(policy, tree, site)


def can_be_read(policy: Policy, own: Tree | None, site: Site) -> bool:
    """Whether a policy says something: it has a form, and all names in it mean something."""
    return form_of(policy) is not None and all(is_known(one, own, site) for one in names(policy))


def owner(judgement: Judgement, tree: Tree) -> Tree | None:
    """The tree in which a policy stands; None for one of the site."""
    return tree if tree.policies.get(judgement.policy.id) is judgement.policy else None


def label(policy: Policy) -> Label:
    """Where a policy stands."""
    return Label(span=policy.span, message="the policy")


def severity(policy: Policy) -> Severity | None:
    """How grave its author says that a breach is."""
    return Severity(policy.level.id) if policy.level is not None and policy.level.id in ("error", "warning") else None
