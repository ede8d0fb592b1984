"""Each way in which what watches over trees gets weaker, or a step changes, is told by its own code."""

import re
from pathlib import Path

import pytest

from fingerpost import diff
from fingerpost.diff import Part, difference
from fingerpost.diff.reports._verdict import verdict
from fingerpost.load import load_text
from support.today import TODAY

SITE = """\
tags: {danger: Danger, check: A check, unsure: Not sure}
facts: {line: {label: the line, kind: phone}}
levels: {long-text: error}
never_waive: [dead-end]
words: {harsh: {because: It hurts., words: {manipulative: in distress, difficult: upset}}}
demands:
  tree: [summary]
  outcome: [urgency]
  source: [limits]
  evidence: true
  exits: [out]
  opens_with: [check]
  offers: {check: unsure}
  well_sourced: [danger]
  times: [today]
  reviewers: [nurse, doctor]
exits: {out: {text: Leave, to: "tree:other"}}
policies:
  danger-ends: {after: danger, end_in: "urgency:now", because: Help is called.}
  few: {max_questions: 5, because: Nobody has time.}
"""
SOURCES = "book: {title: A book, supports: Haste harms., limits: One house.}\npaper: {title: A paper}\n"
HAZARDS = """\
h1: {hazard: Harm, cause: Haste, controls: [Care], checked_by: ["policy:few", "policy:danger-ends"]}
h2: {hazard: Harm, cause: Haste, controls: [Care]}
"""
PLACE = "name: Here\nlanguages: [en]\nfacts: {line: {text: '1', source: book, verified_on: 2026-10-01}}\n"
OTHER = "title: Other\nnodes: {y: {outcome: There, urgency: now}}\n"
TREE = """\
title: A
version: "1"
status: approved
approved_on: 2026-09-01
last_reviewed: 2026-09-01
next_review: 2027-01-01
reviewers: [{role: nurse, organisation: One, conflicts: none}, {role: doctor, organisation: Two, conflicts: none}]
hazards: [h1]
start: a
table: {id: rows}
allow: [{check: long-text, at: a, because: It is short.}]
exits: {quick: {text: Quick, to: d}}
policies: {own: {before: "urgency:now", require: check, because: First look.}}
nodes:
  a:
    question: Danger?
    tags: [check]
    sources: [book]
    evidence: guideline
    reviewed_on: 2026-09-01
    say: [Stay with me]
    options: {yes: {to: d, tags: [danger]}, unsure: {to: d, tags: [unsure]}, no: b}
  b:
    tree: walked
    outcomes: {x: c}
  c: {action: Go home, to: e}
  d: {outcome: Help, urgency: now, within: Now, do: ["Call {line}", Wait], next: [other]}
  e: {outcome: Rest, urgency: soon}
cards:
  c1:
    kind: act
    title: Danger
    danger: "Danger now? {line}"
    steps: [{text: Stay with them., from: d}, {text: Ask whether they are safe., from: a}]
    not: [Argue]
    tail: [Tell somebody.]
    covers: [d, a]
  c2: {kind: learn, title: All of it}
cases: {k: {story: Fine, answers: [a: no, b/q: go], outcome: e}}
"""
WALKED = "title: Walked\nnodes: {q: {question: Go?, options: {go: x, stay: x}}, x: {outcome: Gone}}\n"
FILES = {
    "_site": SITE,
    "_sources": SOURCES,
    "_hazards": HAZARDS,
    "_places/here": PLACE,
    "a": TREE,
    "other": OTHER,
    "walked": WALKED,
}
# The file, what stood there, what stands there now, and the codes that this must have; those of `WEAKER` as weaker.
EDITS = (
    ("_site", "levels: {long-text: error}", "levels: {long-text: off}", "check-lowered"),
    ("_site", "never_waive: [dead-end]\n", "", "never-waive"),
    ("_site", ", difficult: upset", "", "word-list"),
    ("_site", "  tree: [summary]\n", "", "demand-dropped"),
    ("_site", "  outcome: [urgency]\n", "", "demand-dropped"),
    ("_site", "  evidence: true\n", "", "demand-dropped"),
    ("_site", "  exits: [out]\n", "", "demand-dropped"),
    ("_site", "  opens_with: [check]\n", "  opens_with: [check, danger]\n", "demand-dropped"),
    ("_site", "  offers: {check: unsure}\n", "", "demand-dropped"),
    ("_site", "  well_sourced: [danger]\n", "", "demand-dropped"),
    ("_site", "  times: [today]\n", "  times: [today, later]\n", "demand-dropped"),
    ("_site", "  reviewers: [nurse, doctor]\n", "  reviewers: [nurse, doctor, neighbour]\n", "demand-dropped"),
    ("_site", "  reviewers: [nurse, doctor]\n", "", "demand-dropped"),
    ("_site", 'exits: {out: {text: Leave, to: "tree:other"}}\n', "", "exit-removed"),
    ("_site", 'to: "tree:other"}}', 'to: "tree:walked"}}', "exit-retargeted"),
    ("_site", "  few: {max_questions: 5, because: Nobody has time.}\n", "", "policy-removed"),
    ("_site", "max_questions: 5", "max_questions: 9", "policy-weaker"),
    ("_site", "max_questions: 5", "level: warning, max_questions: 5", "policy-weaker"),
    ("_site", "max_questions: 5", "scope: {after: [danger]}, max_questions: 5", "policy-weaker"),
    ("_site", "after: danger, end_in", "may_be_vacuous: true, after: danger, end_in", "policy-weaker"),
    ("_site", 'end_in: "urgency:now"', 'end_in: ["urgency:now", "urgency:soon"]', "policy-weaker"),
    ("_sources", "paper: {title: A paper}\n", "", "source-removed"),
    ("_sources", "Haste harms.", "Haste may harm.", "wording"),
    ("_sources", ", limits: One house.", "", "wording"),
    ("_site", "  source: [limits]\n", "", "demand-dropped"),
    ("_hazards", "h2: {hazard: Harm, cause: Haste, controls: [Care]}\n", "", "hazard-removed"),
    ("_hazards", '"policy:few", ', "", "hazard-unwatched"),
    ("_places/here", "text: '1'", "text: '2'", "fact-changed"),
    ("_places/here", "facts: {line: {text: '1', source: book, verified_on: 2026-10-01}}\n", "", "fact-removed"),
    ("a", "status: approved", "status: draft", "status-changed"),
    ("a", "approved_on: 2026-09-01\n", "", "review-lost"),
    ("a", "last_reviewed: 2026-09-01\n", "last_reviewed: 2026-08-01\n", "review-lost"),
    ("a", ", {role: doctor, organisation: Two, conflicts: none}", "", "review-lost"),
    ("a", "    reviewed_on: 2026-09-01\n", "", "review-lost"),
    ("a", "next_review: 2027-01-01\n", "next_review: 2028-01-01\n", "review-put-off"),
    ("a", "hazards: [h1]\n", "", "hazard-unlinked"),
    ("a", "table: {id: rows}\n", "", "table-removed"),
    ("a", "It is short.}", "It is short.}, {check: thin-evidence, at: c, because: So}", "waived"),
    ("a", "exits: {quick: {text: Quick, to: d}}\n", "", "exit-removed"),
    ("a", "{text: Quick, to: d}", "{text: Quick, to: e}", "exit-retargeted"),
    ("a", "policies: {own:", "policies: {new: {never: \"node:zz\", because: So.}, own:", "policy-added"),
    ("a", 'before: "urgency:now", require: check', 'before: "urgency:now", require: [check, danger]', "policy-weaker"),
    ("a", 'before: "urgency:now"', 'before: ["urgency:now", "urgency:soon"]', "policy-changed"),
    ("a", "sources: [book]", "sources: [paper]", "source-lost"),
    ("a", "evidence: guideline", "evidence: consensus", "evidence-changed"),
    ("a", "Go home, to: e", "Go home, to: d", "not-approved-again"),
    ("a", "Go home, to: e", "Go home, to: d", "retargeted"),
    ("a", "outcome: Help,", "outcome: Helps,", "not-approved-again"),
    ("a", "safe., from: a}", "sad., from: a}", "not-approved-again"),
    ("a", "cases: {k: {story: Fine, answers: [a: no, b/q: go], outcome: e}}\n", "", "case-removed"),
    ("a", "answers: [a: no, b/q: go]", "answers: [a: no, b/q: stay]", "case-changed"),
    ("a", "answers: [a: no, b/q: go], outcome: e", "answers: [a: no, b/q: go], outcome: d", "case-changed"),
    ("a", "outcome: e}}\n", "outcome: e, passes: [c]}}\n", "case-changed"),
    ("a", "answers: [a: no, b/q: go]", "answers: [a: no, a: unsure, b/q: go]", "case-longer"),
    ("a", "outcome: e}}\n", "outcome: e}, k2: {story: Danger, answers: [a: yes], outcome: d}}\n", "case-added"),
    ("a", "Go home, to: e", "Go home, to: d", "version-kept"),
    ("a", "Rest, urgency: soon}\n", "Rest, urgency: soon}\n  f: {outcome: New}\n", "end-unwatched"),
    ("a", "{action: Go home, to: e}", "{action: Go, to: g}\n  g: {question: G, options: {x: e}}", "question-unwatched"),
    ("a", ", tags: [danger]}", "}", "policy-vacuous"),
    ("a", ", tags: [danger]}", "}", "tag-lost"),
    ("a", "    say: [Stay with me]\n", "", "line-removed"),
    ("a", "[Stay with me]", "[Stay with me, Sit down]", "line-added"),
    ("a", "within: Now", "within: Today", "time-changed"),
    ("a", "urgency: now, within", "urgency: today, within", "urgency-changed"),
    ("a", "next: [other]", "next: [walked]", "next-changed"),
    ("a", "start: a", "start: b", "start-changed"),
    ("a", "{action: Go home, to: e}", "{outcome: Go home}", "kind-changed"),
    ("a", ", no: b}", "}", "answer-removed"),
    ("a", ", no: b}", ", no: b, maybe: d}", "answer-added"),
    ("a", "no: b}\n", "later: {text: No, to: b}}\n", "answer-renamed"),
    ("a", "no: b}", "no: {to: b, tags: [unsure]}}", "tag-gained"),
    ("a", "no: b}", "no: [{when: {a: [no]}, to: b}, {to: c}]}", "condition-changed"),
    ("a", "tree: walked", "tree: other", "subtree-changed"),
    ("a", "outcomes: {x: c}", "outcomes: {z: c}", "return-added"),
    ("a", "outcomes: {x: c}", "outcomes: {z: c}", "return-removed"),
    ("a", "Rest, urgency: soon}\n", "Rest, urgency: soon}\n  f: {outcome: New}\n", "step-added"),
    ("a", "  d: {outcome: Help", "  d2: {outcome: Something that nobody knew", "step-removed"),
    ("a", "{text: Quick, to: d}", "{text: Quick, to: d}, slow: {text: Slow, to: e}", "exit-added"),
    ("a", "  c2: {kind: learn, title: All of it}\n", "", "card-removed"),
    ("a", "  c2:", "  c3: {kind: learn, title: Another}\n  c2:", "card-added"),
    ("a", "kind: learn", "kind: act", "card-changed"),
    ("a", '    danger: "Danger now? {line}"\n', "", "card-line-removed"),
    ("a", '"Danger now? {line}"', "Danger now? Call.", "card-value-lost"),
    ("a", "covers: [d, a]", "covers: [d]", "card-covers-less"),
    ("a", ", {text: Ask whether they are safe., from: a}", "", "card-line-removed"),
    ("a", "not: [Argue]", "not: [Argue, Touch them]", "card-line-added"),
    ("a", "Ask whether they are safe., from: a}", "Ask whether they are sad., from: a}", "wording"),
    ("a", "steps: [{text: Stay with them., from: d}, ", "steps: [", "card-line-removed"),
    (
        "a",
        "[{text: Stay with them., from: d}, {text: Ask whether they are safe., from: a}]",
        "[{text: Ask whether they are safe., from: a}, {text: Stay with them., from: d}]",
        "card-order",
    ),
    ("other", OTHER, "", "tree-removed"),
    ("new", "", OTHER.replace("There", "Elsewhere"), "tree-added"),
)  # fmt: skip
# What is told, and is not weaker.
ASIDE = {
    "answer-added", "answer-removed", "answer-renamed", "card-added", "card-changed", "card-line-added", "card-order",
    "case-added", "case-longer", "condition-changed", "end-unwatched", "exit-added", "kind-changed", "line-added",
    "next-changed", "policy-added", "policy-changed", "question-unwatched", "retargeted", "return-added",
    "return-removed", "start-changed", "step-added", "subtree-changed", "tag-gained", "tree-added", "urgency-changed",
    "version-kept", "wording",
}  # fmt: skip


def site(**changed: str) -> dict[str, str]:
    """The files of the base, or of it with some of them changed; an empty one is not there."""
    return {f"trees/{name}.yaml": text for name, text in {**FILES, **changed}.items() if text}


@pytest.mark.parametrize(("file", "was", "now", "code"), EDITS, ids=[f"{at}-{one[3]}" for at, one in enumerate(EDITS)])
def test_each_is_told_by_its_code(file: str, was: str, now: str, code: str) -> None:
    before = FILES.get(file, "")
    assert was in before
    base, head = (
        load_text(files, today=TODAY) for files in (site(), site(**{file: before.replace(was, now, 1) if was else now}))
    )
    found = difference(base, head)
    told = [(one.code, one.part is Part.WEAKER) for one in found.changes]
    assert (code, code not in ASIDE) in told, [(one.code, one.message) for one in found.changes]
    assert "Nothing changed" not in verdict(found)


def test_nothing_is_told_of_the_base_itself() -> None:
    one, other = (load_text(site(), today=TODAY) for _ in range(2))
    assert difference(one, other).changes == ()


def test_every_code_is_told_somewhere() -> None:
    """By the codes in the source; those of names alone are tried in the laws, those of swaps and words as requests."""
    folder = Path(diff.__file__).parent
    source = "\n".join(
        (folder / f"{name}.py").read_text(encoding="utf-8")
        for name in ("around", "cards", "lines", "promises", "steps", "unwatched", "watching")
    )
    codes = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source)) - {"safety-check"}
    assert codes - {code for *_, code in EDITS} == {"step-renamed"}


@pytest.mark.parametrize(
    ("file", "was", "now"),
    [
        ("_sources", "A book", "Another book"),
        ("_hazards", "cause: Haste", "cause: Speed"),
        ("_places/here", "source: book", "source: paper"),
        ("a", "{text: Stay with them., from: d}", "{text: Stay with them., from: a}"),
    ],
)
def test_what_is_told_nowhere_is_not_said_to_be_nothing(file: str, was: str, now: str) -> None:
    assert was in FILES[file]
    changed = site(**{file: FILES[file].replace(was, now)})
    found = difference(*(load_text(files, today=TODAY) for files in (site(), changed)))
    assert verdict(found).startswith("No step, path, promise or wording changed, but something else did")


def verdict_on(was: str, now: str) -> str:
    """What the first line says when the tree has something else in one place."""
    assert was in TREE
    return verdict(difference(*(load_text(each, today=TODAY) for each in (site(), site(a=TREE.replace(was, now, 1))))))


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("cases: {k: {story: Fine, answers: [a: no, b/q: go], outcome: e}}\n", "", "The case `k` is gone (in “A”)."),
        ("go], outcome: e", "go], outcome: d", "The case `k` expects another end (in “A”)"),
        ("go], outcome: e", "stay], outcome: e", "The case `k` gives other answers (in “A”)."),
        ("outcome: e}}\n", "outcome: e, passes: [c]}}\n", "The case `k` must pass other steps (in “A”)."),
        (
            "answers: [a: no, b",
            "answers: [a: no, a: no, b",
            "1 new error; 1 case answers a new question and ends the same (in “A”).",
        ),
        ("{k:", "{k2: {story: Danger, answers: [a: yes], outcome: d}, k:", "1 case added: `k2` (in “A”)."),
        ("Wait], next", "Sit], next", "“Help” no longer says “Wait” (in “A”); "),
        ('"Call {line}", Wait', "Wait", "“Help” no longer says to call {line} (in “A”); "),
        ("say: [Stay with me]", "say: [Hello]", "“Danger?” no longer says “Stay with me” (in “A”); "),
        ("within: Now", "within: Today", "“Help”: its deadline is later (in “A”); "),
    ],
)
def test_the_first_line_names_the_step_and_what_it_lost(was: str, now: str, told: str) -> None:
    assert verdict_on(was, now).startswith(told)


def test_a_case_that_answers_more_and_ends_elsewhere_is_no_safeguard_kept() -> None:
    changed = TREE.replace("[a: no, b/q: go], outcome: e", "[a: no, a: no, b/q: go], outcome: d")
    found = difference(*(load_text(files, today=TODAY) for files in (site(), site(a=changed))))
    assert [one.code for one in found.of(Part.WEAKER)] == ["case-changed"]
    assert found.of(Part.CASES) == ()


def test_a_new_end_that_a_promise_names_is_watched() -> None:
    new = TREE.replace("soon}\n", "soon}\n  f: {outcome: New}\n", 1)
    named = new.replace("policies: {own:", 'policies: {f: {never: "node:f", because: So.}, own:')
    files = (load_text(site(a=text), today=TODAY) for text in (new, named))
    told = [difference(load_text(site(), today=TODAY), one) for one in files]
    assert ["end-unwatched" in {one.code for one in found.changes} for found in told] == [True, False]


def test_a_card_knows_a_step_by_its_new_name() -> None:
    renamed = (
        TREE.replace("d]", "d9]")
        .replace("[d,", "[d9,")
        .replace(" d}", " d9}")
        .replace(" d,", " d9,")
        .replace(" d:", " d9:")
    )
    found = difference(*(load_text(files, today=TODAY) for files in (site(), site(a=renamed))))
    assert [one.code for one in found.changes] == ["not-approved-again", "step-renamed"]


def test_another_layout_is_nothing() -> None:
    found = difference(*(load_text(files, today=TODAY) for files in (site(), site(a=f"# A comment\n\n{TREE}"))))
    assert verdict(found) == "Nothing changed in meaning, and nothing in wording."
