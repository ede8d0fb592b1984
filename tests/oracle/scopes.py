"""Scopes: the parts of a trace on which a form is judged, and where a violation in one is placed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from oracle.forms import FORMS, form_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oracle.forms import Policy, Trace


class Part(NamedTuple):
    """The events from `start` up to `end` (exclusive); a part that something closed is closed by the event at `end`."""

    start: int
    end: int
    closed: bool


def scope_of(policy: Policy) -> str:
    """The name of a policy's scope."""
    return "+".join(policy["scope"]) if "scope" in policy else "none"


def violation(policy: Policy, trace: Trace, *, ended: bool) -> int | None:
    """The position of the first violation of a policy on a walk."""
    found = (_in_part(policy, trace, part, ended) for part in parts(policy, trace))
    return min((position for position in found if position is not None), default=None)


def _in_part(policy: Policy, trace: Trace, part: Part, ended: bool) -> int | None:
    form = FORMS[form_of(policy)]
    position = form(policy, trace[part.start : part.end], ended or part.closed)
    if position is None:
        return None
    return part.end + 1 if part.closed else part.start + position


def parts(policy: Policy, trace: Trace) -> Iterator[Part]:
    """The parts that are judged."""
    match scope_of(policy):
        case "none":
            yield Part(0, len(trace), closed=False)
        case "after":
            for opened in _where(trace, "Q")[:1]:
                yield Part(opened + 1, len(trace), closed=False)
        case "before":
            for closed in _where(trace, "R")[:1]:
                yield Part(0, closed, closed=True)
        case _:
            yield from _between(trace)


def _between(trace: Trace) -> Iterator[Part]:
    behind = -1
    for opened in _where(trace, "Q"):
        if opened < behind:
            continue  # a part was open here
        closed = next((at for at in _where(trace, "R") if at > opened), None)
        if closed is None:
            return
        yield Part(opened + 1, closed, closed=True)
        behind = closed


def _where(trace: Trace, key: str) -> list[int]:
    return [at for at, event in enumerate(trace) if key in event]
