"""The cases of all trees as exercises: told in full, and folded where they tell the end."""

import re
from xml.etree.ElementTree import Element

import pytest

from fingerpost.load import load_text
from fingerpost.site import list_element
from support.markup import words
from support.today import TODAY

LIFT = """\
title: The *lift*
nodes:
  stuck: {question: Does it move?, options: {yes: out, no: check, else: {text: I cannot tell, to: check}}}
  check: {tree: bell, outcomes: {heard: press, silent: end}}
  press: {action: 'Press {line}', to: out}
  out: {outcome: Get out, urgency: soon}
cases:
  moves: {story: 'The lift *moves* past {line}.', answers: [stuck: yes], outcome: out}
  rings:
    story: It hangs, and somebody answers.
    answers: [stuck: else, check/ring: yes]
    outcome: out
    passes: [check/ring, press]
  silence: {story: It hangs., answers: [stuck: no, check/ring: no], outcome: check/silent}
  leaves: {story: The bell is gone., answers: [stuck: no, check/ring: gone], outcome: tree:stairs}
"""
BELL = """\
title: The bell
nodes:
  ring: {question: Does it ring?, options: {yes: heard, no: silent, gone: 'tree:stairs'}}
  heard: {outcome: Heard, urgency: routine}
  silent: {outcome: Shout, urgency: now}
"""
STAIRS = "title: The stairs\nlanguage: ar\nnodes: {walk: {outcome: Walk}}\ncases: {up: {story: Up., outcome: walk}}\n"
SITE = "facts: {line: {label: the help line, kind: phone}}\n"
PLACE = "name: Here\nfacts: {line: {text: '1'}}\n"


def made(**files: str) -> Element:
    site = load_text({f"trees/{name}.yaml": text for name, text in files.items()}, today=TODAY).site
    return list_element("exercises", site, page_path="use/exercises.md")


@pytest.fixture(scope="module")
def page() -> Element:
    return made(lift=LIFT, bell=BELL, stairs=STAIRS, _site=SITE, **{"_places/here": PLACE})


def exercises(page: Element) -> list[Element]:
    return page.findall("section/ol/li")


def told(exercise: Element) -> dict[str, str]:
    """What stands in the fold of an exercise, by term."""
    return {words(row[0]): words(row[1]) for row in exercise.findall("details/div/dl/div")}


def test_each_tree_with_cases_has_a_heading_a_jump_to_it_and_a_way_to_begin_the_walk(page: Element) -> None:
    sections = page.findall("section")
    assert [(part[0].tag, words(part[0])) for part in sections] == [("h2", "The lift"), ("h2", "The stairs")]
    assert [jump.get("href") for jump in page.findall("nav//a")] == [f"#{part[0].get('id')}" for part in sections]
    walks = [part.find("ul/li/a") for part in sections]
    assert [walk.get("href") for walk in walks if walk is not None] == [
        "../trees/lift.md",
        "../trees/stairs.md",
    ]
    assert [(part.get("lang"), part.get("dir")) for part in sections] == [("en", "ltr"), ("ar", "rtl")]


def test_each_story_stands_in_sight_before_a_closed_fold_with_its_answers_and_its_end(page: Element) -> None:
    found = exercises(page)
    assert [[part.tag for part in one] for one in found] == [["p", "details"]] * 5
    assert [fold.attrib for fold in page.iter("details")] == [{"class": "fp-fold"}] * 5
    assert [words(one[0]) for one in found] == [
        "The lift moves past the help line.",
        "It hangs, and somebody answers.",
        "It hangs.",
        "The bell is gone.",
        "Up.",
    ]
    assert [told(one) for one in found] == [
        {"Answers": "1 Does it move? “Yes”", "Outcome": "4 Get out Soon"},
        {
            "Answers": "1 Does it move? “I cannot tell”2.1 Does it ring? “Yes”",
            "On the way": "2.1 Does it ring?3 Press the help line",
            "Outcome": "4 Get out Soon",
        },
        {"Answers": "1 Does it move? “No”2.1 Does it ring? “No”", "Outcome": "2.3 Shout Now"},
        {"Answers": "1 Does it move? “No”2.1 Does it ring? “Gone”", "Outcome": "Go on in The stairs"},
        {"Outcome": "1 Walk"},
    ]


def test_each_step_that_a_case_names_is_a_link_to_where_it_stands(page: Element) -> None:
    _, rings, silence, leaves, _ = ([link.get("href") for link in one.iter("a")] for one in exercises(page))
    lift = "../trees/lift.md#lift"
    assert rings == [
        *(f"{lift}.stuck", f"{lift}.check.ring"),
        *(f"{lift}.check.ring", f"{lift}.press"),
        f"{lift}.out",
    ]
    assert silence[-1] == f"{lift}.check.silent"
    assert leaves[-1] == "../trees/stairs.md#stairs.walk"


def test_what_stands_before_a_fold_tells_no_end(page: Element) -> None:
    before = " ".join(words(one[0]) for one in exercises(page))
    assert re.search("Get out|Shout|Walk|stairs", before) is None


def test_words_of_a_case_are_words_and_never_markup() -> None:
    bad = '"<img src=x onerror=x> [no](javascript:x) <details open>"'
    page = made(
        t=f"title: {bad}\nnodes:\n  q: {{question: {bad}, options: {{yes: {{text: {bad}, to: a}}}}}}\n"
        f"  a: {{outcome: {bad}}}\ncases: {{c: {{story: {bad}, answers: [q: yes], outcome: a, passes: [q]}}}}\n"
    )
    said = "<img src=x onerror=x> [no](javascript:x) <details open>"
    assert words(page).count(said) == 7
    assert [part.tag for part in page.iter() if part.tag == "img" or "x" in (part.get("href"), part.get("src"))] == []
    assert all(str(link.get("href")).startswith(("#exercises_t", "../trees/t.md")) for link in page.iter("a"))
    assert len(list(page.iter("details"))) == 1


def test_a_name_that_means_nothing_stands_as_the_case_has_it() -> None:
    tree = (
        "title: T\nnodes: {a: {outcome: A}}\ncases: {c: {story: S., answers: [q: yes], outcome: '%s', passes: [p]}}\n"
    )
    assert [told(*exercises(made(t=tree % end)))["Outcome"] for end in ("b", "tree:u")] == ["b", "u"]
    assert told(*exercises(made(t=tree % "a"))) == {"Answers": "q “yes”", "On the way": "p", "Outcome": "1 A"}


def test_a_site_without_cases_says_so() -> None:
    assert words(made(bell=BELL, stairs="title: S\nnodes: {a: {outcome: A}}\n")) == "No tree has a case yet."
