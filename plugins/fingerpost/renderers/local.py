"""Facts of places: their values beside the step that names them, and all that is known of them at the foot."""

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from fingerpost import text
from fingerpost.model import LocalFact, Place
from fingerpost.renderers.prose import Page, bare, described, fact_id, facts_in, fill, make, moment, rich
from fingerpost.renderers.sources import source_link
from fingerpost.text import Piece, fact_label

# A value of more letters is read at the foot, where there is room for it.
_SHORT = 40
# Values for more places are folded, so that a step stays a step.
_MOST_PLACES = 5
# Digits that can be dialled, as people group them. What might be hours or a word is left alone: no link is better
# than one that calls somebody else.
_NUMBER = re.compile(r"(?<![\w.:-])(?:\+|\()?[0-9](?:[0-9 ()-]*[0-9])?(?![\w.:-]*\w)")
_HOURS = re.compile(r"[0-9]{1,2} ?- ?[0-9]{1,2}")
_FEWEST_DIGITS = 3


def strip(page: Page, elements: Sequence[Element], *, name: str) -> Iterator[Element]:
    """The values of the facts that are named in elements, by place, to be followed at once; nothing for none.

    The facts in those elements then lead to the strip, whose id is `name`, so that nobody is led away from a step.
    """
    names = [fact for fact in facts_in(page, elements) if _is_short(page, fact)]
    if not names or not page.places:
        return
    _lead(elements, names, name)
    rows = make("ul", *(_place(page, place, names) for place in page.places), class_="fp-local__places")
    heading = fact_label(page.site, names[0]) if len(names) == 1 else page.words.local_here
    kind = "fp-local fp-local--one" if len(names) == 1 else "fp-local"
    all_known = fact_id(page, names[0]) if len(names) == 1 else local_id(page)
    record = make("p", make("a", page.words.local_record, href=f"#{all_known}"), class_="fp-local__record")
    if len(page.places) > _MOST_PLACES:
        many = fill(page.words.local_many, n=str(len(page.places)))
        yield make("details", make("summary", *many), rows, record, id=name, class_=kind)
    else:
        yield make("div", make("p", heading, class_="fp-local__label"), rows, record, id=name, class_=kind)


def _lead(elements: Iterable[Element], names: Sequence[str], to: str) -> None:
    """Make those links to all that is known of some facts links to their values nearby."""
    for link in (part for element in elements for part in element.iter("a")):
        if link.get("data-fact") in names:
            link.set("href", f"#{to}")


def table(page: Page, elements: Sequence[Element]) -> Element | None:
    """Every value of the facts that are named in elements, with its source and how fresh it is."""
    names = list(facts_in(page, elements))
    if not names or not page.places:
        return None
    heading = make("h2", page.words.local, id=local_id(page), class_="fp-foot__heading")
    entries = [part for name in names for part in _entry(page, name)]
    return make("section", heading, make("dl", *entries, class_="fp-facts"), class_="fp-foot")


def local_id(page: Page) -> str:
    """The id of the heading of all values."""
    return f"{page.tree.id}.local_"


def shown(page: Page, names: Iterable[str]) -> Iterator[LocalFact]:
    """The values of facts in the places of a page."""
    for name in names:
        yield from (place.facts[name] for place in page.places if name in place.facts)


def _is_short(page: Page, name: str) -> bool:
    return all(len(bare(page, fact.text)) <= _SHORT for fact in shown(page, [name]))


# A value ---------------------------------------------------------------------------------------------------------


def _place(page: Page, place: Place, names: Sequence[str]) -> Element:
    """One place's values; where it is one value alone, the label above has said what it is."""
    place_name = make("span", *rich(page, place.name), class_="fp-local__name")
    if len(names) == 1:
        told: Element | None = make("span", *_value(page, place, names[0]), class_="fp-local__value")
    else:
        values = {fact_label(page.site, name): _value(page, place, name) for name in names}
        told = described(values, class_="fp-local__values")
    return make("li", place_name, " ", told, class_="fp-local__place", data_place=place.code)


def _value(page: Page, place: Place, name: str) -> list[Piece]:
    """A value as it can be used; what is past its day is not to be used, and says so instead."""
    fact = place.facts.get(name)
    phone = page.site.facts[name].kind.id == "phone"
    if fact is None:
        return [make("em", page.words.not_given)]
    if _has_expired(page, fact):
        return [make("em", page.words.check_number if phone else page.words.check_rule, class_="fp-local__stale")]
    value = _dialled(page, place, name, fact) if phone else rich(page, fact.text)
    doubt = make("em", f"({page.words.unverified})", class_="fp-local__doubt")
    return [*value] if fact.verified_on else [*value, " ", doubt]


def _has_expired(page: Page, fact: LocalFact) -> bool:
    return fact.expires is not None and fact.expires.value <= page.site.today


def _dialled(page: Page, place: Place, name: str, fact: LocalFact) -> Iterator[Piece]:
    """A phone number, or several with words between; each can be called with one tap."""
    words = bare(page, fact.text)
    end = 0
    for match in _NUMBER.finditer(words):
        digits = _digits(match[0])
        if len(digits) >= _FEWEST_DIGITS and not _HOURS.fullmatch(match[0]):
            yield words[end : match.start()]
            told = page.words.local_fact.format(value=match[0], fact=fact_label(page.site, name), place=_name(place))
            yield make("a", match[0], class_="fp-tel", href=f"tel:{digits}", aria_label=told)
            end = match.end()
    yield words[end:]


def _digits(number: str) -> str:
    """What is dialled: a nought in brackets is for callers within the country, and not for those who dial its code."""
    return re.sub(r"[^0-9+]", "", number.replace("(0)", "") if number.startswith("+") else number)


def _name(place: Place) -> str:
    return text.plain(place.name.value)


# All that is known of a value ------------------------------------------------------------------------------------


def _entry(page: Page, name: str) -> Iterator[Element]:
    yield make("dt", fact_label(page.site, name), id=fact_id(page, name), class_="fp-facts__label")
    for place in page.places:
        yield make("dd", *_record(page, place, name), class_="fp-facts__place", data_place=place.code)


def _record(page: Page, place: Place, name: str) -> Iterator[Piece]:
    yield make("strong", *rich(page, place.name), class_="fp-facts__name")
    yield " "
    fact = place.facts.get(name)
    if fact is not None and _has_expired(page, fact):
        # Whoever checks it has to know what to check; it is not to be followed.
        yield from [bare(page, fact.text), " "]
    yield make("span", *_value(page, place, name), class_="fp-facts__value")
    if fact is not None and (told := list(_freshness(page, fact))):
        yield " "
        yield make("span", *told, class_="fp-facts__note")


def _freshness(page: Page, fact: LocalFact) -> Iterator[Piece]:
    words = page.words
    if fact.note is not None:
        yield from [*rich(page, fact.note), " "]
    if fact.verified_on is not None:
        yield from [*fill(words.verified, date=moment(words, fact.verified_on)), ". "]
    if fact.expires is not None:
        told = words.expired if _has_expired(page, fact) else words.expires
        yield from [*fill(told, date=moment(words, fact.expires)), ". "]
    if fact.source is not None and fact.source.id in page.site.sources:
        yield source_link(page, fact.source.id)
