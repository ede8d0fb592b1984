"""The numbers of all places as a page of their own: for whoever needs one now and wants no tree."""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from fingerpost import text
from fingerpost.model import Place, Site
from fingerpost.renderers.local import freshness, in_order, is_phone, value_of
from fingerpost.renderers.prose import Sheet, described, items, make
from fingerpost.renderers.sources import sources
from fingerpost.renderers.words import ENGLISH
from fingerpost.text import Piece, fact_label


def element(site: Site, *, href: Callable[[str], str]) -> Element:
    """A `<decision-tree-numbers>` with a section for each place; `href(tree)` is a tree's address seen from this page.

    It has the facts that are numbers, and those that belong to one: their names begin with the number's.
    """
    page = Sheet(name="numbers", site=site, words=ENGLISH, places=in_order(site.places.values()), href=href)
    phones = [name for name in site.facts if is_phone(page, name)]
    names = [name for name in site.facts if any(name == phone or name.startswith(f"{phone}-") for phone in phones)]
    if not names or not page.places:
        return make("decision-tree-numbers", make("p", ENGLISH.no_numbers), class_="fp")
    jumps = items("ul", (_jump(place) for place in page.places), class_="fp-jumps fp-jumps--stages")
    sections = [_section(page, place, names) for place in page.places]
    contents = make("nav", jumps, aria_label=ENGLISH.local_where)
    return make("decision-tree-numbers", contents, *sections, *sources(page, sections), class_="fp")


def _jump(place: Place) -> Iterator[Piece]:
    yield make("a", text.plain(place.name.value), href=f"#{_place_id(place)}")


def _place_id(place: Place) -> str:
    return f"numbers.{place.code}"


def _section(page: Sheet, place: Place, names: list[str]) -> Element:
    """The numbers, one below the other; what is known of them is folded, since nobody in need reads it first."""
    heading = make("h2", text.plain(place.name.value), id=_place_id(place), class_="fp-foot__heading")
    known = [name for name in names if name in place.facts]
    rows = {fact_label(page.site, name): value_of(page, [place], name) for name in known}
    notes = {fact_label(page.site, name): list(freshness(page, place.facts[name])) for name in known}
    record = described(notes, class_="fp-terms fp-terms--facts")
    fold = record is not None and make("details", make("summary", page.words.local_record), record, class_="fp-fold")
    return make("section", heading, described(rows, class_="fp-terms fp-terms--facts"), fold or None, class_="fp-foot")
