"""What there is to say, to do and to avoid at a step: lines that came and went, those on which safety leans first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from fingerpost.diff import said
from fingerpost.diff.change import Change, Part
from fingerpost.diff.naming import alike
from fingerpost.diff.sides import Sides
from fingerpost.diff.wording import lost_facts, no_longer_says, of_step
from fingerpost.model import Node, Outcome, Question, Text

LISTS = ("say", "do", "avoid", "look_for", "record", "consult")
_NAMES = {key: f"a line to {key.replace('_', ' ')}" for key in LISTS}
# Letters of a lost line in the first sentence of a report.
_LOST = 60
# Of these none may go from a step about safety unseen; what is still said, or done, there has not gone.
_KEPT = {"say": ("say", "do"), "do": ("say", "do"), "avoid": ("avoid",)}


def changed_lines(sides: Sides, before: Node, after: Node) -> Iterator[Change]:
    """The lines of one step that is there on both sides; a line put another way is wording."""
    for key in LISTS:
        old, new = _lines(before, key), _lines(after, key)
        if old == new:
            continue
        step = said.step(after, sides.head)
        kept = {text.value for other in _KEPT.get(key, ()) for text in _lines(after, other)}
        watched = key in _KEPT and sides.is_about_safety(before)
        for was, now in paired(old, new):
            if was and now and alike(was.value, now.value):
                yield from of_step(sides, before, after, after.id, f"{step}: {_NAMES[key]}", was, now)
                continue
            if was:
                part = Part.WEAKER if watched and was.value not in kept else Part.STEPS
                message = f"{step}: {_NAMES[key]} is gone"
                gone = sides.change("line-removed", message, after.id, after.span, was=was.value, part=part)
                yield replace(gone, brief=_loss(key, was, after, sides)) if part is Part.WEAKER else gone
            if now:
                message = f"{step}: {_NAMES[key].replace('a line', 'a new line')}"
                yield sides.change("line-added", message, after.id, now.span, now=now.value)


def _loss(key: str, was: Text, after: Node, sides: Sides) -> str:
    """What a step no longer says: whom to call, where that is lost, else the line."""
    if lost := lost_facts(was, after):
        return no_longer_says(after, lost, sides.head)
    to = "to avoid: " if key == "avoid" else ""
    return f"{said.step(after, sides.head)} no longer says {to}{said.quoted(was.value, most=_LOST)}"


def _lines(node: Node, key: str) -> Sequence[Text]:
    return getattr(node, key, ())


def paired(old: Sequence[Text], new: Sequence[Text]) -> Iterator[tuple[Text | None, Text | None]]:
    """The lines that differ, each with the one that stands in its place, if any."""
    was, now = [one.value for one in old], [one.value for one in new]
    for what, first, last, start, end in SequenceMatcher(None, was, now).get_opcodes():
        if what != "equal":
            for at in range(max(last - first, end - start)):
                yield old[first + at] if first + at < last else None, new[start + at] if start + at < end else None


def words_of(node: Node, sides: Sides) -> Iterator[str]:
    """All that a new step says, a line each: nobody has read it before."""
    if len(node.text.value) > said.MOST:
        yield f"{said.kind(node)}: {node.text.value}"
    if node.detail:
        yield f"detail: {node.detail.value}"
    if isinstance(node, Question):
        for option in node.options:
            to = said.targets(option.to, sides.new, sides.head)
            yield f"answer: {said.spoken(option.text, sides.head)} leads to {to}"
    for key in LISTS:
        yield from (f"{key.replace('_', ' ')}: {text.value}" for text in _lines(node, key))
    if isinstance(node, Outcome):
        follow_up = node.follow_up
        times = {"within": node.within} | {
            f"follow-up, {key}": getattr(follow_up, key) for key in ("who", "when", "how", "stop") if follow_up
        }
        yield from (f"{key}: {text.value}" for key, text in times.items() if text)
        yield from (f"next: {said.tree_name(one.id, sides.head)}" for one in node.next)
