"""An index card: which cards of a site hold for a place now; whatever is not on it is thrown away."""

from collections.abc import Iterator, Sequence
from typing import Any

from fingerpost.cards import words
from fingerpost.cards.matter import Matter
from fingerpost.cards.refusal import Refused
from fingerpost.cards.subject import digest, marked
from fingerpost.diagnostics import Finding
from fingerpost.model import Place
from fingerpost.source import start_of

KIND = "index"


def entry_of(matter: Matter, kind: str) -> dict[str, str]:
    """A card as it stands in a list of cards."""
    told = words.ENTRY.format(kind=words.KINDS[kind], edition=matter.edition)
    return {
        "title": matter.body["title"],
        "edition": f"{told}, {words.IS_DRAFT}" if matter.body["draft"] else told,
        "discard": matter.body["stamp"]["discard"],
    }


def index_matter(cards: Sequence[tuple[str, Matter]], place: Place | None, *, page: str = "") -> Matter:
    """What stands on the index card of cards, each with its kind. Raises `Refused` where there is none to list."""
    span = place.span if place else start_of("")
    if not cards:
        message = "No card may be printed" + (f" for {place.name.value}." if place else ".")
        raise Refused([Finding(message=message, span=span, at=KIND)])
    entries = [entry_of(matter, kind) for kind, matter in cards]
    title = words.INDEX_AT.format(place=place.name.value) if place else words.INDEX
    told = [text for entry in entries for text in entry.values()]
    mark = digest([KIND, place.code if place else "", title, *told])
    draft = words.DRAFT if any(matter.body["draft"] for _, matter in cards) else None
    discard = min(matter.discard for _, matter in cards)
    stamp = list(_stamp(mark, place, [matter for _, matter in cards]))
    body: dict[str, Any] = {
        "title": title,
        "words": {"edition": words.EDITION},
        "throw": words.THROW,
        "entries": entries,
        "lang": "en",
        "draft": draft,
        "date": max(matter.body["date"] for _, matter in cards),
        **marked(mark, page, discard, KIND, stamp),
    }
    lines = (title, *(f"{entry['title']}: {entry['edition']}" for entry in entries))
    return Matter(id=KIND, template=KIND, edition=mark, discard=discard, lines=lines, body=body, steps=(), span=span)


def _stamp(mark: str, place: Place | None, cards: Sequence[Matter]) -> Iterator[str]:
    """What there is to say of several trees: none of them gives the card its version or its review."""
    yield words.EDITION.format(mark=mark)
    if place is not None:
        days = [matter.checked for matter in cards if matter.checked]
        yield place.name.value + (words.CHECKED.format(day=min(days)) if days else "")
    if licenses := sorted({matter.license for matter in cards if matter.license}):
        yield ", ".join(licenses)
