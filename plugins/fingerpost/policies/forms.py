"""The forms of a promise: which keys make one, which walks count, and what judges it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from fingerpost.model import Policy, Ref
from fingerpost.policies import monitors
from fingerpost.policies.monitors import CLOSES, OPENS, QUESTION, Monitor, O, P, S

_SCOPES = ("after", "before", "between")
_ANY = ("", *_SCOPES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form: the keys that make it and those that it may have beside them.

    `monitors` are those of which none may break, each with the selectors behind its bits; None where something else
    judges the form. `exits`: whether walks that take exits count. `owed` is the bit that a walk without end may owe for
    ever: P from the start on, S from each P on. `triggers` are the bits without any one of which it is vacuous.
    """

    keys: frozenset[str]
    may: frozenset[str] = frozenset()
    exits: bool
    scopes: tuple[str, ...] = _ANY
    monitors: Callable[[Policy], list[tuple[Monitor, Mapping[int, tuple[Ref, ...]]]]] | None = None
    owed: int = 0
    triggers: tuple[int, ...] = ()


def form_of(policy: Policy) -> str | None:
    """The name of the form that a policy has; None where its keys make none together."""
    written = frozenset(policy.form)
    return next((name for name, form in FORMS.items() if form.keys <= written <= form.keys | form.may), None)


def scope_of(policy: Policy) -> str:
    """Which scope a policy has, by its key; empty where it has none."""
    match policy.scope and (bool(policy.scope.after), bool(policy.scope.before)):
        case (True, True):
            return "between"
        case (True, False):
            return "after"
        case (False, True):
            return "before"
    return ""


def scope_groups(policy: Policy) -> dict[int, tuple[Ref, ...]]:
    """The selectors that open and close the parts in which a policy is judged."""
    return {OPENS: policy.scope.after, CLOSES: policy.scope.before} if policy.scope else {}


def names(policy: Policy) -> Iterator[Ref]:
    """Every selector in a policy, the questions and options that it compares included."""
    form = form_of(policy)
    judged = FORMS[form].monitors if form else None
    for _, groups in judged(policy) if judged else ():
        yield from (one for several in groups.values() for one in several)
    for several in (policy.always_possible, policy.order, *scope_groups(policy).values()):
        yield from several
    for asked in policy.worse:
        yield from (Ref(id=f"answer:{asked.question.id}/{option.id}") for option in asked.options)


def _limit(value: int | None) -> int:
    return 0 if value is None else value


_QUESTIONS = (Ref(id="question"),)

FORMS: dict[str, Form] = {
    "after": Form(
        keys=frozenset({"after", "require"}),
        exits=True,
        monitors=lambda policy: [(monitors.after(), {P: policy.after, S: policy.require})],
        owed=S,
        triggers=(P,),
    ),
    "always": Form(
        keys=frozenset({"always"}),
        exits=False,
        monitors=lambda policy: [(monitors.always(), {P: policy.always})],
        owed=P,
    ),
    "always_possible": Form(keys=frozenset({"always_possible"}), may=frozenset({"within"}), exits=False, scopes=("",)),
    "at_most": Form(
        keys=frozenset({"at_most", "of"}),
        exits=True,
        monitors=lambda policy: [(monitors.at_most(_limit(policy.at_most)), {P: policy.of})],
        triggers=(P,),
    ),
    "before": Form(
        keys=frozenset({"require", "before"}),
        exits=False,
        monitors=lambda policy: [(monitors.before(strictly=policy.strictly), {P: policy.before, S: policy.require})],
        triggers=(P,),
    ),
    "end_in": Form(
        keys=frozenset({"after", "end_in"}),
        exits=True,
        scopes=("", "after"),
        monitors=lambda policy: [(monitors.end_in(), {P: policy.after, O: policy.end_in})],
        triggers=(P,),
    ),
    "max_questions": Form(
        keys=frozenset({"max_questions"}),
        exits=False,
        monitors=lambda policy: [
            (monitors.at_most(_limit(policy.max_questions), bit=QUESTION), {QUESTION: _QUESTIONS})
        ],
    ),
    "never": Form(
        keys=frozenset({"never"}),
        exits=True,
        monitors=lambda policy: [(monitors.never(), {P: policy.never})],
    ),
    "not_both": Form(
        keys=frozenset({"not_both"}),
        exits=True,
        monitors=lambda policy: [(monitors.not_both(), {P: policy.not_both[:1], S: policy.not_both[1:]})],
        triggers=(P, S),
    ),
    "order": Form(keys=frozenset({"order", "worse"}), exits=False, scopes=("",)),
    "possible": Form(
        keys=frozenset({"possible"}),
        exits=False,
        monitors=lambda policy: [(monitors.never(), {P: policy.possible})],
    ),
    "to_end_in": Form(
        keys=frozenset({"to_end_in", "require_each"}),
        exits=False,
        scopes=("", "after"),
        monitors=lambda policy: [
            (monitors.to_end_in(strictly=policy.strictly), {S: (one,), O: policy.to_end_in})
            for one in policy.require_each
        ],
        triggers=(O,),
    ),
    "within": Form(
        keys=frozenset({"after", "require", "within"}),
        exits=True,
        monitors=lambda policy: [
            (
                monitors.within(_limit(policy.within)),
                {P: policy.after, S: policy.require, QUESTION: _QUESTIONS},
            )
        ],
        owed=S,
        triggers=(P,),
    ),
}
