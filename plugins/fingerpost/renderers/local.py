"""Facts of places: their values beside the step that names them, and all that is known of them at the foot."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from fingerpost import text
from fingerpost.model import LocalFact, Place
from fingerpost.renderers.prose import Sheet, bare, fact_id, facts_in, fill, make, moment, rich
from fingerpost.renderers.sources import source_link
from fingerpost.text import Piece, fact_label

# A longer text is read at the foot, where there is room for it; a number is never sent there.
_SHORT = 40
# Digits that can be dialled, as people group them. What might be hours or a word is left alone: no link is better
# than one that calls somebody else.
_NUMBER = re.compile(r"(?<![\w.:-])(?:\+|\()?[0-9](?:[0-9 ()-]*[0-9])?(?![\w.:-]*\w)")
_HOURS = re.compile(r"[0-9]{1,2} ?- ?[0-9]{1,2}")
_FEWEST_DIGITS = 3


def strip(page: Sheet, elements: Sequence[Element], *, name: str) -> Iterator[Element]:
    """The values of the facts that are named in elements, to be followed at once; nothing for none.

    They stand in the order of the site's facts, the same in every strip; places with the same values share a row. The
    facts in those elements then lead to the strip, whose id is `name`, so that nobody is led away from a step.
    """
    named = set(facts_in(page, elements))
    names = [fact for fact in page.site.facts if fact in named and _is_at_hand(page, fact)]
    if not names or not page.places:
        return
    _lead(elements, names, name)
    groups = _alike(page.places, lambda place: tuple(_seen(page, place, fact) for fact in names))
    # Never folded away, however many rows there are: whoever needs a number has no time to look for it.
    match names:
        case [one]:
            label = make("p", fact_label(page.site, one), class_="fp-local__label")
            parts, all_known = [label, _list(page, groups, one)], fact_id(page, one)
        case _:
            parts, all_known = [_table(page, groups, names)], local_id(page)
    record = make("p", make("a", page.words.local_record, href=f"#{all_known}"), class_="fp-local__record")
    yield make("div", *parts, record, id=name, class_="fp-local")


def _lead(elements: Iterable[Element], names: Sequence[str], to: str) -> None:
    """Make those links to all that is known of some facts links to their values nearby."""
    for link in (part for element in elements for part in element.iter("a")):
        if link.get("data-fact") in names:
            link.set("href", f"#{to}")


def table(page: Sheet, elements: Sequence[Element]) -> Element | None:
    """Every value of the facts that are named in elements, with its source and how fresh it is."""
    names = list(facts_in(page, elements))
    if not names or not page.places:
        return None
    heading = make("h2", page.words.local, id=local_id(page), class_="fp-foot__heading")
    entries = [part for name in names for part in _entry(page, name)]
    return make("section", heading, make("dl", *entries, class_="fp-facts"), class_="fp-foot")


def local_id(page: Sheet) -> str:
    """The id of the heading of all values."""
    return f"{page.name}.local_"


def _is_at_hand(page: Sheet, name: str) -> bool:
    """Whether a fact stands in strips: a number whatever it is elsewhere, any other where it is short everywhere."""
    values = (place.facts[name] for place in page.places if name in place.facts)
    return is_phone(page, name) or all(len(bare(page, fact.text)) <= _SHORT for fact in values)


def is_phone(page: Sheet, name: str) -> bool:
    """Whether a fact is a number to call."""
    return page.site.facts[name].kind.id == "phone"


# Places that say the same ----------------------------------------------------------------------------------------


def _alike(places: Iterable[Place], told: Callable[[Place], Hashable]) -> list[list[Place]]:
    """Places in groups of which the same is told, each where its first place stands."""
    groups: dict[Hashable, list[Place]] = {}
    for place in places:
        groups.setdefault(told(place), []).append(place)
    return list(groups.values())


def _seen(page: Sheet, place: Place, name: str) -> Hashable:
    """What a strip tells of a value; not its source and dates, which are read at the foot."""
    fact = place.facts.get(name)
    if fact is None or _has_expired(page, fact):
        return fact is None
    return fact.text, fact.look_up, _is_doubtful(fact)


def in_order(places: Iterable[Place]) -> tuple[Place, ...]:
    """By their names; one that only says what to look up comes last."""
    return tuple(
        sorted(places, key=lambda place: (all(fact.look_up for fact in place.facts.values()), _name(place)))
    )  # fmt: skip


def place_name(place: Place) -> Element:
    """The name of a place on a page without a tree; by it a script knows which places the page has."""
    return make("span", _name(place), class_="fp-place__name", data_place=place.code)


def _names(page: Sheet, places: Iterable[Place]) -> list[Piece]:
    """The names of places, each in an element of its own; what stands between is of no place, and goes with them."""
    named = [make("span", *rich(page, place.name), class_="fp-place__name", data_place=place.code) for place in places]
    between = ", "
    pieces: list[Piece] = []
    for name in named:
        pieces += [make("span", between, data_place=""), name] if pieces else [name]
    return pieces


def _codes(places: Iterable[Place]) -> str:
    return " ".join(place.code for place in places)


def _list(page: Sheet, groups: Iterable[Sequence[Place]], name: str) -> Element:
    """The values of one fact; the label above has said what they are."""
    return make("ul", *(_entry_of(page, places, name) for places in groups), class_="fp-local__places")


def _entry_of(page: Sheet, places: Sequence[Place], name: str) -> Element:
    named = make("span", *_names(page, places), class_="fp-local__name")
    value = make("span", *value_of(page, places, name), class_="fp-local__value")
    return make("li", named, " ", value, class_="fp-local__place", data_place=_codes(places))


def _table(page: Sheet, groups: Iterable[Sequence[Place]], names: Sequence[str]) -> Element:
    """The values of several facts, one row for the places that have the same."""
    labels = [page.words.local_where, *(fact_label(page.site, name) for name in names)]
    head = make("thead", make("tr", *(make("th", label, scope="col") for label in labels)))
    body = make("tbody", *(_row(page, places, names) for places in groups))
    label = make("caption", page.words.local_here, class_="fp-local__label")
    return make("table", label, head, body, class_="fp-local__table")


def _row(page: Sheet, places: Sequence[Place], names: Sequence[str]) -> Element:
    named = make("th", *_names(page, places), class_="fp-local__name", scope="row")
    phone = "fp-local__phone"
    values = (
        make("td", *value_of(page, places, name), class_=phone if is_phone(page, name) else None) for name in names
    )
    return make("tr", named, *values, data_place=_codes(places))


# A value ---------------------------------------------------------------------------------------------------------


def value_of(page: Sheet, places: Sequence[Place], name: str) -> list[Piece]:
    """A value of places that share it, as it can be used; what is past its day is not, and says so instead."""
    fact = places[0].facts.get(name)
    phone = is_phone(page, name)
    if fact is None:
        return [make("em", page.words.not_given)]
    if _has_expired(page, fact):
        return [make("em", page.words.check_number if phone else page.words.check_rule, class_="fp-local__stale")]
    if fact.look_up:
        return [make("span", *rich(page, fact.text), class_="fp-local__open")]
    value = _dialled(page, name, fact) if phone else rich(page, fact.text)
    doubt = make("em", f"({page.words.unverified})", class_="fp-local__doubt")
    return [*value, " ", doubt] if _is_doubtful(fact) else [*value]


def _is_doubtful(fact: LocalFact) -> bool:
    return fact.verified_on is None and not fact.look_up


def _has_expired(page: Sheet, fact: LocalFact) -> bool:
    return fact.expires is not None and fact.expires.value <= page.site.today


def _dialled(page: Sheet, name: str, fact: LocalFact) -> Iterator[Piece]:
    """A phone number, or several with words between; each can be called with one tap."""
    words = bare(page, fact.text)
    end = 0
    for match in _NUMBER.finditer(words):
        digits = _digits(match[0])
        if len(digits) >= _FEWEST_DIGITS and not _HOURS.fullmatch(match[0]):
            yield words[end : match.start()]
            told = page.words.local_fact.format(value=match[0], fact=fact_label(page.site, name))
            yield make("a", match[0], class_="fp-tel", href=f"tel:{digits}", aria_label=told)
            end = match.end()
    yield words[end:]


def _digits(number: str) -> str:
    """What is dialled: a nought in brackets is for callers within the country, and not for those who dial its code."""
    return re.sub(r"[^0-9+]", "", number.replace("(0)", "") if number.startswith("+") else number)


def _name(place: Place) -> str:
    return text.plain(place.name.value)


# All that is known of a value ------------------------------------------------------------------------------------


def _entry(page: Sheet, name: str) -> Iterator[Element]:
    yield make("dt", fact_label(page.site, name), id=fact_id(page, name), class_="fp-facts__label")
    for places in _alike(page.places, lambda place: place.facts.get(name)):
        yield make("dd", *_record(page, places, name), class_="fp-facts__place", data_place=_codes(places))


def _record(page: Sheet, places: Sequence[Place], name: str) -> Iterator[Piece]:
    yield make("strong", *_names(page, places), class_="fp-facts__name")
    yield " "
    fact = places[0].facts.get(name)
    if fact is not None and _has_expired(page, fact):
        # Whoever checks it has to know what to check; it is not to be followed.
        yield from [bare(page, fact.text), " "]
    yield make("span", *value_of(page, places, name), class_="fp-facts__value")
    if fact is not None and (told := list(freshness(page, fact))):
        yield " "
        yield make("span", *told, class_="fp-facts__note")


def freshness(page: Sheet, fact: LocalFact) -> Iterator[Piece]:
    """What is noted of a value, when it was checked, how long it holds, and its source."""
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
