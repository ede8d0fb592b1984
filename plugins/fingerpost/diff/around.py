"""What changed in the files around the trees: local values, ways out, tags, words, and what sources support."""

from collections.abc import Iterator
from dataclasses import replace

from fingerpost.diff import said
from fingerpost.diff.change import NOWHERE, Change, Part
from fingerpost.diff.naming import Names
from fingerpost.diff.wording import of_named, of_text
from fingerpost.model import LocalFact, Site
from fingerpost.source import Span


def changed_around(base: Site, head: Site, names: Names) -> Iterator[Change]:
    """The changes in the files around the trees; `base` has the names of `head`."""
    for what, renamed in (("tree", names.trees), ("tag", names.tags), ("way out", names.exits)):
        for name, to in renamed.items():
            yield _step(f"{what.replace(' ', '-')}-renamed", f"Renamed: the {what} `{name}` is now `{to}`", to)
    for name, tree in head.trees.items():
        if name not in base.trees:
            yield _step("tree-added", f"A new tree: {said.spoken(tree.title, head)}", name, tree.span)
    yield from _exits(base, head)
    yield from of_named("", "The meaning of the tag", base.tags, head.tags)
    yield from of_named("", "The way out", base.exits, head.exits)
    yield from of_named("", "The reason for the promise", base.policies, head.policies)
    yield from of_named("", "The label of the fact", base.facts, head.facts)
    for name, cited in head.sources.items():
        if name in base.sources:
            was = base.sources[name]
            yield from of_text("", name, f"What the source `{name}` supports", was.supports, cited.supports)
            yield from of_text("", name, f"The limits of the source `{name}`", was.limits, cited.limits)


def _step(code: str, message: str, at: str, span: Span | None = None, *, was: str = "", now: str = "") -> Change:
    return Change(part=Part.STEPS, code=code, message=message, at=at, was=was, now=now, span=span or NOWHERE)


def _exits(base: Site, head: Site) -> Iterator[Change]:
    for name, out in head.exits.items():
        words = f"The way out {said.spoken(out.text, head)}"
        if name not in base.exits:
            yield _step("exit-added", f"{words} is new, in every tree", name, out.span)
        elif base.exits[name].to != out.to:
            was, now = base.exits[name].to, out.to
            told = [f"“{getattr(to, 'tree', '') or getattr(to, 'id', '')}”" for to in (was, now)]
            change = _step("exit-retargeted", f"{words} leads elsewhere", name, out.span, was=told[0], now=told[1])
            yield replace(change, part=Part.WEAKER)


def changed_facts(base: Site, head: Site) -> Iterator[Change]:
    """Local values, numbers to be called above all; one that is another, and that nobody checked since, is weaker."""
    for code in [*base.places, *(code for code in head.places if code not in base.places)]:
        old, new = (side.places[code].facts if code in side.places else {} for side in (base, head))
        for name in [*old, *(name for name in new if name not in old)]:
            was, now = old.get(name), new.get(name)
            if was is None or now is None or was.text.value != now.text.value:
                yield _fact(f"{code}/{name}", f"{_label(name, base, head)} ({code})", was, now)


def _label(name: str, base: Site, head: Site) -> str:
    declared = head.facts.get(name) or base.facts.get(name)
    label = declared.label.value if declared else name
    return label[:1].upper() + label[1:]


def _fact(at: str, label: str, was: LocalFact | None, now: LocalFact | None) -> Change:
    if now is None:
        assert was is not None
        told = _step("fact-removed", f"{label} is gone", at, was.span, was=was.text.value, now="nothing")
        return replace(told, part=Part.WEAKER)
    if was is None:
        return _step("fact-changed", f"{label} is new", at, now.span, was="nothing", now=now.text.value)
    change = _step("fact-changed", "", at, now.span, was=was.text.value, now=now.text.value)
    if now.verified_on and (was.verified_on is None or now.verified_on.value > was.verified_on.value):
        return replace(change, part=Part.LOCAL, message=f"{label} is another, and was checked again")
    return replace(change, part=Part.WEAKER, message=f"{label} is another, and nobody has checked it since")
