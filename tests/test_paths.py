"""Walks, one step at a time, against all that can happen in random small sites."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost import paths
from fingerpost.guards import choose, holds
from fingerpost.model import Action, Condition, Guard, Jump, Question, Ref, Site, Target
from support import trees
from support.trees import NAMES, Spot, Step


def where(walk: paths.Walk) -> Spot:
    """A walk's place as a spot: the answers without their order, the last one of each question."""
    return tuple(
        trees.Place(frame.tree, frame.node, tuple(sorted(dict(frame.answers).items()))) for frame in walk.frames
    )


def rest(site: Site, spot: Spot | str) -> tuple[list[str], Spot | str]:
    """On to where somebody is needed, or to the end, or in circles; and the names of all nodes passed."""
    names: list[str] = []
    met: set[Spot] = set()
    while not isinstance(spot, str):
        if spot in met:
            return names, "in circles"
        met.add(spot)
        names.append("/".join([spot[0].tree, *(place.node for place in spot)]))
        if isinstance(trees.node_at(site, spot), Question | Action):
            break
        (step,) = trees.steps(site, spot)
        spot = trees.begin(site, step.to.removeprefix("tree:")) if _is_jump(step) else step.to
    return names, spot


def _is_jump(step: Step) -> bool:
    return isinstance(step.to, str) and step.to.startswith("tree:")


@given(site=trees.sites(), name=st.sampled_from(NAMES), data=st.data())
def test_every_step_is_the_one_that_the_tree_tells(site: Site, name: str, data: st.DataObject) -> None:
    walk = paths.start(site, name)
    passed, spot = rest(site, trees.begin(site, name))
    for _ in range(20):
        assert list(walk.passed) == passed
        assert walk.ended == isinstance(spot, str)
        if isinstance(spot, str):
            assert paths.offers(site, walk) == ()
            return
        assert where(walk) == spot
        assert paths.here(site, walk) == trees.node_at(site, spot)
        step = data.draw(st.sampled_from(list(trees.steps(site, spot))))
        if step.via is None:
            assert paths.offers(site, walk) == ()
            walk = paths.proceed(site, walk)
        else:
            assert step.via in [option.id for option in paths.offers(site, walk)]
            walk = paths.answer(site, walk, step.via)
        begun = trees.begin(site, str(step.to).removeprefix("tree:")) if _is_jump(step) else step.to
        more, spot = rest(site, begun)
        passed += more


@given(site=trees.sites(), name=st.sampled_from(NAMES))
def test_a_way_out_of_each_tree_on_the_way_gives_up_what_waits(site: Site, name: str) -> None:
    walk = paths.start(site, name)
    if walk.ended:
        return
    assert list(paths.exits(site, walk)) == [f"{frame.tree}/out" for frame in reversed(walk.frames)]
    for way, place in zip(paths.exits(site, walk), reversed(where(walk)), strict=True):
        gone = paths.leave(site, walk, way)
        match site.trees[place.tree].exits["out"].to:
            case Jump(tree=other):
                begun = trees.begin(site, other)
            case Ref(id=node):
                begun = (place._replace(node=node),)
        names, spot = rest(site, begun)
        assert list(gone.passed) == [*walk.passed, *names]
        assert gone.ended == isinstance(spot, str)
        assert gone.ended or where(gone) == spot


def test_a_trees_own_way_out_goes_before_the_sites() -> None:
    site = trees.site(
        {
            "a": {
                "title": "T",
                "exits": {"out": {"text": "Own", "to": "z"}},
                "nodes": {"n": {"action": "!", "to": "z"}, "z": {"outcome": "."}},
            },
            "b": {"title": "T", "nodes": {"n": {"outcome": "."}}},
        }
    )
    everywhere = {name: replace(site.trees["a"].exits["out"], id=name, to=Jump(tree="b")) for name in ("out", "danger")}
    with_exits = Site(trees=site.trees, today=site.today, exits=everywhere)
    ways = paths.ways_out(with_exits, site.trees["a"])
    assert [(name, way.to) for name, way in ways.items()] == [("out", Ref(id="z")), ("danger", Jump(tree="b"))]
    begun = paths.start(with_exits, "a")
    assert list(paths.exits(with_exits, begun)) == ["a/out", "/danger"]
    assert paths.leave(with_exits, begun, "/danger").passed == ("a/n", "b/n")
    assert paths.leave(with_exits, begun, "a/out").passed == ("a/n", "a/z")


def test_inside_a_subtree_the_ways_out_of_the_tree_around_it_stand_too() -> None:
    ask = {"question": "?", "options": {"x": "z"}}
    around = {
        "title": "T",
        "exits": {"danger": {"text": "Danger", "to": "help"}},
        "nodes": {
            "q": {"question": "?", "options": {"x": "u", "y": "u"}},
            "u": {"tree": "b", "outcomes": {"z": "z"}},
            "z": {"outcome": "."},
            "help": {"action": "!", "to": [{"when": {"q": "x"}, "to": "z"}, {"to": "q"}]},
        },
    }
    inner = {"title": "T", "exits": {"danger": {"text": "Own", "to": "z"}}, "nodes": {"r": ask, "z": {"outcome": "."}}}
    site = trees.site({"a": around, "b": inner})
    walk = paths.answer(site, paths.start(site, "a"), "x")
    assert walk.passed[-1] == "a/u/r"
    assert list(paths.exits(site, walk)) == ["b/danger", "a/danger"]
    helped = paths.leave(site, walk, "a/danger")
    assert helped.passed[-1] == "a/help"
    assert paths.proceed(site, helped).passed[-1] == "a/z"
    ended = paths.leave(site, walk, "b/danger")
    assert (ended.passed[-1], ended.ended) == ("b/z", True)


def test_at_an_outcome_there_is_no_way_out_also_where_a_tree_around_it_waits() -> None:
    around = {"u": {"tree": "b", "outcomes": {"z": "z"}}, "z": {"outcome": "."}}
    out = {"danger": {"text": "Danger", "to": "z"}}
    site = trees.site(
        {
            "a": {"title": "T", "exits": out, "nodes": around},
            "b": {"title": "T", "exits": out, "nodes": {"n": {"action": "!", "to": "z"}, "z": {"outcome": "."}}},
        }
    )
    inside = paths.move(site, paths.begin(site, "a"), paths.Move("on"))
    assert list(paths.exits(site, inside)) == ["b/danger", "a/danger"]
    at_outcome = paths.move(site, inside, paths.Move("on"))
    assert (at_outcome.passed[-1], at_outcome.ended) == ("a/u/z", False)
    assert paths.exits(site, at_outcome) == {}


@pytest.mark.parametrize("wrong", ["nothing", ""])
def test_what_is_not_offered_cannot_be_taken(wrong: str) -> None:
    nodes = {"q": {"question": "?", "options": {"x": "z"}}, "z": {"outcome": "."}}
    site = trees.site({"a": {"title": "T", "nodes": nodes}})
    walk = paths.start(site, "a")
    with pytest.raises(KeyError):
        paths.answer(site, walk, wrong)
    with pytest.raises(KeyError):
        paths.leave(site, walk, wrong)
    assert paths.answer(site, walk, "x").ended


ROUND = {
    "in itself": {"a": {"s": {"tree": "b", "outcomes": {"z": "s"}}}},
    "by a jump": {"a": {"s": {"tree": "b", "outcomes": {"z": "tree:a"}}}},
    "a tree in itself": {"a": {"s": {"tree": "a", "outcomes": {"z": "z"}}, "z": {"outcome": "."}}},
    "two trees in each other": {
        "a": {"s": {"tree": "c", "outcomes": {"z": "z"}}, "z": {"outcome": "."}},
        "c": {"s": {"tree": "a", "outcomes": {"z": "z"}}, "z": {"outcome": "."}},
    },
}


@pytest.mark.parametrize("name", ROUND)
def test_a_walk_that_goes_in_circles_without_anybody_ends(name: str) -> None:
    nodes = {"b": {"z": {"outcome": "."}}, **ROUND[name]}
    site = trees.site({tree: {"title": "T", "nodes": of_it} for tree, of_it in nodes.items()})
    walk = paths.start(site, "a")
    assert walk.ended
    assert len(walk.passed) <= 3


# Guards -----------------------------------------------------------------------------------------------------------


def guard(**asked: tuple[str, ...]) -> Guard:
    return Guard(
        conditions=tuple(
            Condition(question=Ref(id=question), options=tuple(Ref(id=option) for option in options))
            for question, options in asked.items()
        )
    )


@pytest.mark.parametrize(
    ("answers", "held"),
    [
        ({}, False),
        ({"p": "yes"}, False),
        ({"p": "yes", "q": "no"}, True),
        ({"p": "yes", "q": "unsure"}, True),
        ({"p": "yes", "q": "yes"}, False),
        ({"p": "no", "q": "no"}, False),
        ({"p": "yes", "q": "no", "r": "yes"}, True),
    ],
)
def test_all_conditions_hold_and_one_option_of_each_is_enough(answers: dict[str, str], held: bool) -> None:
    assert holds(guard(p=("yes",), q=("no", "unsure")), answers) is held


def test_no_guard_always_holds_and_a_guard_of_nothing_too() -> None:
    assert holds(None, {})
    assert holds(guard(), {})


def test_the_first_that_holds_is_taken() -> None:
    targets = (
        Target(to=Ref(id="first"), when=guard(p=("yes",))),
        Target(to=Ref(id="second"), when=guard(p=("yes", "no"))),
        Target(to=Ref(id="rest")),
    )
    taken = [choose(targets, {"p": answer}) for answer in ("yes", "no", "unsure")]
    assert [one.to for one in taken if one] == [Ref(id="first"), Ref(id="second"), Ref(id="rest")]
    assert choose(targets[:2], {}) is None


def test_a_walk_that_jumps_in_circles_has_jumped() -> None:
    around = {"title": "T", "nodes": {"use": {"tree": "b", "outcomes": {"done": "tree:a"}}, "z": {"outcome": "."}}}
    site = trees.site({"a": around, "b": {"title": "T", "nodes": {"done": {"outcome": "."}}}})
    begun = paths.start(site, "a")
    assert (begun.passed, begun.jumps, begun.ended) == (("a/use", "a/use/done"), (("a", 2),), True)
