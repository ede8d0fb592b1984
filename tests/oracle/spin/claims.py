"""Policies as never claims: what a walk would have to look like that breaks them.

A claim guesses. It looks at every event once; where several lines are open it takes any of them, where none is, that
guess was wrong. It has broken the policy when it comes to `broken`, or stays in states that owe something for ever,
which a walk that has ended does too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oracle.forms import WITH_EXITS, form_of
from oracle.scopes import scope_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from oracle.forms import Policy

    Says = Callable[[str], str]  # from a clause of a policy to the condition that such an event is happening

Lines = list[tuple[str, str]]  # a condition on the event, and the state behind it


@dataclass(frozen=True, slots=True)
class Claim:
    """States with their lines, the first one first; those that owe break the policy when nothing comes any more."""

    states: dict[str, Lines]
    owing: frozenset[str] = frozenset()


def claims(policy: Policy, says: Says) -> Iterator[str]:
    """The bodies of never claims, each of which breaks the policy when it can be followed; none for graph questions."""
    form = form_of(policy)
    stays = "true" if form in WITH_EXITS else f"!{says('any exit')}"
    for claim in _FORMS.get(form, _none)(policy, says):
        yield "\n".join(_text(_scoped(claim, scope_of(policy), says("Q"), says("R")), stays))


def _text(claim: Claim, stays: str) -> Iterator[str]:
    names = {state: f"accept_{state}" if state in claim.owing else state for state in [*claim.states, "broken"]}
    for state, lines in claim.states.items():
        yield f"{names[state]}: do"
        yield from (f"  :: ({stays} && {condition}) -> goto {names[to]}" for condition, to in lines)
        yield "  od;"
    yield "broken: skip"


def _scoped(claim: Claim, scope: str, opens: str, closes: str) -> Claim:
    first = next(iter(claim.states))
    match scope:
        case "none":
            return claim
        case "after":
            return Claim({"unopened": [(f"!{opens}", "unopened"), (opens, first)], **claim.states}, claim.owing)
        case "before":
            return _closed(claim, closes)
    # Which of the parts is broken is guessed where it opens.
    between: dict[str, Lines] = {
        "outside": [(f"!{opens}", "outside"), (opens, "passed"), (opens, first)],
        "passed": [
            (f"!{closes}", "passed"),
            (f"({closes} && !{opens})", "outside"),
            (f"({closes} && {opens})", "passed"),
            (f"({closes} && {opens})", first),
        ],
    }
    return Claim({**between, **_closed(claim, closes).states})


def _closed(claim: Claim, closes: str) -> Claim:
    """A part that only what closes it makes count: what is broken waits for that, and what is owed is due then."""
    states: dict[str, Lines] = {}
    for state, lines in claim.states.items():
        inside = [(f"(!{closes} && {condition})", "sealed" if to == "broken" else to) for condition, to in lines]
        states[state] = [*inside, *([(closes, "broken")] if state in claim.owing else [])]
    return Claim({**states, "sealed": [(f"!{closes}", "sealed"), (closes, "broken")]})


# Forms ------------------------------------------------------------------------------------------------------------


def _none(policy: Policy, says: Says) -> Iterator[Claim]:
    yield from ()


def _met(clause: str) -> Callable[[Policy, Says], Iterator[Claim]]:
    def claim(policy: Policy, says: Says) -> Iterator[Claim]:
        yield _times(says(clause), 1)

    return claim


def _times(what: str, count: int) -> Claim:
    """It happens so often."""
    behind = [*(f"met{at}" for at in range(1, count)), "broken"]
    return Claim({f"met{at}": [(f"!{what}", f"met{at}"), (what, behind[at])] for at in range(count)})


def _always(policy: Policy, says: Says) -> Iterator[Claim]:
    yield Claim({"missing": [(f"!{says('always')}", "missing")]}, frozenset(["missing"]))


def _require_before(policy: Policy, says: Says) -> Iterator[Claim]:
    required, before = says("require"), says("before")
    wrong = before if "strictly" in policy else f"({before} && !{required})"
    yield Claim({"missing": [(f"(!{required} && !{before})", "missing"), (wrong, "broken")]})


def _after_require(policy: Policy, says: Says) -> Iterator[Claim]:
    waits: Lines = [("true", "free"), (says("after"), "owing")]
    yield Claim({"free": waits, "owing": [(f"!{says('require')}", "owing")]}, frozenset(["owing"]))


def _after_require_within(policy: Policy, says: Says) -> Iterator[Claim]:
    required, asked, within = says("require"), says("question"), int(policy["within"])
    states: dict[str, Lines] = {"free": [("true", "free"), (says("after"), "owing0")]}
    for at in range(within):
        unpaid: Lines = [(f"(!{required} && !{asked})", f"owing{at}"), (f"(!{required} && {asked})", f"owing{at + 1}")]
        states[f"owing{at}"] = unpaid
    states[f"owing{within}"] = [(f"(!{required} && !{asked})", f"owing{within}"), (asked, "broken")]
    yield Claim(states, frozenset(states) - {"free"})


def _at_most(policy: Policy, says: Says) -> Iterator[Claim]:
    yield _times(says("of"), int(policy["at_most"]) + 1)


def _max_questions(policy: Policy, says: Says) -> Iterator[Claim]:
    yield _times(says("question"), int(policy["max_questions"]) + 1)


def _after_end_in(policy: Policy, says: Says) -> Iterator[Claim]:
    wrong_end = f"({says('any end')} && !{says('end_in')})"
    waits: Lines = [("true", "free"), (says("after"), "bound"), (f"({says('after')} && {wrong_end})", "broken")]
    yield Claim({"free": waits, "bound": [("true", "bound"), (wrong_end, "broken")]})


def _not_both(policy: Policy, says: Says) -> Iterator[Claim]:
    one, other = says("not_both.0"), says("not_both.1")
    waits: Lines = [("true", "neither"), (one, "first"), (other, "second"), (f"({one} && {other})", "broken")]
    pending: dict[str, Lines] = {"first": [("true", "first"), (other, "broken")]}
    yield Claim({"neither": waits, **pending, "second": [("true", "second"), (one, "broken")]})


def _to_end_in(policy: Policy, says: Says) -> Iterator[Claim]:
    end = f"({says('any end')} && {says('to_end_in')})"
    for at in range(len(policy["require_each"])):
        required = says(f"require_each.{at}")
        wrong = end if "strictly" in policy else f"({end} && !{required})"
        yield Claim({"missing": [(f"(!{required} && !{end})", "missing"), (wrong, "broken")]})


_FORMS: dict[str, Callable[[Policy, Says], Iterator[Claim]]] = {
    "after+end_in": _after_end_in,
    "after+require": _after_require,
    "after+require+within": _after_require_within,
    "always": _always,
    "at_most": _at_most,
    "max_questions": _max_questions,
    "never": _met("never"),
    "not_both": _not_both,
    "possible": _met("possible"),
    "require+before": _require_before,
    "to_end_in": _to_end_in,
}
