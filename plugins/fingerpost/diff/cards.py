"""What a change does to the cards that authors write: somebody acts on each line of one, so none goes unseen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fingerpost.diff import said
from fingerpost.diff.change import Change, Part
from fingerpost.diff.lines import paired
from fingerpost.diff.naming import alike
from fingerpost.diff.wording import of_text
from fingerpost.model import Card, Site, Text, Tree
from fingerpost.source import Span
from fingerpost.text import facts

_LINES = {
    "danger": "the line about danger",
    "steps": "a step",
    "avoid": "a line to avoid",
    "tail": "a line at its foot",
}


def changed_cards(old: Tree, new: Tree, base: Site, head: Site) -> Iterator[Change]:
    """The changes of the cards of one tree."""
    for name, card in old.cards.items():
        if name not in new.cards:
            words = f"The card `{name}` is gone: {said.spoken(card.title, base)}"
            yield _change("card-removed", words, name, new, card.span, part=Part.WEAKER)
    for name, card in new.cards.items():
        if name in old.cards:
            yield from _changed(old.cards[name], card, new)
            continue
        added = _change("card-added", f"A new card: {said.spoken(card.title, head)}", name, new, card.span)
        lines = (f"{key}: {text.value}" for key in _LINES for text in _texts(card, key))
        yield replace(added, words=tuple(lines))


def _change(code: str, message: str, at: str, tree: Tree, span: Span, *, part: Part = Part.STEPS) -> Change:
    return Change(part=part, code=code, message=message, tree=tree.id, at=at, span=span)


def _changed(before: Card, after: Card, tree: Tree) -> Iterator[Change]:
    name = f"The card `{after.id}`"
    if before.kind.id != after.kind.id:
        words = f"{name} is of another kind: {after.kind.id}, and was {before.kind.id}"
        yield _change("card-changed", words, after.id, tree, after.kind.span)
    for fact in sorted(_facts(before) - _facts(after)):
        words = f"{name} no longer says `{{{fact}}}`"
        yield _change("card-value-lost", words, after.id, tree, after.span, part=Part.WEAKER)
    for one in before.covers:
        if one.id not in {each.id for each in after.covers}:
            words = f"{name} need no longer cover `{one.id}`"
            yield _change("card-covers-less", words, after.id, tree, after.span, part=Part.WEAKER)
    yield from _reworded(after, f"{name}: its title", before.title, after.title, tree)
    for key, words in _LINES.items():
        yield from _lines(before, after, key, f"{name}: {words}", tree)


def _lines(before: Card, after: Card, key: str, words: str, tree: Tree) -> Iterator[Change]:
    """What one part of a card lost, gained, or says in other words; a line that only moved has not gone."""
    old, new = _texts(before, key), _texts(after, key)
    kept, known = {text.value for text in new}, {text.value for text in old}
    for was, now in paired(old, new):
        if was and now and alike(was.value, now.value):
            yield from _reworded(after, words, was, now, tree)
            continue
        if was and was.value not in kept:
            gone = _change("card-line-removed", f"{words} is gone", after.id, tree, after.span, part=Part.WEAKER)
            yield replace(gone, was=was.value)
        if now and now.value not in known:
            yield replace(_change("card-line-added", f"{words} is new", after.id, tree, now.span), now=now.value)
    if [text.value for text in old] != [text.value for text in new] and known == kept:
        yield _change("card-order", f"{words} stands elsewhere", after.id, tree, after.span)


def _reworded(card: Card, words: str, was: Text, now: Text, tree: Tree) -> Iterator[Change]:
    yield from (replace(one, part=Part.SAFETY_WORDING) for one in of_text(tree.id, card.id, words, was, now))


def _texts(card: Card, key: str) -> Sequence[Text]:
    match key:
        case "danger":
            return (card.danger,) if card.danger else ()
        case "steps":
            return tuple(one.text for one in card.steps)
    return tuple(getattr(card, key))


def _facts(card: Card) -> set[str]:
    return {use.id for key in _LINES for text in _texts(card, key) for use in facts(text.value)}
