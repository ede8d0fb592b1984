"""The facts on a card: only from a chosen place, verified, and not run out; in a booklet, lines to write them in."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from fingerpost.diagnostics import Finding
from fingerpost.model import Card, LocalFact, Place, Site, Text
from fingerpost.text import append, block, facts, plain

# How words are put on a card: filled with facts, or only noted.
Say = Callable[[Text], str]
# A line to write on, in the middle of words.
_LINE = "_" * 8
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


def to_look_up(words: Iterable[Text], place: Place | None) -> tuple[str, ...]:
    """The facts in the words of which a place only says that they are to be looked up, in the order of the words."""
    known = place.facts if place is not None else {}
    return tuple(name for name in used(words) if name in known and known[name].look_up and not _is_empty(known[name]))


def with_lines(place: Place | None, names: Iterable[str], site: Site) -> Place | None:
    """A place that has, instead of these facts, what each is called and a line to write it on."""
    if place is None:
        return None
    return replace(place, facts={**place.facts, **{name: _with_line(place.facts[name], site) for name in names}})


def _with_line(fact: LocalFact, site: Site) -> LocalFact:
    label = site.facts[fact.id].label.value if fact.id in site.facts else fact.id
    return replace(fact, text=replace(fact.text, value=f"{label}: {_LINE}"))


def unfit(
    words: Iterable[Text], site: Site, place: Place | None, *, at: str, by_hand: Collection[str] = ()
) -> Iterator[Finding]:
    """Yield each fact in the words that keeps a card from being printed; those `by_hand` have a line to write on."""
    for name, text in used(words).items():
        if place is None:
            message = f"No place is chosen, and this card needs `{name}`."
            yield Finding(message=message, span=text.span, at=at, help="Name a place with --place.")
        elif name not in place.facts:
            message = f"{place.name.value} has no `{name}`, and this card needs it."
            help_ = f"Write it among the facts of `{place.code}`, with its source and the day of checking."
            yield Finding(message=message, span=text.span, at=at, help=help_)
        elif reason := _reason(place.facts[name], site, by_hand=name in by_hand):
            message = f"`{name}` ({place.name.value}) {reason[0]}, and this card needs it."
            yield Finding(message=message, span=place.facts[name].span, at=at, help=reason[1])


def _reason(fact: LocalFact, site: Site, *, by_hand: bool) -> tuple[str, str] | None:
    """What is wrong with a fact, and what to do about it."""
    if _is_empty(fact):
        return "is empty", "Find it out, and write it down with its source and the day of checking."
    if fact.look_up and not by_hand:
        return "is to be looked up", "Find it out, and write it down with its source and the day of checking."
    if not by_hand and (fact.source is None or fact.verified_on is None or fact.expires is None):
        return "is not verified", "Check it at its source, then say `source`, `verified_on` and `expires`."
    if fact.expires and fact.expires.value <= site.today:
        return f"expired on {fact.expires.value}", "Check it at its source, then set `verified_on` and `expires` anew."
    return None


def _is_empty(fact: LocalFact) -> bool:
    return not plain(fact.text.value).strip()
