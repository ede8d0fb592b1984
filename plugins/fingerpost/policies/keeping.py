"""All policies that a tree has to keep, its own and those of the site."""

from collections.abc import Iterable, Iterator
from functools import partial

from fingerpost.cores import spread
from fingerpost.follow import can_be_followed
from fingerpost.garbage import uncollected
from fingerpost.model import Policy, Site, Tree
from fingerpost.policies.forms import form_of, names
from fingerpost.policies.judging import judge, keep
from fingerpost.policies.selectors import is_known
from fingerpost.policies.verdicts import Judgement
from fingerpost.search import expand

# Of one process, about: fewer leave some of them idle at the end.
_UNITS = 8


def judgements(tree: Tree, site: Site) -> Iterator[Judgement]:
    """The judgement of each policy that says something; none of a tree whose walks do not all lead somewhere."""
    return (judge(policy, tree, site) for policy in _to_keep(tree, site))


def _to_keep(tree: Tree, site: Site) -> Iterator[Policy]:
    if not tree.policies and not site.policies:
        return
    if not can_be_followed(tree, site):
        return
    for own, policies in ((tree, tree.policies), (None, site.policies)):
        yield from (policy for policy in policies.values() if can_be_read(policy, own, site))


def judge_all(site: Site, *, jobs: int) -> None:
    """Judge all policies on all trees in up to `jobs` processes; the judgements are kept with the site.

    A unit of work is some policies on one tree, so that one large tree occupies every process.
    """
    to_keep = {tree.id: several for tree in site.trees.values() if (several := list(_to_keep(tree, site)))}
    work = {name: len(several) * len(site.trees[name].nodes) for name, several in to_keep.items()}
    most = sum(work.values()) // (jobs * _UNITS)
    parts: list[tuple[Tree, list[Policy]]] = []
    for name in sorted(work, key=lambda name: -work[name]):
        tree, several = site.trees[name], to_keep[name]
        expand(tree, site)  # every process that judges a part of them needs its graph
        size = max(1, most // len(tree.nodes))
        parts += [(tree, several[at : at + size]) for at in range(0, len(several), size)]
    with uncollected():  # a search for garbage writes to all memory, which then is shared no more
        judged = spread([partial(_judge_each, several, tree, site) for tree, several in parts], jobs=jobs)
    for (tree, several), found in zip(parts, judged, strict=True):
        for policy, judgement in zip(several, found, strict=True):
            keep(policy, tree, site, judgement)


def _judge_each(policies: Iterable[Policy], tree: Tree, site: Site) -> list[Judgement]:
    return [judge(policy, tree, site) for policy in policies]


def can_be_read(policy: Policy, own: Tree | None, site: Site) -> bool:
    """Whether a policy says something: it has a form, and all names in it mean something."""
    return form_of(policy) is not None and all(is_known(one, own, site) for one in names(policy))


def owner(judgement: Judgement, tree: Tree) -> Tree | None:
    """The tree in which a policy stands; None for one of the site."""
    return tree if tree.policies.get(judgement.policy.id) is judgement.policy else None
