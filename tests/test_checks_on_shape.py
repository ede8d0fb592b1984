"""What the checks see in the shape of a tree: loops, steps that nobody reaches, days and people."""

import datetime

import pytest

from support.judged import DEFAULT, codes, find

LOOP = """\
title: A loop
nodes:
  first:
    question: Is this the first time?
    options: {{yes: call, no: call}}
  call:
    question: Do they pick up?
    options:
      yes: [{{when: {{first: {answer}}}, to: done}}, {{to: call}}]
      no: call
  done: {{outcome: Done}}
"""


def test_a_loop_is_judged_with_its_guards() -> None:
    # Who said yes at first can leave by picking up; who said no never can.
    assert codes(LOOP.format(answer="yes")) == ["no-way-out", "walkable-loop"]
    assert codes(LOOP.format(answer="[yes, no]")) == ["untaken-target", "walkable-loop"]


def test_a_loop_that_contradictory_guards_forbid_is_no_loop() -> None:
    tree = """\
title: No loop
nodes:
  first:
    question: Is this the first time?
    options: {yes: again, no: again}
  again:
    question: Do they pick up?
    options:
      yes: done
      no: [{when: {first: yes, again: yes}, to: again}, {to: done}]
  done: {outcome: Done}
"""
    assert codes(tree) == ["untaken-target"]


def test_trees_that_jump_in_a_circle_are_seen() -> None:
    one = "title: One\nnodes:\n  go: {action: Go on., to: 'tree:two'}\n"
    two = "title: Two\nnodes:\n  go: {action: Go back., to: 'tree:example'}\n"
    assert codes(one, two=two) == ["no-way-out"]
    two = "title: Two\nnodes:\n  go: {question: Again?, options: {yes: 'tree:example', no: done}}\n"
    two += "  done: {outcome: Done}\n"
    assert codes(one, two=two) == ["walkable-loop"]


def test_what_contradictory_guards_hide_cannot_be_reached() -> None:
    tree = """\
title: Guards
nodes:
  first:
    question: Is this the first time?
    options: {yes: done, no: [{when: {first: yes}, to: never}, {to: done}]}
  never: {outcome: Never}
  done: {outcome: Done}
"""
    (one,) = find({DEFAULT: tree})
    assert (one.code, one.span.line, len(one.labels)) == ("unreachable-node", 6, 1)


def test_a_step_behind_an_exit_can_be_reached() -> None:
    assert (
        codes(
            "title: Exit\nexits: {out: {text: Out, to: help}}\n"
            "nodes: {go: {action: Go., to: home}, home: {outcome: A}, help: {outcome: B}}\n"
        )
        == []
    )


def test_of_a_broken_tree_names_are_judged_and_its_shape_is_not() -> None:
    tree = "title: Broken\nnodse: 1\nnodes:\n  ask: {action: Ask., to: hoem, tags: [x]}\n  home: {outcome: Home}\n"
    assert codes(tree) == ["missing-target", "unknown-key", "unknown-tag"]


def test_a_jump_to_a_tree_that_cannot_be_read_is_not_missing() -> None:
    tree = "title: Jump\nnodes:\n  go: {action: Go on., to: 'tree:other'}\n"
    assert "missing-target" not in codes(tree, other="title: [")
    assert codes(tree, othr="title: Other\nnodes: {a: {outcome: A}}\n") == ["missing-target"]


def test_a_tree_of_too_many_guards_is_said_to_be_undecided() -> None:
    yes_or_no = [f"  q{n}: {{question: 'Number {n}?', options: {{yes: q{n + 1}, no: q{n + 1}}}}}" for n in range(18)]
    guards = ", ".join(f"q{n}: yes" for n in range(18))
    last = f"  q18: {{action: Choose., to: [{{when: {{{guards}}}, to: a}}, {{to: b}}]}}"
    tree = ["title: Guards", "nodes:", *yes_or_no, last, "  a: {outcome: A}", "  b: {outcome: B}"]
    assert codes("\n".join(tree)) == ["too-many-states"]


def test_a_review_is_overdue_from_the_day_after_and_a_fact_expires_on_its_day() -> None:
    day = datetime.date(2027, 5, 1)
    tree = {DEFAULT: f"title: T\nnext_review: {day}\nnodes: {{home: {{outcome: Home}}}}\n"}
    place = {
        "trees/_site.yaml": "facts: {line: {label: L}}",
        "trees/_sources.yaml": "s: {title: S}",
        "trees/_places/ie.yaml": "name: I\nfacts:\n"
        "  line: {text: x, source: s, verified_on: 2027-01-01, expires: 2027-05-01}",
    }
    one_day = datetime.timedelta(days=1)
    assert [find(tree, day), [one.code for one in find(tree, day + one_day)]] == [[], ["overdue-review"]]
    assert [find(place, day - one_day), [one.code for one in find(place, day)]] == [[], ["expired-fact"]]


@pytest.mark.parametrize(
    ("reviewers", "found"),
    [
        ("[{role: A, name: Author, conflicts: none}, {role: B, conflicts: none}]", 1),
        ("[{role: B, conflicts: none}, {role: C, conflicts: none}]", 0),
        ("[{role: B, conflicts: none}, {role: b, conflicts: none}]", 1),
        ("[{role: B}, {role: C, conflicts: none}]", 1),
        ("[{role: B, conflicts: none}]", 1),
    ],
)
def test_an_approval_takes_two_who_are_not_its_authors(reviewers: str, found: int) -> None:
    tree = "title: T\nstatus: approved\napproved_on: 2026-01-01\nauthors: [{role: X, name: author}]\n"
    assert codes(f"{tree}reviewers: {reviewers}\nnodes: {{home: {{outcome: Home}}}}\n") == ["approval-missing"] * found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Psychotherapist, registered", "clinical psychologist", 0),
        ("PSYCHOTHERAPIST", "child psychologist", 1),
        ("psychotherapists' accountant", "clinical  psychologist", 1),
        ("lawyer", "web designer", 1),
    ],
)
def test_who_approves_is_what_the_site_asks_for(one: str, other: str, found: int) -> None:
    people = f"[{{role: '{one}', conflicts: none}}, {{role: {other}, conflicts: none}}]".replace("s'", "s''")
    tree = f"title: T\nstatus: approved\napproved_on: 2026-01-01\nreviewers: {people}\n"
    site = "demands: {reviewers: [psychotherapist, clinical psychologist]}"
    assert codes(f"{tree}nodes: {{home: {{outcome: Home}}}}\n", _site=site) == ["approval-missing"] * found
