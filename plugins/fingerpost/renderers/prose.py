"""What all parts of a page are made of: elements, an author's words in them, and facts that wait for a place."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from fingerpost import text
from fingerpost.model import Date, Node, Place, Site, Text, Tree
from fingerpost.renderers.words import Words, day, words_of
from fingerpost.text import Piece

if TYPE_CHECKING:
    from fingerpost.renderers.repository import Repository

_DEFAULT_LANGUAGE = "en"
_HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is the same for all parts of a page with facts and sources; its ids begin with `name`.

    `href(tree)` is the address of a tree's page from this one.
    """

    name: str
    site: Site
    words: Words
    places: tuple[Place, ...]
    href: Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Sheet):
    """A tree's page. Where a `repository` is known, the steps lead there, and name the `edition` that was read."""

    tree: Tree
    repository: "Repository | None" = None
    edition: str = ""


def page_of(tree: Tree, site: Site, href: Callable[[str], str]) -> Page:
    """What all parts of a tree's page share."""
    words = words_of(language(tree))
    return Page(name=tree.id, tree=tree, site=site, words=words, places=_places(tree, site), href=href)


def language(tree: Tree) -> str:
    """The language that a tree is written in."""
    return tree.language.id if tree.language is not None else _DEFAULT_LANGUAGE


def _places(tree: Tree, site: Site) -> tuple[Place, ...]:
    """The places that a tree is for, the site's default first; all of them where it names none."""
    named = [one.id for one in tree.places] or list(site.places)
    first = site.default_place.id if site.default_place else ""
    ordered = sorted((name for name in named if name in site.places), key=lambda name: name != first)
    return tuple(site.places[name] for name in ordered)


# Elements --------------------------------------------------------------------------------------------------------


def make(tag: str, *content: Piece | None, **attributes: str | None) -> Element:
    """An element with its words and children, in order; `None` is left out, `class_` is `class`, `_` is a hyphen."""
    named = {_attribute(key): value for key, value in attributes.items() if value is not None}
    return text.append(Element(tag, named), [piece for piece in content if piece is not None])


@cache  # of the few names that stand in this code
def _attribute(name: str) -> str:
    return name.strip("_").replace("_", "-")


def items(tag: str, entries: Iterable[Iterable[Piece]], **attributes: str | None) -> Element:
    """A list with one item for each entry."""
    return make(tag, *(make("li", *entry) for entry in entries), **attributes)


def table(columns: Sequence[str], rows: Iterable[Iterable[Sequence[Piece]]]) -> Element:
    """A table with a heading for each column, and for each row its first cell."""
    head = make("thead", make("tr", *(make("th", name, scope="col") for name in columns)))
    return make("table", head, make("tbody", *(_row(row) for row in rows)))


def _row(cells: Iterable[Sequence[Piece]]) -> Element:
    first, *others = cells
    return make("tr", make("th", *first, scope="row"), *(make("td", *cell) for cell in others))


def fill(template: str, **holes: Piece | Sequence[Piece]) -> list[Piece]:
    """A sentence of the catalogue with its holes filled; what fills a hole is never read as a template."""
    pieces: list[Piece] = []
    # Words and names of holes take turns.
    for at, part in enumerate(_HOLE.split(template)):
        filling = holes[part] if at % 2 else part
        pieces += [filling] if isinstance(filling, str | Element) else filling
    return [piece for piece in pieces if piece != ""]


def joined(entries: Sequence[Sequence[Piece]], between: str) -> list[Piece]:
    """Entries one after the other with words between."""
    pieces = list(entries[0]) if entries else []
    for entry in entries[1:]:
        pieces += [between, *entry]
    return pieces


def step_link(node: Node, tree: Tree, site: Site, href: Callable[[str], str]) -> Element:
    """A step of a tree by its number and words, as a link from a page that is not the tree's."""
    words = f"{node.number} {text.one_line(node.text, site) or node.id}"
    return make("a", words, href=f"{href(tree.id)}#{tree.id}.{node.id}")


def plain_words(pieces: Iterable[Piece]) -> str:
    """The words in pieces, without their marks."""
    return "".join(piece if isinstance(piece, str) else "".join(piece.itertext()) for piece in pieces)


def moment(words: Words, date: Date) -> Element:
    """A date that both people and scripts can read."""
    return make("time", day(words, date.value), datetime=date.value.isoformat())


# An author's words -----------------------------------------------------------------------------------------------


def rich(page: Sheet, words: Text) -> list[Piece]:
    """Short words with their marks; a fact is a link to its values."""
    return _without_inner_links(text.inline(words.value, lambda name: [_fact(page, name)]))


def long(page: Sheet, words: Text) -> list[Piece]:
    """Block Markdown; a fact is a link to its values."""
    return _without_inner_links(text.block(words.value, lambda name: [_fact(page, name)]))


def unlinked(page: Sheet, words: Text) -> list[Piece]:
    """Short words for where a link cannot stand: in headings and in links."""
    pieces = text.inline(words.value, lambda name: [_fact(page, name)])
    for piece in pieces:
        if isinstance(piece, Element):
            _unlink(piece.iter("a"))
    return pieces


def _without_inner_links(pieces: list[Piece]) -> list[Piece]:
    """A fact within an author's link is words alone, since a link cannot hold another."""
    for piece in pieces:
        if isinstance(piece, Element):
            for link in piece.iter("a"):
                _unlink(inner for inner in link.iter("a") if inner is not link)
    return pieces


def _unlink(links: Iterable[Element]) -> None:
    """Make links words; which fact they name is kept."""
    for link in list(links):
        link.tag = "span"
        link.attrib.pop("href", None)


def bare(page: Sheet, words: Text) -> str:
    """The words alone, for attributes; a fact is told by its label."""
    return text.plain(words.value, lambda name: text.fact_label(page.site, name))


def _fact(page: Sheet, name: str) -> Element:
    """A fact as a link to its values, if any; a name that nobody declared, which a check reports, as it was written."""
    address = f"#{fact_id(page, name)}" if name in page.site.facts and page.places else None
    return make("a" if address else "span", text.fact_label(page.site, name), href=address, data_fact=name)


def fact_id(page: Sheet, fact: str) -> str:
    """The id of a fact's values; no node's id has an underscore."""
    return f"{page.name}.fact_{fact}"


def facts_in(page: Sheet, elements: Iterable[Element]) -> Iterator[str]:
    """The facts that are named somewhere in elements, in order, each once."""
    named = (part.get("data-fact", "") for element in elements for part in element.iter())
    yield from (name for name in dict.fromkeys(named) if name in page.site.facts)


def described(pairs: Mapping[str, Sequence[Piece]], **attributes: str | None) -> Element | None:
    """A list of terms and what is to be said of each; None for none."""
    rows = [make("div", make("dt", term), make("dd", *value)) for term, value in pairs.items() if value]
    return make("dl", *rows, **attributes) if rows else None
