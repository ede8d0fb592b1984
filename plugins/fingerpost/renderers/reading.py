"""How long what people read and say is, tree by tree.

Words are counted and nothing is weighed: formulas for reading ages are made for running text, and a step is a fragment.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from xml.etree.ElementTree import Element

from fingerpost.model import Node, Outcome, Question, Site, Text, Tree
from fingerpost.renderers.prose import make, table
from fingerpost.renderers.words import ENGLISH
from fingerpost.text import Piece, one_line

LONG = 20
_END = re.compile(r"(?<=[.!?\u2026;:])[\"'\u201d\u2019\u00bb)]*\s+")


def element(site: Site, *, href: Callable[[str], str]) -> Element:
    """A `<decision-tree-reading>` with a row for each tree; `href(tree)` is a tree's address seen from this page."""
    rows = (_row(tree, site, href) for _, tree in sorted(site.trees.items()))
    parts = [table(ENGLISH.reading_columns, rows)] if site.trees else [make("p", ENGLISH.no_trees)]
    return make("decision-tree-reading", *parts, class_="fp")


def _row(tree: Tree, site: Site, href: Callable[[str], str]) -> list[list[Piece]]:
    nodes = tree.nodes.values()
    steps = [_words(node.text, site) for node in nodes]
    said = [_words(line, site) for node in nodes for line in node.say]
    sentences = [count for node in nodes for text in _all(node) for count in _sentences(text, site)]
    long = ENGLISH.some_of.format(some=sum(count > LONG for count in sentences), all=len(sentences))
    title = make("a", one_line(tree.title, site), href=href(tree.id))
    return [[title], [_told(steps)], [_told(said)], [_told(sentences)], [long]]


def _told(counts: Sequence[int]) -> str:
    """The middle one and the longest."""
    return ENGLISH.middle_and_most.format(middle=round(median(counts)), most=max(counts)) if counts else ENGLISH.none


def _words(text: Text, site: Site) -> int:
    return len(one_line(text, site).split())


def _sentences(text: Text, site: Site) -> Iterator[int]:
    yield from (len(sentence.split()) for sentence in _END.split(one_line(text, site)) if sentence)


def _all(node: Node) -> Iterator[Text]:
    """All that a step says to its reader."""
    yield from (node.text, *node.say, *node.do, *node.avoid)
    yield from (text for text in (node.detail, node.why) if text)
    match node:
        case Question(look_for=signs, options=options):
            yield from (*signs, *(option.text for option in options))
        case Outcome(record=record, consult=consult):
            yield from (*record, *consult)
