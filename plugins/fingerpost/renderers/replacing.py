"""Replace these cards: what whoever holds cards is to be told at a release, as Markdown to paste into its notes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from fingerpost.model import Cards, Edition, Site, made_card
from fingerpost.renderers.moves import Key
from fingerpost.renderers.printouts import called, reason
from fingerpost.renderers.standings import Changes, Standing, changes, name_of_tree, order, standings, state_of
from fingerpost.renderers.words import ENGLISH
from fingerpost.text import one_line, plain

_INDEX = made_card("index")
_MARK = re.compile(r"[\\\\`*_\[\]<>#|~]|&(?=[#\w]+;)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A card whose holder has something to do: which, and what; where both are the same, its places are one entry."""

    card: str
    remedy: str
    changes: Changes


def note(cards: Cards, site: Site) -> Iterator[str]:
    """The lines of the note; `cards.ledger` is what was on record at the last release, or whatever is compared with.

    Nobody is told of a card that is new, or again of one that was replaced before.
    """
    standing = sorted(_to_tell(cards, site), key=partial(order, cards, site))
    if not standing:
        yield ENGLISH.paper.note_none
        return
    yield f"## {ENGLISH.paper.note}"
    yield ""
    yield ENGLISH.paper.note_how
    for tree, own in groupby(standing, lambda one: one.tree):
        yield ""
        yield f"### {_literal(name_of_tree(tree, site))}"
        yield ""
        entries: dict[_Entry, list[Standing]] = {}
        for one in own:
            entries.setdefault(_entry(one, site), []).append(one)
        for entry, several in entries.items():
            yield from _lines(entry, several, site)


def _to_tell(cards: Cards, site: Site) -> Iterator[Standing]:
    last = _last(cards.ledger)
    known = {(*key, one.edition) for key, editions in last.items() for one in editions}
    for one in standings(cards, site):
        state = state_of(one, site)
        key = (one.tree, one.card, one.place)
        if (*key, one.edition) not in known or state in ("current", "elsewhere"):
            continue
        # Of two editions of one day nobody can tell which was the last; if one of them still holds, that was it.
        if state == "replaced" and (*key, one.today[0].edition) in known:
            continue
        yield one


def _last(ledger: Iterable[Edition]) -> dict[Key, list[Edition]]:
    """The editions of the newest day of each card at each place."""
    found: dict[Key, list[Edition]] = {}
    for one in ledger:
        several = found.setdefault((one.tree, one.card, one.place), [])
        if several and several[0].since < one.since:
            several.clear()
        if not several or several[0].since == one.since:
            several.append(one)
    return found


def _entry(one: Standing, site: Site) -> _Entry:
    state = state_of(one, site)
    # The lines of an index card are editions, which this note is about.
    compared = state in ("moved", "replaced") and bool(one.today[0].edition) and one.card != _INDEX
    return _Entry(
        card=called(one.card, one.title, ENGLISH),
        remedy=_remedy(one, state, site),
        changes=changes(one) if compared else Changes(),
    )


def _remedy(one: Standing, state: str, site: Site) -> str:
    """What to do where that is more than to put the new one in the place of the old."""
    whys = dict.fromkeys(why for each in one.today for why in each.reasons)
    why = " ".join("".join(part for part in reason(each, site) if isinstance(part, str)) for each in whys)
    cannot = bool(one.today) and all(each.reasons for each in one.today)
    match state:
        case "held":
            return ENGLISH.paper.held_card.format(reason=why)
        case "withdrawn":
            return ENGLISH.paper.withdrawn_card
        case "moved":
            tree, card = one.today[0].tree, one.today[0]
            name = called(card.card, card.title, ENGLISH)
            moved = ENGLISH.paper.moved_card.format(card=name, tree=one_line(site.trees[tree].title, site))
            return f"{moved} {ENGLISH.paper.moved_later.format(reason=why)}" if cannot else moved
    return ENGLISH.paper.replace_later.format(reason=why) if cannot else ""


def _lines(entry: _Entry, several: Sequence[Standing], site: Site) -> Iterator[str]:
    where = "; ".join(_editions(one, site) for one in several)
    yield f"- **{_literal(entry.card)}**: {where}." + (f" {_literal(entry.remedy)}" if entry.remedy else "")
    if entry.changes.told:
        yield f"  - {_literal(entry.changes.told)}"
    for label, lines in ((ENGLISH.paper.taken_off, entry.changes.gone), (ENGLISH.paper.put_on, entry.changes.come)):
        yield from (f"  - {label}: “{_literal(line)}”" for line in lines)


def _editions(one: Standing, site: Site) -> str:
    """At which place which edition takes the place of which."""
    place = plain(site.places[one.place].name.value) if one.place in site.places else one.place
    new = one.today[0].edition if one.today else ""
    editions = f"{one.edition} → {new}" if new and new != one.edition else one.edition
    return " ".join(filter(None, [_literal(place), editions]))


def _literal(words: str) -> str:
    """Words of an author that stay words in Markdown."""
    return _MARK.sub(lambda mark: f"\\{mark[0]}", words)
