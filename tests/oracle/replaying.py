"""Whether a walk that the engine shows breaks the policy, and where it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from oracle import ordered, rounds
from oracle.judging import never_reached
from oracle.scopes import violation
from oracle.walking import kind, node_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oracle.judging import Setting
    from oracle.walking import Event, Stack


class Taken(NamedTuple):
    """A move as the engine tells it: "answer" with its option, "exit" with `tree/exit` or `/exit`, or "on"."""

    kind: str
    name: str


class Walk(NamedTuple):
    """The events of a walk, each place that it came to with the number of its event, and what was answered where."""

    events: list[Event]
    places: list[tuple[int, Stack]]
    answers: dict[ordered.Key, str]


def walked(setting: Setting, taken: Sequence[Taken]) -> Walk | None:
    """The walk that makes these moves; None where one of them cannot be made, or a question is answered in two ways."""
    stack, events = setting.start, [setting.first()]
    places, answers = [(1, stack)], {}
    for move in taken:
        made = next((one for one in setting.moves(stack) if one.by == (move.kind, move.name)), None)
        if made is None:
            return None
        if kind(node_at(setting.files, stack)) == "question" and move.kind == "answer":
            answers[events[-1].places] = move.name
        stack = made.to
        events += made.events
        places.append((len(events), stack))
    return Walk(events, places, answers)


def breaks(setting: Setting, taken: Sequence[Taken], length: int) -> bool:
    """Whether a walk breaks a policy at the event of that number, and no sooner; nothing but a node follows it."""
    walk = walked(setting, taken)
    if walk is None or not length <= len(walk.events) <= length + 1:
        return False
    if setting.form == "always_possible":
        return len(walk.events) == length and never_reached(setting, walk.places[-1][1])
    up_to = walk.events[:length]
    trace = [setting.labels(event) for event in up_to]
    return violation(setting.policy, trace, ended=up_to[-1].ends) == length


def goes_round(setting: Setting, taken: Sequence[Taken], length: int) -> bool:
    """Whether a walk comes back to where it stood at an event, owing all the way."""
    walk = walked(setting, taken)
    stood = [stack for at, stack in walk.places if at == length] if walk else []
    if walk is None or not stood or len(walk.events) <= length:
        return False
    first, last = (rounds.told_apart(setting, stack) for stack in (stood[0], walk.places[-1][1]))
    return first == last and rounds.owes(setting, walk.events, length)


def is_milder(setting: Setting, taken: Sequence[Taken], beside: Sequence[Taken]) -> bool:
    """Whether the first walk differs from the second in one worse answer alone, and ends milder."""
    worse, better = walked(setting, taken), walked(setting, beside)
    if worse is None or better is None:
        return False
    ranks = [ordered.rank(setting, walk.events[-1]) for walk in (worse, better)]
    differ = [key for key in worse.answers if better.answers.get(key, worse.answers[key]) != worse.answers[key]]
    if None in ranks or len(differ) != 1 or not (worse.events[-1].ends and better.events[-1].ends):
        return False
    return ranks[0] < ranks[1] and ordered.is_worse(setting, differ[0], better.answers, worse.answers)
