"""What a change does to the steps of a tree: new ones, lost ones, and arrows that lead elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from fingerpost.diff import said
from fingerpost.diff.change import Change, Part
from fingerpost.diff.deadlines import later
from fingerpost.diff.lines import changed_lines, words_of
from fingerpost.diff.naming import TreeNames
from fingerpost.diff.sides import Sides, is_urgent
from fingerpost.diff.unwatched import unwatched
from fingerpost.model import Action, Exit, Node, Outcome, Question, Ref, Subtree, Target, Text
from fingerpost.source import Span

# What a follow-up says, and by when an outcome is to be done: words, but who is late may be harmed.
_TIMES = {
    "who": "who follows up",
    "when": "the day to follow up",
    "how": "how to follow up",
    "stop": "when following up stops",
}


def changed_steps(sides: Sides, names: TreeNames) -> Iterator[Change]:
    """Every change of steps, answers and arrows, in the order of the new file, those that are gone first."""
    old, new = sides.old, sides.new
    for name, node in old.nodes.items():
        if name not in new.nodes:
            message = f"Removed: {said.step_and_kind(node, sides.base)}"
            part = Part.WEAKER if sides.is_about_safety(node) else Part.STEPS
            gone = sides.change("step-removed", message, name, node.span, part=part)
            yield replace(gone, brief=f"the step {said.step(node, sides.base)} is gone")
    if old.start.id != new.start.id:
        was, now = (said.target_name(one.start, one, site) for one, site in ((old, sides.base), (new, sides.head)))
        yield sides.change("start-changed", "The tree begins elsewhere", new.start.id, new.start.span, was=was, now=now)
    before = {to: name for name, to in names.nodes.items()}
    for name, node in new.nodes.items():
        if name in before:
            message = f"Renamed, the same step: `{before[name]}` is now `{name}`"
            yield sides.change("step-renamed", message, name, node.span)
        if name not in old.nodes:
            told = sides.change("step-added", f"New: {said.step_and_kind(node, sides.head)}", name, node.span)
            yield replace(told, words=tuple(words_of(node, sides)))
            yield from unwatched(node, sides)
            continue
        yield from _changed(sides, old.nodes[name], node)
    yield from _answers_renamed(sides, names)
    yield from changed_exits(old.exits, new.exits, sides)


def _answers_renamed(sides: Sides, names: TreeNames) -> Iterator[Change]:
    for (question, option), to in names.options.items():
        asked = sides.new.nodes[names.nodes.get(question, question)]
        if isinstance(asked, Question):
            for one in [one for one in asked.options if one.id == to]:
                message = (
                    f"Renamed, the same answer: {said.answer(asked, one, sides.head)} was `{option}` and is `{to}`"
                )
                yield sides.change("answer-renamed", message, f"{asked.id}/{to}", one.span)


def _changed(sides: Sides, before: Node, after: Node) -> Iterator[Change]:
    """The changes of one step that is there on both sides."""
    if type(before) is not type(after):
        yield sides.change(
            "kind-changed",
            f"{said.step(after, sides.head)} is another kind of step",
            after.id,
            after.span,
            was=said.step_and_kind(before, sides.base),
            now=said.step_and_kind(after, sides.head),
        )
    match before, after:
        case Question(), Question():
            yield from _options(sides, before, after)
        case Action(), Action():
            yield from _retargeted(sides, before.to, after.to, said.step(after, sides.head), after.id, after.span)
        case Subtree(), Subtree():
            yield from _subtree(sides, before, after)
        case Outcome(), Outcome():
            yield from _outcome(sides, before, after)
    yield from _tags(sides, before.tags, after.tags, said.step(after, sides.head), after.id, after.span)
    yield from changed_lines(sides, before, after)


def _options(sides: Sides, before: Question, after: Question) -> Iterator[Change]:
    old, new = ({one.id: one for one in each.options} for each in (before, after))
    for name, option in old.items():
        if name not in new:
            at, message = f"{after.id}/{name}", f"Answer removed: {said.answer(before, option, sides.base)}"
            was = said.targets(option.to, sides.old, sides.base)
            yield sides.change("answer-removed", message, at, after.span, was=f"led to {was}")
    for name, option in new.items():
        at, message = f"{after.id}/{name}", said.answer(after, option, sides.head)
        if name not in old:
            now = f"leads to {said.targets(option.to, sides.new, sides.head)}"
            yield sides.change("answer-added", f"New answer: {message}", at, option.span, now=now)
            continue
        yield from _retargeted(sides, old[name].to, option.to, message, at, option.span)
        yield from _tags(sides, old[name].tags, option.tags, message, at, option.span)


def _retargeted(
    sides: Sides, before: tuple[Target, ...], after: tuple[Target, ...], message: str, at: str, span: Span
) -> Iterator[Change]:
    if before == after:
        return
    was, now = said.targets(before, sides.old, sides.base), said.targets(after, sides.new, sides.head)
    leads = len(before) == len(after) == 1 and before[0].to != after[0].to
    code, end = ("retargeted", "leads elsewhere") if leads else ("condition-changed", "leads on under other conditions")
    yield sides.change(code, f"{message} {end}", at, span, was=was, now=now)


def _subtree(sides: Sides, before: Subtree, after: Subtree) -> Iterator[Change]:
    name = said.step(after, sides.head)
    if before.tree.id != after.tree.id:
        was, now = f"“{before.tree.id}”", f"“{after.tree.id}”"
        yield sides.change("subtree-changed", f"{name} walks another tree", after.id, after.span, was=was, now=now)
    old, new = ({one.outcome.id: one for one in each.outcomes} for each in (before, after))
    for outcome in [*old, *(one for one in new if one not in old)]:
        at, message = f"{after.id}/{outcome}", f"{name}, ended at `{outcome}`,"
        if outcome in old and outcome in new:
            yield from _retargeted(sides, old[outcome].to, new[outcome].to, message, at, new[outcome].span)
        elif outcome in old:
            was = said.targets(old[outcome].to, sides.old, sides.base)
            yield sides.change("return-removed", f"{message} leads nowhere any more", at, after.span, was=was)
        else:
            now = said.targets(new[outcome].to, sides.new, sides.head)
            yield sides.change("return-added", f"{message} leads on now", at, new[outcome].span, now=now)


def _outcome(sides: Sides, before: Outcome, after: Outcome) -> Iterator[Change]:
    name = said.step(after, sides.head)
    was, now = (one.urgency.id if one.urgency else "none" for one in (before, after))
    if was != now:
        message = f"{name}: urgency {'lowered' if less_urgent(was, now) else 'changed'}"
        yield sides.change("urgency-changed", message, after.id, after.span, was=was, now=now)
    urgent = is_urgent(before)
    yield from _time(sides, before.within, after.within, f"{name}: its deadline", after, deadline=urgent)
    for key, words in _TIMES.items():
        old, new = (getattr(one.follow_up, key) if one.follow_up else None for one in (before, after))
        yield from _time(sides, old, new, f"{name}: {words}", after, deadline=urgent and key == "when")
    if (old_next := _ids(before.next)) != (new_next := _ids(after.next)):
        message = f"{name}: other trees to read next"
        was, now = ", ".join(old_next) or "none", ", ".join(new_next) or "none"
        yield sides.change("next-changed", message, after.id, after.span, was=was, now=now)


_URGENCIES = ("none", "routine", "soon", "today", "now")


def less_urgent(was: str, now: str) -> bool:
    """Whether the second urgency is below the first."""
    return how_urgent(now) < how_urgent(was)


def how_urgent(urgency: str) -> int:
    """The place of an urgency from none, 0, to now."""
    return _URGENCIES.index(urgency) if urgency in _URGENCIES else 0


def _time(
    sides: Sides, before: Text | None, after: Text | None, message: str, node: Node, *, deadline: bool
) -> Iterator[Change]:
    """A time, or what else a follow-up says; a `deadline` may not come later without being told as weaker."""
    was, now = (one.value if one else "" for one in (before, after))
    if was != now:
        span = after.span if after else node.span
        how = later(was, now) if deadline else ""
        told = sides.change("time-changed", message, node.id, span, was=was or "nothing", now=now or "nothing")
        worse = f"{message} {how}"
        yield replace(told, part=Part.WEAKER, message=worse, brief=worse) if how else told


def _tags(
    sides: Sides, before: Iterable[Ref], after: Iterable[Ref], message: str, at: str, span: Span
) -> Iterator[Change]:
    was, now = _ids(before), _ids(after)
    if lost := [one for one in was if one not in now]:
        told = f"{message} lost the tag {_named(lost)}"
        if blind := list(sides.blind(lost, now)):
            told += f", which {_look(blind)} for"
        yield sides.change("tag-lost", told, at, span, part=Part.WEAKER if blind else Part.STEPS)
    if gained := [one for one in now if one not in was]:
        yield sides.change("tag-gained", f"{message} has the new tag {_named(gained)}", at, span)


def _look(promises: list[str]) -> str:
    """Say that promises look for something."""
    return f"the promise {_named(promises)} looks" if len(promises) == 1 else f"the promises {_named(promises)} look"


def _named(several: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in several)


def _ids(several: Iterable[Ref]) -> list[str]:
    return [one.id for one in several]


def changed_exits(before: Mapping[str, Exit], after: Mapping[str, Exit], sides: Sides) -> Iterator[Change]:
    """Ways out that are new or lead elsewhere; who takes one may be in danger, so that counts as weaker."""
    for name, out in after.items():
        words = f"The way out {said.spoken(out.text, sides.head)}"
        now = said.target_name(out.to, sides.new, sides.head)
        if name not in before:
            yield sides.change("exit-added", f"{words} is new", name, out.span, now=f"leads to {now}")
        elif before[name].to != out.to:
            was = said.target_name(before[name].to, sides.old, sides.base)
            told = sides.change("exit-retargeted", f"{words} leads elsewhere", name, out.span, was=was, now=now)
            yield replace(told, part=Part.WEAKER)
