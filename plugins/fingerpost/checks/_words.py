"""The words of a tree, and of sources, that a reader is shown, each with what a waiver calls its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from fingerpost.model import Card, Node, Outcome, Question, Site, Text, Tree
from fingerpost.source import Span, lines, within


class Words(NamedTuple):
    """One text; `shun` is True where it says what not to do or say."""

    text: Text
    at: str
    shun: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All words that a page or a card shows, in no order that matters.

    `together` holds them all in one string, a line break between them, to ask quickly whether a look is worth it.
    """

    words: tuple[Words, ...]
    together: str


_known: "WeakKeyDictionary[Site, dict[str, Shown]]" = WeakKeyDictionary()


def shown(tree: Tree, site: Site) -> Shown:
    """The words of a tree, gathered once and kept with the site."""
    known = _known.setdefault(site, {})
    if tree.id not in known:
        known[tree.id] = _gathered(_of_tree(tree))
    return known[tree.id]


def of_sources(site: Site) -> Shown:
    """What sources support and how far, in the words of whoever lists them; a title is somebody else's."""
    said = (text for cited in site.sources.values() for text in (cited.supports, cited.limits))
    return _gathered(Words(text, "") for text in said if text)


def _gathered(words: Iterable[Words]) -> Shown:
    found = tuple(words)
    return Shown(words=found, together="\n".join(one.text.value for one in found))


def _of_tree(tree: Tree) -> Iterator[Words]:
    about = (tree.title, tree.summary, tree.audience, tree.setting, tree.not_for, tree.purpose)
    yield from (Words(text, "") for text in about if text)
    yield from (Words(tag.meaning, "") for tag in tree.tags.values())
    yield from (Words(stage.text, "") for stage in tree.stages.values())
    yield from (Words(out.text, "") for out in tree.exits.values())
    yield from (Words(policy.because, policy.id) for policy in tree.policies.values())
    yield from (Words(case.story, case.id) for case in tree.cases.values())
    for node in tree.nodes.values():
        yield from _of_node(node)
    for card in tree.cards.values():
        yield from _of_card(card)


def _of_node(node: Node) -> Iterator[Words]:
    at = node.id
    yield Words(node.text, at)
    for text in (*node.say, *node.do):
        yield Words(text, at)
    for text in node.avoid:
        yield Words(text, at, shun=True)
    if node.why:
        yield Words(node.why, at)
    if node.detail:
        yield Words(node.detail, at)
    match node:
        case Question():
            yield from _of_question(node)
        case Outcome():
            yield from _of_outcome(node)


def _of_question(node: Question) -> Iterator[Words]:
    yield from (Words(text, node.id) for text in node.look_for)
    for option in node.options:
        at = f"{node.id}/{option.id}"
        yield Words(option.text, at)
        if option.note:
            yield Words(option.note, at)


def _of_outcome(node: Outcome) -> Iterator[Words]:
    follow_up = node.follow_up
    later = (follow_up.who, follow_up.when, follow_up.how, follow_up.stop) if follow_up else ()
    yield from (Words(text, node.id) for text in (node.within, *node.record, *node.consult, *later) if text)


def _of_card(card: Card) -> Iterator[Words]:
    shown = (card.title, card.danger, *(step.text for step in card.steps), *card.tail)
    yield from (Words(text, card.id) for text in shown if text)
    yield from (Words(text, card.id, shun=True) for text in card.avoid)


def place(text: Text, start: int, end: int, site: Site) -> Span:
    """Where `text.value[start:end]` stands: looked up in the lines of a text that runs over several, else all of it."""
    span = within(text.span, text.value, start, end)
    source = site.files.get(span.path)
    if span != text.span or source is None:
        return span
    wanted = text.value[start:end]
    for number, line in enumerate(lines(source)[span.line - 1 : span.end_line], start=span.line):
        column = line.find(wanted)
        if column >= 0:
            return Span(
                path=span.path,
                line=number,
                column=column + 1,
                end_line=number,
                end_column=column + 1 + len(wanted),
            )
    return span
