"""Random small sites, and all that can happen in them, worked out without any help of the code under test."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import strategies as st

from fingerpost.load import load_text
from fingerpost.model import Action, End, Jump, Outcome, Question, Ref, Subtree
from support.today import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fingerpost.model import Node, Site, Target

NAMES = ("a", "b", "c")


def site(trees: dict[str, object]) -> Site:
    """A site of trees that are given as plain data; JSON is YAML."""
    loaded = load_text({f"trees/{name}.yaml": json.dumps(tree) for name, tree in trees.items()}, today=TODAY)
    assert loaded.diagnostics == ()
    return loaded.site


def sites() -> st.SearchStrategy[Site]:
    """Three trees of up to six nodes, with guards, loops, jumps and exits; each may use those behind it as subtrees."""
    return drawn().map(site)


@st.composite
def drawn(draw: st.DrawFn) -> dict[str, Any]:
    """The same as plain data."""
    trees: dict[str, Any] = {}
    ends: dict[str, list[str]] = {}
    for name in reversed(NAMES):
        kinds = [*draw(st.lists(st.sampled_from(["question", "action", "subtree", "outcome"]), max_size=5)), "outcome"]
        kinds = draw(st.permutations(kinds))
        nodes = {f"{kind[0]}{number}": kind for number, kind in enumerate(kinds)}
        trees[name] = {
            "title": name,
            "nodes": {node: draw(_node(kind, list(nodes), ends)) for node, kind in nodes.items()},
            "exits": {"out": {"text": "Out", "to": draw(_places(list(nodes)))}},
        }
        ends[name] = [node for node, kind in nodes.items() if kind == "outcome" or (kind == "subtree" and not ends)]
    return dict(reversed(trees.items()))


def _places(nodes: list[str]) -> st.SearchStrategy[str]:
    jumps = st.sampled_from([f"tree:{name}" for name in NAMES])
    return st.one_of(st.sampled_from(nodes), st.sampled_from(nodes), st.sampled_from(nodes), jumps)


@st.composite
def _node(draw: st.DrawFn, kind: str, nodes: list[str], ends: dict[str, list[str]]) -> dict[str, object]:
    match kind:
        case "question":
            options = draw(st.integers(1, 3))
            return {"question": "?", "options": {f"x{one}": draw(_targets(nodes)) for one in range(options)}}
        case "action":
            return {"action": "!", "to": draw(_targets(nodes))}
        case "subtree" if ends:
            used = draw(st.sampled_from(sorted(ends)))
            returns = {end: draw(st.one_of(_targets(nodes), st.just("end"))) for end in ends[used]}
            return {"tree": used, "outcomes": returns}
    return {"outcome": "."}


@st.composite
def _targets(draw: st.DrawFn, nodes: list[str]) -> object:
    questions = [node for node in nodes if node.startswith("q")]
    guarded = []
    if questions:
        asked = st.dictionaries(st.sampled_from(questions), st.sampled_from(["x0", ["x0", "x1"], "x2"]), min_size=1)
        for when in draw(st.lists(asked, max_size=2)):
            guarded.append({"when": when, "to": draw(_places(nodes))})
    last = draw(_places(nodes))
    return [*guarded, {"to": last}] if guarded else last


# What can happen --------------------------------------------------------------------------------------------------


class Place(NamedTuple):
    """Where a walk is in one tree, and the last answers there."""

    tree: str
    node: str
    answers: tuple[tuple[str, str], ...] = ()


Spot = tuple[Place, ...]  # the tree that is walked last, and before it those that wait


class Step(NamedTuple):
    """What can be taken at a spot, and what comes of it: another spot, or the name of an end or of a tree."""

    via: str | None
    to: Spot | str


def begin(site: Site, tree: str) -> Spot:
    """The first spot of a walk."""
    return (Place(tree, site.trees[tree].start.id),)


def node_at(site: Site, spot: Spot) -> Node:
    """The node of a spot."""
    return site.trees[spot[-1].tree].nodes[spot[-1].node]


def steps(site: Site, spot: Spot) -> Iterator[Step]:
    """All that can happen next; a walk ends at an outcome with nothing to come back to, at `end`, and at a jump."""
    node, here = node_at(site, spot), spot[-1]
    match node:
        case Question(options=options):
            for option in options:
                told = here._replace(answers=tuple(sorted({**dict(here.answers), node.id: option.id}.items())))
                yield Step(option.id, _go((*spot[:-1], told), option.to))
        case Action(to=targets):
            yield Step(None, _go(spot, targets))
        case Subtree(tree=used):
            yield Step(None, (*spot, *begin(site, used.id)))
        case Outcome() if len(spot) == 1:
            yield Step(None, node.id)
        case Outcome():
            waiting = spot[:-1]
            use = node_at(site, waiting)
            assert isinstance(use, Subtree)
            (back,) = [one.to for one in use.outcomes if one.outcome.id == node.id]
            name = "/".join([*(place.node for place in waiting), node.id])
            yield Step(node.id, _go(waiting, back, end=name))


def _go(spot: Spot, targets: tuple[Target, ...], end: str = "") -> Spot | str:
    answers = dict(spot[-1].answers)
    for target in targets:
        conditions = target.when.conditions if target.when else ()
        if all(answers.get(one.question.id) in [option.id for option in one.options] for one in conditions):
            match target.to:
                case Ref(id=name):
                    return (*spot[:-1], spot[-1]._replace(node=name))
                case Jump(tree=tree):
                    return f"tree:{tree}"
                case End():
                    return end
    raise AssertionError("the last target has no guard")


def spots(site: Site, tree: str) -> dict[Spot, list[Step]]:
    """Every spot that a walk through a tree can come to, with what can happen there."""
    found: dict[Spot, list[Step]] = {}
    open_ = [begin(site, tree)]
    while open_:
        spot = open_.pop()
        if spot not in found:
            found[spot] = list(steps(site, spot))
            open_ += [step.to for step in found[spot] if not isinstance(step.to, str)]
    return found


def circles(graph: dict[Spot, list[Step]]) -> set[Spot]:
    """The spots that can be come back to."""
    return {spot for spot in graph if spot in _beyond(graph, spot)}


def caught(graph: dict[Spot, list[Step]]) -> set[Spot]:
    """The spots from which no walk ends."""

    def ends(spot: Spot) -> bool:
        return any(isinstance(step.to, str) for step in graph[spot])

    return {spot for spot in graph if not ends(spot) and not any(map(ends, _beyond(graph, spot)))}


def _beyond(graph: dict[Spot, list[Step]], spot: Spot) -> set[Spot]:
    found: set[Spot] = set()
    open_ = [spot]
    while open_:
        for step in graph[open_.pop()]:
            if not isinstance(step.to, str) and step.to not in found:
                found.add(step.to)
                open_.append(step.to)
    return found


class Whole(NamedTuple):
    """A walk from its beginning to its end: the spots passed, what was taken at each, and the end."""

    spots: tuple[Spot, ...]
    taken: tuple[str | None, ...]
    end: str


def walks(site: Site, tree: str) -> Iterator[Whole]:
    """Every walk through a tree in which nobody can go in circles."""
    open_ = [((begin(site, tree),), ())]
    while open_:
        passed, taken = open_.pop()
        for step in steps(site, passed[-1]):
            if isinstance(step.to, str):
                yield Whole(passed, (*taken, step.via), step.to)
            else:
                open_.append(((*passed, step.to), (*taken, step.via)))


def length(site: Site, walk: Whole) -> int:
    """The steps of a walk: the nodes that somebody reads, so not those that only stand for another tree."""
    return sum(not isinstance(node_at(site, spot), Subtree) for spot in walk.spots)
