"""Levels, waivers and the order of everything that is found."""

import pickle

import pytest

from fingerpost.audit import audit, find_in_site, find_in_tree, judge
from fingerpost.diagnostics import Diagnostic, Severity, in_order
from fingerpost.load import Loaded, load_text
from fingerpost.source import Span
from support.today import TODAY

TREE = """\
title: A loop
nodes:
  call:
    question: Do they pick up?
    options:
      yes: done
      no: wait
  wait:
    action: Wait.
    to: call
  done: {outcome: Done}
"""


def loaded(site: str = "", more: str = "", tree: str = TREE) -> Loaded:
    return load_text({"trees/example.yaml": tree + more, "trees/_site.yaml": site or "format: 1"}, today=TODAY)


def found(site: str = "", more: str = "", tree: str = TREE) -> list[tuple[str, str]]:
    return [(one.code, str(one.severity)) for one in audit(loaded(site, more, tree))]


@pytest.mark.parametrize(
    ("level", "left"),
    [("error", [("walkable-loop", "error")]), ("warning", [("walkable-loop", "warning")]), ("off", [])],
)
def test_a_site_says_how_grave_a_finding_is(level: str, left: list[tuple[str, str]]) -> None:
    assert found(f"levels: {{walkable-loop: {level}}}") == left


def test_a_level_that_does_not_exist_leaves_the_check_as_it_is() -> None:
    assert found("levels: {walkable-loop: ignore}") == [("wrong-shape", "error"), ("walkable-loop", "warning")]


def allow(check: str, at: str) -> str:
    return f"allow: [{{check: {check}, at: {at}, because: The duty team says when to stop.}}]\n"


def test_a_waiver_silences_one_check_at_one_place() -> None:
    assert found(more=allow("walkable-loop", "wait")) == []


@pytest.mark.parametrize(("check", "at"), [("walkable-loop", "call"), ("long-text", "wait")])
def test_a_waiver_of_nothing_is_an_error(check: str, at: str) -> None:
    assert found(more=allow(check, at)) == [("walkable-loop", "warning"), ("unused-waiver", "error")]


def test_a_waiver_at_the_wrong_place_is_told_the_right_one() -> None:
    *_, waiver = audit(loaded(more=allow("walkable-loop", "call")))
    assert waiver.help == "It finds something at `wait`."


def test_what_a_site_never_waives_is_not_waived() -> None:
    never = "never_waive: [walkable-loop]"
    assert found(never, allow("walkable-loop", "wait")) == [("walkable-loop", "warning"), ("unused-waiver", "error")]


@pytest.mark.parametrize("check", ["hidden-characters", "policies", "unused-waiver"])
def test_some_things_are_never_waived_anywhere(check: str) -> None:
    assert ("unused-waiver", "error") in found(more=allow(check, "example"))


def test_hidden_characters_cannot_be_waived() -> None:
    tree = TREE.replace("A loop", '"A \\u200b loop"').replace("to: call", "to: done")
    assert ("hidden-characters", "error") in found(more=allow("hidden-characters", "example"), tree=tree)


def test_what_concerns_the_tree_as_a_whole_is_waived_at_its_id() -> None:
    tree = TREE.replace("to: call", "to: done").replace("title:", "next_review: 2026-01-01\ntitle:")
    assert found(tree=tree) == [("overdue-review", "warning")]
    assert found(more=allow("overdue-review", "example"), tree=tree) == []


def test_an_option_is_waived_by_its_own_name() -> None:
    words = "so many words that nobody in any hurry would ever read them all to their end"
    tree = TREE.replace("no: wait", f"no: {{text: {words}, to: wait}}").replace("to: call", "to: done")
    assert found(tree=tree) == [("long-text", "warning")]
    assert found(more=allow("long-text", "call/no"), tree=tree) == []


def test_what_the_site_finds_in_a_tree_is_waived_there() -> None:
    files = {
        "trees/one.yaml": "title: One\nnodes:\n  go: {action: Go., to: 'tree:two'}\n",
        "trees/two.yaml": "title: Two\nnodes:\n  go:\n    question: Again?\n    options: {yes: 'tree:one', no: done}\n"
        "  done: {outcome: Done}\n",
    }
    assert [one.span.path for one in audit(load_text(files, today=TODAY))] == ["trees/two.yaml"]
    files["trees/two.yaml"] += allow("walkable-loop", "two")
    assert audit(load_text(files, today=TODAY)) == []


def test_everything_is_in_order_of_place() -> None:
    broken = TREE.replace("yes: done", "yes: doen").replace("Wait.", "Call 911.") + "unknown: key\n"
    spans = [one.span for one in audit(loaded("tgas: {}", tree=broken))]
    assert spans == sorted(spans)
    assert len(spans) == 4


def test_what_is_said_of_one_place_keeps_its_order_and_is_said_once() -> None:
    """No order of a set, which is another one in each process."""
    place = Span(path="trees/x.yaml", line=1, column=1, end_line=1, end_column=2)
    several = [Diagnostic(code="a", severity=Severity.ERROR, message="b", span=place, help=str(n)) for n in range(20)]
    assert [one.help for one in in_order([*several, *several])] == [str(n) for n in range(20)]


def test_trees_can_be_judged_apart_and_put_together() -> None:
    site = loaded(tree=TREE + "tags: {a: A}\n").site
    there = pickle.loads(pickle.dumps(site))  # noqa: S301 - our own
    apart = [one for tree in there.trees.values() for one in find_in_tree(tree, there)]
    together = [*pickle.loads(pickle.dumps(apart)), *find_in_site(site)]  # noqa: S301
    assert list(judge(together, site)) == audit(loaded(tree=TREE + "tags: {a: A}\n"))


@pytest.mark.parametrize(
    ("path", "broken"),
    [
        ("trees/_site.yaml", "tags: Look: here\n"),
        ("trees/_site.yaml", "tags: [seen]\nfacts: {line: {}}\n"),
        ("trees/_sources.yaml", "book: {title: A book\n"),
        ("trees/_hazards.yaml", "- h1\n"),
        ("trees/_places/gb.yaml", "name: [\n"),
    ],
)
def test_one_mistake_around_the_trees_is_not_told_once_for_each_tree(path: str, broken: str) -> None:
    """What could not be read may be all that they lean on."""
    tree = (
        "title: One\nplaces: [gb]\nhazards: [h1]\nnodes:\n"
        "  go: {outcome: 'Call {line}', tags: [seen], sources: [book]}\n"
    )
    files = {
        "trees/_site.yaml": "tags: {seen: Seen}\nfacts: {line: {label: the line}}\n",
        "trees/_sources.yaml": "book: {title: A book}\n",
        "trees/_hazards.yaml": "h1: {hazard: It falls, controls: [A net]}\n",
        "trees/_places/gb.yaml": "name: Here\nfacts:\n"
        "  line: {text: '1', source: book, verified_on: 2026-10-01, expires: 2027-10-01}\n",
        "trees/one.yaml": tree,
    }
    assert audit(load_text(files, today=TODAY)) == []
    found = audit(load_text({**files, path: broken}, today=TODAY))
    assert found
    assert {one.span.path for one in found} == {path}
