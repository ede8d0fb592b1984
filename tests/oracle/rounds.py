"""Walks without an end that owe something for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oracle.forms import Labels
    from oracle.judging import Setting
    from oracle.walking import Event, Stack

FORMS = ("always", "after+require", "after+require+within")

# Nothing is judged yet; nothing is owed; something is; nothing can be owed any more.
Debt = Literal["not yet", "free", "owing", "done"]
Standing = tuple["Stack", Debt]


def nearest(setting: Setting) -> int | None:
    """The smallest position of a place on a round that begins with a debt and never pays it; None without one."""
    for standing, length in sorted(_standings(setting).items(), key=lambda item: item[1]):
        if standing[1] == "owing" and _comes_back(setting, standing[0]):
            return length
    return None


def _standings(setting: Setting) -> dict[Standing, int]:
    """Every place with every debt that it can be come to with, and the smallest position for it."""
    debt = _after(setting, _at_first(setting), setting.first())
    found: dict[Standing, int] = {}
    layers: dict[int, list[Standing]] = {1: [(setting.start, debt)]}
    while layers:
        length = min(layers)
        for standing in layers.pop(length):
            if standing not in found:
                found[standing] = length
                for events, to in _onward(setting, standing):
                    layers.setdefault(length + events, []).append(to)
    return found


def _onward(setting: Setting, standing: Standing) -> Iterator[tuple[int, Standing]]:
    stack, debt = standing
    for move in setting.moves(stack):
        left = debt
        for event in move.events:
            left = _after(setting, left, event)
        yield len(move.events), (move.to, left)


def _comes_back(setting: Setting, home: Stack) -> bool:
    """Whether a round leads from a place to it again on which no event pays.

    Answers that no guard looks at do not make another place of it.
    """
    open_, passed, wanted = [home], set(), told_apart(setting, home)
    while open_:
        for move in setting.moves(open_.pop()):
            if any(_pays(setting.labels(event)) for event in move.events):
                continue
            if told_apart(setting, move.to) == wanted:
                return True
            if move.to not in passed:
                passed.add(move.to)
                open_.append(move.to)
    return False


def owes(setting: Setting, events: list[Event], since: int) -> bool:
    """Whether something is owed from the event of that number on, and no later event pays it."""
    debt = _at_first(setting)
    for event in events[:since]:
        debt = _after(setting, debt, event)
    return debt == "owing" and not any(_pays(setting.labels(event)) for event in events[since:])


def told_apart(setting: Setting, stack: Stack) -> Stack:
    """A place without the answers that no guard looks at."""
    return tuple(
        frame._replace(answers=tuple(one for one in frame.answers if one[0] in setting.looked_at(frame.tree)))
        for frame in stack
    )


def _at_first(setting: Setting) -> Debt:
    if setting.scope == "after":
        return "not yet"
    return "owing" if setting.form == "always" else "free"


def _after(setting: Setting, debt: Debt, event: Event) -> Debt:
    """What is owed once an event has happened."""
    labels = setting.labels(event)
    if debt == "not yet":
        opened: Debt = "owing" if setting.form == "always" else "free"
        return opened if "Q" in labels else debt
    if setting.form == "always":
        return "done" if "always" in labels else debt
    if "after" in labels:
        return "owing"
    return "free" if "require" in labels else debt


def _pays(labels: Labels) -> bool:
    return "always" in labels or "require" in labels
