"""What is said otherwise, with every character told that a reader may not see or may take for another."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from fingerpost.characters import describe, hidden
from fingerpost.diff import said
from fingerpost.diff.change import Change, Part
from fingerpost.diff.sides import Sides
from fingerpost.model import Node, Question, Site, Text, Tree
from fingerpost.text import facts

_TREE = ("title", "summary", "audience", "setting", "not_for", "purpose", "license", "derived_from", "supersedes")
_NODE = ("detail", "why")
_NAMES = {"not_for": ": not for", "derived_from": ": derived from"}
# The code of a text with a new character that cannot be seen.
UNSEEN = "unseen-character"
_DECLARED = ("text", "meaning", "story", "because", "label")
# Of one text; a text in another script has hundreds.
_MOST = 8


def changed_words(sides: Sides) -> Iterator[Change]:
    """Every text of a tree that reads otherwise, those aside in which a line came or went."""
    old, new = sides.old, sides.new
    for key in _TREE:
        yield from of_text(
            new.id, "", f"{_name(key).removeprefix(': ').capitalize()} of the tree", *_both(old, new, key)
        )
    for name, node in new.nodes.items():
        if name in old.nodes:
            yield from _node(sides, old.nodes[name], node)
    for what, before, after in (
        ("The stage", old.stages, new.stages),
        ("The way out", old.exits, new.exits),
        ("The meaning of the tag", old.tags, new.tags),
        ("The story of the case", old.cases, new.cases),
        ("The reason for the promise", old.policies, new.policies),
    ):
        yield from of_named(new.id, what, before, after)


def of_named(tree: str, what: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """The words of what is declared under a name, where both sides declare it."""
    for name, one in after.items():
        if name in before:
            yield from of_text(tree, name, f"{what} `{name}`", _words(before[name]), _words(one))


def _words(one: Any) -> Text | None:  # noqa: ANN401 (a tag, a stage, an exit, a case or a policy)
    return next(
        (getattr(one, key) for key in ("text", "meaning", "story", "because", "label") if hasattr(one, key)), None
    )


def _node(sides: Sides, before: Node, after: Node) -> Iterator[Change]:
    kind = f"The words of the {said.kind(after)} `{after.id}` (step {after.number})"
    step = said.step(after, sides.head)
    yield from of_step(sides, before, after, after.id, kind, before.text, after.text)
    for key in _NODE:
        yield from of_step(sides, before, after, after.id, f"{step}{_name(key)}", *_both(before, after, key))
    if isinstance(before, Question) and isinstance(after, Question):
        old = {one.id: one for one in before.options}
        for option in after.options:
            if option.id in old:
                was, at, name = old[option.id], f"{after.id}/{option.id}", f"An answer to {step}"
                yield from of_step(sides, before, after, at, name, was.text, option.text)
                yield from of_step(sides, before, after, at, f"{name}: note", was.note, option.note)


def of_step(
    sides: Sides, before: Node, after: Node, at: str, name: str, was: Text | None, now: Text | None
) -> Iterator[Change]:
    """One text of a step; where it is one about safety, a local value that the step no longer names is weaker."""
    safe = sides.is_about_safety(before) or sides.is_about_safety(after)
    for one in of_text(sides.new.id, at, name, was, now):
        lost = lost_facts(was, after) if safe else set()
        if lost:
            told = ", ".join(f"{{{fact}}}" for fact in sorted(lost))
            message = f"{one.message}: {told} is no longer said there"
            yield replace(one, part=Part.WEAKER, message=message, brief=no_longer_says(after, lost, sides.head))
        else:
            yield replace(one, part=Part.SAFETY_WORDING) if safe else one


def lost_facts(was: Text | None, after: Node) -> set[str]:
    """The local values of a text that a step names nowhere among what is said and done any more."""
    return _facts([was]) - _facts([after.text, after.detail, *after.say, *after.do])


def no_longer_says(node: Node, lost: Collection[str], site: Site) -> str:
    """What a step lost, in a sentence: “Get help” no longer says to call {emergency-number}."""
    called = [name for name in sorted(lost) if name in site.facts and site.facts[name].kind.id == "phone"]
    names = " or ".join(f"{{{name}}}" for name in called or sorted(lost))
    return f"{said.step(node, site)} no longer says {'to call ' if called else ''}{names}"


def _facts(several: Iterable[Text | None]) -> set[str]:
    return {use.id for text in several if text for use in facts(text.value)}


def _name(key: str) -> str:
    return _NAMES.get(key, f": {key}")


def _both(old: Node | Tree, new: Node | Tree, key: str) -> tuple[Text | None, Text | None]:
    return getattr(old, key), getattr(new, key)


def of_text(tree: str, at: str, name: str, before: Text | None, after: Text | None) -> Iterator[Change]:
    """One text that may have changed."""
    was, now = before.value if before else "", after.value if after else ""
    if was == now:
        return
    placed = after or before
    assert placed is not None
    unseen = {now[at] for at in hidden(now)} - set(was)
    told = _characters(was, now, unseen)
    yield Change(
        part=Part.WORDING,
        code=UNSEEN if unseen else "wording",
        message=f"{name}{told}",
        tree=tree,
        at=at,
        was=was,
        now=now,
        span=placed.span,
    )


def _characters(was: str, now: str, unseen: Collection[str]) -> str:
    """The characters that are new in a text and that cannot be seen, or are not of plain English."""
    new = [one for one in dict.fromkeys(now) if (not one.isascii() or one in unseen) and one not in was]
    told = [describe(one) + (", which cannot be seen" if one in unseen else "") for one in new[:_MOST]]
    more = [f"and {len(new) - _MOST} more"] if len(new) > _MOST else []
    return f"; new in it: {', '.join([*told, *more])}" if told else ""
