"""Cards to print: links by place and size, and in a plain sentence why there is none."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element

from fingerpost.model import WHOLE, Cards, Printout, Site
from fingerpost.renderers.prose import Page, fill, items, joined, make
from fingerpost.renderers.words import ENGLISH, Words, day
from fingerpost.text import Piece, fact_label, one_line

# The page of the editions, among the pages of a site.
CURRENT = "cards/current.md"
PRINT = "cards/print.md"
_LARGE = "-large"


def section(page: Page, cards: Cards, *, way: Callable[[str], str]) -> Element | None:
    """The cards of a tree, for the foot of its page; `way(path)` is the address of a file of the site from there."""
    own = [one for one in cards.printouts if one.tree == page.tree.id]
    if not own:
        return None
    heading = make("h2", page.words.cards, id=heading_id(page.tree.id), class_="fp-foot__heading")
    return make("section", heading, _how(page.words, way), *_cards(own, page.site, page.words, way), class_="fp-foot")


def heading_id(tree: str) -> str:
    """The id of the heading above the cards of a tree; no node's id has an underscore."""
    return f"{tree}.cards_"


def element(cards: Cards, site: Site, *, href: Callable[[str], str], way: Callable[[str], str]) -> Element:
    """A `<decision-tree-cards>` with a section for each tree that has cards, in the order given, then for the site.

    `href(tree)` is the address of a tree's page seen from this page, and `way(path)` that of any file of the site.
    """
    parts = [_how(ENGLISH, way)] if cards.printouts else [make("p", ENGLISH.cards_none)]
    for tree, own in groupby(cards.printouts, lambda one: one.tree):
        link = make("a", one_line(site.trees[tree].title, site), href=href(tree)) if tree else ENGLISH.whole_site
        heading = make("h2", link, id=heading_id(tree))
        parts.append(make("section", heading, *_cards(list(own), site, ENGLISH, way), class_="fp-foot"))
    return make("decision-tree-cards", *parts, class_="fp")


def reason(words: str, site: Site) -> list[Piece]:
    """Why there is no card, as readers say it: a fact by its label, another name of the author's as a name."""
    return [_named(part, site) if at % 2 else part for at, part in enumerate(words.split("`")) if part]


def name_of_card(one: Printout, words: Words) -> str:
    """A card by its title, and by its kind where it is not an author's own."""
    return called(one.card, one.title, words)


def called(card: str, title: str, words: Words) -> str:
    """A card by its title, and by its kind where it is not an author's own; what stands for it is its `card`."""
    kind = words.made_kinds.get(card, "")
    return words.of_kind.format(kind=kind, card=title) if kind and title else kind or title


def size_name(size: str, words: Words) -> str:
    """A size as people call it."""
    form, large, _ = size.partition(_LARGE)
    name = words.sizes[form]
    return words.large_print.format(size=name) if large else name


def _how(words: Words, way: Callable[[str], str]) -> Element:
    return make("p", words.cards_how, " ", make("a", words.current, href=way(CURRENT)))


def _cards(printouts: Sequence[Printout], site: Site, words: Words, way: Callable[[str], str]) -> Iterator[Element]:
    """Each card with its places, folded, since a site may have many places; those of a whole tree are one entry."""
    for whole, several in groupby(printouts, lambda one: WHOLE if one.card in WHOLE else (one.card,)):
        cards = list(several)
        places = (list(own) for _, own in groupby(cards, lambda one: (one.card, one.place)))
        told = items("ul", (_place(own, site, words, way) for own in places))
        kinds = ", ".join(words.whole_kinds[card] for card in dict.fromkeys(one.card for one in cards) if card in WHOLE)
        title = words.whole_tree.format(kinds=kinds) if whole == WHOLE else name_of_card(cards[0], words)
        yield make("details", make("summary", title), told, class_="fp-fold")


def _place(printouts: Sequence[Printout], site: Site, words: Words, way: Callable[[str], str]) -> Iterator[Piece]:
    """A card at one place: the sizes in which it can be had, its edition, and for the others the reason."""
    first = printouts[0]
    name = site.places[first.place].name.value if first.place else ""
    kind = words.made_kinds[first.card] if first.card in WHOLE else ""
    if above := ", ".join(filter(None, [kind, name])):
        yield f"{above}. "
    made = [one for one in printouts if not one.reasons]
    if made:
        yield words.print
        yield from joined([[_link(one, name, words, way)] for one in made], ", ")
        yield ". "
        assert first.discard is not None
        until = make("time", day(words, first.discard), datetime=first.discard.isoformat())
        yield from fill(words.edition_until, edition=make("code", first.edition), date=until)
    for why, own in groupby((one for one in printouts if one.reasons), lambda one: one.reasons):
        sizes = ", ".join(size_name(one.size, words) for one in own)
        said = joined([reason(each, site) for each in why], " ")
        yield " "
        yield from fill(words.not_printed, sizes=sizes, reason=said)


def _link(one: Printout, place: str, words: Words, way: Callable[[str], str]) -> Element:
    size = size_name(one.size, words)
    name = words.print_name.format(card=name_of_card(one, words), place=place, size=size) if place else None
    return make("a", size, href=way(one.path), aria_label=name)


def _named(name: str, site: Site) -> Piece:
    return f"“{fact_label(site, name)}”" if name in site.facts else make("code", name)
