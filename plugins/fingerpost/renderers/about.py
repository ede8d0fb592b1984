"""What stands at the very foot: who made a tree, under which licence, and what has changed."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from fingerpost.model import Change, Contributor, Text
from fingerpost.renderers.prose import Page, described, fill, items, joined, make, moment, rich
from fingerpost.text import Piece


def about(page: Page) -> Element | None:
    """Everything that a tree says of itself beside what its header shows; None when it says nothing."""
    tree, words = page.tree, page.words
    told: dict[str, list[Piece]] = {}
    if tree.purpose is not None:
        told[words.purpose] = rich(page, tree.purpose)
    people = {
        words.authors: tree.authors,
        words.editors: tree.editors,
        words.reviewers: tree.reviewers,
        words.endorsers: tree.endorsers,
    }
    told |= {term: _people(page, group) for term, group in people.items() if group}
    texts: dict[str, Text | None] = {
        words.license: tree.license,
        words.derived_from: tree.derived_from,
        words.supersedes: tree.supersedes,
    }
    told |= {term: rich(page, said) for term, said in texts.items() if said is not None}
    if tree.changelog:
        told[words.changelog] = [items("ul", (_change(page, one) for one in tree.changelog))]
    terms = described(told, class_="fp-terms")
    if terms is None:
        return None
    heading = make("h2", words.about, id=f"{tree.id}.about_", class_="fp-foot__heading")
    return make("section", heading, terms, class_="fp-foot")


def _people(page: Page, group: Sequence[Contributor]) -> list[Piece]:
    if len(group) == 1:
        return list(_person(page, group[0]))
    return [items("ul", (_person(page, one) for one in group))]


def _person(page: Page, one: Contributor) -> Iterator[Piece]:
    """Name, role and organisation, the day, and what might sway them."""
    named = [rich(page, said) for said in (one.name, one.role, one.organisation) if said is not None]
    if one.on is not None:
        named.append([moment(page.words, one.on)])
    yield from joined(named, ", ")
    if one.conflicts is not None:
        yield "; "
        yield from fill(page.words.conflicts, conflicts=rich(page, one.conflicts))


def _change(page: Page, one: Change) -> Iterator[Piece]:
    yield make("strong", *rich(page, one.version))
    if one.on is not None:
        yield ", "
        yield moment(page.words, one.on)
    yield ": "
    yield from rich(page, one.text)
