"""The hazard log as a page: what can go wrong, what keeps it from happening, and what watches over that."""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from fingerpost.model import Hazard, Ref, Site, Text
from fingerpost.policies import can_be_read, sentence
from fingerpost.renderers.prose import described, items, joined, make
from fingerpost.renderers.words import ENGLISH
from fingerpost.text import Piece, fact_label, inline, one_line


def element(site: Site, *, href: Callable[[str], str]) -> Element:
    """A `<decision-tree-hazards>` with a section for each hazard, in the order of the log.

    `href(tree)` is the address of a tree's page seen from this page.
    """
    sections = [_section(hazard, site, href) for hazard in site.hazards.values()]
    return make("decision-tree-hazards", *(sections or [make("p", ENGLISH.no_hazards)]), class_="fp")


def _section(hazard: Hazard, site: Site, href: Callable[[str], str]) -> Element:
    heading = make("h2", hazard.id.upper(), " ", *_words(hazard.text, site), id=f"hazard_{hazard.id}")
    return make("section", heading, *_body(hazard, site, href), class_="fp-foot")


def _body(hazard: Hazard, site: Site, href: Callable[[str], str]) -> Iterator[Element]:
    if not hazard.controls and not hazard.checked_by:
        yield make("p", make("strong", ENGLISH.uncontrolled), class_="fp-banner")
    named = [one for one in site.trees.values() if hazard.id in {ref.id for ref in one.hazards}]
    trees = [[make("a", one_line(one.title, site), href=href(one.id))] for one in named]
    told: dict[str, list[Piece]] = {
        ENGLISH.cause: _words(hazard.cause, site) if hazard.cause else [],
        ENGLISH.controls: _list([_words(one, site) for one in hazard.controls]),
        ENGLISH.checked_by: _list([_control(one, site, href) for one in hazard.checked_by]) or [ENGLISH.by_people],
        ENGLISH.named_by: joined(trees, "; "),
    }
    if terms := described(told, class_="fp-terms"):
        yield terms


def _list(entries: list[list[Piece]]) -> list[Piece]:
    return [items("ul", entries)] if entries else []


def _control(name: Ref, site: Site, href: Callable[[str], str]) -> list[Piece]:
    """What keeps watch, in words: a promise as its sentence, a step as a link to it, all else by its kind and name."""
    kind, _, own = name.id.partition(":")
    where, _, last = own.rpartition("/")
    tree = site.trees.get(where.partition("/")[0])
    label = [f"{ENGLISH.watchers[kind]}: "]
    policies, exits = (tree.policies, tree.exits) if tree else (site.policies, site.exits)
    match kind:
        case "policy" if last in policies and can_be_read(policies[last], tree, site):
            return [*label, sentence(policies[last], tree, site)]
        case "words" if last in site.words:
            return [*label, *_words(site.words[last].because, site)]
        case "exit" if last in exits:
            return [*label, *_words(exits[last].text, site)]
        case "case" if tree and last in tree.cases:
            return [*label, *_words(tree.cases[last].story, site)]
        case "node" if tree and tree.id == where and last in tree.nodes:
            words = one_line(tree.nodes[last].text, site)
            return [
                *label,
                make("a", words, href=f"{href(tree.id)}#{tree.id}.{last}"),
                f" ({one_line(tree.title, site)})",
            ]
    return [*label, make("code", own)]


def _words(words: Text, site: Site) -> list[Piece]:
    return inline(words.value, lambda name: [fact_label(site, name)])
