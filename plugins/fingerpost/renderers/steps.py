"""The steps of a tree in the order of its page, with those of the subtrees that it uses among them."""

from collections.abc import Iterator
from dataclasses import dataclass

from fingerpost.model import End, Node, Outcome, Site, Subtree, Tree

# A page shows so many steps of subtrees, so deep; past that a subtree is a link to its own page.
MOST_INNER = 2_000
DEEPEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A tree as it stands in a page: the page's own, or one that the node `by` of the tree around it brings in.

    `anchor` begins the ids of its headings, `number` the numbers of its steps.
    """

    tree: Tree
    anchor: str
    number: str = ""
    depth: int = 0
    by: Subtree | None = None
    outer: "Use | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A node where it stands in a page; `inner` is the tree that it brings in, when that is shown here."""

    node: Node
    use: Use
    inner: Use | None = None


def steps(tree: Tree, site: Site) -> Iterator[Step]:
    """All steps of a page: each node, and after a node that uses a tree, the steps of that tree."""
    own = Use(tree=tree, anchor=tree.id)
    stack = [(own, iter(tree.nodes.values()))]
    room = MOST_INNER
    while stack:
        use, rest = stack[-1]
        node = next(rest, None)
        if node is None:
            stack.pop()
            continue
        inner = _inner(node, use, site)
        if inner is not None and len(inner.tree.nodes) > room:
            inner = None
        yield Step(node=node, use=use, inner=inner)
        if inner is not None:
            room -= len(inner.tree.nodes)
            stack.append((inner, iter(inner.tree.nodes.values())))


def anchor(use: Use, node: str) -> str:
    """The id of the heading of a node."""
    return f"{use.anchor}.{node}"


def around(use: Use | None) -> Iterator[Use]:
    """A use and those around it, the innermost first."""
    while use is not None:
        yield use
        use = use.outer


def part_id(use: Use, node: str, part: str) -> str:
    """The id of a part of a step; no other id has an underscore at its end and a node's id before it."""
    return f"{anchor(use, node)}_{part}_"


def number(use: Use, node: Node) -> str:
    """The number of a node: "12", or "12.1" within the subtree that step 12 uses."""
    return f"{use.number}{node.number}"


def urgency(use: Use, node: Node | None) -> str | None:
    """How urgent an outcome is; one that only returns to the tree around it is no end, and so is not."""
    if not isinstance(node, Outcome) or node.urgency is None:
        return None
    if use.by is not None:
        back = (target.to for one in use.by.outcomes if one.outcome.id == node.id for target in one.to)
        if not any(isinstance(to, End) for to in back):
            return None
    return node.urgency.id


def _inner(node: Node, use: Use, site: Site) -> Use | None:
    if not isinstance(node, Subtree) or node.tree.id not in site.trees or use.depth == DEEPEST:
        return None
    tree = site.trees[node.tree.id]
    # A tree that contains itself is a mistake that a check reports; here it must only come to an end.
    if any(one.tree.id == tree.id for one in around(use)):
        return None
    return Use(
        tree=tree,
        anchor=anchor(use, node.id),
        number=f"{number(use, node)}.",
        depth=use.depth + 1,
        by=node,
        outer=use,
    )
