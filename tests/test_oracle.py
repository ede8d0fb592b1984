"""Brute force against examples that were worked out by hand, and against itself without its short cuts."""

from __future__ import annotations

import pytest

from oracle.campaign import load, matters, policy_of, site_of
from oracle.examples import EXAMPLES, Example, expected, files_of
from oracle.forms import FORMS, form_of
from oracle.judging import Setting, judge, nearest
from oracle.policies import SCOPES
from oracle.scopes import scope_of, violation

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
