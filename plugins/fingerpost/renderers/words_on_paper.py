"""The part of the catalogue that pages say of cards on paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def frozen(**entries: str) -> Mapping[str, str]:
    """A default that nobody can change."""
    return MappingProxyType(entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsOnPaper:
    """What pages say of cards to print, and of their editions; holes as in `Words`."""

    cards: str = "Cards to print"
    cards_how: str = "Print at 100 %, on both sides, flipped on the short edge."
    cards_for: str = "Cards for"
    cards_none: str = "There are no cards to print."
    print: str = "Print: "
    whole_tree: str = "The whole tree: {kinds}"
    whole_kinds: Mapping[str, str] = field(default_factory=lambda: frozen(_learn="learn card", _booklet="booklet"))
    whole_site: str = "The whole site"
    made_kinds: Mapping[str, str] = field(
        default_factory=lambda: frozen(_learn="Learn card", _booklet="Booklet", _index="Index card")
    )
    of_kind: str = "{kind}: {card}"
    print_name: str = "{card}, {place}, {size} (PDF)"
    as_text: str = "text"
    sheets: str = "All act cards, to be cut from sheets"
    on_sheet: str = "{size} on {paper}"
    text_name: str = "{card}, {place}, {size}"
    sizes: Mapping[str, str] = field(default_factory=lambda: frozen(a6="A6", a5="A5", a4="A4", letter="Letter"))
    large_print: str = "{size} large print"
    edition_until: str = "Edition {edition}, discard after {date}."
    to_write_in: str = "Look up and write in by hand: {facts}."
    not_printed: str = "No card ({sizes}): {reason}"
    current: str = "Is my card current?"
    card_at: str = "{card}, {place}"
    editions_how: str = "The edition of a card is eight letters and digits. They stand on both of its sides."
    editions_unlisted: str = "An edition that is not in this list is not known. {remedy}"
    editions_newest: str = "The newest edition in this list is of {date}."
    edition_states: Mapping[str, str] = field(
        default_factory=lambda: frozen(
            current="Current",
            elsewhere="Not printed here",
            held="Not to be used now",
            moved="Moved to another tree",
            replaced="Replaced",
            withdrawn="No longer made",
        )
    )
    keep_card: str = "Keep it until {date}."
    keep_card_undated: str = "Keep it."
    held_card: str = "Take it down until it is printed again: {reason}"
    replace_card: str = "Throw it away, and print the one that is current."
    replace_later: str = "Throw it away. The card in its place is not printed now: {reason}"
    elsewhere_card: str = (
        "There is such a card, but this site does not print it for that place. Print it anew, and compare."
    )
    moved_card: str = "Throw it away. In its place is “{card}” of the tree “{tree}”."
    moved_later: str = "That card is not printed now: {reason}"
    withdrawn_card: str = "Throw it away. There is no card in its place."
    replaced_by: str = "In its place"
    taken_off: str = "No longer on it"
    put_on: str = "New on it"
    changed: str = "What has changed"
    moved_on: str = "Its lines are the same, in another order."
    checked_on: str = "Its words are the same. The numbers and rules on it were checked again."
    same_words: str = "Its words are the same."
    not_compared: str = "A booklet is too long to be compared here. Read the new one."
    since: str = "On record since {date}"
    # For the notes of a release.
    note: str = "Replace these cards"
    note_how: str = (
        "Throw away each card whose edition stands here before an arrow, and print the one behind it. "
        "The edition stands on both sides of a card."
    )
    note_none: str = "No card is to be replaced."
    # For the script of that page.
    lookup: Mapping[str, str] = field(
        default_factory=lambda: frozen(
            label="Edition on your card",
            ask="Look it up",
            past="Out of date",
            again="Its day to be discarded has passed. Throw it away, and print it anew.",
            unknown="This edition is not known.",
            remedy="Compare it with your card once more. If it is right, throw the card away and print a new one.",
            misread="An edition is eight of the digits 0 to 9 and the letters a to f.",
        )
    )
