"""A tree as two tables in CSV: its nodes, and its arrows."""

import csv
import io
from collections.abc import Iterable, Sequence

from fingerpost.exporters._plain import arrows, target_name, title
from fingerpost.exporters.order import Order
from fingerpost.model import FollowUp, Node, Outcome, Question, Text
from fingerpost.renderers.told import LISTS, follow_up, line

_OUTCOME = ("urgency", "within", "follow_up", "next")
_NODE = ("number", "id", "kind", "stage", "text", "detail", *LISTS, *_OUTCOME, "why", "evidence", "sources", "tags")
_OPTION = ("number", "node", "option", "text", "when", "to", "tags", "note")
# A spreadsheet takes a cell that begins so for something to be worked out.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - it names the wide ones too


def as_csv(order: Order) -> dict[str, bytes]:
    """Two files; lists stand in one cell, a line each."""
    name = order.tree.id
    return {
        f"{name}.nodes.csv": _table(_NODE, (_node(node, order) for node in order.tree.nodes.values())),
        f"{name}.options.csv": _table(_OPTION, _options(order)),
    }


def _node(node: Node, order: Order) -> list[str]:
    def said(name: str) -> str:
        match getattr(node, name, None):
            case None:
                return ""
            case FollowUp():
                return follow_up(node, order.tree, order.site) if isinstance(node, Outcome) else ""
            case Text() as text:
                return line(text, order.site)
            case tuple() as several:
                return "\n".join(line(one, order.site) if isinstance(one, Text) else one.id for one in several)
            case reference:
                return str(reference.id)

    own = {"number": str(node.number), "id": node.id, "kind": type(node).__name__.lower()}
    own["text"] = title(node, order.tree, order.site)
    return [own.get(name) or said(name) for name in _NODE]


def _options(order: Order) -> Iterable[list[str]]:
    for arrow in arrows(order.tree, order.site):
        offered = arrow.node.options if isinstance(arrow.node, Question) else ()
        option = next((one for one in offered if one.id == arrow.via), None)
        tags = "\n".join(tag.id for tag in option.tags) if option else ""
        note = line(option.note, order.site) if option and option.note else ""
        to = target_name(arrow.to)
        yield [str(arrow.node.number), arrow.node.id, arrow.via, arrow.words, arrow.when, to, tags, note]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([escape(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def escape(cell: str) -> str:
    """Words that no spreadsheet works out: before what it might take for a formula stands an apostrophe."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) or cell.startswith(("\t", "\r")) else cell
