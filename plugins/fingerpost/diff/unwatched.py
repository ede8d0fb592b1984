"""New steps at which nothing looks: no rule about safety is broken by what no rule speaks of."""

from collections.abc import Iterator
from dataclasses import replace

from fingerpost.diff.change import Change
from fingerpost.diff.sides import Sides
from fingerpost.model import Node, Outcome, Question

_NO_TAG = "has no tag"


def unwatched(node: Node, sides: Sides) -> Iterator[Change]:
    """What a new end or question escapes, on a site that promises or demands something."""
    match node:
        case Outcome() if sides.promises_something and not sides.is_named(node):
            brief = f"no promise speaks of the new end `{node.id}`"
            message = f"N{brief[1:]}: none names it{' or a tag of it' if node.tags else ''}"
            yield replace(sides.change("end-unwatched", message, node.id, node.span), brief=brief)
        case Question():
            if lacks := list(_lacks(node, sides)):
                brief = f"the new question `{node.id}` {' and '.join(lacks)}"
                message = f"T{brief[1:]}{': no rule about safety looks at it' if lacks[0] == _NO_TAG else ''}"
                yield replace(sides.change("question-unwatched", message, node.id, node.span), brief=brief)


def _lacks(node: Question, sides: Sides) -> Iterator[str]:
    tags = {tag.id for one in node.options for tag in one.tags}
    unsure = {one.id for one in sides.head.demands.offers.values()}
    if (sides.promises_something or unsure) and not (tags or node.tags):
        yield _NO_TAG
    if unsure and not (tags & unsure or any(one.id == "unsure" for one in node.options)):
        yield "offers no “not sure”"
