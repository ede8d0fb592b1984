"""Laws of a comparison, on random small sites: nothing changed, only names changed, and paths counted one by one."""

from __future__ import annotations

import json
from itertools import islice, product
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fingerpost.diff import Part, difference
from fingerpost.diff.helping import helped
from fingerpost.diff.paths import compared
from fingerpost.diff.steps import how_urgent
from fingerpost.load import Loaded, load_site, load_text
from fingerpost.model import Outcome, Question, Site
from support import trees
from support.today import TODAY
from support.trees import NAMES, Whole

TREES = Path(__file__).parents[1] / "trees"
MOST = 60  # walks of one tree: every pair of two versions is looked at
CHECK = "safety-check"
TAGS = {CHECK: "Asks about safety"}


def loaded(data: dict[str, Any]) -> Loaded:
    files: dict[str, str | bytes] = {f"trees/{name}.yaml": json.dumps(tree) for name, tree in data.items()}
    return load_text(files, today=TODAY)


@st.composite
def marked(draw: st.DrawFn) -> dict[str, Any]:
    """A site whose steps carry the tag of safety checks here and there, and whose outcomes are more or less urgent."""
    data = draw(trees.drawn())
    for tree in data.values():
        tree["tags"] = TAGS
        for node in tree["nodes"].values():
            if draw(st.booleans()):
                node["tags"] = [CHECK]
            if "outcome" in node:
                node["urgency"] = draw(st.sampled_from(["now", "today", "soon", "routine"]))
    return data


# Nothing, and names alone -----------------------------------------------------------------------------------------


@given(data=marked())
def test_nothing_changed(data: dict[str, Any]) -> None:
    found = difference(loaded(data), loaded(data))
    assert (found.changes, found.paths, found.errors) == ((), {}, ())


def test_nothing_changed_in_our_own_trees() -> None:
    one, other = (load_site(TREES, today=TODAY) for _ in range(2))
    found = difference(one, other)
    assert (found.changes, found.paths, found.errors, found.unread) == ((), {}, (), ())


@given(data=marked())
def test_only_names_changed(data: dict[str, Any]) -> None:
    found = difference(loaded(data), loaded({f"z-{name}": renamed(tree) for name, tree in data.items()}))
    assert {one.code for one in found.changes} <= {"step-renamed", "tree-renamed"}
    assert found.paths == {}
    assert len(found.changes) == len(data) + sum(len(tree["nodes"]) for tree in data.values())


def renamed(value: Any, key: str = "") -> Any:  # noqa: ANN401 - any part of a tree
    """The same with other names for all steps and trees."""
    match value:
        case dict() if key in ("nodes", "when", "outcomes"):
            return {f"z-{name}": renamed(inner, "" if key == "nodes" else key[:1]) for name, inner in value.items()}
        case dict():
            return {name: renamed(inner, name) for name, inner in value.items()}
        case list() if key in ("options", "w", "tags"):
            return value
        case list():
            return [renamed(one, key) for one in value]
        case str() if key in ("title", "text", "question", "action", "outcome", "urgency", "w", "meaning", CHECK):
            return value
        case str() if value != "end":
            return f"tree:z-{value.removeprefix('tree:')}" if value.startswith("tree:") else f"z-{value}"
    return value


# Paths, one by one ------------------------------------------------------------------------------------------------


def walks(site: Site, name: str) -> list[Whole]:
    """All walks of a tree in which nobody can go in circles; none where there are too many to look through."""
    found = list(islice(trees.walks(site, name), MOST))
    return found if len(found) < MOST else []


def answers(site: Site, walk: Whole) -> dict[str, str | None]:
    """What was answered, by the names of the questions."""
    return {
        "/".join(place.node for place in spot): taken
        for spot, taken in zip(walk.spots, walk.taken, strict=True)
        if isinstance(trees.node_at(site, spot), Question)
    }


def ends_of(site: Site, name: str) -> set[str]:
    """Every end that some walk comes to."""
    spots = trees.spots(site, name)
    return {step.to for steps in spots.values() for step in steps if isinstance(step.to, str)}


def checks(site: Site, walk: Whole) -> int:
    return sum(CHECK in {tag.id for tag in trees.node_at(site, spot).tags} for spot in walk.spots)


def urgency(site: Site, walk: Whole) -> str:
    """The urgency of an end; empty where the walk goes on in another tree."""
    node = trees.node_at(site, walk.spots[-1])
    return node.urgency.id if isinstance(node, Outcome) and node.urgency and not walk.end.startswith("tree:") else ""


def pairs(base: Site, head: Site, name: str) -> list[tuple[Whole, Whole]]:
    """The paths that correspond: every question that both ask has the same answer."""
    before = [(one, answers(base, one)) for one in walks(base, name)]
    after = [(one, answers(head, one)) for one in walks(head, name)]
    return [
        (one, other)
        for (one, said), (other, says) in product(before, after)
        if all(said[question] == says[question] for question in said.keys() & says.keys())
    ]


@given(data=st.tuples(marked(), marked()))
def test_paths_are_counted_as_one_by_one(data: tuple[dict[str, Any], dict[str, Any]]) -> None:
    base, head = (trees.site(one) for one in data)
    for name in NAMES:
        told = compared(base.trees[name], head.trees[name], base, head, {CHECK})
        assert {one.name for one in told.lost} == ends_of(base, name) - ends_of(head, name)
        assert {one.name for one in told.gained} == ends_of(head, name) - ends_of(base, name)
        if trees.circles(trees.spots(base, name)) or trees.circles(trees.spots(head, name)):
            assert told.loops
            continue
        found = pairs(base, head, name)
        if not found:
            continue
        tally = told.tally
        ends = [
            (one, other) for one, other in found if (one.end, urgency(base, one)) != (other.end, urgency(head, other))
        ]
        assert not told.loops
        assert tally.paths == len(found)
        assert tally.ends == len(ends)
        assert tally.less_urgent == sum(
            how_urgent(urgency(head, other)) < how_urgent(urgency(base, one))
            for one, other in ends
            if not other.end.startswith("tree:")
        )
        fewer = [checks(head, other) - checks(base, one) for one, other in found]
        assert (tally.fewer_checks, tally.more_checks) == (sum(n < 0 for n in fewer), sum(n > 0 for n in fewer))
        longer = [trees.length(head, other) - trees.length(base, one) for one, other in found]
        assert tally.longer == sum(n > 0 for n in longer)
        assert tally.steps == max([0, *longer])
        assert sum(one.tally.paths for one in told.changes) <= len(found)


@given(data=marked())
def test_help_is_reached_where_some_walk_ends_in_it(data: dict[str, Any]) -> None:
    site = trees.site(data)
    found = helped(site.trees.values(), site)
    for name, tree in site.trees.items():
        assert (tree.start.id in found[name]) == bool({"now", "today"} & urgencies(site, name))


def urgencies(site: Site, name: str) -> set[str]:
    """How urgent the ends are of all walks from a tree, into other trees too."""
    found, met = set(), [name]
    for tree in met:
        for spot, steps in trees.spots(site, tree).items():
            for step in steps:
                if isinstance(step.to, str) and step.to.startswith("tree:"):
                    met += {step.to.removeprefix("tree:")} - set(met)
                elif isinstance(step.to, str):
                    node = trees.node_at(site, spot)
                    assert isinstance(node, Outcome)
                    assert node.urgency is not None
                    found.add(node.urgency.id)
    return found


@given(data=st.tuples(marked(), marked()))
def test_each_example_is_a_pair_that_corresponds(data: tuple[dict[str, Any], dict[str, Any]]) -> None:
    base, head = (trees.site(one) for one in data)
    for name in NAMES:
        told = compared(base.trees[name], head.trees[name], base, head, {CHECK})
        if told.loops:
            continue
        before, after = ([(walk, answers(site, walk)) for walk in walks(site, name)] for site in (base, head))
        for one in told.changes if before and after else ():
            old = {each.question: each.option for each in one.example if each.old}
            new = {each.question: each.option for each in one.example if each.new}
            assert any(walk.end == one.was.name and said == old for walk, said in before)
            assert any(walk.end == one.now.name and said == new for walk, said in after)


@given(data=st.tuples(marked(), marked()))
def test_any_two_sites_can_be_compared(data: tuple[dict[str, Any], dict[str, Any]]) -> None:
    found = difference(*map(loaded, data))
    assert all(one.part in Part and one.message for one in found.changes)
