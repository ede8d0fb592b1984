"""Every path of a tree with its end, on paper: what a clinician goes through and signs."""

import base64
import functools
import hashlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element, tostring

from fingerpost.exporters._plain import title
from fingerpost.exporters.order import Order
from fingerpost.model import Node, Outcome, Question, Subtree
from fingerpost.renderers.prose import language, make
from fingerpost.renderers.told import line
from fingerpost.renderers.words import words_of
from fingerpost.tables import ROWS, own_table
from fingerpost.text import direction
from fingerpost.wall import keep

_STYLE = """
body { font: 11pt/1.35 sans-serif; margin: 1.5cm; color: #000; background: #fff; }
table { border-collapse: collapse; width: 100%; margin-block: 1em; }
th, td { border: 1px solid #555; padding: .25em .5em; text-align: start; vertical-align: top; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.fp-warning { border: 2px solid #000; padding: .5em; }
.fp-sign td { height: 2.5em; }
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
_SIGN = ("Name", "Profession", "Date", "Signature")
_SIGNERS = 2


class _Row(NamedTuple):
    """The answers of a path, by the question's name and in the order asked, and what its end is called."""

    cells: Mapping[str, str]
    end: str


def as_table(order: Order) -> dict[str, bytes]:
    """One page: the questions, a row for each path, and lines to sign where all paths are there.

    Raises `Failure` for a tree that asks a question twice on a path, or asks too many to be told as rows.
    """
    own = own_table(order.tree, order.site)
    rows = [_Row(cells, end) for cells, end in own.rows]
    parts = [*_head(order), _questions(order, own.columns)]
    if own.more:
        told = f"There are more than {ROWS:,} rows. These are the first: the table is not whole, and cannot be signed."
        parts.append(make("p", make("strong", told), class_="fp-warning"))
    parts.append(_paths(order, rows))
    parts += [] if own.more else _signatures()
    speech = language(order.tree)
    words = line(order.tree.title, order.site)
    meta = f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    head = f"<head>\n{meta}\n{_markup(make('title', words))}\n<style>{_STYLE}</style>\n</head>"
    body = "\n".join(_markup(keep(part)) for part in parts)
    page = (
        f'<!doctype html>\n<html lang="{speech}" dir="{direction(speech)}">\n{head}\n<body>\n{body}\n</body>\n</html>\n'
    )
    return {f"{order.tree.id}.table.html": page.encode()}


def _head(order: Order) -> Iterator[Element]:
    tree = order.tree
    yield make("h1", line(tree.title, order.site))
    status = f"status {tree.status.id}" if tree.status else ""
    version = f"version {tree.version.value}" if tree.version else ""
    reviewed = f"last reviewed {tree.last_reviewed.value.isoformat()}" if tree.last_reviewed else "not reviewed yet"
    yield make("p", "; ".join(filter(None, (tree.id, status, version, reviewed))))
    told = "Each row stands for ways through the tree, and together they are all."
    yield make("p", f"{told} Exits, which stand at every step, are left out.")


def _questions(order: Order, names: tuple[str, ...]) -> Element:
    return _table(("No.", "Question"), ([*_found(order, name)[:2]] for name in names))


def _paths(order: Order, rows: list[_Row]) -> Element:
    # Many paths have the same few answers and ends.
    answer, end = functools.cache(functools.partial(_answer, order)), functools.cache(functools.partial(_end, order))
    told = (
        [str(at), "; ".join(answer(*each) for each in row.cells.items()) or "(nothing is asked)", *end(row.end), ""]
        for at, row in enumerate(rows, start=1)
    )
    return _table(("Path", "Answers", "Ends in", "By when", "Agreed"), told)


def _answer(order: Order, name: str, cell: str) -> str:
    number, _, node = _found(order, name)
    offered = {one.id: line(one.text, order.site) for one in node.options} if isinstance(node, Question) else {}
    words = "any answer" if cell == "*" else " or ".join(f"“{offered.get(one, one)}”" for one in cell.split("|"))
    return f"{number}: {words}"


def _end(order: Order, name: str) -> tuple[str, str]:
    """What an end is called, and by when its work is due."""
    if name.startswith("tree:"):
        other = order.site.trees.get(name.removeprefix("tree:"))
        return (f"goes on in “{line(other.title, order.site)}”" if other else name), ""
    number, words, node = _found(order, name)
    urgency = node.urgency.id if isinstance(node, Outcome) and node.urgency else ""
    return f"{number} {words}", words_of(language(order.tree)).urgencies.get(urgency, urgency)


def _found(order: Order, name: str) -> tuple[str, str, Node]:
    """A node by its name, `node` or `use/node`: its number, its words and itself."""
    tree, numbers = order.tree, []
    *uses, own = name.split("/")
    for use in uses:
        node = tree.nodes[use]
        assert isinstance(node, Subtree)
        numbers.append(str(node.number))
        tree = order.site.trees[node.tree.id]
    node = tree.nodes[own]
    return "/".join([*numbers, str(node.number)]), title(node, tree, order.site), node


def _signatures() -> Iterator[Element]:
    yield make("p", "I have read every path above, and each ends where it should.")
    yield _table(_SIGN, ([""] * len(_SIGN) for _ in range(_SIGNERS)), class_="fp-sign")


def _table(head: tuple[str, ...], rows: Iterator[list[str]], *, class_: str | None = None) -> Element:
    top = make("thead", make("tr", *(make("th", words, scope="col") for words in head)))
    body = make("tbody", *(make("tr", *(make("td", words) for words in row)) for row in rows))
    return make("table", top, body, class_=class_)


def _markup(made: Element) -> str:
    return tostring(made, encoding="unicode", method="html")
