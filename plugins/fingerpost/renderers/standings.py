"""How each edition of a card stands today: current, replaced, moved or gone, and what has changed since."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fingerpost import text
from fingerpost.model import WHOLE, Cards, Edition, Printout, Site, made_card
from fingerpost.renderers.moves import Key, days, successor
from fingerpost.renderers.words import ENGLISH
from fingerpost.text import one_line

_OF_SITE = (made_card("booklet"), made_card("index"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
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


def standings(cards: Cards, site: Site) -> Iterator[Standing]:
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


def _standing(one: Printout | Edition, known: Edition | None, today: Sequence[Printout]) -> Standing:
    return Standing(
        edition=one.edition,
        tree=one.tree,
        card=one.card,
        place=one.place,
        title=one.lines[0] if one.lines else one.card,
        lines=one.lines,
        since=known.since if known else None,
        today=tuple(today),
    )


def state_of(one: Standing, site: Site) -> str:
    """The name of one of the `edition_states`."""
    if not one.today:
        return "withdrawn" if _is_gone(one, site) else "elsewhere"
    if one.today[0].tree != one.tree:
        return "moved"
    if one.today[0].edition != one.edition:
        return "replaced"
    return "held" if all(each.reasons for each in one.today) else "current"


def _is_gone(one: Edition | Standing, site: Site) -> bool:
    """Whether its tree has no such card, or there is no such place; else it is only not printed by this site."""
    tree = site.trees.get(one.tree)
    names = (*tree.cards, *WHOLE) if tree else () if one.tree else _OF_SITE
    return one.card not in names or one.place not in (*site.places, "")


def order(cards: Cards, site: Site, one: Standing) -> tuple[object, ...]:
    """Where somebody looks for an edition: by the title of its tree, its card, its place, then the newest first.

    Cards stand as on the page of all cards, and those that there are no longer behind them; the card of the site last.
    """
    names = list(dict.fromkeys(each.card for each in cards.printouts if each.tree == one.tree))
    at = names.index(one.card) if one.card in names else len(names)
    where = text.plain(site.places[one.place].name.value) if one.place in site.places else one.place
    age = -one.since.toordinal() if one.since else -datetime.date.max.toordinal()
    is_old = not (one.today and one.today[0].edition == one.edition)
    return not one.tree, name_of_tree(one.tree, site), one.tree, at, one.card, where, is_old, age, one.edition


def name_of_tree(tree: str, site: Site) -> str:
    """What a tree is called; by its id where there is none of it now."""
    if not tree:
        return ENGLISH.paper.whole_site
    return one_line(site.trees[tree].title, site) if tree in site.trees else tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The lines that an edition has and the card of today has not, and the other way round; or why there are none."""

    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    told: str = ""


def changes(one: Standing) -> Changes:
    """What is different for whoever holds it, against the card of today, which has an edition."""
    new = one.today[0]
    if one.card == made_card("booklet"):
        return Changes(told=ENGLISH.paper.not_compared)
    gone, come = Counter(one.lines) - Counter(new.lines), Counter(new.lines) - Counter(one.lines)
    if gone or come:
        return Changes(
            gone=tuple(line for line in one.lines if line in gone),
            come=tuple(line for line in new.lines if line in come),
        )
    return Changes(told=_unchanged(one, new))


def _unchanged(one: Standing, new: Printout) -> str:
    if one.lines != new.lines:
        return ENGLISH.paper.moved_on
    return ENGLISH.paper.checked_on if one.tree == new.tree else ENGLISH.paper.same_words
