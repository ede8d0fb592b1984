"""Every source of the site as a list: what it is, what it supports and how far, and what leans on it."""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from fingerpost import text
from fingerpost.model import Citation, Node, Policy, Ref, Site, Tree
from fingerpost.policies import can_be_read, sentence
from fingerpost.renderers.prose import Sheet, items, joined, make, rich, step_link
from fingerpost.renderers.sources import entry
from fingerpost.renderers.words import ENGLISH
from fingerpost.text import Piece, fact_label, one_line


def element(site: Site, *, href: Callable[[str], str]) -> Element:
    """A `<decision-tree-sources>` with an entry for each source, in the order of `_sources.yaml`.

    `href(tree)` is the address of a tree's page seen from this page.
    """
    page = Sheet(name="sources", site=site, words=ENGLISH, places=(), href=href)
    rows = (_row(page, cited) for cited in site.sources.values())
    made = items("ul", rows, class_="fp-sources") if site.sources else make("p", ENGLISH.none)
    return make("decision-tree-sources", made, class_="fp")


def _row(page: Sheet, cited: Citation) -> Iterator[Piece]:
    yield from entry(page, cited)
    for label, said in ((ENGLISH.supports, cited.supports), (ENGLISH.limits, cited.limits)):
        if said is not None:
            yield make("p", make("strong", label), *rich(page, said))
    leaning = [*_steps(page, cited), *_promises(page, cited), *_facts(page, cited)]
    if leaning:
        yield make("details", make("summary", ENGLISH.named_by), items("ul", leaning), class_="fp-fold")


def _steps(page: Sheet, cited: Citation) -> Iterator[list[Piece]]:
    """A row for each tree: its steps as links, and the table that it must agree with."""
    for name in sorted(page.site.trees):
        tree = page.site.trees[name]
        steps = [node for node in tree.nodes.values() if _names(node, cited)]
        links: list[list[Piece]] = [[step_link(node, tree, page.site, page.href)] for node in steps]
        if tree.table and tree.table.source and tree.table.source.id == cited.id:
            links.append([make("a", tree.table.id.id, href=page.href(name))])
        if links:
            yield [make("strong", one_line(tree.title, page.site)), ": ", *joined(links, ", ")]


def _promises(page: Sheet, cited: Citation) -> Iterator[list[Piece]]:
    """The promises that lean on it, those of the whole site first."""
    of_site: list[tuple[Tree | None, Policy]] = [(None, policy) for policy in page.site.policies.values()]
    of_trees = [(tree, policy) for _, tree in sorted(page.site.trees.items()) for policy in tree.policies.values()]
    for tree, policy in [*of_site, *of_trees]:
        if _names(policy, cited) and can_be_read(policy, tree, page.site):
            yield [f"{ENGLISH.watchers['policy']}: ", sentence(policy, tree, page.site)]


def _facts(page: Sheet, cited: Citation) -> Iterator[list[Piece]]:
    for place in page.site.places.values():
        labels = [
            fact_label(page.site, fact.id)
            for fact in place.facts.values()
            if fact.source is not None and fact.source.id == cited.id
        ]
        if labels:
            yield [make("strong", text.plain(place.name.value)), ": ", ", ".join(labels)]


def _names(one: Node | Policy, cited: Citation) -> bool:
    named: tuple[Ref, ...] = one.sources
    return any(ref.id == cited.id for ref in named)
