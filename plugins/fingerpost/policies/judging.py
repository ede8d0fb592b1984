"""Judge a policy on all walks from the start of a tree."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

from fingerpost.garbage import uncollected
from fingerpost.model import Policy, Ref, Site, Tree
from fingerpost.policies import scopes
from fingerpost.policies.automata import Automaton, Debts
from fingerpost.policies.endless import endless
from fingerpost.policies.exploring import Exploration, Found, Search
from fingerpost.policies.forms import FORMS, Form, form_of, scope_groups, scope_of
from fingerpost.policies.monitors import OPENS, Monitor, O, P
from fingerpost.policies.order import judge_order
from fingerpost.policies.reach import judge_reach
from fingerpost.policies.selectors import Meaning, meaning
from fingerpost.policies.spaces import TooMany, can_go_round
from fingerpost.policies.verdicts import Judgement, Verdict, Witness
from fingerpost.policies.ways import moves

# Of one policy in one tree: nobody reads on.
WITNESSES = 20

_judged: "WeakKeyDictionary[Site, dict[tuple[int, str], Judgement]]" = WeakKeyDictionary()


def judge(policy: Policy, tree: Tree, site: Site) -> Judgement:
    """The judgement of a tree's policy, or of the site's, on a tree whose walks all lead somewhere.

    The policy must have a form, and the names in it must be known. Judgements are kept with the site.
    """
    known = _judged.setdefault(site, {})
    key = (id(policy), tree.id)
    if key not in known:
        with uncollected():
            known[key] = _judge(policy, tree, site)
    return known[key]


def keep(policy: Policy, tree: Tree, site: Site, judgement: Judgement) -> None:
    """Keep a judgement that another process came to; it may hold a copy of the policy."""
    _judged.setdefault(site, {})[id(policy), tree.id] = replace(judgement, policy=policy)


def _judge(policy: Policy, tree: Tree, site: Site) -> Judgement:
    name = form_of(policy)
    assert name is not None
    own = None if site.policies.get(policy.id) is policy else tree

    def means(several: Sequence[Ref]) -> list[Meaning]:
        return [meaning(one, own, site) for one in several]

    try:
        match name:
            case "always_possible":
                return judge_reach(policy, means(policy.always_possible), tree, site)
            case "order":
                return judge_order(policy, own, tree, site)
            case "possible":
                return _possible(_Judge(policy, FORMS[name], tree, site, means))
        return _promise(_Judge(policy, FORMS[name], tree, site, means))
    except TooMany:
        return Judgement(policy=policy, tree=tree.id, verdict=Verdict.UNDECIDED)


class _Judge:
    """What one judgement needs, together."""

    def __init__(
        self, policy: Policy, form: Form, tree: Tree, site: Site, means: Callable[[Sequence[Ref]], list[Meaning]]
    ) -> None:
        self.policy = policy
        self.form = form
        self.tree = tree
        self.site = site
        self.scope = scope_of(policy)
        self._scope_meanings = {bit: means(several) for bit, several in scope_groups(policy).items()}
        assert form.monitors is not None
        self.monitors = [
            (monitor, {**{bit: means(several) for bit, several in groups.items()}, **self._scope_meanings})
            for monitor, groups in form.monitors(policy)
        ]

    def reader(self, monitor: Monitor) -> Automaton:
        """A monitor that hears the policy's scope alone."""
        match self.scope:
            case "after":
                return Automaton(scopes.after(monitor))
            case "before" | "between":
                return Automaton(scopes.before(monitor, between=self.scope == "between"))
        return Automaton(scopes.whole(monitor))

    def explore(self, reader: Automaton, meanings: Mapping[int, Sequence[Meaning]]) -> Exploration:
        """All walks that count, read by a monitor."""
        return Search(self.site, reader, meanings, exits=self.form.exits).from_start(self.tree)

    def judgement(
        self, verdict: Verdict, witnesses: Sequence[Witness] = (), *, vacuous: bool = False, more: int = 0
    ) -> Judgement:
        """What came of it."""
        return Judgement(
            policy=self.policy,
            tree=self.tree.id,
            verdict=verdict,
            vacuous=vacuous,
            witnesses=tuple(witnesses),
            more=more,
        )


def _possible(judge: _Judge) -> Judgement:
    """Some walk comes to P: the promise that none does is broken."""
    ((monitor, meanings),) = judge.monitors
    found = judge.explore(judge.reader(monitor), meanings)
    return judge.judgement(Verdict.HOLDS if found.breaks else Verdict.VIOLATED)


def _promise(judge: _Judge) -> Judgement:
    """No walk breaks any of the monitors, and none goes round for ever without what is owed."""
    ways: dict[object, tuple[int, Exploration, Found]] = {}
    vacuous = False
    for monitor, meanings in judge.monitors:
        reader = judge.reader(monitor)
        found = judge.explore(reader, meanings)
        for place, way in found.breaks.items():
            if place not in ways or way.length < ways[place][0]:
                ways[place] = (way.length, found, way)
        vacuous |= not reader.judged or not _set_off(judge.form, reader)
    if ways:
        shortest = sorted(ways.values(), key=lambda one: one[0])
        witnesses = [Witness(taken=moves(found, way), length=length) for length, found, way in shortest[:WITNESSES]]
        return judge.judgement(Verdict.VIOLATED, witnesses, more=len(ways) - len(witnesses))
    round_ = _endless(judge)
    if round_ is not None:
        return judge.judgement(Verdict.VIOLATED, [round_])
    return judge.judgement(Verdict.HOLDS, vacuous=vacuous)


def _set_off(form: Form, reader: Automaton) -> bool:
    heard = reader.ended_with if form.triggers == (O,) else reader.heard
    return all(heard & bit for bit in form.triggers)


def _endless(judge: _Judge) -> Witness | None:
    """A walk without end that breaks a promise that something comes."""
    if not judge.form.owed or judge.scope not in ("", "after"):
        return None
    if not can_go_round(judge.tree, judge.site, exits=judge.form.exits):
        return None
    ((_, meanings),) = judge.monitors
    debts = Debts(from_start=judge.form.owed == P, opens=OPENS if judge.scope else 0)
    search = Search(judge.site, debts, meanings, exits=judge.form.exits, edges=True)
    return endless(search, search.from_start(judge.tree))
