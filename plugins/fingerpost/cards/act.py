"""An act card: one situation, from the words of its author to a PDF."""

import datetime
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from fingerpost.cards.covering import uncovered
from fingerpost.cards.forms import form
from fingerpost.cards.local import filled, unfit, used, words_of
from fingerpost.cards.refusal import Refused
from fingerpost.cards.typesetting import TooLong, pdf
from fingerpost.diagnostics import Finding
from fingerpost.metrics import lacking
from fingerpost.model import Card, Date, Place, Site, Tree

MOST_STEPS = 9
_WRITE = ("Supervisor", "Duty line", "Crisis team", "This address", "Emergency exit")
_WORDS = {"avoid": "Do not", "write": "Write in", "current": "Is this card current?", "qr": "Look up this edition:"}
# A blank to be filled in about a client.
_CLIENT = re.compile(
    r"(?:client|patient)(?:['\u2019]s)? (?:name|address|number|phone|file)"
    r"|date of birth|(?:name|address|phone)\s*:?\s*_{2,}",
    re.I,
)
_DRAFT = "Draft, not reviewed"
_NO_DATE = datetime.date(2000, 1, 1)


def edition(card: Card, tree: Tree, place: Place | None) -> str:
    """Eight hex digits that change when a word, the place or a fact of a card changes, and with nothing else."""
    told = [tree.id, card.id, place.code if place else "", *(filled(text, place) for text in words_of(card))]
    told += [str(len(group)) for group in (card.steps, card.avoid, card.tail)]
    for name in sorted(used(words_of(card))):
        assert place is not None
        fact = place.facts[name]
        told += [name, fact.text.value, str(fact.verified_on and fact.verified_on.value)]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:8]


def discard_after(card: Card, tree: Tree, place: Place | None) -> datetime.date | None:
    """The earliest of the next review and the days on which the card's facts run out."""
    expiries = [place.facts[name].expires for name in used(words_of(card))] if place else []
    return min((day.value for day in (tree.next_review, *expiries) if day is not None), default=None)


def act_card(
    card: Card,
    tree: Tree,
    site: Site,
    place: Place | None,
    *,
    size: str,
    large: bool = False,
    page: str = "",
    typeset: Callable[[Mapping[str, Any]], bytes] = pdf,
) -> bytes:
    """The PDF of one act card; `page` is the address that says which editions are current, for the QR code.

    `typeset` makes it of plain values, as `typesetting.pdf` does.

    Raises `Refused` with every reason where the card must not be printed, or does not fit.
    """
    if reasons := list(_reasons(card, tree, site, place)):
        raise Refused(reasons)
    data = _data(card, tree, site, place, page) | {"form": asdict(form(size, large=large))}
    if missing := lacking(json.dumps(data, ensure_ascii=False)):
        message = f"The font has no {' '.join(missing)}, which this card shows."
        raise Refused([Finding(message=message, span=card.span, at=card.id)])
    try:
        return typeset(data)
    except TooLong as error:
        raise Refused([_too_long(card, place, size, error)]) from error


def _reasons(card: Card, tree: Tree, site: Site, place: Place | None) -> Iterator[Finding]:
    if tree.status is not None and tree.status.id == "retired":
        yield Finding(message="The tree is retired; no card is printed.", span=tree.status.span, at=card.id)
    yield from unfit(card, site, place)
    yield from uncovered(card, tree, site)
    for text in words_of(card):
        if _CLIENT.search(text.value):
            message = "This line invites a client's name or details, and a card is read by whoever finds it."
            yield Finding(message=message, span=text.span, at=card.id)
    if len(card.steps) > MOST_STEPS:
        message = f"An act card has at most {MOST_STEPS} steps; this one has {len(card.steps)}."
        yield Finding(message=message, span=card.steps[MOST_STEPS].span, at=card.id)
    match tree.next_review:
        case Date(value=day, span=span) if day < site.today:
            yield Finding(message=f"The next review was due on {day}; no card is printed.", span=span, at=card.id)
        case None:
            message = "The tree has no `next_review`, so a card could not say when to discard it."
            yield Finding(message=message, span=card.span, at=card.id)


def _too_long(card: Card, place: Place | None, size: str, error: TooLong) -> Finding:
    lines = "1 line" if error.lines == 1 else f"{error.lines} lines"
    message = f"The {error.side} of the card is {lines} too long for {size}"
    if error.side != "front" or not card.steps:
        return Finding(message=f"{message}.", span=card.span, at=card.id)
    longest = max(card.steps, key=lambda step: len(filled(step.text, place)))
    message += f"; the longest step is {card.steps.index(longest) + 1}, “{filled(longest.text, place)}”."
    return Finding(message=message, span=longest.text.span, at=card.id)


def _data(card: Card, tree: Tree, site: Site, place: Place | None, page: str) -> dict[str, Any]:
    """All that the template shows, as plain values."""
    mark = edition(card, tree, place)
    address = f"{page}#{mark}" if page else ""
    date = max((one.on.value for one in tree.changelog if one.on), default=_NO_DATE)
    date = max(date, tree.last_reviewed.value if tree.last_reviewed else date)
    return {
        "title": filled(card.title, place),
        "danger": filled(card.danger, place) if card.danger else None,
        "steps": [filled(step.text, place) for step in card.steps],
        "avoid": [filled(text, place) for text in card.avoid],
        "tail": [filled(text, place) for text in card.tail],
        "words": _WORDS,
        "write": _WRITE,
        "lang": tree.language.id.partition("-")[0] if tree.language else "en",
        "draft": _DRAFT if _is_draft(tree) else None,
        "date": [date.year, date.month, date.day],
        "address": address,
        "page": page,
        "stamp": {
            "tree": tree.id,
            "edition": mark,
            "discard": f"Discard after {discard_after(card, tree, place)}",
            "pages": ["1 of 2", "2 of 2"],
            "lines": list(_stamp(card, tree, place, mark)),
        },
    }


def _stamp(card: Card, tree: Tree, place: Place | None, mark: str) -> Iterator[str]:
    if _is_draft(tree):
        yield _DRAFT
    yield tree.id + (f", version {tree.version.value}" if tree.version else "")
    yield f"Edition {mark}"
    yield f"Last reviewed: {tree.last_reviewed.value}" if tree.last_reviewed else "Last reviewed: never"
    if place is not None:
        days = [day.value for name in used(words_of(card)) if (day := place.facts[name].verified_on)]
        yield place.name.value + (f", facts checked {min(days)}" if days else "")
    if tree.license is not None:
        yield tree.license.value


def _is_draft(tree: Tree) -> bool:
    return tree.status is None or tree.status.id != "approved"
