"""The graph of a tree against all that can happen in it, on thousands of random small sites."""

from collections import defaultdict
from itertools import islice

import pytest
from hypothesis import assume, given

from fingerpost import search
from fingerpost.model import Outcome, Ref, Site, Subtree
from support import trees
from support.trees import NAMES, Spot, Whole

MOST = 3_000  # walks of one tree; a site with more is too large to be looked through


def projected(site: Site, spot: Spot) -> search.State:
    """A spot of the tree that is walked first as the graph has it: with those answers alone that guards look at."""
    graph = search.expand(site.trees[spot[0].tree], site)
    answers = dict(spot[0].answers)
    return search.State(spot[0].node, tuple(answers.get(question) for question in graph.guards))


def bounded_walks(site: Site, name: str) -> list[Whole]:
    found = list(islice(trees.walks(site, name), MOST))
    assume(len(found) < MOST)
    return found


@given(site=trees.sites())
def test_states_loops_and_stuck_ones(site: Site) -> None:
    for name in NAMES:
        tree = site.trees[name]
        graph, spots = search.expand(tree, site), trees.spots(site, name)
        outer = [spot for spot in spots if len(spot) == 1]
        assert graph.complete
        assert set(graph.states) == {projected(site, spot) for spot in outer}
        assert {graph.states[at] for at in search.stuck(graph)} == {
            projected(site, spot) for spot in trees.caught(spots) if len(spot) == 1
        }
        inside = {spot for spot in trees.circles(spots) if len(spot) == 1}
        looped = [graph.states[at] for group in search.loops(graph) for at in group]
        assert len(looped) == len(set(looped))
        assert set(looped) == {projected(site, spot) for spot in inside}


@given(site=trees.sites())
def test_counts_and_lengths(site: Site) -> None:
    for name in NAMES:
        tree = site.trees[name]
        found, spots = search.summary(tree, site), trees.spots(site, name)
        ends = {step.to for taken in spots.values() for step in taken if isinstance(step.to, str)}
        assert {*found.outcomes, *(f"tree:{jump}" for jump in found.jumps)} == ends
        assert found.bounded == (not trees.circles(spots))
        if not found.bounded:
            assert search.total(found) is None
            assert search.extreme(tree, site, longest=True) == []
            continue
        lengths: dict[str, list[int]] = defaultdict(list)
        for walk in bounded_walks(site, name):
            lengths[walk.end].append(trees.length(site, walk))
        tallies = {**found.outcomes, **{f"tree:{jump}": tally for jump, tally in found.jumps.items()}}
        assert tallies == {
            end: search.Tally(paths=len(all_), shortest=min(all_), longest=max(all_)) for end, all_ in lengths.items()
        }
        whole = search.total(found)
        assert whole is not None
        assert whole.paths == sum(map(len, lengths.values()))


@given(site=trees.sites())
def test_the_longest_and_the_shortest_walk(site: Site) -> None:
    for name in NAMES:
        tree = site.trees[name]
        if not search.summary(tree, site).bounded:
            continue
        told = [(trees.length(site, walk), outline(site, walk)) for walk in bounded_walks(site, name)]
        for longest in (True, False):
            wanted = max(told)[0] if longest else min(told)[0]
            assert (wanted, search.extreme(tree, site, longest=longest)) in told


def outline(site: Site, walk: Whole) -> list[tuple[str, str | None]]:
    """The nodes of the outer tree, each with what was taken there; at a subtree, the outcome that it came to."""
    lines: list[tuple[str, str | None]] = []
    for spot, taken in zip(walk.spots, walk.taken, strict=True):
        if len(spot) == 1:
            lines.append((spot[0].node, taken))
        elif len(spot) == 2 and lines[-1] == (spot[0].node, None) and taken is not None:
            inner = trees.node_at(site, spot)
            lines[-1] = (spot[0].node, inner.id if inner.id == taken else None)
    last = site.trees[walk.spots[0][0].tree].nodes[lines[-1][0]]
    if isinstance(last, Subtree) and "/" in walk.end:
        lines[-1] = (last.id, walk.end.split("/", 1)[1])
    return lines


@given(site=trees.sites())
def test_a_shortest_walk_leads_to_each_state(site: Site) -> None:
    tree = site.trees["a"]
    graph = search.expand(tree, site)
    distance = {graph.states[0]: 0}
    for at, edges in enumerate(graph.edges):
        for edge in edges:
            if isinstance(edge.to, int):
                distance.setdefault(graph.states[edge.to], distance[graph.states[at]] + 1)
    for at, state in enumerate(graph.states):
        walk = search.walk_to(graph, at)
        assert len(walk) == distance[state]
        assert all((node, via) in _steps_of(graph) for node, via in walk)


def _steps_of(graph: search.Graph) -> set[tuple[str, str | None]]:
    return {(graph.states[at].node, edge.via) for at, edges in enumerate(graph.edges) for edge in edges}


@given(site=trees.sites())
def test_reachable_by_answers_and_by_exits(site: Site) -> None:
    for name in NAMES:
        tree = site.trees[name]
        met, open_ = set(), [trees.begin(site, name)]
        while open_:
            spot = open_.pop()
            if spot in met:
                continue
            met.add(spot)
            onward = [step.to for step in trees.steps(site, spot)]
            if len(spot) == 1 and not isinstance(trees.node_at(site, spot), Outcome):
                way_out = tree.exits["out"].to
                onward += [(spot[0]._replace(node=way_out.id),)] if isinstance(way_out, Ref) else []
            open_ += [to for to in onward if not isinstance(to, str)]
        # What waits while a subtree is walked is the node that enters it.
        assert search.reachable(tree, site) == {spot[0].node for spot in met if spot[0].tree == name}


# Large ones -------------------------------------------------------------------------------------------------------


def chain(length: int, *, last: str) -> dict[str, object]:
    nodes: dict[str, object] = {f"n{at}": {"action": "!", "to": f"n{at + 1}"} for at in range(length - 1)}
    return {
        "title": "T",
        "nodes": {**nodes, f"n{length - 1}": {"action": "!", "to": last}, "end-of-it": {"outcome": "."}},
    }


def test_a_chain_of_ten_thousand_steps_needs_no_recursion() -> None:
    site = trees.site({"a": chain(9_999, last="end-of-it")})
    tree = site.trees["a"]
    graph = search.expand(tree, site)
    assert search.summary(tree, site).outcomes["end-of-it"] == search.Tally(paths=1, shortest=10_000, longest=10_000)
    assert len(search.extreme(tree, site, longest=True)) == 10_000
    assert len(search.walk_to(graph, 9_999)) == 9_999
    assert (search.stuck(graph), list(search.loops(graph))) == (set(), [])


def test_a_circle_of_ten_thousand_steps_is_one_loop_that_nobody_leaves() -> None:
    site = trees.site({"a": chain(9_999, last="n0")})
    graph = search.expand(site.trees["a"], site)
    assert list(search.loops(graph)) == [list(range(9_999))]
    assert len(search.stuck(graph)) == 9_999
    assert not search.summary(site.trees["a"], site).bounded


def test_paths_beyond_any_number_of_digits_that_are_printed() -> None:
    asked: dict[str, object] = {
        f"n{at}": {"question": "?", "options": {"x": f"n{at + 1}", "y": f"n{at + 1}"}} for at in range(5_000)
    }
    site = trees.site({"a": {"title": "T", "nodes": {**asked, "n5000": {"outcome": "."}}}})
    whole = search.total(search.summary(site.trees["a"], site))
    assert whole is not None
    assert whole.paths == 2**5_000
    assert search.in_figures(whole.paths) == "about 10^1505"


def test_trees_a_thousand_deep_in_one_another() -> None:
    use = {"title": "T", "nodes": {"u": {"tree": "", "outcomes": {"z": "z"}}, "z": {"outcome": "."}}}
    nested: dict[str, object] = {
        f"t{at}": {**use, "nodes": {**use["nodes"], "u": {"tree": f"t{at + 1}", "outcomes": {"z": "z"}}}}  # type: ignore[dict-item]
        for at in range(1_000)
    }
    site = trees.site({**nested, "t1000": {"title": "T", "nodes": {"z": {"outcome": "."}}}})
    assert search.summary(site.trees["t0"], site).outcomes["z"] == search.Tally(paths=1, shortest=1_001, longest=1_001)


def test_an_endless_tree_makes_endless_what_uses_it() -> None:
    """Even where none of its outcomes can be reached, so that no path leads through it."""
    endless = {"title": "T", "nodes": {"n": {"action": "!", "to": "n"}, "z": {"outcome": "."}}}
    use = {"title": "T", "nodes": {"u": {"tree": "b", "outcomes": {"z": "z"}}, "z": {"outcome": "."}}}
    site = trees.site({"a": use, "b": endless})
    assert search.summary(site.trees["a"], site) == search.Summary(outcomes={}, jumps={}, bounded=False)
    assert search.stuck(search.expand(site.trees["a"], site)) == {0}


def test_past_so_many_states_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fingerpost.search.expansion.STATES", 10)
    site = trees.site({"a": chain(50, last="end-of-it")})
    graph = search.expand(site.trees["a"], site)
    assert not graph.complete
    assert search.summary(site.trees["a"], site).bounded is False
    assert search.total(search.summary(site.trees["a"], site)) is None


def test_guards_make_states_and_not_nodes() -> None:
    """Two questions that a guard looks at make four ways to be at the last one; one that none looks at makes none."""
    site = trees.site(
        {
            "a": {
                "title": "T",
                "nodes": {
                    "p": {"question": "?", "options": {"x": "q", "y": "q"}},
                    "q": {"question": "?", "options": {"x": "r", "y": "r"}},
                    "r": {"question": "?", "options": {"x": "s", "y": "s"}},
                    "s": {"action": "!", "to": [{"when": {"p": "x", "q": "x"}, "to": "z"}, {"to": "z"}]},
                    "z": {"outcome": "."},
                },
            }
        }
    )
    graph = search.expand(site.trees["a"], site)
    assert graph.guards == ("p", "q")
    assert sum(state.node == "s" for state in graph.states) == 4
    assert search.summary(site.trees["a"], site).outcomes["z"] == search.Tally(paths=8, shortest=5, longest=5)


@given(site=trees.sites())
def test_the_order_of_questions_to_a_site_changes_nothing(site: Site) -> None:
    again = Site(trees=dict(reversed(site.trees.items())), today=site.today, exits=site.exits)
    for tree in reversed(site.trees.values()):
        assert search.summary(tree, again) == search.summary(tree, site)
        assert search.expand(tree, again) == search.expand(tree, site)
