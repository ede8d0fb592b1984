"""What a site may demand: sources where it matters, times at which somebody can be late, parts of a follow-up."""

from pathlib import Path
from textwrap import indent

import pytest

from fingerpost.blanks import block
from fingerpost.checks.missing_field import _fields
from fingerpost.model import Citation, Outcome, Site, Tree
from support.judged import DEFAULT, codes, find
from support.today import TODAY

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


def test_a_line_that_says_whom_to_call_is_given() -> None:
    tree = "title: T\nnodes:\n  home:\n    outcome: Home\n    urgency: now\n"
    around = {"trees/_site.yaml": "facts: {bell: {label: B, kind: phone}}\ndemands: {calls: {now: bell}}"}
    (lacking,) = find({DEFAULT: tree, **around})
    line = lacking.help.splitlines()[1]
    assert line == '- "Call {bell}."'
    assert find({DEFAULT: f"{tree}    do:\n      {line}\n", **around}) == []


def test_this_site_wants_the_emergency_number_at_every_emergency() -> None:
    tree = "title: T\nnodes: {home: {outcome: Home, urgency: now, do: [Wait]}}\n"
    assert "no-way-to-call" in codes(tree, _site=SITE.read_text(encoding="utf-8"))


BARE = "title: T\nnodes:\n  home:\n    outcome: Home\n"
OUTCOME = "[urgency, within, do, avoid, record, consult, follow_up, follow_up.who, follow_up.stop, next, say, sources]"


def lacking(tree: str, wanted: str) -> list[str]:
    found = find({DEFAULT: tree, "trees/_site.yaml": f"demands: {{{wanted}}}"})
    return [one.message for one in found if one.code == "missing-field"]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("outcome: [do, urgency]", "`home` lacks: do, urgency."),
        ("outcome: [follow_up, follow_up.who]", "`home` lacks: follow_up (who)."),
        ("outcome: [follow_up.who, follow_up.how]", "`home` lacks: follow_up (who, how)."),
        ("tree: [audience, hazards]", "This tree lacks: audience, hazards."),
    ],
)
def test_what_a_step_lacks_is_said_at_once(wanted: str, said: str) -> None:
    assert lacking(BARE, wanted) == [said]


def test_of_a_follow_up_that_is_there_only_parts_are_lacking() -> None:
    assert lacking(follow_up("1 hour"), "outcome: [follow_up, follow_up.who, follow_up.stop]") == [
        "`home` lacks: follow_up (stop)."
    ]


def test_what_is_to_be_added_can_be_pasted_as_it_is() -> None:
    around = {"trees/_site.yaml": f"demands: {{outcome: {OUTCOME}, times: [1 hour], tree: [hazards, changelog]}}"}
    around["trees/_hazards.yaml"] = "h1: {hazard: H}"
    around["trees/_sources.yaml"] = "paper: {title: P}"
    around["trees/other.yaml"] = f"{BARE}    say: [S]\nallow: [{{check: missing-field, at: home, because: B}}]\n"
    tree, home = (one for one in find({**around, DEFAULT: BARE}) if one.span.path == DEFAULT)
    (_, of_tree), (_, of_home) = (one.help.split(":\n", maxsplit=1) for one in (tree, home))
    pasted = f"{of_tree}\n{BARE}{indent(of_home, '    ')}\n"
    assert [one for one in find({**around, DEFAULT: pasted}) if one.span.path == DEFAULT] == []


def test_every_field_that_a_site_can_want_has_a_shape() -> None:
    """What is pasted is well-shaped, whatever a site asks for; the names in it may mean nothing yet."""
    for kind, fields in ((Tree, _fields(Tree)), (Outcome, _fields(Outcome))):
        for field in sorted(fields):
            name = "tree.tags" if (kind, field) == (Tree, "tags") else field
            lines = "\n".join(block([name], Site(trees={}, today=TODAY)))
            text = f"{lines}\n{BARE}" if kind is Tree else f"{BARE}{indent(lines, '    ')}\n"
            assert "wrong-shape" not in codes(text), text
            assert "unknown-key" not in codes(text), text
    for field in sorted(_fields(Citation) - {"title"}):
        lines = block(["source.authors" if field == "authors" else field], Site(trees={}, today=TODAY))
        source = f"paper:\n  title: P\n{indent(chr(10).join(lines), '  ')}\n"
        assert codes(BARE, _sources=source) == ["unused-source"], source


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
        "`of-step` lacks: limits.",
        "`of-promise` lacks: limits.",
    ]
    assert without_limits(SOURCES.replace("title: S", "title: S, limits: Old.")) == ["`of-promise` lacks: limits."]


def test_a_source_of_which_not_all_could_be_read_is_not_said_to_lack_anything() -> None:
    assert without_limits(SOURCES.replace("title: S", "title: S, limits: [Old]")) == []


@pytest.mark.parametrize("words", ["Under the Mental Health Act", "As in the UK", "HIPAA lets you", "in england"])
def test_this_site_names_no_country_and_no_law(words: str) -> None:
    tree = f"title: {words}\nnodes: {{home: {{outcome: Home}}}}\n"
    assert "unwanted-wording" in codes(tree, _site=SITE.read_text(encoding="utf-8"))
