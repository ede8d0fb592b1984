"""A tree as boxes and arrows with ids of our own, for languages that draw."""

from typing import NamedTuple

from fingerpost.exporters._plain import arrows, label, title
from fingerpost.exporters.order import Order
from fingerpost.model import Jump, Ref
from fingerpost.renderers.told import line


class Box(NamedTuple):
    """A node, a tree that is jumped to (`tree`), or the end of a path within a subtree (`end`)."""

    id: str
    kind: str
    words: str


class Line(NamedTuple):
    """An arrow between two boxes."""

    start: str
    end: str
    words: str


def heading(order: Order) -> str:
    """Which tree a picture is of, and its status; in neither is anything to be escaped."""
    status = order.tree.status.id if order.tree.status else "status not said"
    return f"{order.tree.id} ({status})"


def boxes(order: Order) -> tuple[list[Box], list[Line]]:
    """All boxes, the nodes by their numbers first, and all arrows; exits, which stand at every step, are left out."""
    tree, site = order.tree, order.site
    found = {
        name: Box(f"n{node.number}", type(node).__name__.lower(), f"{node.number} {title(node, tree, site)}")
        for name, node in tree.nodes.items()
    }
    lines = []
    for arrow in arrows(tree, site):
        match arrow.to:
            case Ref(id=name):
                found.setdefault(name, Box(f"m{len(found)}", "missing", name))
            case Jump(tree=other):
                name = f"tree:{other}"
                words = line(site.trees[other].title, site) if other in site.trees else other
                found.setdefault(name, Box(f"t{len(found)}", "tree", words))
            case _:
                name = "/end"
                found.setdefault(name, Box("end_", "end", "End"))
        lines.append(Line(found[arrow.node.id].id, found[name].id, label(arrow)))
    return list(found.values()), lines
