"""The page of a tree as a reader has it without any script: one element that is complete in itself."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from fingerpost.model import Cards, Site, Tree
from fingerpost.renderers import forms
from fingerpost.renderers.about import about
from fingerpost.renderers.header import contents, opening, reach
from fingerpost.renderers.local import table
from fingerpost.renderers.printouts import section
from fingerpost.renderers.promises import promises
from fingerpost.renderers.prose import Page, language, make, page_of
from fingerpost.renderers.repository import Repository
from fingerpost.renderers.sources import sources
from fingerpost.renderers.steps import steps
from fingerpost.renderers.textform import sections
from fingerpost.renderers.ways import begin, exits
from fingerpost.text import direction

if TYPE_CHECKING:
    from fingerpost.layout import Picture

NO_CARDS = Cards()


def element(
    tree: Tree,
    site: Site,
    *,
    href: Callable[[str], str],
    pictures: "tuple[Picture, ...] | None" = None,
    cards: Cards = NO_CARDS,
    exports: Collection[str] = (),
    way: Callable[[str], str] = str,
    repository: Repository | None = None,
) -> Element:
    """A `<decision-tree>` with the header, the ways out, the steps, the flowchart, and what they lean on.

    `href(tree)` is the address of a tree's page seen from this one, "" for this one. All ids begin with the tree's,
    so that several trees can share a page. Where `pictures` is None there is no flowchart. `cards` are the
    site's, `exports` the paths of the other forms that it has, and `way(path)` is the address of one of its files seen
    from this page. Where `repository` is None, no step leads to where it can be mended.
    """
    page = replace(page_of(tree, site, href), repository=repository, edition=edition(tree, site))
    first = list(opening(page))
    second = list(reach(page, first))
    every = make("div", *sections(page), class_="fp-steps")
    printed = section(page, cards, way=way)
    prints = [printed] if printed is not None else []
    others = forms.section(page, exports, way=way)
    rest = [*_flowchart(page, pictures), *prints, *_foot(page, [*first, *second, every])]
    rest += [others] if others is not None else []
    # The way to the first step comes before all that can be read later.
    top = make("header", *first, begin(page), contents(page, rest), *second, class_="fp-header")
    # A style sheet keeps the ways out in view at the bottom; who has none, or goes by Tab, meets them before the steps.
    parts = [top, exits(page), every, *rest]
    return make(
        "decision-tree",
        *parts,
        tree=tree.id,
        class_="fp",
        lang=language(tree),
        dir=direction(language(tree)),
        # For the script alone: by the first a link knows whether the tree has changed since it was made.
        data_edition=page.edition,
        data_words=json.dumps(dict(page.words.walk), ensure_ascii=False),
    )


def edition(tree: Tree, site: Site) -> str:
    """A short hash of all that a walk through a tree meets: its steps, those of its subtrees, and the exits."""
    met = {step.use.tree.id: step.use.tree for step in steps(tree, site)}
    told = [(one.nodes, one.start, one.exits, one.stages) for one in met.values()]
    return hashlib.sha256(repr((told, site.exits)).encode()).hexdigest()[:8]


def _flowchart(page: Page, pictures: "tuple[Picture, ...] | None") -> Iterator[Element]:
    if pictures is None:
        return
    # Late, since whoever wants the text alone needs nothing that measures and lays out.
    from fingerpost.renderers.flowchart import figure

    # The text form has the same words; a search is to find those.
    heading = make("h2", page.words.flowchart, id=f"{page.tree.id}.flowchart_", data_search_exclude="")
    yield make("section", heading, figure(page.tree, page.site, pictures, href=page.href), class_="fp-chart")


def _foot(page: Page, named_in: Sequence[Element]) -> Iterator[Element]:
    """The explanations of what is named above them; the facts' own sources are listed with the others."""
    kept = promises(page)
    if kept is not None:
        yield kept
        named_in = [*named_in, kept]
    values = table(page, named_in)
    if values is not None:
        yield values
        named_in = [*named_in, values]
    yield from sources(page, named_in)
    last = about(page)
    if last is not None:
        yield last
