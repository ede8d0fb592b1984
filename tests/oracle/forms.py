"""The forms, each in the words of the page: where on a list of events it is violated.

A trace is a list of events, each the set of those keys of the policy whose selectors match it (`question` stands for a
question's node event). A form says the position of the first violation, counted from 1, or None. `ended` tells that
the trace is whole; what is violated at the end has the position of the last event (0 when there is none).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Labels = frozenset[str]
Trace = list[Labels]
Policy = dict[str, Any]


def never(policy: Policy, trace: Trace, ended: bool) -> int | None:
    return _first(trace, "never")


def always(policy: Policy, trace: Trace, ended: bool) -> int | None:
    return len(trace) if ended and not _any(trace, "always") else None


def require_before(policy: Policy, trace: Trace, ended: bool) -> int | None:
    for at, event in enumerate(trace):
        earlier = trace[:at] if "strictly" in policy else trace[: at + 1]
        if "before" in event and not _any(earlier, "require"):
            return at + 1
    return None


def after_require(policy: Policy, trace: Trace, ended: bool) -> int | None:
    late = [_too_late(policy, trace, at, ended) for at, event in enumerate(trace) if "after" in event]
    return min((position for position in late if position is not None), default=None)


def _too_late(policy: Policy, trace: Trace, opened: int, ended: bool) -> int | None:
    """Where it is known that the debt of one event will not be paid in time."""
    asked = 0
    for at in range(opened + 1, len(trace)):
        asked += "question" in trace[at]
        if "within" in policy and asked > int(policy["within"]):
            return at + 1
        if "require" in trace[at]:
            return None
    return len(trace) if ended else None


def at_most(policy: Policy, trace: Trace, ended: bool) -> int | None:
    return _nth(trace, "of", int(policy["at_most"]) + 1)


def after_end_in(policy: Policy, trace: Trace, ended: bool) -> int | None:
    return len(trace) if ended and _any(trace, "after") and "end_in" not in trace[-1] else None


def not_both(policy: Policy, trace: Trace, ended: bool) -> int | None:
    one, other = _first(trace, "not_both.0"), _first(trace, "not_both.1")
    return max(one, other) if one and other else None


def to_end_in(policy: Policy, trace: Trace, ended: bool) -> int | None:
    if not (ended and trace and "to_end_in" in trace[-1]):
        return None
    passed = trace[:-1] if "strictly" in policy else trace
    each = range(len(policy["require_each"]))
    return None if all(_any(passed, f"require_each.{one}") for one in each) else len(trace)


def max_questions(policy: Policy, trace: Trace, ended: bool) -> int | None:
    return _nth(trace, "question", int(policy["max_questions"]) + 1)


def possible(policy: Policy, trace: Trace, ended: bool) -> int | None:
    """Turned around: where it is met. No walk on which it is met is the violation."""
    return _first(trace, "possible")


def _any(trace: Trace, key: str) -> bool:
    return any(key in event for event in trace)


def _first(trace: Trace, key: str) -> int | None:
    return _nth(trace, key, 1)


def _nth(trace: Trace, key: str, count: int) -> int | None:
    positions = [at + 1 for at, event in enumerate(trace) if key in event]
    return positions[count - 1] if len(positions) >= count else None


FORMS: dict[str, Callable[[Policy, Trace, bool], int | None]] = {
    "after+end_in": after_end_in,
    "after+require": after_require,
    "after+require+within": after_require,
    "always": always,
    "at_most": at_most,
    "max_questions": max_questions,
    "never": never,
    "not_both": not_both,
    "possible": possible,
    "require+before": require_before,
    "to_end_in": to_end_in,
}
# On these walks that take exits count.
WITH_EXITS = {"after+end_in", "after+require", "after+require+within", "at_most", "never", "not_both"}
_KEYS = ("never", "always", "at_most", "max_questions", "not_both", "possible", "to_end_in", "always_possible", "order")


def form_of(policy: Policy) -> str:
    """The name of a policy's form."""
    for key in _KEYS:
        if key in policy:
            return key
    if "before" in policy:
        return "require+before"
    if "end_in" in policy:
        return "after+end_in"
    return "after+require+within" if "within" in policy else "after+require"
