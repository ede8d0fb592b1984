"""Cards of a whole site: the index of its cards, and the booklet of its trees."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fingerpost.cards import words
from fingerpost.cards.booklet import words_of_booklet
from fingerpost.cards.matter import Matter
from fingerpost.cards.refusal import Refused
from fingerpost.cards.subject import digest, marked
from fingerpost.diagnostics import Finding
from fingerpost.model import Place
from fingerpost.source import start_of

INDEX, BOOKLET = "index", "booklet"


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
    entries = [entry_of(matter, kind) for kind, matter in cards]
    title = words.INDEX_AT.format(place=place.name.value) if place else words.INDEX
    body = {"title": title, "words": {"edition": words.EDITION}, "throw": words.THROW, "entries": entries}
    shape = [text for entry in entries for text in entry.values()]
    lines = (title, *(f"{entry['title']}: {entry['edition']}" for entry in entries))
    return _of_site(INDEX, [matter for _, matter in cards], place, body, shape=shape, lines=lines, page=page)


def site_booklet_matter(
    booklets: Sequence[Matter],
    place: Place | None,
    *,
    page: str = "",
    left_out: Iterable[str] = (),
    entries: Sequence[dict[str, str]] = (),
) -> Matter:
    """What stands in a booklet of several trees, made of the booklets of each, which are judged and whole.

    `left_out` are the titles of the trees that have none, and `entries` the cards of the site. Raises `Refused` where
    there is no booklet to make it of.
    """
    title = words.BOOKLET_AT.format(place=place.name.value) if place else words.BOOKLET
    missing = [words.LEFT_OUT.format(title=one) for one in left_out]
    to_write = {one["label"]: one for booklet in booklets for one in booklet.body["by_hand"]}
    body = {
        "title": title,
        "danger": None,
        "words": words_of_booklet(),
        "throw": words.THROW,
        "missing": missing,
        "parts": [booklet.body for booklet in booklets],
        "by_hand": [*to_write.values()],
        "entries": [*entries],
    }
    shape = [*(booklet.edition for booklet in booklets), *missing, *(text for one in entries for text in one.values())]
    by_hand = dict.fromkeys(name for booklet in booklets for name in booklet.by_hand)
    return _of_site(BOOKLET, booklets, place, body, shape=shape, lines=(title,), page=page, by_hand=tuple(by_hand))


def _of_site(
    kind: str,
    cards: Sequence[Matter],
    place: Place | None,
    body: Mapping[str, Any],
    *,
    shape: Sequence[str],
    lines: tuple[str, ...],
    page: str,
    by_hand: tuple[str, ...] = (),
) -> Matter:
    """A card made of cards of trees: it holds as long as each of them, and is a draft while one of them is."""
    span = place.span if place else start_of("")
    if not cards:
        message = "No card may be printed" + (f" for {place.name.value}." if place else ".")
        raise Refused([Finding(message=message, span=span, at=kind)])
    mark = digest([kind, place.code if place else "", body["title"], *shape])
    discard = min(matter.discard for matter in cards)
    own = {
        "lang": "en",
        "draft": words.DRAFT if any(matter.body["draft"] for matter in cards) else None,
        "date": max(matter.body["date"] for matter in cards),
        **marked(mark, page, discard, kind, list(_stamp(mark, place, cards))),
    }
    return Matter(
        id=kind,
        template=kind,
        edition=mark,
        discard=discard,
        lines=lines,
        body={**body, **own},
        steps=(),
        span=span,
        by_hand=by_hand,
    )


def _stamp(mark: str, place: Place | None, cards: Sequence[Matter]) -> Iterator[str]:
    """What there is to say of several trees: none of them gives the card its version or its review."""
    yield words.EDITION.format(mark=mark)
    if place is not None:
        days = [matter.checked for matter in cards if matter.checked]
        yield place.name.value + (words.CHECKED.format(day=min(days)) if days else "")
    if licenses := sorted({matter.license for matter in cards if matter.license}):
        yield ", ".join(licenses)
