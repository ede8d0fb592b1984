"""What a site may demand: sources where it matters, times at which somebody can be late, parts of a follow-up."""

from pathlib import Path

import pytest

from support.judged import codes, find

SITE = Path(__file__).parents[1] / "trees" / "_site.yaml"
TIMES = "demands: {times: [1 hour, 7 days, the same day, the next session]}"


def follow_up(when: str) -> str:
    return f"title: T\nnodes: {{home: {{outcome: Home, follow_up: {{who: You, when: '{when}'}}}}}}\n"


@pytest.mark.parametrize(
    "when",
    ["Within 24 to 72 days", "within 1 hour", "THE  SAME DAY", "At the next session.", "In **7 days**, or before"],
)
def test_a_time_is_known_among_other_words(when: str) -> None:
    assert codes(follow_up(when), _site=TIMES) == []


@pytest.mark.parametrize("when", ["Soon", "In some days", "On the same days", "When there is time", "Within 24h"])
def test_what_is_no_time_of_the_site_is_vague(when: str) -> None:
    assert codes(follow_up(when), _site=TIMES) == ["vague-time"]
    assert codes(follow_up(when)) == []


@pytest.mark.parametrize(
    ("sources", "found"),
    [
        ("[guide]", []),
        ("[paper, other]", []),
        ("[paper]", ["thin-evidence"]),
        ("[paper, paper]", ["thin-evidence"]),
        ("[nowhere]", ["unknown-source"]),
    ],
)
def test_a_guideline_is_enough_and_so_are_two_sources(sources: str, found: list[str]) -> None:
    tree = f"title: T\ntags: {{safe: S}}\nnodes: {{home: {{outcome: Home, tags: [safe], sources: {sources}}}}}\n"
    around = "guide: {title: G, kind: guideline}\npaper: {title: P, kind: research}\nother: {title: O}\n"
    wanted = codes(tree, _site="demands: {well_sourced: [safe]}", _sources=around)
    assert [code for code in wanted if code != "unused-source"] == found


def test_a_step_of_no_such_tag_may_lean_on_nothing() -> None:
    tree = "title: T\ntags: {safe: S, other: O}\nnodes: {home: {outcome: Home, tags: [other]}}\n"
    assert codes(tree, _site="demands: {well_sourced: [safe]}") == []


@pytest.mark.parametrize(
    ("end", "found"),
    [
        ("urgency: now, do: ['Go out', 'Then call {bell}.']", []),
        ("urgency: now, do: ['Call {other}']", ["no-way-to-call"]),
        ("urgency: now, do: ['Call `{bell}`']", ["no-way-to-call"]),
        ("urgency: now, do: ['Call {{bell}']", ["no-way-to-call"]),
        ("urgency: now, do: ['Call'], detail: '{bell}', avoid: ['{bell}'], within: '{bell}'", ["no-way-to-call"]),
        ("urgency: now", ["no-way-to-call"]),
        ("urgency: today", []),
        ("do: ['Wait']", []),
    ],
)
def test_an_urgent_end_says_whom_to_call(end: str, found: list[str]) -> None:
    tree = f"title: T\nnodes: {{home: {{outcome: Home, {end}}}}}\n"
    site = "facts: {bell: {label: B, kind: phone}, other: {label: O}}\ndemands: {calls: {now: bell}}"
    assert [one for one in codes(tree, _site=site) if one != "unread-fact"] == found


def test_this_site_wants_the_emergency_number_at_every_emergency() -> None:
    tree = "title: T\nnodes: {home: {outcome: Home, urgency: now, do: [Wait]}}\n"
    assert "no-way-to-call" in codes(tree, _site=SITE.read_text(encoding="utf-8"))


def test_a_part_is_not_missed_beside_the_whole() -> None:
    tree = "title: T\nnodes: {home: {outcome: Home}}\n"
    assert codes(tree, _site="demands: {outcome: [follow_up, follow_up.who]}") == ["missing-field"]
    assert codes(tree, _site="demands: {outcome: [follow_up.who]}") == ["missing-field"]
    assert codes(follow_up("1 hour"), _site="demands: {outcome: [follow_up, follow_up.stop]}") == ["missing-field"]


SOURCES = "of-step: {title: S}\nof-promise: {title: P}\nof-place: {title: F}\nof-nobody: {title: N}\n"
LEANING = {
    "tree": "title: T\nnodes: {home: {outcome: Home, sources: [of-step]}}\n",
    "_site": "facts: {rule: {label: R}}\npolicies: {ends: {always: [outcome], because: B, sources: [of-promise]}}\n"
    "demands: {source: [limits]}\n",
    "_places/here": "name: Here\nfacts: {rule: {text: So, source: of-place}}\n",
}


def without_limits(sources: str) -> list[str]:
    """The messages about what the site wants of its sources."""
    files = {f"trees/{name}.yaml": text for name, text in {**LEANING, "_sources": sources}.items()}
    return [one.message for one in find(files) if one.code == "missing-field"]


def test_a_source_says_what_is_wanted_once_a_step_or_a_promise_leans_on_it() -> None:
    assert without_limits(SOURCES) == [
        "`of-step` has no `limits`, which this site wants.",
        "`of-promise` has no `limits`, which this site wants.",
    ]
    assert without_limits(SOURCES.replace("title: S", "title: S, limits: Old.")) == [
        "`of-promise` has no `limits`, which this site wants."
    ]


def test_a_source_of_which_not_all_could_be_read_is_not_said_to_lack_anything() -> None:
    assert without_limits(SOURCES.replace("title: S", "title: S, limits: [Old]")) == []


@pytest.mark.parametrize("words", ["Under the Mental Health Act", "As in the UK", "HIPAA lets you", "in england"])
def test_this_site_names_no_country_and_no_law(words: str) -> None:
    tree = f"title: {words}\nnodes: {{home: {{outcome: Home}}}}\n"
    assert "unwanted-wording" in codes(tree, _site=SITE.read_text(encoding="utf-8"))
