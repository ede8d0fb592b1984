"""Single cards, each of a site whose cards are worked out once."""

from collections.abc import Sequence
from functools import cache

from fingerpost import cards
from fingerpost.cards import Job, Matters
from fingerpost.cards.matter import Matter
from fingerpost.model import Site


def matter_of(job: Job, site: Site, *, page: str = "") -> Matter:
    return _matters(site, page).of(job)


def made(job: Job, site: Site, *, page: str = "") -> bytes:
    return cards.printed(job, matter_of(job, site, page=page))


def on_sheets(several: Sequence[Job], site: Site, *, on: str, page: str = "") -> bytes:
    return cards.on_sheets(several, _matters(site, page), on=on)


@cache
def _matters(site: Site, page: str) -> Matters:
    return Matters(site, page=page)
