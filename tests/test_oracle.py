"""Brute force against examples that were worked out by hand, and against itself without its short cuts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from oracle.campaign import compare, compare_one, load, matters, policy_of, report, site_of
from oracle.examples import EXAMPLES, Example, expected, files_of
from oracle.forms import FORMS, form_of
from oracle.judging import Setting, judge, nearest
from oracle.policies import SCOPES
from oracle.scopes import scope_of, violation
from oracle.shrinking import shrink
from oracle.walking import trees

if TYPE_CHECKING:
    from fingerpost.model import Policy, Site, Tree
    from oracle.campaign import Witness
    from oracle.replaying import Taken

SEEDS = [f"suite:{number}" for number in range(60)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_examples(example: Example) -> None:
    files = files_of(example)
    load(files)
    assert judge(files, "a", files["a"]["policies"]["p"], "a") == expected(example)


def test_every_form_and_scope_has_two_examples() -> None:
    written = [files_of(example)["a"]["policies"]["p"] for example in EXAMPLES]
    shown = [(form_of(policy), scope_of(policy).replace("after+before", "between")) for policy in written]
    for form, scopes in SCOPES.items():
        wanted = {"none", *scopes} - {"after+before"}
        if form == "after+require+within":
            wanted.discard("between")  # told by the same without `within`
        assert {scope: shown.count((form, scope)) >= 2 for scope in wanted} == dict.fromkeys(wanted, True)


def test_what_is_left_out_changes_nothing() -> None:
    """The same positions when every walk is kept apart, as far as those can be looked through."""
    looked_through = 0
    for seed in SEEDS:
        files = site_of(seed)
        for matter in matters(files):
            policy = policy_of(files, matter)
            if form_of(policy) not in FORMS:
                continue
            setting = Setting(files, matter.tree, policy, matter.home)

            def breach(trace: list[frozenset[str]], ended: bool, policy: dict[str, object] = policy) -> int | None:
                return violation(policy, trace, ended=ended)

            plain, cap = nearest(setting, breach, 100, merge=False)
            quick, _ = nearest(setting, breach, 500)
            assert quick == plain or (cap is not None and (quick is None or quick > cap)), (seed, matter)
            looked_through += cap is None
    assert looked_through > 400


class Said(NamedTuple):
    """What the engine below says."""

    verdict: str
    vacuous: bool = False
    witnesses: tuple[Witness, ...] = ()


class Breach(NamedTuple):
    """Where it says that; it does not say how to come there."""

    length: int
    endless: bool
    taken: tuple[Taken, ...] = ()
    beside: tuple[Taken, ...] = ()


def forgetful(policy: Policy, tree: Tree, site: Site) -> Said:
    """An engine with a mistake: it does not read `strictly`."""
    files = {Path(path).stem: json.loads(source.text) for path, source in site.files.items()}
    home = tree.id if policy.id in tree.policies else None
    written = dict(files[home or "_site"]["policies"][policy.id])
    written.pop("strictly", None)
    answer = judge(files, tree.id, written, home)
    if answer.position is not None:
        return Said("violated", witnesses=(Breach(answer.position, answer.endless),))
    return Said("holds" if answer.verdict == "unknown" else answer.verdict, answer.vacuous)


def test_a_mistake_is_found_and_made_small() -> None:
    faults = [one for seed in SEEDS for one in compare(site_of(seed), forgetful) if one.fault]
    assert any(one.fault == "witness" for one in faults)
    found = [one for one in faults if one.fault == "verdict"]
    assert len(found) > 3
    for one in found:
        assert "strictly" in one.policy
    first = found[0]
    small = shrink(
        first.files, first.matter, lambda files: compare_one(files, first.matter, forgetful).fault == "verdict"
    )
    told = report(compare_one(small, first.matter, forgetful))
    assert sum(len(tree["nodes"]) for tree in trees(small).values()) <= 3, told
    assert "strictly" in told
