"""Names that mean something, and names that mean nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.nearest import is_slip
from support.judged import DEFAULT, codes, find

INNER = """\
title: Inner
stages: {s: S}
exits: {x: {text: X, to: b}}
nodes:
  q: {question: Q?, options: {yes: a, no: b}}
  a: {outcome: A}
  b: {outcome: B}
"""
OUTER = """\
title: Outer
nodes:
  use: {tree: inner, outcomes: {a: home, b: home}}
  home: {outcome: Home}
"""


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("policies: {p: {possible: ['node:use/q', 'node:inner/a', 'node:home'], because: B}}", []),
        ("policies: {p: {never: ['node:use/qq'], because: B}}", ["unknown-node"]),
        ("policies: {p: {never: ['node:ues/q'], because: B}}", ["unknown-node"]),
        ("policies: {p: {possible: ['answer:use/q/yes', 'answer:inner/q/no'], because: B}}", []),
        ("policies: {p: {never: ['answer:use/q/maybe'], because: B}}", ["unknown-answer"]),
        ("policies: {p: {never: ['answer:home/yes'], because: B}}", ["unknown-answer"]),
        ("policies: {p: {possible: ['stage:s', 'exit:x', 'tree:inner', 'urgency:now'], because: B}}", []),
        ("policies: {p: {never: ['stage:t'], because: B}}", ["unknown-stage"]),
        ("policies: {p: {never: ['exit:y'], because: B}}", ["unknown-exit"]),
        ("policies: {p: {never: ['tree:iner'], because: B}}", ["unknown-tree"]),
        ("policies: {p: {never: ['urgency:later'], because: B}}", ["unknown-urgency"]),
        ("policies: {p: {possible: [question, action, outcome], because: B}}", []),
        ("policies: {p: {never: [questoin], because: B}}", ["unknown-tag"]),
        ("policies: {p: {order: [question, outcome], worse: {use: [yes, no]}, because: B}}", ["unknown-answer"]),
        ("policies: {p: {always: [outcome], because: B, sources: [s]}}", ["unknown-source"]),
        ("policies: {p: {never: [outcome], because: B, scope: {after: ['node:hoem']}}}", ["unknown-node"]),
        ("cases: {c: {story: S, answers: [use/q: yes], outcome: home, passes: [use/a]}}", []),
        ("cases: {c: {story: S, answers: [use/q: yse], outcome: home}}", ["unknown-answer"]),
        ("cases: {c: {story: S, answers: [use/r: yes], outcome: home}}", ["unknown-answer"]),
        ("cases: {c: {story: S, answers: [use/q: yes], outcome: hom, passes: [use/z]}}", ["unknown-node"] * 2),
        ("cases: {c: {story: S, answers: [use/q: yes], outcome: 'tree:iner'}}", ["unknown-tree"]),
        ("cards: {c: {kind: act, title: T, steps: [{text: X, from: [home, inner/q]}]}}", []),
        ("cards: {c: {kind: act, title: T, steps: [{text: X, from: hmoe}]}}", ["unknown-node"]),
        ("cards: {c: {kind: act, title: T, covers: [p]}}", ["unknown-policy"]),
        ("exits: {e: {text: E, to: nowhere}}", ["missing-target"]),
        ("places: [ie]", ["unknown-place"]),
        ("hazards: [h1]", []),
        ("table: {id: rows}", ["unknown-table"]),
        ("allow: [{check: yaml-syntax, at: home, because: B}]", ["unknown-check"]),
    ],
)  # fmt: skip
def test_names_are_looked_up_where_they_belong(written: str, found: list[str]) -> None:
    assert codes(f"{OUTER}{written}\n", inner=INNER) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("policies: {p: {possible: ['node:inner/q', 'answer:inner/q/yes', 'stage:s', 'exit:x'], because: B}}", []),
        ("policies: {p: {never: ['node:inner/r'], because: B}}", ["unknown-node"]),
        ("policies: {p: {never: ['node:q'], because: B}}", ["unknown-node"]),
        ("policies: {p: {never: ['answer:q/yes'], because: B}}", ["unknown-answer"]),
        ("policies: {p: {never: [tga, 'urgency:x'], because: B}}", ["unknown-tag", "unknown-urgency"]),
        ("policies: {p: {never: ['tree:x'], because: B}}", ["unknown-tree"]),
        ("exits: {e: {text: 'Call {x}', to: 'tree:inner'}}", ["unknown-fact"]),
        ("exits: {e: {text: E, to: 'tree:iner'}}", ["missing-target"]),
        ("exits: {e: {text: E, to: home}}", ["missing-target"]),
        ("default_place: ie", ["unknown-place"]),
        ("demands: {offers: {y: z}}", ["unknown-tag", "unknown-tag"]),
        ("demands: {opens_with: [x]}", ["opening-without-check", "opening-without-check", "unknown-tag"]),
        ("demands: {well_sourced: [x]}", ["unknown-tag"]),
        ("demands: {calls: {now: x}}", ["unknown-fact"]),
        ("demands: {tree: [titel], outcome: [follow_up.whom]}", ["missing-field", "missing-field"]),
        ("demands: {source: [limit]}", ["missing-field"]),
        ("levels: {mising-target: off}", ["unknown-check"]),
        ("never_waive: [polices]", ["unknown-check"]),
    ],
)  # fmt: skip
def test_names_of_the_site_are_looked_up_in_all_trees(written: str, found: list[str]) -> None:
    assert codes(OUTER, inner=INNER, _site=written) == found


def test_a_name_is_pointed_at_in_part_and_the_nearest_is_offered() -> None:
    tree = f"{OUTER}policies:\n  p: {{never: ['answer:use/q/yse'], because: B}}\n"
    (one,) = find({DEFAULT: tree, "trees/inner.yaml": INNER})
    assert tree.splitlines()[one.span.line - 1][one.span.column - 1 : one.span.end_column - 1] == "yse"
    assert (one.help, one.fixes[0].edits[0].replacement) == ("Did you mean `yes`?", "yes")


def test_another_name_is_told_and_not_offered() -> None:
    """A step that is still to be written is no misspelling of one that is there, however like their names are."""
    tree = "title: A\nnodes:\n  a: {action: A, to: light-check}\n  safety-check: {outcome: B}\n"
    (one,) = [one for one in find({DEFAULT: tree}) if one.code == "missing-target"]
    assert one.help == "Write that node, or name one that is there. The nearest name is `safety-check`."
    assert one.fixes == ()
    (slip,) = [one for one in find({DEFAULT: tree.replace("light", "saftey")}) if one.code == "missing-target"]
    assert (slip.help, slip.fixes[0].edits[0].replacement) == ("Did you mean `safety-check`?", "safety-check")


WORDS = st.text("abcd-", min_size=4, max_size=24)


@given(WORDS, st.data())
def test_one_slip_is_known_for_what_it_is(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    slips = {
        "left out": word[:at] + word[at + 1 :],
        "put in": word[:at] + "x" + word[at:],
        "exchanged": word[:at] + "x" + word[at + 1 :],
        "swapped": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }
    assert [kind for kind, other in slips.items() if not (is_slip(other, word) and is_slip(word, other))] == []


@given(WORDS, st.text("efgh", min_size=4, max_size=24))
def test_words_with_nothing_in_common_are_no_slips(word: str, other: str) -> None:
    assert not is_slip(word, other)


def test_a_subtree_opens_as_its_tree_does() -> None:
    site = "tags: {gate: G}\ndemands: {opens_with: [gate]}"
    assert codes(OUTER, inner=INNER, _site=site) == ["opening-without-check"] * 2
    assert codes(OUTER, inner=INNER.replace("q: {", "q: {tags: [gate], "), _site=site) == []


ASKING = """\
title: T
tags: {safety: S, unknown: U}
nodes:
  safe: {question: Safe?, tags: [safety], options: {yes: home, no: help, unsure: {to: help, tags: [unknown]}}}
  home: {outcome: Home}
  help: {outcome: Help}
policies:
  doubt: {after: "answer:safe/unsure", end_in: "node:help", because: B}
cases:
  nobody-knows: {story: S, answers: [safe: unsure], outcome: help}
  well: {story: S, answers: [safe: yes], outcome: home}
  unwell: {story: S, answers: [safe: no], outcome: help}
"""
OFFERS = "demands: {offers: {safety: unknown}}"


@pytest.mark.parametrize(
    ("written", "instead", "found"),
    [
        ("question:", "questoin:", ["unknown-key"]),
        ("options:", "optoins:", ["unknown-key"]),
        # An answer that the site wants offered was taken away: to delete the case and the promise would be no mend.
        (", unsure: {to: help, tags: [unknown]}", "", ["no-unsure-option"]),
        # One that nobody wants.
        ("unsure: {to: help", "cannot-tell: {to: help", ["unknown-answer"] * 2),
        # A slip is told all the same, with its mend.
        ("[safe: unsure]", "[safe: unsrue]", ["unknown-answer"]),
    ],
)
def test_what_follows_from_a_mistake_at_the_question_is_not_told(written: str, instead: str, found: list[str]) -> None:
    site = {"trees/_site.yaml": OFFERS}
    assert find({DEFAULT: ASKING, **site}) == []
    told = find({DEFAULT: ASKING.replace(written, instead), **site})
    assert [one.code for one in told if one.code != "untaken-option"] == found
    assert all(one.help for one in told)
