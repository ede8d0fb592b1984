"""Cards to print: links by place and size, and in a plain sentence why there is none."""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element

from fingerpost.model import WHOLE, Cards, Place, Printout, Sheets, Site
from fingerpost.renderers.local import in_order, place_name
from fingerpost.renderers.prose import Page, fill, items, joined, make
from fingerpost.renderers.words import ENGLISH, Words, day
from fingerpost.text import Piece, fact_label, one_line, plain

# The page of the editions, among the pages of a site.
CURRENT = "cards/current.md"
PRINT = "cards/print.md"
_LARGE = "-large"


def section(page: Page, cards: Cards, *, way: Callable[[str], str]) -> Element | None:
    """The cards of a tree, for the foot of its page; `way(path)` is the address of a file of the site from there."""
    own = [one for one in cards.printouts if one.tree == page.tree.id]
    if not own:
        return None
    heading = make("h2", page.words.paper.cards, id=heading_id(page.tree.id), class_="fp-foot__heading")
    sheets = [one for one in cards.sheets if one.tree == page.tree.id]
    told = [*_cards(own, page.site, page.words, way), *_to_cut(sheets, page.site, page.words, way)]
    return make("section", heading, _how(page.words, way), *told, class_="fp-foot")


def heading_id(tree: str) -> str:
    """The id of the heading above the cards of a tree; no node's id has an underscore."""
    return f"{tree}.cards_"


def element(cards: Cards, site: Site, *, href: Callable[[str], str], way: Callable[[str], str]) -> Element:
    """A `<decision-tree-cards>` with a section for each place, in it the cards of each tree; those of the site last.

    `href(tree)` is the address of a tree's page seen from this page, and `way(path)` that of any file of the site. All
    places are shown; a script offers to show one.
    """
    if not cards.printouts:
        return make("decision-tree-cards", make("p", ENGLISH.paper.cards_none), class_="fp")
    of_trees = [one for one in cards.printouts if one.tree]
    of_site = [one for one in cards.printouts if not one.tree]
    places = in_order(site.places[code] for code in {one.place for one in of_trees} if code)
    above = [_how(ENGLISH, way), *([_jumps(places)] if len(places) > 1 else [])]
    parts: list[Element] = []
    for place in places:
        own = [one for one in of_trees if one.place == place.code]
        heading = make("h2", place_name(place), id=_place_id(place), class_="fp-foot__heading")
        told = _trees(own, cards.sheets, site, href, way, "h3")
        parts.append(make("section", heading, *told, class_="fp-foot", data_place=place.code))
    parts += _trees([one for one in of_trees if not one.place], cards.sheets, site, href, way, "h2")
    if of_site:
        heading = make("h2", ENGLISH.paper.whole_site, id=heading_id(""), class_="fp-foot__heading")
        parts.append(make("section", heading, *_cards(of_site, site, ENGLISH, way), class_="fp-foot"))
    words = {name: ENGLISH.walk[name] for name in ("places", "place_kept")} | {"place": ENGLISH.paper.cards_for}
    return make(
        "decision-tree-cards",
        make("div", *above, class_="fp-header"),
        *parts,
        class_="fp",
        # For the script alone.
        data_words=json.dumps(words, ensure_ascii=False),
    )


def _jumps(places: Sequence[Place]) -> Element:
    links = (make("li", make("a", plain(one.name.value), href=f"#{_place_id(one)}")) for one in places)
    # Of no place, so that they go once one is chosen.
    return make(
        "nav", make("ul", *links, class_="fp-jumps fp-jumps--stages"), aria_label=ENGLISH.local_where, data_place=""
    )


def _place_id(place: Place) -> str:
    return f"cards.{place.code}"


def _trees(
    printouts: Sequence[Printout],
    sheets: Sequence[Sheets],
    site: Site,
    href: Callable[[str], str],
    way: Callable[[str], str],
    heading: str,
) -> Iterator[Element]:
    """The cards at one place: below each tree what is made, and why the rest is not."""
    for (tree, place), own in groupby(printouts, lambda one: (one.tree, one.place)):
        yield make(heading, make("a", one_line(site.trees[tree].title, site), href=href(tree)))
        told = [_card(list(several), site, way) for _, several in groupby(own, lambda one: one.card)]
        if laid := [one for one in sheets if (one.tree, one.place) == (tree, place)]:
            told.append(iter([make("strong", ENGLISH.paper.sheets), ". ", *_on_sheets(laid, site, ENGLISH, way)]))
        yield items("ul", told)


def _card(printouts: Sequence[Printout], site: Site, way: Callable[[str], str]) -> Iterator[Piece]:
    first = printouts[0]
    place = plain(site.places[first.place].name.value) if first.place else ""
    yield make("strong", ENGLISH.paper.made_kinds[first.card] if first.card in WHOLE else name_of_card(first, ENGLISH))
    yield ". "
    yield from _offer(printouts, place, site, ENGLISH, way)


def reason(words: str, site: Site) -> list[Piece]:
    """Why there is no card, as readers say it: a fact by its label, another name of the author's as a name."""
    return [_named(part, site) if at % 2 else part for at, part in enumerate(words.split("`")) if part]


def name_of_card(one: Printout, words: Words) -> str:
    """A card by its title, and by its kind where it is not an author's own."""
    return called(one.card, one.title, words)


def called(card: str, title: str, words: Words) -> str:
    """A card by its title, and by its kind where it is not an author's own; what stands for it is its `card`."""
    kind = words.paper.made_kinds.get(card, "")
    return words.paper.of_kind.format(kind=kind, card=title) if kind and title else kind or title


def size_name(size: str, words: Words) -> str:
    """A size as people call it."""
    form, large, _ = size.partition(_LARGE)
    name = words.paper.sizes[form]
    return words.paper.large_print.format(size=name) if large else name


def _how(words: Words, way: Callable[[str], str]) -> Element:
    return make("p", words.paper.cards_how, " ", make("a", words.paper.current, href=way(CURRENT)))


def _cards(printouts: Sequence[Printout], site: Site, words: Words, way: Callable[[str], str]) -> Iterator[Element]:
    """Each card with its places, folded, since a site may have many places; those of a whole tree are one entry."""
    for whole, several in groupby(printouts, lambda one: WHOLE if _is_of_whole_tree(one) else (one.card,)):
        cards = list(several)
        places = (list(own) for _, own in groupby(cards, lambda one: (one.card, one.place)))
        told = make(
            "ul", *(make("li", *_place(own, site, words, way), data_place=own[0].place or None) for own in places)
        )
        kinds = ", ".join(
            words.paper.whole_kinds[card] for card in dict.fromkeys(one.card for one in cards) if card in WHOLE
        )
        title = words.paper.whole_tree.format(kinds=kinds) if whole == WHOLE else name_of_card(cards[0], words)
        yield make("details", make("summary", title), told, class_="fp-fold")


def _to_cut(sheets: Sequence[Sheets], site: Site, words: Words, way: Callable[[str], str]) -> Iterator[Element]:
    """The sheets of a tree by place, folded as its cards are."""
    places = [list(own) for _, own in groupby(sheets, lambda one: one.place)]
    if places:
        told = (make("li", *_at(own, site, words, way), data_place=own[0].place or None) for own in places)
        yield make("details", make("summary", words.paper.sheets), make("ul", *told), class_="fp-fold")


def _at(sheets: Sequence[Sheets], site: Site, words: Words, way: Callable[[str], str]) -> Iterator[Piece]:
    if sheets[0].place:
        yield f"{plain(site.places[sheets[0].place].name.value)}. "
    yield from _on_sheets(sheets, site, words, way)


def _on_sheets(sheets: Sequence[Sheets], site: Site, words: Words, way: Callable[[str], str]) -> Iterator[Piece]:
    yield words.paper.print
    links = list[list[Piece]]()
    for one in sheets:
        form = words.paper.on_sheet.format(size=size_name(one.size, words), paper=size_name(one.on, words))
        place = plain(site.places[one.place].name.value) if one.place else ""
        name = words.paper.print_name.format(card=words.paper.sheets, place=place, size=form) if place else None
        links.append([make("a", form, href=way(one.path), aria_label=name)])
    yield from joined(links, ", ")
    yield "."


def _is_of_whole_tree(one: Printout) -> bool:
    return bool(one.tree) and one.card in WHOLE


def _place(printouts: Sequence[Printout], site: Site, words: Words, way: Callable[[str], str]) -> Iterator[Piece]:
    """A card at one place, which is named."""
    first = printouts[0]
    name = plain(site.places[first.place].name.value) if first.place else ""
    kind = words.paper.made_kinds[first.card] if _is_of_whole_tree(first) else ""
    if above := ", ".join(filter(None, [kind, name])):
        yield f"{above}. "
    yield from _offer(printouts, name, site, words, way)


def _offer(
    printouts: Sequence[Printout], name: str, site: Site, words: Words, way: Callable[[str], str]
) -> Iterator[Piece]:
    """Links to the sizes in which a card can be had at a place, its edition, and for the others the reason."""
    first = printouts[0]
    made = [one for one in printouts if not one.reasons]
    if made:
        yield words.paper.print
        links = [_link(one, words, way(one.path), size_name(one.size, words), name) for one in made]
        if text := made[0].text:
            links.append(_link(made[0], words, way(text), words.paper.as_text, name))
        yield from joined([[link] for link in links], ", ")
        yield ". "
        assert first.discard is not None
        until = make("time", day(words, first.discard), datetime=first.discard.isoformat())
        yield from fill(words.paper.edition_until, edition=make("code", first.edition), date=until)
        if first.by_hand:
            named = joined([[_named(fact, site)] for fact in first.by_hand], ", ")
            yield from [" ", *fill(words.paper.to_write_in, facts=named)]
    for why, own in groupby((one for one in printouts if one.reasons), lambda one: one.reasons):
        sizes = ", ".join(size_name(one.size, words) for one in own)
        said = joined([reason(each, site) for each in why], " ")
        yield " "
        yield from fill(words.paper.not_printed, sizes=sizes, reason=said)


def _link(one: Printout, words: Words, href: str, form: str, place: str) -> Element:
    """A card in a form, a size or its text; of several places it is named in full."""
    told = words.paper.print_name if href.endswith(".pdf") else words.paper.text_name
    name = told.format(card=name_of_card(one, words), place=place, size=form) if place else None
    return make("a", form, href=href, aria_label=name)


def _named(name: str, site: Site) -> Piece:
    return f"“{fact_label(site, name)}”" if name in site.facts else make("code", name)
