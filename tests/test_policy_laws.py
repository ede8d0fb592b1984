"""What can be changed in a site without changing what is proved of it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given

from fingerpost.policies import judge
from oracle import changes
from oracle.campaign import Matter, load, matters, policy_of, said
from oracle.forms import WITH_EXITS, form_of
from oracle.strategies import sites
from oracle.walking import trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from oracle.forms import Policy
    from oracle.judging import Answer
    from oracle.walking import Files


def judged(files: Files) -> dict[Matter, Answer]:
    """What the engine says of every policy of a site."""
    site = load(files)
    found = {}
    for matter in matters(files):
        owner = site.trees[matter.home].policies if matter.home else site.policies
        judgement = judge(owner[matter.id], site.trees[matter.tree], site)
        found[matter] = said(judgement, form_of(policy_of(files, matter)))
    return found


def has_exits(files: Files) -> bool:
    return any(body.get("exits") for body in files.values())


def says_nothing_of_added_steps(policy: Policy) -> bool:
    """Whether an action more, without tags, is nothing that a policy speaks of."""
    return not any(one == "action" or one.startswith("tree:") for one in changes.selectors(policy))


@given(files=sites())
def test_renaming_everything(files: Files) -> None:
    wanted = {changes.renamed_matter(matter): answer for matter, answer in judged(files).items()}
    assert judged(changes.renamed(files)) == wanted


@given(files=sites())
def test_a_node_that_nobody_reaches(files: Files) -> None:
    assert judged(changes.with_unreachable_node(files)) == judged(files)


@given(files=sites())
def test_the_order_of_nodes_in_the_file(files: Files) -> None:
    assert judged(changes.with_nodes_reversed(files)) == judged(files)


@given(files=sites())
def test_the_order_of_options_in_the_file(files: Files) -> None:
    assert judged(changes.with_options_reversed(files)) == judged(files)


@given(files=sites())
def test_an_action_within_an_edge(files: Files) -> None:
    """Where an exit may be taken at the action, walks that take exits are others; steps are counted by one form."""
    before, after = judged(files), judged(changes.with_split_edges(files))
    for matter, answer in before.items():
        policy = policy_of(files, matter)
        form = form_of(policy)
        same_walks = not has_exits(files) or form not in WITH_EXITS
        if says_nothing_of_added_steps(policy) and same_walks and form != "always_possible":
            assert (after[matter].verdict, after[matter].vacuous) == (answer.verdict, answer.vacuous), policy


@given(files=sites().map(changes.without_exits))
def test_after_a_step_that_is_always_first_is_everywhere(files: Files) -> None:
    before = judged(files)
    for tree in trees(files):
        longer = changes.with_step_before(files, tree)
        for name, body in longer.items():
            for id, policy in body["policies"].items():
                if name in (tree, "_site") and "scope" not in policy:
                    body["policies"][id] = {**policy, "scope": {"after": f"node:{tree}/{changes.ADDED}"}}
        after = judged(longer)
        for matter, answer in before.items():
            policy = policy_of(files, matter)
            judged_there = matter.tree == tree and "scope" not in policy
            if judged_there and says_nothing_of_added_steps(policy) and form_of(policy) not in UNSCOPED:
                assert (after[matter].verdict, after[matter].vacuous) == (answer.verdict, answer.vacuous), policy


UNSCOPED = {"always_possible", "order"}


@given(files=sites())
def test_a_weaker_promise_is_kept_too(files: Files) -> None:
    for _, _, policy, answer, again in rewritten(files, changes.weaker):
        if answer.verdict == "holds":
            assert again.verdict == "holds", policy


@given(files=sites())
def test_never_is_not_both_of_one(files: Files) -> None:
    def both(policy: Policy) -> Iterator[Policy]:
        if isinstance(policy.get("never"), str):
            yield {key: value for key, value in policy.items() if key != "never"} | {"not_both": [policy["never"]] * 2}

    for _, _, policy, answer, again in rewritten(files, both):
        assert (again.verdict, again.position) == (answer.verdict, answer.position), policy


@given(files=sites())
def test_the_two_of_not_both_can_be_swapped(files: Files) -> None:
    def swapped(policy: Policy) -> Iterator[Policy]:
        if "not_both" in policy:
            yield {**policy, "not_both": policy["not_both"][::-1]}

    for _, _, policy, answer, again in rewritten(files, swapped):
        assert again == answer, policy


@given(files=sites())
def test_between_is_after_and_before_together(files: Files) -> None:
    def apart(policy: Policy) -> Iterator[Policy]:
        if "between" in policy.get("scope", {}):
            after, before = policy["scope"]["between"]
            yield {**policy, "scope": {"after": after, "before": before}}

    for _, _, policy, answer, again in rewritten(files, apart):
        assert again == answer, policy


class Rewritten(NamedTuple):
    """A policy in other words, and what the engine says of both."""

    files: Files
    matter: Matter
    policy: Policy
    answer: Answer
    again: Answer


def rewritten(files: Files, rewrite: Callable[[Policy], Iterator[Policy]]) -> Iterator[Rewritten]:
    """Every policy of a site beside what it is rewritten to."""
    more = copy.deepcopy(files)
    for name, body in files.items():
        for id, policy in body["policies"].items():
            more[name]["policies"] |= {f"{id}-{at}": again for at, again in enumerate(rewrite(policy))}
    answers = judged(more)
    for matter in matters(more):
        was = matter._replace(id=matter.id.rpartition("-")[0])
        if was in answers:
            yield Rewritten(more, matter, policy_of(more, matter), answers[was], answers[matter])
