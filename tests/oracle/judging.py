"""The verdict on one policy of one tree, by looking at all walks."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oracle import ordered, rounds
from oracle.forms import WITH_EXITS, form_of
from oracle.scopes import scope_of, violation
from oracle.selectors import matches
from oracle.walking import arrival, asked, begin, moves

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from oracle.forms import Labels, Policy, Trace
    from oracle.walking import Event, Files, Move, Stack

MOST = 1_000  # beginnings of walks that are looked at for one policy
_CLAUSES = (
    "never", "always", "require", "before", "after", "of", "end_in", "to_end_in", "possible", "always_possible",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What brute force says; `verdict` is "unknown" where it holds on all walks of up to `cap` events."""

    verdict: str
    position: int | None = None
    endless: bool = False
    vacuous: bool = False
    cap: int | None = None


class Setting:
    """One policy of a tree, or of the site (`home` is None), on the walks from one tree's start."""

    def __init__(self, files: Files, tree: str, policy: Policy, home: str | None) -> None:
        self.files, self.tree, self.policy, self.home = files, tree, policy, home
        self.form, self.scope = form_of(policy), scope_of(policy)
        self.exits = self.form in WITH_EXITS
        self.clauses = dict(_clauses(policy))
        self.start = begin(files, tree)
        self.labels = functools.cache(self._labels)
        self.moves = functools.cache(self._moves)
        self.looked_at = functools.cache(self._looked_at)

    def _labels(self, event: Event) -> Labels:
        return frozenset(
            key
            for key, selectors in self.clauses.items()
            if any(matches(self.files, self.home, selector, event) for selector in selectors)
        )

    def _moves(self, stack: Stack) -> tuple[Move, ...]:
        return tuple(moves(self.files, stack, exits=self.exits))

    def _looked_at(self, tree: str) -> frozenset[str]:
        return frozenset(asked(self.files[tree]["nodes"]))

    def is_over(self, trace: Iterable[Labels]) -> bool:
        """Whether nothing behind this beginning is judged any more."""
        return self.scope == "before" and any("R" in event for event in trace)

    def first(self) -> Event:
        """The node event with which every walk begins."""
        return arrival(self.files, self.start)


def _clauses(policy: Policy) -> Iterator[tuple[str, list[str]]]:
    """The selectors of a policy by what they are there for."""
    for key in _CLAUSES:
        if key in policy:
            yield key, _listed(policy[key])
    for key in ("not_both", "require_each", "order"):
        for at, selector in enumerate(policy.get(key, ())):
            yield f"{key}.{at}", [selector]
    if "max_questions" in policy or "within" in policy:
        yield "question", ["question"]
    scope = policy.get("scope", {})
    between = scope.get("between", [[], []])
    yield "Q", _listed(scope.get("after", between[0]))
    yield "R", _listed(scope.get("before", between[1]))


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def judge(files: Files, tree: str, policy: Policy, home: str | None, *, most: int = MOST) -> Answer:
    """The answer for a policy that stands in the tree `home`, or for all trees, on the walks of `tree`."""
    setting = Setting(files, tree, policy, home)
    match setting.form:
        case "order":
            return _order(setting)
        case "always_possible":
            position = out_of_reach(setting)
            return Answer(verdict="violated" if position else "holds", position=position)
        case "possible":
            return _possible(setting, most)
    position, cap = nearest(setting, lambda trace, ended: violation(policy, trace, ended=ended), most)
    if position is not None:
        return Answer(verdict="violated", position=position)
    stem = rounds.nearest(setting) if setting.form in rounds.FORMS and setting.scope in ("none", "after") else None
    if stem is not None:
        return Answer(verdict="violated", position=stem, endless=True, cap=cap)
    return Answer(verdict="unknown" if cap else "holds", vacuous=is_vacuous(setting), cap=cap)


def _order(setting: Setting) -> Answer:
    found = ordered.compare(setting)
    if found is None:
        return Answer(verdict="unknown", cap=0)
    return Answer(verdict="violated" if found.milder else "holds", vacuous=not found.pairs)


def _possible(setting: Setting, most: int) -> Answer:
    position, cap = nearest(setting, lambda trace, ended: violation(setting.policy, trace, ended=ended), most)
    if position is not None:
        return Answer(verdict="holds")
    return Answer(verdict="unknown" if cap else "violated", cap=cap)


# Walks ------------------------------------------------------------------------------------------------------------


def nearest(
    setting: Setting, found: Callable[[Trace, bool], int | None], most: int, *, merge: bool = True
) -> tuple[int | None, int | None]:
    """The smallest position at which `found` finds something on any walk; and, where not all was seen, how far.

    Two beginnings of walks that stand at one place with one trace have the same future, so the longer is left out.
    `merge` makes more of them the same: see `_kept`.
    """
    first = setting.first()
    trace = (setting.labels(first),)
    if found(list(trace), first.ends):
        return 1, None
    often = _largest_number(setting.policy) + 3 if merge else 0
    layers: dict[int, list[tuple[Stack, tuple[Labels, ...]]]] = {1: [(setting.start, _kept(trace, often))]}
    seen = set()
    best: int | None = None
    while layers:
        length = min(layers)
        if best is not None and best <= length:
            break
        if len(seen) > most:
            return best, None if best else length
        for stack, kept in layers.pop(length):
            if (stack, kept) in seen or (merge and setting.is_over(kept)):
                continue
            seen.add((stack, kept))
            for move in setting.moves(stack):
                trace, at = kept, length
                for event in move.events:
                    trace, at = (*trace, setting.labels(event)), at + 1
                    if (best is None or at < best) and found(list(trace), event.ends):
                        best = at
                    trace = _kept(trace, often)
                layers.setdefault(at, []).append((move.to, trace))
    return best, None


def _kept(trace: tuple[Labels, ...], often: int) -> tuple[Labels, ...]:
    """What must be remembered of a trace: the last event only when it matches something, and no row of events more
    than so often in succession, which is more often than any form can count. 0: all of it."""
    if not often:
        return trace
    if not trace[-1]:
        return trace[:-1]
    for length in range(1, len(trace) // (often + 1) + 1):
        if trace[-length * (often + 1) :] == trace[-length:] * (often + 1):
            return trace[:-length]
    return trace


def _largest_number(policy: Policy) -> int:
    return max((int(policy[key]) for key in ("at_most", "max_questions", "within") if key in policy), default=0)


def places(setting: Setting, start: Stack | None = None) -> dict[Stack, int]:
    """Every place that can be come to, with the smallest position of its node event, counted from the start."""
    found: dict[Stack, int] = {}
    layers: dict[int, list[Stack]] = {1: [start or setting.start]}
    while layers:
        length = min(layers)
        for stack in layers.pop(length):
            if stack not in found:
                found[stack] = length
                for move in setting.moves(stack):
                    layers.setdefault(length + len(move.events), []).append(move.to)
    return found


# Questions to the graph -------------------------------------------------------------------------------------------


def out_of_reach(setting: Setting) -> int | None:
    """The position of the nearest place from which what must always be possible is not."""
    from_start = "from" in setting.policy
    for stack, length in sorted(places(setting).items(), key=lambda item: item[1]):
        event = arrival(setting.files, stack)
        if from_start and length > 1:
            break
        if (from_start or not event.ends) and never_reached(setting, stack):
            return length
    return None


def never_reached(setting: Setting, stack: Stack) -> bool:
    """Whether no walk from a place meets it in so many moves; what has been passed on fewer is not passed again."""
    within = int(setting.policy["within"]) if "within" in setting.policy else None
    if "always_possible" in setting.labels(arrival(setting.files, stack)):
        return False
    front, passed, made = [stack], {stack}, 0
    while front and (within is None or made < within):
        made += 1
        taken = [move for here in front for move in setting.moves(here)]
        if any("always_possible" in setting.labels(event) for move in taken for event in move.events):
            return False
        front = list(dict.fromkeys(move.to for move in taken if move.to not in passed))
        passed.update(front)
    return True


def is_vacuous(setting: Setting) -> bool:
    """Whether nothing sets the policy off on the walks that count: no trigger on any, or no part to judge on any."""
    met = {(key, event.ends) for event in all_events(setting) for key in setting.labels(event)}
    keys = {key for key, _ in met}
    match setting.form:
        case "require+before":
            triggered = "before" in keys
        case "after+end_in" | "after+require" | "after+require+within":
            triggered = "after" in keys
        case "at_most":
            triggered = "of" in keys
        case "not_both":
            triggered = {"not_both.0", "not_both.1"} <= keys
        case "to_end_in":
            triggered = ("to_end_in", True) in met
        case _:
            triggered = True
    return not (triggered and _is_judged(setting, keys))


def _is_judged(setting: Setting, keys: set[str]) -> bool:
    match setting.scope:
        case "none":
            return True
        case "after":
            return "Q" in keys
        case "before":
            return "R" in keys
    return any("R" in setting.labels(event) for event in _behind(setting, "Q"))


def all_events(setting: Setting) -> Iterator[Event]:
    """Every event that some walk meets."""
    yield setting.first()
    yield from _events_from(setting, setting.start)


def _behind(setting: Setting, key: str) -> Iterator[Event]:
    """Every event that some walk meets strictly behind one that matches."""
    if key in setting.labels(setting.first()):
        yield from _events_from(setting, setting.start)
    for stack in places(setting):
        for move in setting.moves(stack):
            for at, event in enumerate(move.events):
                if key in setting.labels(event):
                    yield from move.events[at + 1 :]
                    yield from _events_from(setting, move.to)


def _events_from(setting: Setting, start: Stack) -> Iterator[Event]:
    for stack in places(setting, start):
        for move in setting.moves(stack):
            yield from move.events
