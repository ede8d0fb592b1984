"""Is my card current? Every edition that there has been, and what has changed since for whoever holds it."""

import datetime
import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from xml.etree.ElementTree import Element

from fingerpost.model import Cards, Site
from fingerpost.renderers.printouts import PRINT, called, heading_id, reason
from fingerpost.renderers.prose import described, fill, items, joined, make
from fingerpost.renderers.standings import Standing, changes, name_of_tree, order, standings, state_of
from fingerpost.renderers.words import ENGLISH, day
from fingerpost.text import Piece, one_line


def element(cards: Cards, site: Site, *, href: Callable[[str], str], way: Callable[[str], str]) -> Element:
    """A `<decision-tree-editions>` with an entry for each edition, whose id is the edition, by tree, card and place.

    `href(tree)` is the address of a tree's page seen from this page, and `way(path)` that of any file of the site. The
    entries are complete in themselves; a script looks up the one that is asked for.
    """
    found: dict[str, list[Standing]] = {}
    for one in sorted(standings(cards, site), key=partial(order, cards, site)):
        found.setdefault(one.edition, []).append(one)
    # The card of the whole site is printed from the page of all cards.
    to = partial(_to, href=href, way=way)
    parts = [make("p", ENGLISH.paper.editions_how)]
    newest = max((one.since for one in cards.ledger), default=None)
    if newest is not None:
        parts.append(make("p", *fill(ENGLISH.paper.editions_newest, date=_moment(newest))))
    parts.append(make("p", ENGLISH.paper.editions_unlisted.format(remedy=ENGLISH.paper.lookup["remedy"])))
    sections = [
        make("section", *_section(tree, [*own], site, to), class_="fp-foot")
        for tree, own in groupby(found.values(), lambda several: several[0].tree)
    ]
    return make(
        "decision-tree-editions",
        make("div", *parts, class_="fp-header"),
        *sections,
        class_="fp",
        # For the script alone.
        data_words=json.dumps(dict(ENGLISH.paper.lookup), ensure_ascii=False),
    )


def _section(
    tree: str, entries: Sequence[Sequence[Standing]], site: Site, to: Callable[[str], str]
) -> Iterator[Element]:
    yield make("h2", name_of_tree(tree, site), id=f"{tree}.editions_", class_="fp-foot__heading")
    yield make("ul", *(_entry(own[0].edition, own, site, to) for own in entries), class_="fp-index")


def _entry(edition: str, several: Sequence[Standing], site: Site, href: Callable[[str], str]) -> Element:
    """What is to be said of an edition: of one card, unless chance gave two the same digits."""
    until = [one.today[0].discard for one in several if state_of(one, site) == "current"]
    days = [each for each in until if each]
    told = [part for one in several for part in _told(one, state_of(one, site), site, href)]
    return make(
        "li", *told, id=edition, class_="fp-card", data_discard=min(days).isoformat() if days else None
    )  # fmt: skip


def _told(one: Standing, state: str, site: Site, href: Callable[[str], str]) -> Iterator[Element]:
    """What an edition is, whether it is current, what to do, and what has changed."""
    yield make(
        "p",
        make("code", one.edition),
        " ",
        make("strong", ENGLISH.paper.edition_states[state]),
        class_="fp-card__title",
    )
    card = called(one.card, one.title, ENGLISH)
    place = site.places[one.place].name.value if one.place in site.places else one.place
    yield make("p", ENGLISH.paper.card_at.format(card=card, place=place) if place else card)
    yield make("p", *_remedy(one, state, site, href))
    if state in ("moved", "replaced") and (terms := described(_changes(one), class_="fp-terms")):
        yield terms
    if one.since is not None:
        yield make("p", *fill(ENGLISH.paper.since, date=_moment(one.since)), class_="fp-counts")


def _remedy(one: Standing, state: str, site: Site, href: Callable[[str], str]) -> Iterator[Piece]:
    """What to do."""
    match state:
        case "current":
            due = one.today[0].discard
            yield from fill(ENGLISH.paper.keep_card, date=_moment(due)) if due else [ENGLISH.paper.keep_card_undated]
        case "held":
            yield from fill(ENGLISH.paper.held_card, reason=_reasons(one, site))
        case "moved":
            tree, card = one.today[0].tree, one.today[0]
            to = make("a", one_line(site.trees[tree].title, site), href=href(tree))
            name = called(card.card, card.title, ENGLISH)
            yield from fill(ENGLISH.paper.moved_card, card=name, tree=to)
            if all(each.reasons for each in one.today):
                yield " "
                yield from fill(ENGLISH.paper.moved_later, reason=_reasons(one, site))
        case "replaced" if all(each.reasons for each in one.today):
            yield from fill(ENGLISH.paper.replace_later, reason=_reasons(one, site))
        case "replaced":
            yield make("a", ENGLISH.paper.replace_card, href=href(one.tree))
        case "elsewhere":
            yield ENGLISH.paper.elsewhere_card
        case _:
            yield ENGLISH.paper.withdrawn_card


def _to(tree: str, *, href: Callable[[str], str], way: Callable[[str], str]) -> str:
    """The address of the cards of a tree, or of the whole site."""
    return f"{href(tree) if tree else way(PRINT)}#{heading_id(tree)}"


def _reasons(one: Standing, site: Site) -> list[Piece]:
    reasons = dict.fromkeys(why for each in one.today for why in each.reasons)
    return joined([reason(why, site) for why in reasons], " ")


def _changes(one: Standing) -> dict[str, list[Piece]]:
    """What is different for whoever holds it, against the card of today."""
    new = one.today[0]
    told: dict[str, list[Piece]] = {ENGLISH.paper.replaced_by: [make("code", new.edition)] if new.edition else []}
    if new.edition:
        found = changes(one)
        told[ENGLISH.paper.changed] = [found.told] if found.told else []
        told[ENGLISH.paper.taken_off] = [items("ul", ([line] for line in found.gone))] if found.gone else []
        told[ENGLISH.paper.put_on] = [items("ul", ([line] for line in found.come))] if found.come else []
    return told


def _moment(date: datetime.date) -> Element:
    return make("time", day(ENGLISH, date), datetime=date.isoformat())
