"""The site's tags as a page: what each means, and which steps of which trees carry it."""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from fingerpost.model import Node, Question, Site, Tag
from fingerpost.renderers.prose import items, joined, make, step_link
from fingerpost.renderers.words import ENGLISH
from fingerpost.text import Piece, one_line


def element(site: Site, *, href: Callable[[str], str]) -> Element:
    """A `<decision-tree-tags>` with a section for each tag that all trees share, in the order of `_site.yaml`.

    `href(tree)` is the address of a tree's page seen from this page.
    """
    sections = [_section(tag, site, href) for tag in site.tags.values()]
    return make("decision-tree-tags", *(sections or [make("p", ENGLISH.no_tags)]), class_="fp")


def _section(tag: Tag, site: Site, href: Callable[[str], str]) -> Element:
    heading = make("h2", one_line(tag.meaning, site), id=f"tag_{tag.id}")
    rows = list(_rows(tag, site, href))
    body = items("ul", rows) if rows else make("p", ENGLISH.nowhere)
    return make("section", heading, body, class_="fp-foot")


def _rows(tag: Tag, site: Site, href: Callable[[str], str]) -> Iterator[list[Piece]]:
    """A row for each tree with steps that carry the tag: its title, then those steps as links."""
    for name in sorted(site.trees):
        tree = site.trees[name]
        steps = [node for node in tree.nodes.values() if _carries(node, tag.id)]
        links = [[step_link(node, tree, site, href)] for node in steps]
        if links:
            yield [make("strong", one_line(tree.title, site)), ": ", *joined(links, ", ")]


def _carries(node: Node, tag: str) -> bool:
    options = node.options if isinstance(node, Question) else ()
    return any(ref.id == tag for ref in (*node.tags, *(ref for option in options for ref in option.tags)))
