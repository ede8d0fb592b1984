"""What a site has on paper: the cards that it offers, and every edition that there has been of them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

# The cards that are made from a whole tree, each by what stands in place of an author's name for it.
WHOLE = ("_learn", "_booklet")


def made_card(kind: str) -> str:
    """What stands in place of a name for a card that no author names; no name of theirs begins so."""
    return f"_{kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """A card at a place in a size, and the path of its PDF among the pages; with `reasons`, there is no PDF.

    `tree` is empty for the card of the whole site, and its `title` too. `card` is the author's name, or `made_card`.
    `place` is the code of a place, empty where a site has no places. `lines` are what the card says, in the order of
    reading, or what is kept of it; where a fact is missing, there are none, and no edition. `by_hand` are the facts
    that are to be written in. `text` is the path of the card's words as plain text, where there are some.
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
    by_hand: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """All act cards of a tree at a place that there are in a size, laid out on paper that is cut; `on` is its size.

    `path` is that of the PDF among the pages.
    """

    tree: str
    place: str
    size: str
    on: str
    path: str


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
    """The cards of a site: `files` are PDFs and texts by path among the pages, `ledger` the editions on record."""

    printouts: tuple[Printout, ...] = ()
    sheets: tuple[Sheets, ...] = ()
    ledger: tuple[Edition, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
