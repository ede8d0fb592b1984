"""What all trees say together: the hazard log, and where the site's tags stand."""

import re
from xml.etree.ElementTree import Element

import pytest

from fingerpost import markdown_extension
from fingerpost.load import load_text
from fingerpost.model import Site
from fingerpost.site import LISTS, list_element, tree_element
from fingerpost.wall import keep
from support.judged import codes
from support.markup import words
from support.today import TODAY

TREE = """\
title: Leaving early
hazards: [h1]
nodes:
  danger: {question: Danger?, tags: [gate], options: {yes: help, no: {to: home, tags: [calm]}}}
  help: {outcome: Call for help}
  home: {outcome: Go home}
exits: {wait: {text: Let us wait, to: home}}
policies: {ends: {always: [outcome], because: Nobody is left alone.}}
cases: {one: {story: They sit down., answers: [danger: no], outcome: home}}
"""
SITE = """\
tags: {gate: Asks about danger, calm: They are calm, sad: They are sad}
exits: {danger-now: {text: Danger now, to: help}}
words: {pressure: {because: It is their decision., words: {make them stay: let them go}}}
demands: {opens_with: [gate]}
policies:
  all: {always: [outcome], because: Nobody is left alone.}
  sad: {after: sad, require: [gate], because: Sadness is taken seriously.}
  calm: {never: [calm], because: It is broken on purpose.}
"""
HAZARDS = """\
h1:
  hazard: A risk is missed
  cause: Calm is taken for safe
  controls: [Everybody is asked]
  checked_by: [%s]
h2: {hazard: Help comes late, controls: [The first question is about danger]}
h3: {hazard: A card is out of date}
"""
WATCHERS = {
    "policy:leaving/ends": "Promise: Every path comes to an outcome before it ends.",
    "check:missing-target": "Check: missing-target",
    "demand:opens_with": "Demand: opens_with",
    "words:pressure": "Words: It is their decision.",
    "exit:danger-now": "Way out: Danger now",
    "exit:leaving/wait": "Way out: Let us wait",
    "node:leaving/danger": "Step: Danger? (Leaving early)",
    "case:leaving/one": "Case: They sit down.",
}


def a_site(checked_by: str = "check:missing-target") -> Site:
    files = {"leaving": TREE, "_site": SITE, "_hazards": HAZARDS % checked_by}
    return load_text({f"trees/{name}.yaml": text for name, text in files.items()}, today=TODAY).site


def sections(element: Element) -> dict[str, Element]:
    return {section[0].get("id", ""): section for section in element.iter("section")}


def test_a_page_can_ask_for_each_list() -> None:
    asked = re.search(r"\(\?P<list>([a-z|]+)\)", markdown_extension._TAG.pattern)
    assert asked is not None
    assert asked[1].split("|") == sorted(LISTS)


def test_a_hazard_is_shown_with_what_keeps_it_from_happening_and_who_names_it() -> None:
    page = list_element("hazards", a_site(), page_path="about/hazards.md")
    first = sections(page)["hazard_h1"]
    assert [words(part) for part in first.iter() if part.tag in ("h2", "dt", "dd")] == [
        "H1 A risk is missed",
        *("Cause", "Calm is taken for safe"),
        *("Controls", "Everybody is asked"),
        *("Watched by", "Check: missing-target"),
        *("Named by", "Leaving early"),
    ]
    assert [link.get("href") for link in first.iter("a")] == ["../trees/leaving.md"]


def test_a_hazard_that_no_check_watches_rests_on_people_and_one_without_controls_is_open() -> None:
    page = sections(list_element("hazards", a_site(), page_path="hazards.md"))
    assert "It rests on people." in words(page["hazard_h2"])
    assert "Nothing keeps this from happening yet." in words(page["hazard_h3"])
    assert "Nothing keeps this" not in words(page["hazard_h2"])


@pytest.mark.parametrize(("name", "shown"), WATCHERS.items())
def test_what_watches_is_told_in_words(name: str, shown: str) -> None:
    page = list_element("hazards", a_site(name), page_path="hazards.md")
    assert shown in words(sections(page)["hazard_h1"])


@pytest.mark.parametrize("name", WATCHERS)
def test_names_of_what_watches_are_known(name: str) -> None:
    hazards = HAZARDS.replace("h3: {hazard: A card is out of date}\n", "") % name
    found = codes(TREE.replace("leaving", "example"), leaving=TREE, _site=SITE, _hazards=hazards)
    assert "unknown-control" not in found


@pytest.mark.parametrize(
    "name",
    [
        "policy:ends",
        "check:missing-targets",
        "demand:evidence",
        "words:none",
        "exit:out",
        "node:danger",
        "case:leaving/two",
    ],
)
def test_a_name_that_means_nothing_watches_nothing(name: str) -> None:
    assert "unknown-control" in codes(TREE, leaving=TREE, _site=SITE, _hazards=HAZARDS % name)


def test_a_tag_is_shown_with_the_steps_that_carry_it_themselves_or_on_an_answer() -> None:
    page = sections(list_element("tags", a_site(), page_path="where.md"))
    assert list(page) == ["tag_gate", "tag_calm", "tag_sad"]
    assert words(page["tag_gate"]) == words(page["tag_calm"]).replace("They are calm", "Asks about danger")
    assert [link.get("href") for link in page["tag_calm"].iter("a")] == ["trees/leaving.md#leaving.danger"]
    assert [words(part) for part in page["tag_sad"]] == ["They are sad", "No step carries it."]


def rows(table: Element) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in table.iter("tr")]


def test_each_tree_is_told_with_what_is_proved_of_it_and_what_its_cases_take() -> None:
    trees, _ = list_element("proofs", a_site(), page_path="proved.md").iter("table")
    assert dict(zip(*rows(trees), strict=True)) == {
        "Tree": "Leaving early",
        "Paths": "2",
        "Its own promises kept": "1 of 1",
        "Promises of all trees kept": "1 of 2",
        "Cases": "1",
        "Answers that a case takes": "1 of 2",
        "Ends that a case reaches": "1 of 2",
    }


def test_each_promise_of_the_site_is_told_with_the_trees_that_keep_it_and_those_in_which_it_says_nothing() -> None:
    _, promises = list_element("proofs", a_site(), page_path="proved.md").iter("table")
    assert rows(promises)[1:] == [
        ["Every path comes to an outcome before it ends.", "Leaving early", "none", "none"],
        ["After “They are sad”, “Asks about danger” always follows.", "none", "Leaving early", "none"],
        ["No path ever comes to “They are calm”.", "none", "none", "Leaving early"],
    ]


REVIEWED = """\
title: Leaving early
nodes:
  danger: {question: Danger?, tags: [gate], evidence: consensus, options: {yes: help, no: talk}}
  talk: {action: Talk, say: ["Shall we talk?"], evidence: indirect, sources: [book], to: home}
  help: {outcome: Call for help, urgency: now, evidence: indirect, sources: [book]}
  home: {outcome: Go home, urgency: routine, evidence: indirect, sources: [book]}
"""
AROUND = {
    "_site": "tags: {gate: Asks}\nfacts: {line: {label: the line, kind: phone}, rule: {label: the rule, kind: text}}\n"
    "policies: {asks: {always: [home], require: [gate], because: B}}\n",
    "_sources": "book: {title: A book, supports: All of it}\n",
    "_places/here": "name: Here\nfacts:\n"
    "  line: {text: '1', source: book, verified_on: 2026-10-01, expires: 2027-01-01}\n",
}


def reviews(status: str) -> dict[str, list[str]]:
    """What each part of the list says of a tree with this status."""
    files = {"leaving": REVIEWED + status, **AROUND}
    site = load_text({f"trees/{name}.yaml": text for name, text in files.items()}, today=TODAY).site
    found = sections(list_element("reviews", site, page_path="about/review.md"))
    return {
        name.removeprefix("review_"): [words(row) for row in part.iter() if row.tag in ("summary", "li")]
        for name, part in found.items()
    }


def test_what_people_have_to_judge_is_listed_until_a_tree_is_approved() -> None:
    local = ["the line: checked in every place", "the rule: not checked at its source in Here"]
    assert reviews("status: draft\n") == {
        "safety": ["Leaving early (2)", "1 Danger?", "3 Call for help"],
        "said": ["Leaving early (1)", "2 Talk"],
        "opinion": ["Leaving early (1)", "1 Danger?"],
        "local": local,
    }
    assert reviews("status: approved\n") == {"safety": [], "said": [], "opinion": [], "local": local}


def test_each_source_is_listed_with_all_that_leans_on_it() -> None:
    tree = (
        "title: The lift\nnodes: {a: {action: Look, sources: [book], to: b}, b: {outcome: Home}}\n"
        "policies: {ends: {always: [outcome], because: B, sources: [book]}}\n"
    )
    around = {
        "trees/_sources.yaml": "book: {title: A book, organisation: Us, year: 2019}\npaper: {title: Unread}\n",
        "trees/_site.yaml": "facts: {line: {label: the line, kind: phone}}\n"
        "policies: {all: {always: [outcome], because: B, sources: [book]}}\n",
        "trees/_places/here.yaml": "name: Here\nfacts: {line: {text: '1', source: book}}\n",
    }
    site = load_text({"trees/t.yaml": tree, **around}, today=TODAY).site
    made = list_element("sources", site, page_path="about/evidence.md")
    book, paper = made[0]
    promise = "Promise: Every path comes to an outcome before it ends."
    assert [words(row) for row in book.iter("li")][1:] == ["The lift: 1 Look", promise, promise, "Here: the line"]
    assert words(book).startswith("A book. Us, 2019. Named by")
    assert [link.get("href") for link in book.iter("a")] == ["../trees/t.md#t.a"]
    assert words(paper) == "Unread."
    empty = load_text({"trees/t.yaml": "title: T\nnodes: {a: {outcome: A}}\n"}, today=TODAY).site
    assert words(list_element("sources", empty, page_path="about/evidence.md")) == "none"


def sources_page(sources: str) -> Element:
    tree = "title: T\nnodes: {a: {outcome: A, sources: [book]}}\n"
    site = load_text({"trees/t.yaml": tree, "trees/_sources.yaml": sources}, today=TODAY).site
    return list_element("sources", site, page_path="about/evidence.md")


def test_each_source_says_what_it_supports_and_how_far_that_carries() -> None:
    both = "book: {title: A book, supports: Haste *harms*., limits: One house.}\n"
    page = sources_page(both + "paper: {title: Paper, limits: Unread.}\nletter: {title: Letter}\n")
    book, paper, letter = page[0]
    assert [words(part) for part in book.iter("p")] == ["Supports: Haste harms.", "Limits: One house."]
    assert [words(part) for part in book.iter("em")] == ["harms"]
    assert [words(part) for part in paper.iter("p")] == ["Limits: Unread."]
    assert list(letter.iter("p")) == []


def test_what_a_source_supports_is_words_and_never_markup() -> None:
    page = keep(sources_page('book: {title: B, supports: "<b onclick=x>Yes</b>", limits: "[no](javascript:x)"}\n'))
    assert [words(part) for part in page.iter("p")] == ["Supports: <b onclick=x>Yes</b>", "Limits: [no](javascript:x)"]
    assert [part.tag for part in page.iter() if part.tag in ("b", "a") and "x" in str(part.attrib)] == []


def test_the_page_of_a_tree_does_not_repeat_what_its_sources_support() -> None:
    tree = "title: T\nnodes: {a: {outcome: A, sources: [book]}}\n"
    book = "book: {title: A book, supports: Haste harms., limits: One house.}\n"
    site = load_text({"trees/t.yaml": tree, "trees/_sources.yaml": book}, today=TODAY).site
    page = words(tree_element(site, "t", page_path="t.md", pictures=()))
    assert "A book" in page
    assert "Haste harms" not in page
    assert "One house" not in page


def test_a_source_of_an_official_table_is_named_by_its_tree() -> None:
    tree = (
        "title: T\ntable: {id: rows, source: book}\n"
        "nodes: {q: {question: Q, options: {yes: a, no: a}}, a: {outcome: A}}\n"
    )
    files = {"trees/t.yaml": tree, "trees/_sources.yaml": "book: {title: B}\n", "trees/_tables/rows.csv": "q,outcome\n"}
    site = load_text(files, today=TODAY).site
    assert [words(row) for row in list_element("sources", site, page_path="e.md").iter("li")][1:] == ["T: rows"]


@pytest.mark.parametrize("wanted", ["opens_with", "well_sourced"])
def test_a_step_of_which_the_site_wants_more_is_to_be_judged_for_safety(wanted: str) -> None:
    tree = "title: T\nnodes:\n  a: {action: Look, tags: [gate], to: b}\n  b: {outcome: Home}\n"
    site = load_text(
        {"trees/t.yaml": tree, "trees/_site.yaml": f"tags: {{gate: G}}\ndemands: {{{wanted}: [gate]}}\n"}, today=TODAY
    ).site
    found = sections(list_element("reviews", site, page_path="about/review.md"))["review_safety"]
    assert [words(row) for row in found.iter("li")] == ["1 Look"]


def test_what_is_read_and_said_is_counted_in_words() -> None:
    tree = "title: T\nnodes:\n  a: {action: One two three. Four!, say: [Five six], to: b}\n  b: {outcome: Seven}\n"
    site = load_text({"trees/t.yaml": tree, "trees/u.yaml": "title: U\nnodes: {a: {outcome: A}}\n"}, today=TODAY).site
    rows = [
        [words(cell) for cell in row] for row in list_element("reading", site, page_path="about/made.md").iter("tr")
    ]
    assert rows[1:] == [
        ["T", "2, at most 4", "2, at most 2", "2, at most 3", "0 of 4"],
        ["U", "1, at most 1", "none", "1, at most 1", "0 of 1"],
    ]


def test_a_page_of_numbers_says_for_each_place_whom_to_call() -> None:
    files = {
        "trees/leaving.yaml": TREE,
        "trees/_site.yaml": (
            "facts:\n"
            "  help-line: {label: the help line, kind: phone}\n"
            "  help-line-by-text: {label: the help line by text, kind: text}\n"
            "  rule: {label: the rule, kind: text}\n"
        ),
        "trees/_sources.yaml": "them: {title: Their page, organisation: They, url: 'https://they.example/'}\n",
        "trees/_places/us.yaml": (
            "name: United States\nfacts:\n"
            "  help-line: {text: '988', source: them, verified_on: 2026-01-01, expires: 2030-01-01, note: Free.}\n"
            "  rule: {text: None, source: them}\n"
        ),
        "trees/_places/ie.yaml": (
            "name: Ireland\nfacts:\n"
            "  help-line: {text: 116 123, source: them, verified_on: 2020-01-01, expires: 2021-01-01}\n"
            "  help-line-by-text: {text: text HELLO to 50808}\n"
        ),
    }
    page = list_element("numbers", load_text(files, today=TODAY).site, page_path="numbers.md")
    found = sections(page)
    assert [*found] == ["numbers.ie", "numbers.us", "numbers.sources_"]
    there = found["numbers.us"]
    (call,) = there.findall(".//a[@class='fp-tel']")
    assert (call.get("href"), call.get("aria-label")) == ("tel:988", "988, the help line")
    assert "Free." in words(there)
    assert "rule" not in words(there)
    # Past its day it is not to be called, and what nobody has checked says so.
    assert found["numbers.ie"].findall(".//a[@class='fp-tel']") == []
    assert "text HELLO to 50808 (not verified)" in words(found["numbers.ie"])


def test_a_page_of_numbers_where_no_place_is_known_says_so() -> None:
    assert words(list_element("numbers", a_site(), page_path="numbers.md")) == "No place has a number yet."
