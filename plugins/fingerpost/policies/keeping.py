"""All policies that a tree has to keep, its own and those of the site."""

from collections.abc import Iterator

from fingerpost.follow import can_be_followed
from fingerpost.model import Policy, Site, Tree
from fingerpost.policies.forms import form_of, names
from fingerpost.policies.judging import judge
from fingerpost.policies.selectors import is_known
from fingerpost.policies.verdicts import Judgement


def judgements(tree: Tree, site: Site) -> Iterator[Judgement]:
    """The judgement of each policy that says something; none of a tree whose walks do not all lead somewhere."""
    if not tree.policies and not site.policies:
        return
    if not can_be_followed(tree, site):
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
