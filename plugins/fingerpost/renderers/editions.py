"""Is my card current? Every edition that there has been, and what has changed since for whoever holds it."""

import datetime
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from xml.etree.ElementTree import Element

from fingerpost import text
from fingerpost.model import WHOLE, Cards, Edition, Printout, Site, made_card
from fingerpost.renderers.moves import Key, days, successor
from fingerpost.renderers.printouts import PRINT, called, heading_id, reason
from fingerpost.renderers.prose import described, fill, items, joined, make
from fingerpost.renderers.words import ENGLISH, day
from fingerpost.text import Piece, one_line

_OF_SITE = (made_card("index"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """An edition of a card, since when, and the printouts of that card at that place today; those may be none.

    Where the card has moved, the printouts are of the tree that has it now.
    """

    edition: str
    tree: str
    card: str
    place: str
    title: str
    lines: tuple[str, ...]
    since: datetime.date | None
    today: tuple[Printout, ...]


def element(cards: Cards, site: Site, *, href: Callable[[str], str], way: Callable[[str], str]) -> Element:
    """A `<decision-tree-editions>` with an entry for each edition, whose id is the edition, by tree, card and place.

    `href(tree)` is the address of a tree's page seen from this page, and `way(path)` that of any file of the site. The
    entries are complete in themselves; a script looks up the one that is asked for.
    """
    found: dict[str, list[_Standing]] = {}
    for one in sorted(_standings(cards, site), key=partial(_order, cards, site)):
        found.setdefault(one.edition, []).append(one)
    # The card of the whole site is printed from the page of all cards.
    to = partial(_to, href=href, way=way)
    parts = [make("p", ENGLISH.editions_how)]
    newest = max((one.since for one in cards.ledger), default=None)
    if newest is not None:
        parts.append(make("p", *fill(ENGLISH.editions_newest, date=_moment(newest))))
    parts.append(make("p", ENGLISH.editions_unlisted.format(remedy=ENGLISH.lookup["remedy"])))
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
        data_words=json.dumps(dict(ENGLISH.lookup), ensure_ascii=False),
    )


def _order(cards: Cards, site: Site, one: _Standing) -> tuple[object, ...]:
    """Where somebody looks for an edition: by the title of its tree, its card, its place, then the newest first.

    Cards stand as on the page of all cards, and those that there are no longer behind them; the card of the site last.
    """
    names = list(dict.fromkeys(each.card for each in cards.printouts if each.tree == one.tree))
    at = names.index(one.card) if one.card in names else len(names)
    where = text.plain(site.places[one.place].name.value) if one.place in site.places else one.place
    age = -one.since.toordinal() if one.since else -datetime.date.max.toordinal()
    is_old = not (one.today and one.today[0].edition == one.edition)
    return not one.tree, _name(one.tree, site), one.tree, at, one.card, where, is_old, age, one.edition


def _name(tree: str, site: Site) -> str:
    """What a tree is called; by its id where there is none of it now."""
    if not tree:
        return ENGLISH.whole_site
    return one_line(site.trees[tree].title, site) if tree in site.trees else tree


def _section(
    tree: str, entries: Sequence[Sequence[_Standing]], site: Site, to: Callable[[str], str]
) -> Iterator[Element]:
    yield make("h2", _name(tree, site), id=f"{tree}.editions_", class_="fp-foot__heading")
    yield make("ul", *(_entry(own[0].edition, own, site, to) for own in entries), class_="fp-index")


def _standings(cards: Cards, site: Site) -> Iterator[_Standing]:
    """Every edition that can be had today, then every other one on record."""
    today: dict[Key, list[Printout]] = {}
    for one in cards.printouts:
        today.setdefault((one.tree, one.card, one.place), []).append(one)
    recorded = {(one.tree, one.card, one.place, one.edition): one for one in cards.ledger}
    for key, printouts in today.items():
        first = printouts[0]
        known = recorded.pop((*key, first.edition), None)
        # A card that has never been printed is no edition.
        if first.edition and (known or not all(one.reasons for one in printouts)):
            yield _standing(first, known, printouts)
    on_record = days(cards.ledger)
    for edition in recorded.values():
        own = today.get((edition.tree, edition.card, edition.place), ())
        yield _standing(
            edition, edition, own or (successor(edition, today, on_record) if _is_gone(edition, site) else ())
        )


def _standing(one: Printout | Edition, known: Edition | None, today: Sequence[Printout]) -> _Standing:
    return _Standing(
        edition=one.edition,
        tree=one.tree,
        card=one.card,
        place=one.place,
        title=one.lines[0] if one.lines else one.card,
        lines=one.lines,
        since=known.since if known else None,
        today=tuple(today),
    )


def _entry(edition: str, several: Sequence[_Standing], site: Site, href: Callable[[str], str]) -> Element:
    """What is to be said of an edition: of one card, unless chance gave two the same digits."""
    until = [one.today[0].discard for one in several if _state(one, site) == "current"]
    days = [each for each in until if each]
    told = [part for one in several for part in _told(one, _state(one, site), site, href)]
    return make(
        "li", *told, id=edition, class_="fp-card", data_discard=min(days).isoformat() if days else None
    )  # fmt: skip


def _state(one: _Standing, site: Site) -> str:
    if not one.today:
        return "withdrawn" if _is_gone(one, site) else "elsewhere"
    if one.today[0].tree != one.tree:
        return "moved"
    if one.today[0].edition != one.edition:
        return "replaced"
    return "held" if all(each.reasons for each in one.today) else "current"


def _is_gone(one: Edition | _Standing, site: Site) -> bool:
    """Whether its tree has no such card, or there is no such place; else it is only not printed by this site."""
    tree = site.trees.get(one.tree)
    names = (*tree.cards, *WHOLE) if tree else () if one.tree else _OF_SITE
    return one.card not in names or one.place not in (*site.places, "")


def _told(one: _Standing, state: str, site: Site, href: Callable[[str], str]) -> Iterator[Element]:
    """What an edition is, whether it is current, what to do, and what has changed."""
    yield make(
        "p", make("code", one.edition), " ", make("strong", ENGLISH.edition_states[state]), class_="fp-card__title"
    )
    card = called(one.card, one.title, ENGLISH)
    place = site.places[one.place].name.value if one.place in site.places else one.place
    yield make("p", ENGLISH.card_at.format(card=card, place=place) if place else card)
    yield make("p", *_remedy(one, state, site, href))
    if state in ("moved", "replaced") and (terms := described(_changes(one), class_="fp-terms")):
        yield terms
    if one.since is not None:
        yield make("p", *fill(ENGLISH.since, date=_moment(one.since)), class_="fp-counts")


def _remedy(one: _Standing, state: str, site: Site, href: Callable[[str], str]) -> Iterator[Piece]:
    """What to do."""
    match state:
        case "current":
            due = one.today[0].discard
            yield from fill(ENGLISH.keep_card, date=_moment(due)) if due else [ENGLISH.keep_card_undated]
        case "held":
            yield from fill(ENGLISH.held_card, reason=_reasons(one, site))
        case "moved":
            tree, card = one.today[0].tree, one.today[0]
            to = make("a", one_line(site.trees[tree].title, site), href=href(tree))
            name = called(card.card, card.title, ENGLISH)
            yield from fill(ENGLISH.moved_card, card=name, tree=to)
            if all(each.reasons for each in one.today):
                yield " "
                yield from fill(ENGLISH.moved_later, reason=_reasons(one, site))
        case "replaced" if all(each.reasons for each in one.today):
            yield from fill(ENGLISH.replace_later, reason=_reasons(one, site))
        case "replaced":
            yield make("a", ENGLISH.replace_card, href=href(one.tree))
        case "elsewhere":
            yield ENGLISH.elsewhere_card
        case _:
            yield ENGLISH.withdrawn_card


def _to(tree: str, *, href: Callable[[str], str], way: Callable[[str], str]) -> str:
    """The address of the cards of a tree, or of the whole site."""
    return f"{href(tree) if tree else way(PRINT)}#{heading_id(tree)}"


def _reasons(one: _Standing, site: Site) -> list[Piece]:
    reasons = dict.fromkeys(why for each in one.today for why in each.reasons)
    return joined([reason(why, site) for why in reasons], " ")


def _changes(one: _Standing) -> dict[str, list[Piece]]:
    """What is different for whoever holds it, against the card of today."""
    new = one.today[0]
    told: dict[str, list[Piece]] = {ENGLISH.replaced_by: [make("code", new.edition)] if new.edition else []}
    if not new.edition:
        return told
    if one.card == made_card("booklet"):
        told[ENGLISH.changed] = [ENGLISH.not_compared]
        return told
    gone, come = Counter(one.lines) - Counter(new.lines), Counter(new.lines) - Counter(one.lines)
    if gone or come:
        told[ENGLISH.taken_off] = [items("ul", ([line] for line in one.lines if line in gone))] if gone else []
        told[ENGLISH.put_on] = [items("ul", ([line] for line in new.lines if line in come))] if come else []
    else:
        told[ENGLISH.changed] = [_unchanged(one, new)]
    return told


def _unchanged(one: _Standing, new: Printout) -> str:
    if one.lines != new.lines:
        return ENGLISH.moved_on
    return ENGLISH.checked_on if one.tree == new.tree else ENGLISH.same_words


def _moment(date: datetime.date) -> Element:
    return make("time", day(ENGLISH, date), datetime=date.isoformat())
