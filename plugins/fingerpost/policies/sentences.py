"""A policy as a sentence that a clinician can read aloud."""

from collections.abc import Callable, Mapping, Sequence

from fingerpost.model import Node, Outcome, Policy, Question, Ref, Scope, Site, Tree
from fingerpost.policies.forms import FORMS, form_of
from fingerpost.policies.selectors import find, trees_named
from fingerpost.text import plain

_KINDS = {"question": "a question", "action": "an action", "outcome": "an outcome"}


def sentence(policy: Policy, tree: Tree | None, site: Site) -> str:
    """Such as "After “We cannot tell”, “A safety question” always follows."; `tree` is where it stands.

    All names in the policy must mean something (`can_be_read`).
    """
    name = form_of(policy)
    assert name is not None

    def any_of(several: Sequence[Ref]) -> str:
        return _listed([_selector(one, tree, site) for one in several], "or")

    told = _scope(policy, any_of) + _SENTENCES[name](policy, any_of)
    return told[0].upper() + told[1:]


def counts_exits(policy: Policy) -> bool:
    """Whether the walks that are left by an exit count."""
    name = form_of(policy)
    assert name is not None
    return FORMS[name].exits


def _scope(policy: Policy, any_of: Callable[[Sequence[Ref]], str]) -> str:
    match policy.scope:
        case None:
            return ""
        case Scope(after=after, before=()):
            return f"behind {any_of(after)}: "
        case Scope(after=(), before=before):
            return f"on the way to {any_of(before)}: "
        case Scope(after=after, before=before):
            return f"on the way from {any_of(after)} to {any_of(before)}: "


_Say = Callable[[Sequence[Ref]], str]


def _before(policy: Policy, any_of: _Say) -> str:
    return f"{any_of(policy.before)} comes only after {any_of(policy.require)}{_or_there(policy)}."


def _or_there(policy: Policy) -> str:
    return "" if policy.strictly else ", or at the same step"


def _within(policy: Policy, any_of: _Say) -> str:
    most = policy.within or 0
    last = {0: "before the next question", 1: "with the next question at the latest"}
    when = last.get(most, f"within the next {most} questions")
    return f"after {any_of(policy.after)}, {any_of(policy.require)} always follows {when}."


def _to_end_in(policy: Policy, any_of: _Say) -> str:
    each = _listed([any_of([one]) for one in policy.require_each], "and")
    return f"a path ends in {any_of(policy.to_end_in)} only after {each}{_or_there(policy)}."


def _always_possible(policy: Policy, any_of: _Say) -> str:
    where = "from the start" if policy.from_start else "from every step"
    far = "" if policy.within is None else f" in at most {_number(policy.within, 'step')}"
    return f"{where}, {any_of(policy.always_possible)} can be reached{far}."


def _order(policy: Policy, any_of: _Say) -> str:
    ends = ", then ".join(any_of([one]) for one in policy.order)
    asked = any_of([Ref(id=f"node:{one.question.id}") for one in policy.worse])
    return f"a worse answer to {asked} never leads to a milder outcome (from mild to severe: {ends})."


def _at_most(policy: Policy, any_of: _Say) -> str:
    few = {0: "never comes", 1: "comes at most once", 2: "comes at most twice"}
    times = few.get(policy.at_most or 0, f"comes at most {policy.at_most} times")
    return f"{any_of(policy.of)} {times} on a path."


def _always(policy: Policy, any_of: _Say) -> str:
    before = "" if policy.scope else " before it ends"
    return f"every path comes to {any_of(policy.always)}{before}."


_SENTENCES: Mapping[str, Callable[[Policy, _Say], str]] = {
    "after": lambda policy, any_of: f"after {any_of(policy.after)}, {any_of(policy.require)} always follows.",
    "always": _always,
    "always_possible": _always_possible,
    "at_most": _at_most,
    "before": _before,
    "end_in": lambda policy, any_of: f"after {any_of(policy.after)}, a path ends only in {any_of(policy.end_in)}.",
    "max_questions": lambda policy, any_of: f"no path asks more than {_number(policy.max_questions or 0, 'question')}.",
    "never": lambda policy, any_of: f"no path ever comes to {any_of(policy.never)}.",
    "not_both": lambda policy, any_of: (
        f"no path has both {any_of(policy.not_both[:1])} and {any_of(policy.not_both[1:])}."
    ),
    "order": _order,
    "possible": lambda policy, any_of: f"at least one path comes to {any_of(policy.possible)}.",
    "to_end_in": _to_end_in,
    "within": _within,
}


def _number(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")


def _listed(words: Sequence[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _selector(one: Ref, tree: Tree | None, site: Site) -> str:
    """What a selector matches, in words: a tag by its meaning, a step by its text."""
    kind, colon, name = one.id.partition(":")
    match kind:
        case "urgency":
            return f"an outcome marked “{name}”"
        case "stage":
            return f"the stage “{_stage(name, tree, site)}”"
        case "tree":
            return f"the tree “{plain(site.trees[name].title.value)}”"
        case "exit":
            return f"the exit “{_exit(name, tree, site)}”"
        case "node":
            found = find(name, tree, site)
            assert found is not None
            return f"{_kind(found.node)} “{plain(found.node.text.value) or name}”"
        case "answer":
            question, _, option = name.rpartition("/")
            asked = find(question, tree, site)
            assert asked is not None
            assert isinstance(asked.node, Question)
            words = next(plain(each.text.value) for each in asked.node.options if each.id == option)
            return f"the answer “{words}” to “{plain(asked.node.text.value)}”"
    if not colon and kind in _KINDS:
        return _KINDS[kind]
    return f"“{_tag(kind, tree, site)}”"


def _kind(node: Node) -> str:
    match node:
        case Question():
            return "the question"
        case Outcome():
            return "the outcome"
    return "the step"


def _tag(name: str, tree: Tree | None, site: Site) -> str:
    declared = [*([tree.tags] if tree else []), site.tags, *(one.tags for one in site.trees.values())]
    return next(plain(tags[name].meaning.value) for tags in declared if name in tags)


def _stage(name: str, tree: Tree | None, site: Site) -> str:
    own, trees = _looked_in(name, tree, site)
    return next(plain(one.stages[own].text.value) for one in trees if own in one.stages)


def _exit(name: str, tree: Tree | None, site: Site) -> str:
    own, trees = _looked_in(name, tree, site)
    declared = [*(one.exits for one in trees), site.exits]
    return next(plain(exits[own].text.value) for exits in declared if own in exits)


def _looked_in(name: str, tree: Tree | None, site: Site) -> tuple[str, list[Tree]]:
    """The last part of a name, and the trees in which it may be declared: the one that it names, else its own first."""
    where, _, own = name.rpartition("/")
    return own, [*([tree] if tree and not where else []), *trees_named(where, site)]
