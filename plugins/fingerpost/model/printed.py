"""What a site has on paper: the cards that it offers, and every edition that there has been of them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """A card at a place in a size, and the path of its PDF among the pages; with `reasons`, there is no PDF.

    `place` is the code of a place, empty where a site has no places. `lines` are what the card says, in the order of
    reading; where a fact is missing, there are none, and no edition.
    """

    tree: str
    card: str
    title: str
    place: str
    size: str
    path: str
    edition: str = ""
    lines: tuple[str, ...] = ()
    discard: datetime.date | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a card said at a place from a day on."""

    tree: str
    card: str
    place: str
    since: datetime.date
    edition: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """The cards of a site: `files` are the PDFs by their paths among the pages, `ledger` the editions on record."""

    printouts: tuple[Printout, ...] = ()
    ledger: tuple[Edition, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
