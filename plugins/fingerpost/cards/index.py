"""An index card: which cards of a site hold for a place now; whatever is not on it is thrown away."""

import datetime
from collections.abc import Sequence
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
    stamp = [f"Edition {mark}", *([place.name.value] if place else [])]
    body: dict[str, Any] = {
        "title": title,
        "throw": words.THROW,
        "entries": entries,
        "lang": "en",
        "draft": draft,
        "date": max(matter.body["date"] for _, matter in cards),
        **marked(mark, page, min(matter.discard for _, matter in cards), KIND, stamp),
    }
    discard: datetime.date = min(matter.discard for _, matter in cards)
    lines = (title, *(f"{entry['title']}: {entry['edition']}" for entry in entries))
    return Matter(id=KIND, template=KIND, edition=mark, discard=discard, lines=lines, body=body, steps=(), span=span)
