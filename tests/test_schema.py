"""The two validators of a schema say the same: what the fast one lets through, the exact one finds nothing in."""

import copy

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.load.schema import gate, validator

# A tree with every kind of value; all scalars are words, as the loader hands them over.
WHOLE = yaml.load(
    """
    format: 1
    title: A tree
    status: draft
    next_review: 2027-05-01
    language: pt-BR
    start: ask
    stages: {first: First}
    tags: {unknown: We cannot tell}
    exits: {out: {text: Out, to: done}}
    authors: [{role: Nurse, on: 2026-01-01}]
    policies: {calm: {after: [unknown], require: unknown, within: 3, because: Because.}}
    cases: {one: {story: Once., answers: [{ask: yes}], outcome: done}}
    cards: {door: {kind: act, title: Door, steps: [{text: Go., from: ask}]}}
    allow: [{check: long-text, at: ask/yes, because: It is a quotation.}]
    nodes:
      ask: {question: Well, options: {yes: act, no: {text: No, to: [{when: {ask: [yes]}, to: walk}, {to: tree:x}]}}}
      act: {action: Do it., to: done, say: [Now], evidence: consensus}
      walk: {tree: other, outcomes: {fine: done, bad: end}}
      done: {outcome: Done, urgency: now, follow_up: {who: You}}
    """,
    Loader=yaml.CBaseLoader,  # noqa: S506 - it makes words of all that it reads, and nothing else
)
ODD = st.sampled_from(
    ["", "x", "X", "1", "-1", "draft", "drafft", "true", "2027-05-01", "2027-5-1", "end", "con", "a/b", "tree:a",
     "tree: a",
     "a\n", "ä", "a" * 64, [], ["x"], [[]], {}, {"x": "y"}, {"text": "x"}, {"to": "x"}, {"to": []}]
)  # fmt: skip


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The ways to every value within a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


def changed(path: tuple[str | int, ...], odd: object, *, key: bool) -> object:
    """The whole tree with something odd in one place, or under an odd key beside it."""
    tree = copy.deepcopy(WHOLE)
    parent = tree
    for part in path[:-1]:
        parent = parent[part]
    if key and isinstance(parent, dict):
        parent[odd if isinstance(odd, str) else "odd"] = parent.pop(path[-1])
    else:
        parent[path[-1]] = odd
    return tree


def agree(schema: str, instance: object) -> bool:
    fine = gate(schema).is_valid(instance)
    assert fine == (next(validator(schema).iter_errors(instance), None) is None)
    return fine


def test_the_whole_tree_is_fine_to_both() -> None:
    assert agree("tree", WHOLE)


@given(path=st.sampled_from([place for place in places(WHOLE) if place]), odd=ODD, key=st.booleans())
@settings(max_examples=400)
def test_they_agree_on_a_tree_with_something_odd_in_it(path: tuple[str | int, ...], odd: object, key: bool) -> None:
    agree("tree", changed(path, odd, key=key))


@pytest.mark.parametrize("schema", ["hazards", "place", "site", "sources"])
@given(
    instance=st.recursive(ODD, lambda inner: st.dictionaries(st.sampled_from(["a", "name", "facts", "text"]), inner))
)
@settings(max_examples=50)
def test_they_agree_on_what_stands_around_the_trees(schema: str, instance: object) -> None:
    agree(schema, instance)
