"""How old the facts on a card are."""

import datetime
from collections.abc import Sequence

from fingerpost.cards.local import used
from fingerpost.model import Place, Text


def checked(words: Sequence[Text], place: Place | None) -> datetime.date | None:
    """The day on which the oldest of the facts that the words speak of was checked."""
    facts = [place.facts[name] for name in used(words)] if place else []
    return min((fact.verified_on.value for fact in facts if fact.verified_on), default=None)
