"""Where a card went that its tree has no longer: the same card, of another tree at the same place."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from fingerpost.model import WHOLE, Edition, Printout

Key = tuple[str, str, str]


def days(ledger: Iterable[Edition]) -> Mapping[Key, tuple[datetime.date, datetime.date]]:
    """The days on which the first and the newest edition of each card of a tree at a place were recorded."""
    found: dict[Key, tuple[datetime.date, datetime.date]] = {}
    for one in ledger:
        first, newest = found.get(key := (one.tree, one.card, one.place), (one.since, one.since))
        found[key] = min(one.since, first), max(one.since, newest)
    return found


def successor(
    old: Edition, today: Mapping[Key, Sequence[Printout]], on_record: Mapping[Key, tuple[datetime.date, datetime.date]]
) -> Sequence[Printout]:
    """The printouts of the card that an old one has become in another tree; none where that cannot be told.

    A card that was on record before the last edition of the old one is another card, however alike they are.
    """
    _, last = on_record[old.tree, old.card, old.place]
    found = [
        printouts
        for key, printouts in today.items()
        if key[0] not in ("", old.tree) and key[2] == old.place and _alike(old, printouts[0])
        if key not in on_record or on_record[key][0] >= last
    ]
    return max(found, key=lambda printouts: _nearness(old, printouts[0]), default=())


def _alike(old: Edition, new: Printout) -> bool:
    """By the title; under the same name of an author's, a new title is believed where most lines are the same."""
    if (old.card in WHOLE or new.card in WHOLE) and old.card != new.card:
        return False
    return _title(old) == _title(new) or (old.card == new.card and 2 * _shared(old, new) > len(old.lines))


def _nearness(old: Edition, new: Printout) -> tuple[bool, bool, int]:
    return _title(old) == _title(new), old.card == new.card, _shared(old, new)


def _title(one: Edition | Printout) -> str:
    return one.lines[0] if one.lines else ""


def _shared(old: Edition, new: Printout) -> int:
    return (Counter(old.lines) & Counter(new.lines)).total()
