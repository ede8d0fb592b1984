"""What is the same for every card of a tree: when there is none, its edition, how long it holds, and its stamp."""

import datetime
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fingerpost.cards import words
from fingerpost.cards.facts import checked
from fingerpost.cards.local import filled, unfit, used
from fingerpost.diagnostics import Finding
from fingerpost.model import Date, Place, Site, Text, Tree
from fingerpost.source import Span
from fingerpost.text import plain

# What is asked of a client where it stands next to one.
_DETAIL = r"""(?:(?:full|first|last|family)\ )?
    (?:names?|surnames?|initials|address(?:es)?|(?:(?:phone|file)\ )?numbers?|phones?|files?|dob|birthday|id)"""
# A line to write on. One … is words left out, but not where a label ends.
_BLANK = re.compile(r"_{3,}|\.{3,}|(?:\.\s){3,}|…\s*…|:\s*(?:…|__)|[\u2015\u2017\u2500\uff3f]{3,}")
# A blank to be filled in about a client, with or without its line. “Give their address.” is none.
_CLIENT = re.compile(
    rf"""\b(?:client|patient)s?(?:['\u2019]s?)?[ /(\u2013-]+{_DETAIL}\b
    |\b{_DETAIL}\s+of\s+(?:(?:the|your|this)\s+)?(?:client|patient)\b
    |\b(?:their|whose)\s+{_DETAIL}\s*:\s*$
    |^\W*(?:their|whose)\s+{_DETAIL}\W*$
    |^\W*(?:(?:client|patient)s?|session\s+with|{_DETAIL}(?:\s*(?:,|/|&|and)\s*{_DETAIL})*)\s*:\s*$
    |\b(?:write|put|fill|enter|note)\b[^.!?;]*\b(?:their|whose)\s+{_DETAIL}\b[^.!?;]*\b(?:here|below|card)\b
    |\b(?:d\.?o\.?b\b|date\s+of\s+birth|birth\ ?date\b)
    |(?:name|address|phone)\s*:?\s*_{{2,}}""",
    re.I | re.M | re.X,
)
_NO_DETAILS = "Say what to do without asking for them; they belong in the record."
_MARKUP = re.compile(r"[*`\\]")
_NO_DATE = datetime.date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Which card of which tree for which place, and all of the author's words that stand on it.

    `by_hand` are the facts for which the card has a line to write on.
    """

    id: str
    tree: Tree
    place: Place | None
    words: tuple[Text, ...]
    span: Span
    by_hand: tuple[str, ...] = ()


def standing(subject: Subject, site: Site) -> Iterator[Finding]:
    """Yield each reason why a card of any kind must not be printed."""
    yield from unfit(subject.words, site, subject.place, at=subject.id, by_hand=subject.by_hand)
    for text in subject.words:
        told = _MARKUP.sub("", text.value)
        blank = _BLANK.search(told)
        if blank or _CLIENT.search(told):
            message = "This line invites a client's name or details, and a card is read by whoever finds it."
            help_ = "A card has no lines for that. Where words are left out, write one …" if blank else _NO_DETAILS
            yield Finding(message=message, span=text.span, at=subject.id, help=help_)
    yield from outdated(subject.tree, site, subject.span, at=subject.id)


def outdated(tree: Tree, site: Site, span: Span, *, at: str) -> Iterator[Finding]:
    """Yield each reason why no card of a tree may be printed at all; `span` is where the card is asked for."""
    if tree.status is not None and tree.status.id == "retired":
        help_ = "Take its cards down."
        yield Finding(message="The tree is retired; no card is printed.", span=tree.status.span, at=at, help=help_)
    match tree.next_review:
        case Date(value=day, span=due) if day < site.today:
            message = f"The next review was due on {day}; no card is printed."
            help_ = "Have the tree reviewed, then set `last_reviewed` and `next_review` anew."
            yield Finding(message=message, span=due, at=at, help=help_)
        case None:
            message = "The tree has no `next_review`, so a card could not say when to discard it."
            yield Finding(message=message, span=span, at=at, help="Say by which day it is to be reviewed.")


def can_be_said(subject: Subject) -> bool:
    """Whether the place has every fact that the words speak of, be it verified or not."""
    return used(subject.words).keys() <= (subject.place.facts.keys() if subject.place else set())


def edition_of(subject: Subject, shape: Sequence[str]) -> str:
    """Eight hex digits of the words, the place and the facts of a card; `shape` is what else its meaning rests on."""
    place = subject.place
    told = [subject.tree.id, subject.id, place.code if place else ""]
    told += [*(filled(text, place) for text in subject.words), *shape]
    # A copy is no edition of its original, even where it says the same.
    told += [original] if (original := _based_on(subject.tree)) else []
    for name in sorted(used(subject.words)):
        assert place is not None
        fact = place.facts[name]
        told += [name, fact.text.value, str(fact.verified_on and fact.verified_on.value)]
    return digest(told)


def digest(told: Sequence[str]) -> str:
    """Eight hex digits of words in order."""
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:8]


def last_day(subject: Subject) -> datetime.date:
    """The last day of a card that may be printed: that of the next review, or the day before a fact on it expires."""
    expiries = [subject.place.facts[name].expires for name in used(subject.words)] if subject.place else []
    days = [day.value - datetime.timedelta(days=1) for day in expiries if day is not None]
    assert subject.tree.next_review is not None
    return min([subject.tree.next_review.value, *days])


def stamped(subject: Subject, mark: str, page: str) -> dict[str, Any]:
    """All that keeps a card up to date, as plain values for a template; `page` says which editions are current."""
    tree = subject.tree
    return marked(mark, page, last_day(subject), tree.id, list(_stamp(subject, mark))) | {
        "lang": tree.language.id.partition("-")[0] if tree.language else "en",
        "draft": words.DRAFT if is_draft(tree) else None,
        "date": dated(tree),
    }


def marked(mark: str, page: str, discard: datetime.date, name: str, lines: Sequence[str]) -> dict[str, Any]:
    """The stamp and the code of any card, of a tree or not."""
    address = f"{page}#{mark}" if page else ""
    return {
        "current": words.CURRENT if page else words.AGE,
        "look_up": words.LOOK_UP,
        "address": address,
        "page": page,
        "stamp": {
            "tree": name,
            "edition": mark,
            "discard": words.DISCARD.format(day=discard),
            "pages": [words.PAGE.format(n=n, m=2) for n in (1, 2)],
            "lines": lines,
        },
    }


def dated(tree: Tree) -> list[int]:
    """The day of a tree's last change or review: that of its cards, so that they are the same when made again."""
    date = max((one.on.value for one in tree.changelog if one.on), default=_NO_DATE)
    date = max(date, tree.last_reviewed.value if tree.last_reviewed else date)
    return [date.year, date.month, date.day]


def is_draft(tree: Tree) -> bool:
    """Whether nobody has approved it."""
    return tree.status is None or tree.status.id != "approved"


def _based_on(tree: Tree) -> str:
    """What a tree was made from: its name alone, since who reviewed or endorses that has not seen this one."""
    if tree.derived_from is None:
        return ""
    return words.BASED_ON.format(original=" ".join(plain(tree.derived_from.value).split()))


def _stamp(subject: Subject, mark: str) -> Iterator[str]:
    tree, place = subject.tree, subject.place
    yield tree.id + (f", version {tree.version.value}" if tree.version else "")
    if original := _based_on(tree):
        yield original
    yield words.EDITION.format(mark=mark)
    yield f"Last reviewed: {tree.last_reviewed.value}" if tree.last_reviewed else "Last reviewed: never"
    if place is not None:
        day = checked(subject.words, place)
        yield place.name.value + (words.CHECKED.format(day=day) if day else "")
    if tree.license is not None:
        yield tree.license.value
