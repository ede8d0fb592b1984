"""Cases: what they get wrong, word by word, and that a walk makes one that passes."""

import json
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fingerpost.cases import coverage, draft, follow, following
from fingerpost.checks import failed_case
from fingerpost.load import load_text
from fingerpost.model import Answer, Case, Jump, Outcome, Question, Ref, Site, Text, Tree
from support import trees
from support.judged import DEFAULT, find
from support.today import TODAY
from support.trees import NAMES, Spot

LAMP = """\
title: The lamp is out
nodes:
  switch: {question: "Is it switched on?", options: {yes: bulb, no: on}}
  bulb: {question: "Is the bulb whole?", options: {yes: tap, no: change}}
  tap: {action: Tap it., to: lights}
  lights: {question: "Does it light up?", options: {yes: fine, no: tap, never: "tree:other"}}
  on: {outcome: Switch it on}
  change: {outcome: Change the bulb}
  fine: {outcome: It is lit}
"""
OTHER = "title: The other lamp\nnodes:\n  fuse: {outcome: Look at the fuse}\n"
ENOUGH = "off: {story: S, answers: [switch: no], outcome: on}"


def told(answers: str, outcome: str, passes: str = "") -> str:
    """A tree's one case."""
    more = f", passes: [{passes}]" if passes else ""
    return f"cases:\n  told: {{story: S, answers: [{answers}], outcome: {outcome}{more}}}\n"


def failures(answers: str, outcome: str, passes: str = "") -> list[tuple[str, str, str]]:
    """What is wrong with one case: the word that is pointed at, the message, and the help."""
    case = told(answers, outcome, passes)
    found = find({DEFAULT: LAMP + case, "trees/other.yaml": OTHER})
    assert "wrong-shape" not in {one.code for one in found}
    lines = (LAMP + case).split("\n")
    return [
        (lines[one.span.line - 1][one.span.column - 1 : one.span.end_column - 1], one.message, one.help)
        for one in found
        if one.code == "failed-case"
    ]


@pytest.mark.parametrize(
    ("answers", "outcome", "passes"),
    [
        ("switch: no", "on", "switch"),
        ("switch: yes, bulb: no", "change", "bulb, change"),
        ("switch: yes, bulb: yes, lights: no, lights: no, lights: yes", "fine", "tap"),
        ("switch: yes, bulb: yes, lights: never", "tree:other", "lights"),
    ],
)
def test_a_case_whose_answers_lead_to_its_outcome_passes(answers: str, outcome: str, passes: str) -> None:
    assert failures(answers, outcome, passes) == []


@pytest.mark.parametrize(
    ("answers", "outcome", "found"),
    [
        (
            "switch: yes, lights: yes",
            "fine",
            (
                "lights",
                "`lights` is not asked here.",
                "After `switch: yes` the next question is `bulb`, which this case does not answer.",
            ),
        ),
        (
            "bulb: no, switch: yes",
            "change",
            (
                "bulb",
                "`bulb` is not asked here.",
                "The first question is `switch`, which this case answers further down.",
            ),
        ),
        (
            "switch: yes",
            "change",
            (
                "yes",
                "The answers of `told` stop before its outcome.",
                "After `switch: yes` the next question is `bulb`, which this case does not answer.",
            ),
        ),
        (
            "",
            "on",
            (
                "told",
                "The answers of `told` stop before its outcome.",
                "The first question is `switch`, which this case does not answer.",
            ),
        ),
        (
            "switch: no, bulb: no",
            "change",
            (
                "bulb",
                "`bulb` is not asked: the walk has come to its end.",
                "After `switch: no` the path ends in `on`.",
            ),
        ),
        (
            "switch: yes, bulb: yes, lights: never, switch: no",
            "tree:other",
            (
                "switch",
                "`switch` is not asked: the walk has come to its end.",
                "After `lights: never` the path leaves for `tree:other`, where this case stops.",
            ),
        ),
        (
            "switch: no",
            "change",
            (
                "change",
                "These answers lead to `on`, not to `change`.",
                "Mend the tree if the story is right, and the case if the tree is.",
            ),
        ),
    ],
)
def test_a_case_that_fails_is_pointed_at_where_it_does(answers: str, outcome: str, found: tuple[str, str, str]) -> None:
    assert failures(answers, outcome) == [found]


def test_outcome_and_passes_are_judged_both() -> None:
    wrong = failures("switch: no", "fine", "switch, bulb")
    assert [(word, message) for word, message, _ in wrong] == [
        ("fine", "These answers lead to `on`, not to `fine`."),
        ("bulb", "These answers do not pass `bulb`."),
    ]
    assert wrong[1][2] == "They pass `switch` and `on`."


def test_a_label_stands_on_the_step_where_the_walk_stands() -> None:
    found = find({DEFAULT: LAMP + told("switch: yes, lights: yes", "fine"), "trees/other.yaml": OTHER})
    (one,) = [one for one in found if one.code == "failed-case"]
    assert [(label.span.line, label.message) for label in one.labels] == [(4, "the walk stands here")]


@pytest.mark.parametrize(
    ("answers", "outcome", "passes", "code"),
    [
        ("swich: no", "on", "", "unknown-answer"),
        ("switch: maybe", "on", "", "unknown-answer"),
        ("switch: no", "onn", "", "unknown-node"),
        ("switch: no", "on", "swich", "unknown-node"),
        ("switch: no", "tree:othr", "", "unknown-tree"),
    ],
)
def test_a_name_that_means_nothing_is_told_once(answers: str, outcome: str, passes: str, code: str) -> None:
    found = find({DEFAULT: LAMP + told(answers, outcome, passes), "trees/other.yaml": OTHER})
    assert [one.code for one in found if one.severity == "error"] == [code]


HOUSE = """\
title: The house
nodes:
  lamp: {tree: lamp, outcomes: {on: bed, fine: bed, change: end}}
  bed: {question: "Tired?", options: {yes: sleep, no: lamp}}
  sleep: {outcome: Go to bed}
"""


@pytest.mark.parametrize(
    ("answers", "outcome", "words"),
    [
        ("lamp/switch: no, bed: yes", "sleep", []),
        ("lamp/switch: no, bed: no, lamp/switch: no, bed: yes", "sleep", []),
        ("lamp/switch: yes, lamp/bulb: no", "lamp/change", []),
        ("switch: no, bed: yes", "sleep", ["unknown-answer"]),
        ("house/bed: yes", "sleep", ["failed-case"]),
    ],
)
def test_questions_and_ends_of_a_subtree_are_called_by_its_use(answers: str, outcome: str, words: list[str]) -> None:
    lamp = LAMP.replace(', never: "tree:other"', "")
    found = find({"trees/house.yaml": HOUSE + told(answers, outcome), "trees/lamp.yaml": lamp})
    assert [one.code for one in found if one.severity == "error"] == words


def test_a_node_that_is_passed_under_another_name_is_told_its_name() -> None:
    lamp = LAMP.replace(', never: "tree:other"', "")
    case = told("lamp/switch: no, bed: yes", "sleep", "house/bed")
    found = find({"trees/house.yaml": HOUSE + case, "trees/lamp.yaml": lamp})
    (one,) = [one for one in found if one.severity == "error"]
    assert (one.code, one.help) == ("failed-case", "Here it is called `bed`.")


def test_nothing_is_followed_through_a_tree_with_missing_names() -> None:
    codes = {one.code for one in find({DEFAULT: LAMP + told("switch: no", "fine")}) if one.severity == "error"}
    assert codes == {"missing-target"}


def test_a_case_can_be_waived_by_its_id() -> None:
    waiver = "allow: [{check: failed-case, at: told, because: It is being discussed.}]\n"
    found = find({DEFAULT: LAMP + told("switch: no", "fine") + waiver, "trees/other.yaml": OTHER})
    assert not [one for one in found if one.severity == "error"]


def test_a_case_ends_when_its_answers_do_however_often_a_loop_is_walked() -> None:
    rounds = ", ".join(["lights: no"] * 2_000)
    assert failures(f"switch: yes, bulb: yes, {rounds}, lights: yes", "fine") == []


def test_past_a_limit_cases_are_not_followed_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "STEPS", 10)
    rounds = ", ".join(["lights: no"] * 9)
    ((word, message, _),) = failures(f"switch: yes, bulb: yes, {rounds}, lights: yes", "fine")
    assert (word, "not followed" in message) == ("told", True)


def test_the_limit_is_of_all_cases_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "STEPS", 12)
    one = "{story: S, answers: [switch: yes, bulb: yes, lights: yes], outcome: fine}"  # five nodes
    cases = "".join(f"  c{number}: {one}\n" for number in range(4))
    files = {DEFAULT: f"{LAMP}cases:\n{cases}", "trees/other.yaml": OTHER}
    site = load_text(files, today=TODAY).site
    (tree,) = (one for one in site.trees.values() if one.span.path == DEFAULT)
    assert [one.cut for one in follow(tree, site)] == [False, False, True]


# What no case takes -----------------------------------------------------------------------------------------------


def test_what_no_case_takes_is_pointed_at() -> None:
    found = find({DEFAULT: LAMP + f"cases: {{{ENOUGH}}}\n", "trees/other.yaml": OTHER})
    untaken = [(one.code, one.message) for one in found if one.code in ("untaken-option", "unreached-outcome")]
    assert untaken == [
        ("untaken-option", "No case takes `yes` of `switch`."),
        ("untaken-option", "No case takes `yes` of `bulb`."),
        ("untaken-option", "No case takes `no` of `bulb`."),
        ("untaken-option", "No case takes `yes` of `lights`."),
        ("untaken-option", "No case takes `no` of `lights`."),
        ("untaken-option", "No case takes `never` of `lights`."),
        ("unreached-outcome", "No case comes to `tree:other`."),
        ("unreached-outcome", "No case comes to `change`."),
        ("unreached-outcome", "No case comes to `fine`."),
    ]


def test_a_tree_without_cases_is_not_asked_for_any() -> None:
    found = {one.code for one in find({DEFAULT: LAMP, "trees/other.yaml": OTHER})}
    assert found == {"walkable-loop"}


GUARDED = """\
title: Guarded
nodes:
  one: {question: "One?", options: {yes: two, no: two}}
  two:
    question: Two?
    options:
      yes: [{when: {one: yes}, to: here}, {to: there}]
      no: here
  here: {outcome: Here}
  there: {outcome: There}
cases:
  both: {story: S, answers: [one: yes, two: yes], outcome: here}
  neither: {story: S, answers: [one: no, two: no], outcome: here}
"""


def test_each_place_to_which_guards_let_an_option_lead_is_asked_for() -> None:
    found = [(one.span.line, one.message) for one in find({DEFAULT: GUARDED})]
    assert found == [
        (7, "No case takes `yes` of `two` on to `there`."),
        (10, "No case comes to `there`."),
    ]


def test_coverage_tells_which_case_takes_what() -> None:
    site = load_text({DEFAULT: GUARDED}, today=TODAY).site
    covered = coverage(site.trees["example"], site)
    assert covered is not None
    assert covered.options == {
        ("one", "yes"): ("both",),
        ("one", "no"): ("neither",),
        ("two", "yes"): ("both",),
        ("two", "no"): ("neither",),
    }
    assert covered.targets["two", "yes", "there"] == ()
    assert covered.ends == {"here": ("both", "neither"), "there": ()}


ENDS = """\
title: Ends
nodes:
  ask: {question: "Ask?", options: {yes: zebra, no: use}}
  zebra: {outcome: Zebra}
  use: {tree: other, outcomes: {over: end, again: ape}}
  ape: {outcome: Ape}
cases:
  second: {story: S, answers: [ask: yes], outcome: zebra}
  first: {story: S, answers: [ask: yes], outcome: zebra}
  inside: {story: S, answers: [ask: no, use/more: no], outcome: use/over}
"""
WITHIN = """\
title: Within
nodes:
  more: {question: "More?", options: {no: over, yes: again, elsewhere: "tree:far"}}
  over: {outcome: Over}
  again: {outcome: Again}
"""
FAR = "title: Far\nnodes: {far: {outcome: Far}}\n"


def test_coverage_is_in_the_order_of_the_file_and_knows_the_ends_inside_a_subtree() -> None:
    files = {DEFAULT: ENDS, "trees/other.yaml": WITHIN, "trees/far.yaml": FAR}
    site = load_text(files, today=TODAY).site
    covered = coverage(site.trees["example"], site)
    assert covered is not None
    assert covered.options["ask", "yes"] == ("second", "first")
    assert list(covered.ends.items()) == [("zebra", ("second", "first")), ("use/over", ("inside",)), ("ape", ())]
    assert covered.ended


def test_there_is_no_coverage_where_a_case_was_not_followed_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_known(most: int) -> bool:
        monkeypatch.setattr(following, "STEPS", most)
        site = load_text({DEFAULT: GUARDED}, today=TODAY).site
        return coverage(site.trees["example"], site) is not None

    # Two cases of two questions and an end each.
    assert [is_known(most) for most in (2, 5, 6)] == [False, False, True]


@given(site=trees.sites(), name=st.sampled_from(NAMES))
def test_what_counts_is_what_some_path_of_the_tree_itself_takes(site: Site, name: str) -> None:
    options, ends = set(), set()
    for spot, steps in trees.spots(site, name).items():
        node = trees.node_at(site, spot)
        for step in steps:
            if isinstance(node, Question) and len(spot) == 1:
                options.add((node.id, step.via))
            own = len(spot) == 1 or (len(spot) == 2 and isinstance(node, Outcome))
            if isinstance(step.to, str) and own:
                ends.add(step.to)
    site = with_case(site, name, Case(id="c", story=Text(value="S"), answers=(), outcome=Ref(id="nowhere")))
    covered = coverage(site.trees[name], site)
    assert covered is not None
    assert set(covered.options) == options
    (one,) = follow(site.trees[name], site)
    assert set(covered.ends) - {one.end} == ends - {one.end}


# Cases from walks -------------------------------------------------------------------------------------------------


def with_case(site: Site, name: str, case: Case) -> Site:
    tree = replace(site.trees[name], cases={case.id: case})
    return replace(site, trees={**site.trees, name: tree})


@st.composite
def walked(draw: st.DrawFn) -> tuple[Site, str, list[tuple[str, str]], list[str], str]:
    """A random site, a tree of it, the answers of a walk, the nodes passed, and where it ended."""
    site, name = draw(trees.sites()), draw(st.sampled_from(NAMES))
    spot: Spot | str = trees.begin(site, name)
    answers, passed = [], []
    for _ in range(60):
        if isinstance(spot, str):
            break
        passed.append("/".join(place.node for place in spot))
        step = draw(st.sampled_from(list(trees.steps(site, spot))))
        if isinstance(trees.node_at(site, spot), Question):
            assert step.via is not None
            answers.append((passed[-1], step.via))
        spot = step.to
    assume(isinstance(spot, str))
    return site, name, answers, passed, str(spot)


@given(walked())
def test_a_walk_makes_a_case_that_is_read_back_and_passes(
    walk: tuple[Site, str, list[tuple[str, str]], list[str], str],
) -> None:
    site, name, answers, _, end = walk
    files = {path: source.text for path, source in site.files.items()}
    path = f"trees/{name}.yaml"
    words = draft(site.trees[name], answers, end)
    keys = "".join(f"{key}: {json.dumps(value)}\n" for key, value in json.loads(files[path]).items())
    loaded = load_text({**files, path: f"{keys}cases:\n{words}"}, today=TODAY)
    assert loaded.diagnostics == ()
    tree = loaded.site.trees[name]
    (one,) = follow(tree, loaded.site)
    assert (one.end, len(one.taken)) == (end, len(answers))
    assert list(failed_case.check(tree, loaded.site)) == []


@given(walked(), st.data())
def test_a_case_is_followed_as_the_tree_tells(
    walk: tuple[Site, str, list[tuple[str, str]], list[str], str], data: st.DataObject
) -> None:
    site, name, answers, passed, end = walk
    cut = data.draw(st.integers(0, len(answers)))
    case = the_case(answers[:cut], end)
    site = with_case(site, name, case)
    (one,) = follow(site.trees[name], site)
    assert [(taken.name, taken.option) for taken in one.taken] == answers[:cut]
    if cut == len(answers):
        assert (one.end, one.asked, list(one.passed)) == (end, None, passed)
    else:
        assert (one.end, one.asked) == (None, answers[cut][0])
        assert list(one.passed) == passed[: len(one.passed)]


def the_case(answers: list[tuple[str, str]], end: str) -> Case:
    outcome = Jump(tree=end.removeprefix("tree:")) if end.startswith("tree:") else Ref(id=end)
    told = tuple(Answer(question=Ref(id=question), option=Ref(id=option)) for question, option in answers)
    return Case(id="told", story=Text(value="S"), answers=told, outcome=outcome)


@given(walked(), st.data())
def test_a_case_that_says_something_else_fails(
    walk: tuple[Site, str, list[tuple[str, str]], list[str], str], data: st.DataObject
) -> None:
    site, name, answers, passed, end = walk
    others = [node for node in site.trees[name].nodes if node != end]
    wrong = [the_case(answers, node) for node in others]
    wrong += [the_case(answers[:at], end) for at in range(len(answers))]
    wrong += [replace(the_case(answers, end), passes=(Ref(id=node),)) for node in others if node not in passed]
    if answers:
        wrong.append(the_case([*answers, answers[0]], end))
    assume(wrong)
    site = with_case(site, name, data.draw(st.sampled_from(wrong)))
    assert len(list(failed_case.check(site.trees[name], site))) == 1


@pytest.mark.parametrize(("letters", "lines"), [(102, 1), (103, 2)])
def test_answers_stand_on_one_line_as_long_as_that_is_no_longer_than_120_letters(letters: int, lines: int) -> None:
    site = load_text({DEFAULT: LAMP}, today=TODAY).site
    told = draft(site.trees["example"], [("q", "x" * letters)], "on")
    assert len(told.splitlines()) == 3 + lines
    assert max(map(len, told.splitlines())) <= 120


def test_the_id_of_a_draft_is_as_long_as_ids_may_be() -> None:
    site = load_text({DEFAULT: LAMP}, today=TODAY).site
    name = draft(site.trees["example"], [], "x" * 80).splitlines()[0].strip().rstrip(":")
    assert name == "x" * 61 + "-1"


def test_a_long_draft_stands_on_several_lines_and_has_an_id_of_its_own() -> None:
    site = load_text({DEFAULT: LAMP + f"cases: {{{ENOUGH.replace('off', 'on-1')}}}\n"}, today=TODAY).site
    tree: Tree = site.trees["example"]
    assert draft(tree, [("switch", "no")], "on").splitlines()[0] == "  on-2:"
    assert draft(tree, [], "tree:other").splitlines()[0] == "  tree-other-1:"
    long = draft(tree, [("lights", "no")] * 20, "on")
    assert long.splitlines()[2] == "    answers:"
    assert long.count("\n      - lights: no") == 20
    assert max(map(len, draft(tree, [("lights", "no")] * 7, "on").splitlines())) <= 120
