"""The index of all trees: what each is for, where it stands and how large it is."""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from fingerpost.model import Site
from fingerpost.renderers.header import counts, is_overdue, status
from fingerpost.renderers.prose import Page, items, language, make, page_of, unlinked
from fingerpost.renderers.repository import Repository, proposal
from fingerpost.renderers.words import ENGLISH
from fingerpost.text import direction


def element(site: Site, *, href: Callable[[str], str], repository: Repository | None = None) -> Element:
    """A `<decision-tree-index>` with an entry for each tree, in the order of their ids, and how to ask for another.

    `href(tree)` is the address of a tree's page seen from the page of the index.
    """
    entries = [_entry(page_of(tree, site, href)) for _, tree in sorted(site.trees.items())]
    content = make("ul", *entries, class_="fp-index") if entries else make("p", ENGLISH.no_trees)
    return make("decision-tree-index", content, *proposal(repository, ENGLISH), class_="fp")


def _entry(page: Page) -> Element:
    tree = page.tree
    way = direction(language(tree))
    return make("li", *_card(page), class_=f"fp-card fp-card--{status(tree)}", lang=language(tree), dir=way)


def _card(page: Page) -> Iterator[Element]:
    tree, words = page.tree, page.words
    link = make("a", *unlinked(page, tree.title), href=page.href(tree.id), class_="fp-card__link")
    yield make("h2", link, class_="fp-card__title")
    marks = [[words.statuses.get(status(tree), status(tree))], *([[words.overdue]] if is_overdue(page) else [])]
    yield items("ul", marks, class_="fp-card__marks")
    if tree.summary is not None:
        yield make("p", *unlinked(page, tree.summary), class_="fp-card__summary")
    yield items("ul", ([line] for line in counts(tree, page.site, words)), class_="fp-counts")
