"""The facts on a card: only from a chosen place, verified, and not run out."""

from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

from fingerpost.diagnostics import Finding
from fingerpost.model import Card, LocalFact, Place, Site, Text
from fingerpost.text import append, block, facts, plain

# How words are put on a card: filled with facts, or only noted.
Say = Callable[[Text], str]
_BLOCKS = frozenset({"blockquote", "li", "ol", "p", "pre", "ul"})


def words_of(card: Card) -> Iterator[Text]:
    """All that is printed of what the author wrote for a card, in the order of reading."""
    yield card.title
    if card.danger is not None:
        yield card.danger
    yield from (step.text for step in card.steps)
    yield from card.avoid
    yield from card.tail


def heard(build: Callable[[Say], object]) -> tuple[Text, ...]:
    """All words that a card says while it is built, so that exactly those are judged before it is built in earnest."""
    told: list[Text] = []

    def note(text: Text) -> str:
        told.append(text)
        return ""

    build(note)
    return tuple(told)


def used(words: Iterable[Text]) -> dict[str, Text]:
    """Every fact that the words speak of, with the first words that do."""
    found: dict[str, Text] = {}
    for text in words:
        for use in facts(text.value):
            found.setdefault(use.id, text)
    return found


def filled(text: Text, place: Place | None) -> str:
    """The words on one line, with the facts of a place, which must have been judged before."""
    return " ".join(plain(text.value, lambda name: _value(name, place)).split())


def paragraphs(text: Text, place: Place | None) -> str:
    """Long words, each paragraph and each entry of a list on a line of its own."""
    root = append(Element("p"), block(text.value, lambda name: [_value(name, place)]))
    lines = (" ".join("".join(_own(part)).split()) for part in root.iter() if part.tag in _BLOCKS)
    return "\n".join(filter(None, lines))


def _own(part: Element) -> Iterator[str]:
    """The words of a block without those of the blocks in it."""
    yield part.text or ""
    for child in part:
        if child.tag not in _BLOCKS:
            yield from child.itertext()
        yield (" " if child.tag == "br" else "") + (child.tail or "")


def _value(name: str, place: Place | None) -> str:
    assert place is not None
    return plain(place.facts[name].text.value)


def unfit(words: Iterable[Text], site: Site, place: Place | None, *, at: str) -> Iterator[Finding]:
    """Yield each fact in the words that keeps a card from being printed."""
    for name, text in used(words).items():
        if place is None:
            message = f"No place is chosen, and this card needs `{name}`."
            yield Finding(message=message, span=text.span, at=at, help="Name a place with --place.")
        elif name not in place.facts:
            message = f"{place.name.value} has no `{name}`, and this card needs it."
            yield Finding(message=message, span=text.span, at=at)
        elif reason := _reason(place.facts[name], site):
            message = f"`{name}` ({place.name.value}) {reason}, and this card needs it."
            yield Finding(message=message, span=place.facts[name].span, at=at)


def _reason(fact: LocalFact, site: Site) -> str:
    if not plain(fact.text.value).strip():
        return "is empty"
    if fact.look_up:
        return "is to be looked up"
    if fact.source is None or fact.verified_on is None or fact.expires is None:
        return "is not verified"
    return f"expired on {fact.expires.value}" if fact.expires.value <= site.today else ""
