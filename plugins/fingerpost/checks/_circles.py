"""Trees that jump to one another in a circle."""

from collections.abc import Iterator
from dataclasses import dataclass

from fingerpost.checks._steps import targets
from fingerpost.model import Jump, Site, Subtree, Tree
from fingerpost.search import components, expand, summary
from fingerpost.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """The trees of one circle in order of their ids, the jump that leads on from the last of them, and where.

    `closed` when no path through them ever comes to an outcome.
    """

    trees: tuple[str, ...]
    jump: Span
    closed: bool


def circles(site: Site) -> Iterator[Circle]:
    """Every group of trees that a reader can walk around in by jumps that can really be taken."""
    whole = {name: tree for name, tree in sorted(site.trees.items()) if tree.whole}
    names = list(whole)
    place = {name: at for at, name in enumerate(names)}
    jumps = [_jumps(tree, site) for tree in whole.values()]
    inner = [[place[to] for to in found if to in place] for found in jumps]
    for group in components(inner):
        if len(group) == 1 and group[0] not in inner[group[0]]:
            continue
        members = {names[at] for at in group}
        closed = all(
            not summary(whole[name], site).outcomes and _jumps(whole[name], site) <= members for name in members
        )
        last = max(members)
        yield Circle(trees=tuple(sorted(members)), jump=_place(whole[last], members), closed=closed)


def _jumps(tree: Tree, site: Site) -> set[str]:
    return set(summary(tree, site).jumps) if expand(tree, site).complete else set()


def _place(tree: Tree, members: set[str]) -> Span:
    """Where a tree leads to another of its circle: a jump of its own, or a subtree that jumps away."""
    jumps = [target.to for _, target in targets(tree) if isinstance(target.to, Jump) and target.to.tree in members]
    uses = [node.tree.span for node in tree.nodes.values() if isinstance(node, Subtree)]
    return jumps[0].span if jumps else [*uses, tree.span][0]
