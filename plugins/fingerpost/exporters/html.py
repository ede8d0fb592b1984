"""A tree as a page for a site or a stick that is not ours: the same element, with what a page around it needs."""

import base64
import hashlib
import html
from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

from fingerpost.assembly import copy_script, copy_style, note_style, script, style
from fingerpost.exporters.order import Order
from fingerpost.renderers.page import element
from fingerpost.renderers.prose import fill, joined, language, make, moment
from fingerpost.renderers.words import words_of
from fingerpost.text import Piece, direction, one_line
from fingerpost.wall import keep

_SCRIPT, _STYLE = "fingerpost.js", "fingerpost.css"
# No address: what leads here is words.
_NOWHERE = "#nowhere_"


def one_file(order: Order) -> dict[str, bytes]:
    """One page that needs no other file and may load none."""
    css, js = _style(), _script()
    assert b"</" not in css, "a style sheet would end early"
    assert b"</script" not in js.lower(), "a script would end early"
    policy = f"default-src 'none'; script-src {_hash(js)}; style-src {_hash(css)}; base-uri 'none'; form-action 'none'"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<style>{css.decode()}</style>'
    return {_name(order.tree.id): _page(order, head, f"<script>{js.decode()}</script>")}


def split(order: Order) -> dict[str, bytes]:
    """A page with a script and a style sheet beside it, for a server whose policy forbids anything inline."""
    head = f'<link rel="stylesheet" href="{_STYLE}">'
    page = _page(order, head, f'<script src="{_SCRIPT}"></script>')
    return {_name(order.tree.id): page, _SCRIPT: _script(), _STYLE: _style()}


def fragment(order: Order) -> dict[str, bytes]:
    """The element alone, to be pasted into a page of the reader's own, with the two files that this page links."""
    inner = f"{_markup(_note(order))}\n{_markup(_tree(order))}\n".encode()
    return {f"{order.tree.id}.fragment.html": inner, _SCRIPT: _script(), _STYLE: style(alone=True) + note_style()}


def _page(order: Order, head: str, foot: str) -> bytes:
    tree = order.tree
    title = html.escape(one_line(tree.title, order.site))
    speech = html.escape(language(tree))
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{speech}" dir="{direction(language(tree))}">\n<head>',
            # Before anything that a policy could forbid.
            f'<meta charset="utf-8">\n{head}',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">',
            f'<title>{title}</title>\n</head>\n<body class="fp-alone">\n<main>\n<h1>{title}</h1>',
            _markup(_note(order)),
            _markup(_tree(order)),
            f"</main>\n{foot}\n</body>\n</html>\n",
        ]
    ).encode()


def _tree(order: Order) -> Element:
    made = element(order.tree, order.site, href=lambda other: _href(order, other), pictures=order.pictures)
    for part in made.iter():
        if part.tag == "a" and part.get("href", "").startswith(_NOWHERE):
            _unlink(part)
        # No search reads it, its lists are made, and the styles that go with it have these colours.
        for name in ("data-evidence", "data-search-exclude", "data-source"):
            part.attrib.pop(name, None)
        for name in ("fill", "stroke"):
            if part.get(name, "").startswith("#"):
                del part.attrib[name]
    return keep(made)


def _unlink(link: Element) -> None:
    """Make a link words, or within a flowchart a picture that keeps its name."""
    drawn = link.get("class") == "fp-flowchart__link"
    link.tag = "g" if drawn else "span"
    del link.attrib["href"]
    link.attrib.pop("tabindex", None)
    if "aria-label" in link.attrib:
        link.set("role", "img")


def _href(order: Order, other: str) -> str:
    """The file beside this one, else the page on the public site, else nowhere."""
    if other == order.tree.id:
        return ""
    if other in order.together:
        return _name(other)
    return f"{order.home}trees/{other}/" if order.home else _NOWHERE


def _note(order: Order) -> Element:
    """That this is a copy, and until when it may be relied on; the script shows the rest once that day has passed."""
    speech = language(order.tree)
    return keep(make("div", *_told(order), class_="fp-copy", lang=speech, dir=direction(speech)))


def _told(order: Order) -> Iterator[Element]:
    tree, words = order.tree, words_of(language(order.tree))
    said: list[list[Piece]] = [[words.copy]]
    if order.home:
        said.append(fill(words.copy_from, site=make("a", order.home, href=order.home)))
    if tree.last_reviewed is not None:
        said.append(fill(words.copy_reviewed, date=moment(words, tree.last_reviewed)))
    else:
        said.append([words.copy_unreviewed])
    due = tree.next_review
    if due is not None:
        said.append(fill(words.copy_due, date=moment(words, due)))
    yield make("p", *joined(said, " "))
    if due is not None and due.value >= order.site.today:  # else the tree's own banner says so
        warning = make("strong", words.overdue)
        yield make("p", warning, " ", words.copy_overdue, class_="fp-copy__overdue", data_due=due.value.isoformat())


def _script() -> bytes:
    return script(alone=True) + copy_script()


def _style() -> bytes:
    return style(alone=True) + note_style() + copy_style()


def _markup(made: Element) -> str:
    return tostring(made, encoding="unicode", method="html")


def _name(tree: str) -> str:
    return f"{tree}.html"


def _hash(content: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}'"
