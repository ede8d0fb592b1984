"""What was found, as people and programs read it."""

import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from fingerpost.diagnostics import Diagnostic, Edit, Fix, Label, Severity
from fingerpost.load import Loaded, load_text
from fingerpost.model import (
    Action,
    End,
    Jump,
    Node,
    Option,
    Outcome,
    Question,
    Ref,
    Return,
    Site,
    Subtree,
    Target,
    Tree,
)
from fingerpost.model import Text as Words
from fingerpost.reporters import REPORTERS, summary
from fingerpost.source import Source, Span, lines, start_of
from support.today import TODAY

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "formats" / "diagnostics.md"

RAIN = """\
title: A walk in the rain
nodes:
  raining:
    question: Is it raining?
    options:
      yes: umbrella
      no: go
  umbrella:
    action: Take an umbrella.
    to: goo
  go:
    outcome: Go out.
"""


class AsText(SingleFileSnapshotExtension):
    """A report in a file of its own, as it would be printed."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def printed(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(AsText)


# Findings to be reported -----------------------------------------------------------------------------------------


def a_site(**files: str) -> Site:
    """A site of which the words alone are known: `rain="title: …"` is the file trees/rain.yaml."""
    paths = {f"trees/{name}.yaml": text for name, text in files.items()}
    return Site(trees={}, today=TODAY, files={path: Source(path=path, text=text) for path, text in paths.items()})


def at(site: Site, name: str, word: str, *, until: str = "") -> Span:
    """Where a word stands that stands but once in a file, or from there to the end of another."""
    source = site.files[f"trees/{name}.yaml"]
    assert source.text.count(word) == 1
    start = source.text.index(word)
    end = source.text.index(until, start) + len(until) if until else start + len(word)
    first, last = lines(replace(source, text=source.text[:start])), lines(replace(source, text=source.text[:end]))
    return Span(
        path=source.path,
        line=len(first),
        column=len(first[-1]) + 1,
        end_line=len(last),
        end_column=len(last[-1]) + 1,
    )


def error(
    code: str,
    message: str,
    span: Span,
    *,
    labels: tuple[Label, ...] = (),
    help: str = "",
    fixes: tuple[Fix, ...] = (),
) -> Diagnostic:
    return Diagnostic(
        code=code, severity=Severity.ERROR, message=message, span=span, labels=labels, help=help, fixes=fixes
    )


def as_warning(one: Diagnostic) -> Diagnostic:
    return replace(one, severity=Severity.WARNING)


def mend(message: str, span: Span, replacement: str) -> tuple[Fix, ...]:
    return (Fix(message=message, edits=(Edit(span=span, replacement=replacement),)),)


Found = tuple[list[Diagnostic], Site]


def a_word_and_its_mend() -> Found:
    site = a_site(rain=RAIN)
    where = at(site, "rain", "goo")
    message = "`umbrella` leads to `goo`, which does not exist."
    return [
        error("missing-target", message, where, help="Did you mean `go`?", fixes=mend("Write `go`.", where, "go"))
    ], site


def several_places() -> Found:
    site = a_site(rain=RAIN, snow=RAIN.replace("rain", "snow"))
    labels = (
        Label(span=at(site, "rain", "no: go"), message="this answer goes on"),
        Label(span=at(site, "rain", "yes"), message="this one does not"),
        Label(span=at(site, "snow", "yes"), message="here it does not either"),
    )
    return [error("dead-end", "One answer leads nowhere.", at(site, "rain", "umbrella\n"), labels=labels)], site


def several_lines() -> Found:
    site = a_site(rain=RAIN)
    where = at(site, "rain", "umbrella:", until="to: goo")
    label = Label(span=at(site, "rain", "go:", until="out."), message="the only end")
    return [as_warning(error("unreachable-node", "No answers lead to `umbrella`.", where, labels=(label,)))], site


def a_line_to_put_in() -> Found:
    site = a_site(rain=RAIN)
    where = at(site, "rain", "yes: umbrella")
    after = where._replace(line=8, column=1, end_line=8, end_column=1)
    fixes = mend("Add an option `unsure`.", after, "      unsure: umbrella\n")
    message = "Nobody can answer that they are not sure."
    return [as_warning(error("no-unsure-option", message, where, fixes=fixes))], site


def what_cannot_be_seen() -> Found:
    site = a_site(rain="title: a\u202eb\u200bc\x1b[31m\tword\n")
    label = Label(span=at(site, "rain", "\x1b"), message="a \x1b[31mlabel")
    message = "The title hides a direction\u202e mark."
    return [
        error("hidden-characters", message, at(site, "rain", "word"), labels=(label,), help="Delete\rit.\nAll.")
    ], site


def wide_letters() -> Found:
    site = a_site(rain="title: 雨の散歩 e\u0301te\u0301 ☔ umbrella\n")
    return [error("long-text", "Too long.", at(site, "rain", "umbrella"))], site


def a_long_line() -> Found:
    words = " ".join(f"word{number}" for number in range(200))
    site = a_site(rain=f"title: {words}\n")
    where = at(site, "rain", "word100")
    label = Label(span=at(site, "rain", "title"), message="the title")
    fixes = mend("Write `end`.", where, "end")
    return [error("long-text", "Too long.", where, labels=(label,), fixes=fixes)], site


def files_that_cannot_be_shown() -> Found:
    site = a_site(rain=RAIN)
    nowhere = start_of("trees/latin-1.yaml")
    past_the_end = Span(path="trees/rain.yaml", line=99, column=7, end_line=99, end_column=9)
    labels = (Label(span=past_the_end, message="more of it"), Label(span=at(site, "rain", "goo"), message="see here"))
    return [error("not-utf-8", "The byte 0xE4 is not UTF-8.", nowhere, labels=labels)], site


def nothing() -> Found:
    return [], a_site(rain=RAIN)


FOUND = {
    made.__name__.replace("_", "-"): made
    for made in (
        a_line_to_put_in,
        a_long_line,
        a_word_and_its_mend,
        files_that_cannot_be_shown,
        nothing,
        several_lines,
        several_places,
        what_cannot_be_seen,
        wide_letters,
    )
}


# What they read like ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FOUND)
def test_full(name: str, printed: SnapshotAssertion) -> None:
    assert click.unstyle(REPORTERS["full"](*FOUND[name]())) == printed


@pytest.mark.parametrize("form", sorted(set(REPORTERS) - {"full"}))
def test_the_other_formats(form: str, printed: SnapshotAssertion) -> None:
    (mended,), _ = a_word_and_its_mend()
    found, site = several_places()
    assert REPORTERS[form]([*found, mended], site) == printed


COLUMNS = {"a": 1, " ": 1, "…": 1, "\u0301": 0, "雨": 2, "☔": 2}


@given(st.text("a雨☔\u0301\t\u202e", max_size=300), st.text("a雨\t", max_size=300))
def test_the_signs_stand_below_what_is_meant(before: str, after: str) -> None:
    site = a_site(rain=f"{before}MEANT{after}\n")
    shown = click.unstyle(REPORTERS["full"]([error("long-text", "Too long.", at(site, "rain", "MEANT"))], site))
    line, signs = shown.splitlines()[3:5]
    prefix = line[: line.index("MEANT")]
    assert signs.index("^") == sum(COLUMNS.get(letter, 1) for letter in prefix)
    assert signs.count("^") == len("MEANT")
    assert sum(COLUMNS.get(letter, 1) for letter in line) <= len("1 | ") + 100 + len("……")


def test_full_is_in_colours_which_can_be_left_out() -> None:
    found, site = a_word_and_its_mend()
    (first, *_) = REPORTERS["full"](found, site).splitlines()
    assert first.startswith("\x1b[31m\x1b[1merror[missing-target]\x1b[0m")
    (first, *_) = REPORTERS["full"]([as_warning(one) for one in found], site).splitlines()
    assert first.startswith("\x1b[33m\x1b[1mwarning[missing-target]\x1b[0m")


def test_full_begins_with_errors_and_with_what_others_follow_from() -> None:
    site = a_site(_places="", cold="", rain=RAIN)
    note = as_warning(error("unread-fact", "", start_of("trees/_places.yaml")))
    other = error("dead-end", "", start_of("trees/cold.yaml"))
    broken = error("violated-policy", "", at(site, "rain", "raining:"))
    nowhere = error("missing-target", "", at(site, "rain", "goo"))
    misread = error("wrong-shape", "", at(site, "rain", "Go out."))
    told = REPORTERS["full"]([note, other, broken, nowhere, misread], site)
    codes = re.findall(r"(?:error|warning)\[([a-z-]+)\]", told)
    assert codes == ["dead-end", "wrong-shape", "missing-target", "violated-policy", "unread-fact"]
    told = REPORTERS["concise"]([note, other, broken, nowhere, misread], site)
    assert told.index("unread-fact") < told.index("violated-policy") < told.index("wrong-shape")


def test_the_hint_is_a_command_that_works_as_it_stands() -> None:
    found, site = a_word_and_its_mend()
    assert REPORTERS["full"](found * 2, site).endswith("fingerpost explain missing-target\n")
    others = [replace(found[0], code="dead-end"), *found]
    assert REPORTERS["full"](others, site).endswith("fingerpost explain dead-end\n")
    # Not the first of the alphabet, but the first to be mended: what a broken promise follows from.
    late = [replace(found[0], code="failed-case"), *found]
    assert REPORTERS["full"](late, site).endswith("fingerpost explain missing-target\n")


# How many --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["concise", "full", "github"])
def test_a_thousand_are_shown_and_the_rest_is_counted(form: str) -> None:
    found, site = a_word_and_its_mend()
    shown = click.unstyle(REPORTERS[form](found * 1_000, site))
    assert (shown.count("which does not exist"), "more\n" in shown) == (1_000, False)
    shown = click.unstyle(REPORTERS[form](found * 2_234, site))
    assert (shown.count("which does not exist"), "and 1,234 more\n" in shown) == (1_000, True)


def test_programs_are_told_how_many_there_are() -> None:
    found, site = a_word_and_its_mend()
    as_json = json.loads(REPORTERS["json"](found * 1_001, site))
    assert (as_json["count"], len(as_json["diagnostics"])) == (1_001, 1_000)
    (run,) = json.loads(REPORTERS["sarif"](found * 1_001, site))["runs"]
    assert (run["properties"]["count"], len(run["results"])) == (1_001, 1_000)


# Whatever the words are ------------------------------------------------------------------------------------------

HIDDEN = "\x00\x07\x1b\x7f\x85\x9b\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\ud800\U000e0041"
WORDS = st.text(st.one_of(st.sampled_from(HIDDEN + "a{}[]()%:,=\r\n\t雨\u0301"), st.characters()), max_size=40)
PATHS = st.sampled_from(["trees/rain.yaml", "trees/a:b,c%.yaml", "trees/\u202e\n.yaml"])
# What `full` itself says to a terminal: bold, the colours that it uses, and back.
OWN = re.compile(r"\x1b\[(?:0|1|31|32|33|34|36)m")


@st.composite
def spans(draw: st.DrawFn) -> Span:
    line, column = draw(st.integers(1, 8)), draw(st.integers(1, 60))
    down = draw(st.integers(0, 3))
    end = draw(st.integers(1 if down else column, 99))
    return Span(path=draw(PATHS), line=line, column=column, end_line=line + down, end_column=end)


LABELS = st.builds(Label, span=spans(), message=WORDS)
EDITS = st.builds(Edit, span=spans(), replacement=WORDS)
FIXES = st.builds(Fix, message=WORDS, edits=st.lists(EDITS, max_size=3).map(tuple))
DIAGNOSTICS = st.builds(
    Diagnostic,
    code=st.sampled_from(["dead-end", "not-utf-8", "bad\u202eid"]),
    severity=st.sampled_from(Severity),
    message=WORDS,
    span=spans(),
    labels=st.lists(LABELS, max_size=3).map(tuple),
    help=WORDS,
    fixes=st.lists(FIXES, max_size=2).map(tuple),
)
SITES = st.dictionaries(PATHS, WORDS, max_size=2).map(
    lambda files: Site(
        trees={}, today=TODAY, files={path: Source(path=path, text=text) for path, text in files.items()}
    )
)


def misleads(letter: str) -> bool:
    """Whether a letter can do something to a terminal, or to the order of the words in it."""
    turns = unicodedata.bidirectional(letter) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return letter != "\n" and (unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} or turns)


@pytest.mark.parametrize("form", REPORTERS)
@given(found=st.lists(DIAGNOSTICS, max_size=3), site=SITES)
def test_no_words_mislead_a_terminal(form: str, found: list[Diagnostic], site: Site) -> None:
    report = REPORTERS[form](found, site)
    if form == "full":
        report = OWN.sub("", report)
    assert [letter for letter in report if misleads(letter) or letter in HIDDEN] == []
    assert not report or report.endswith("\n")


@given(st.lists(DIAGNOSTICS, min_size=1, max_size=3), SITES)
def test_concise_and_github_take_a_line_for_each(found: list[Diagnostic], site: Site) -> None:
    assert REPORTERS["concise"](found, site).count("\n") == len(found)
    assert REPORTERS["github"](found, site).count("\n") == len(found)


def heard(command: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner of GitHub Actions reads it."""
    head, _, data = command.removeprefix("::").partition("::")
    name, _, listed = head.partition(" ")
    pairs = dict(pair.split("=", 1) for pair in listed.split(","))
    return name, {key: unescaped(value) for key, value in pairs.items()}, unescaped(data)


def unescaped(words: str) -> str:
    for sign, letter in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        words = words.replace(sign, letter)
    return words


@given(one=DIAGNOSTICS, path=st.text("a/:,%=25A0", min_size=1), message=st.text("a:,%= 025AD"))
def test_github_hears_what_was_said(one: Diagnostic, path: str, message: str) -> None:
    one = replace(one, span=one.span._replace(path=path), message=message, help="Mend it,\nor: do not.")
    name, properties, data = heard(REPORTERS["github"]([one], a_site()).removesuffix("\n"))
    assert (name, properties["file"]) == (one.severity, path)
    assert data == f"{message}\nMend it,\nor: do not."
    # The runner refuses columns where there are several lines.
    assert ("col" in properties) == ("endColumn" in properties) == (one.span.line == one.span.end_line)


@given(st.lists(DIAGNOSTICS, max_size=3), SITES)
def test_json_keeps_every_letter(found: list[Diagnostic], site: Site) -> None:
    report = REPORTERS["json"](found, site)
    read = json.loads(report)["diagnostics"]
    assert [one["message"] for one in read] == [one.message for one in found]
    assert [[edit["replacement"] for fix in one["fixes"] for edit in fix["edits"]] for one in read] == [
        [edit.replacement for fix in one.fixes for edit in fix.edits] for one in found
    ]


# SARIF -----------------------------------------------------------------------------------------------------------

USED = json.loads((HERE / "data" / "sarif-as-used.json").read_text(encoding="utf-8"))


@given(st.lists(DIAGNOSTICS, max_size=3), SITES)
def test_sarif_has_the_shape_that_the_standard_wants(found: list[Diagnostic], site: Site) -> None:
    report = json.loads(REPORTERS["sarif"](found, site))
    jsonschema.Draft202012Validator(USED).validate(report)
    (run,) = report["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [one.code for one in found]


def results(found: list[Diagnostic], site: Site) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(REPORTERS["sarif"](found, site))["runs"][0]["results"]
    return read


def test_sarif_knows_a_finding_again_when_its_line_moves() -> None:
    one, site = a_word_and_its_mend()
    moved = a_site(rain="# A word in front\n" + RAIN)
    other = [error("missing-target", "It moved.", at(moved, "rain", "goo"))]
    (first,), (second,) = results(one, site), results(other, moved)
    assert first["partialFingerprints"] == second["partialFingerprints"]
    twice = [result["partialFingerprints"]["codeAndLine/v1"] for result in results(one * 2, site)]
    assert len(set(twice)) == 2


def test_sarif_takes_no_words_for_links_or_gaps() -> None:
    (one,), site = a_word_and_its_mend()
    hostile = replace(one, message="{0} and [a link](https://example.org)", help="")
    (result,) = results([hostile], site)
    assert result["message"]["text"] == "{{0}} and [a link] (https://example.org)"


# The page --------------------------------------------------------------------------------------------------------


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def test_the_page_shows_what_json_is_like() -> None:
    loaded = load_text({"trees/rain.yaml": block("yaml")}, today=TODAY)
    assert block("json") == REPORTERS["json"](loaded.diagnostics, loaded.site)


@pytest.mark.parametrize("form", REPORTERS)
def test_the_page_names_every_format(form: str) -> None:
    assert f"| `{form}` |" in PAGE.read_text(encoding="utf-8")


# The line below a report -----------------------------------------------------------------------------------------


def loaded(**files: str) -> Loaded:
    return load_text({f"trees/{name}.yaml": text for name, text in files.items()}, today=TODAY)


SOUND = RAIN.replace("goo", "go")


def summed(read: Loaded, *more: Diagnostic, names: tuple[str, ...] = ()) -> str:
    return summary([*read.diagnostics, *more], read.site, names)


def test_a_tree_and_its_paths() -> None:
    assert summed(loaded(rain=SOUND)) == "1 tree, 3 nodes, 2 paths: no findings"
    one = "title: A\nnodes:\n  a:\n    outcome: Done.\n"
    assert summed(loaded(one=one)) == "1 tree, 1 node, 1 path: no findings"
    assert summed(loaded(one=one, rain=SOUND)) == "2 trees, 4 nodes, 3 paths: no findings"
    assert summed(loaded()) == "0 trees, 0 nodes, 0 paths: no findings"


def test_findings_by_how_grave_they_are() -> None:
    read = loaded(rain=SOUND)
    note = as_warning(error("long-text", "Too long.", start_of("trees/rain.yaml")))
    fault = error("long-text", "Too long.", start_of("trees/_site.yaml"))
    assert summed(read, note) == "1 tree, 3 nodes, 2 paths: 1 finding (1 warning)"
    assert summed(read, note, note) == "1 tree, 3 nodes, 2 paths: 2 findings (2 warnings)"
    assert summed(read, note, fault, fault) == "1 tree, 3 nodes, 2 paths: 3 findings (2 errors, 1 warning)"


def test_only_the_named_files_count() -> None:
    read = loaded(rain=SOUND, snow=SOUND)
    assert summed(read, names=("trees/snow.yaml",)) == "1 tree, 3 nodes, 2 paths: no findings"


def test_a_loop_has_no_number_of_paths() -> None:
    looped = SOUND.replace("to: go", "to: raining")
    assert summed(loaded(rain=looped)) == "1 tree, 3 nodes, unbounded paths: no findings"


def test_paths_that_would_be_wrong_are_not_counted() -> None:
    fault = error("missing-target", "It leads nowhere.", start_of("trees/rain.yaml"))
    read = loaded(rain=RAIN, snow=SOUND)
    assert summed(read, fault) == "2 trees, 6 nodes, 2 paths without those of rain: 1 finding (1 error)"
    assert summed(read, fault, names=("trees/rain.yaml",)) == "1 tree, 3 nodes: 1 finding (1 error)"
    within = "title: A\nnodes:\n  walk:\n    tree: rain\n    outcomes:\n      go: done\n  done:\n    outcome: Done.\n"
    assert summed(loaded(rain=RAIN, walk=within), fault) == "2 trees, 5 nodes: 1 finding (1 error)"


def test_a_tree_that_was_not_read_whole_is_named_since_nothing_was_judged_on_its_paths() -> None:
    half = "title: A\n"
    told = "1 tree, 0 nodes: 1 finding (1 error); promises and cases of rain were not judged"
    assert summed(loaded(rain=half)) == told
    assert summed(loaded(rain="title: [\n")) == told
    assert summed(loaded(rain=half, snow=SOUND), names=("trees/snow.yaml",)).endswith(": 1 finding (1 error)")
    both = summed(loaded(rain=half, hail=half, snow=SOUND))
    assert both.endswith("; promises and cases of hail and rain were not judged")
    many = summed(loaded(**{f"rain{at}": half for at in range(6)}))
    assert many.endswith("; promises and cases of rain0, rain1, rain2 and 3 more trees were not judged")


def test_a_tree_with_promises_that_leads_nowhere_or_into_one_not_read_is_named_too() -> None:
    promised = f"{SOUND}policies: {{p: {{always: [outcome], because: B}}}}\n"
    assert "not judged" not in summed(loaded(rain=promised, walk="title: [\n"), names=("trees/rain.yaml",))
    for broken in (promised.replace("no: go", "no: goo"), promised.replace("no: go", "no: tree:walk")):
        told = summed(loaded(rain=broken, walk="title: [\n"), names=("trees/rain.yaml",))
        assert told.endswith("; promises and cases of rain were not judged")


def test_more_paths_than_can_be_read_are_told_by_their_size() -> None:
    options = "".join(f"      o{option}: NEXT\n" for option in range(10))
    nodes = [
        f"  q{at}:\n    question: Which?\n    options:\n{options.replace('NEXT', f'q{at + 1}')}" for at in range(500)
    ]
    endless = "title: A\nnodes:\n" + "".join(nodes) + "  q500:\n    outcome: Done.\n"
    assert summed(loaded(a=endless)) == "1 tree, 501 nodes, about 10^500 paths: no findings"


IDS = ("a", "b", "c", "d")
NAMES = st.sampled_from(IDS).map(lambda name: Ref(id=name))
TARGETS = st.one_of(
    NAMES,
    st.sampled_from(IDS).map(lambda name: Jump(tree=name)),
    st.just(End()),
).map(lambda to: (Target(to=to),))


def named(name: str) -> dict[str, Any]:
    return {"id": name, "number": 1, "text": Words(value=name)}


@st.composite
def nodes(draw: st.DrawFn, name: str) -> Node:
    """A node that leads anywhere, also where nothing is."""
    match draw(st.sampled_from([Action, Outcome, Question, Subtree])):
        case kind if kind is Question:
            ids = draw(st.lists(st.sampled_from(IDS), unique=True))
            options = (Option(id=one, text=Words(value=one), to=draw(TARGETS)) for one in ids)
            return Question(**named(name), options=tuple(options))
        case kind if kind is Action:
            return Action(**named(name), to=draw(TARGETS))
        case kind if kind is Subtree:
            backs = st.lists(st.builds(Return, outcome=NAMES, to=TARGETS), max_size=3)
            return Subtree(**named(name), tree=draw(NAMES), outcomes=tuple(draw(backs)))
    return Outcome(**named(name))


@st.composite
def trees(draw: st.DrawFn, name: str) -> Tree:
    ids = draw(st.lists(st.sampled_from(IDS[:3]), unique=True))
    return Tree(
        id=name,
        title=Words(value=name),
        nodes={one: draw(nodes(one)) for one in ids},
        start=draw(NAMES),
        whole=draw(st.booleans()),
        span=start_of(f"trees/{name}.yaml"),
    )


@given(st.data(), st.lists(DIAGNOSTICS, max_size=3))
def test_no_tree_is_too_broken_to_be_counted(data: st.DataObject, found: list[Diagnostic]) -> None:
    site = Site(trees={name: data.draw(trees(name)) for name in IDS[:3]}, today=TODAY)
    assert re.fullmatch(
        r"3 trees, \d nodes?(, (\d+|unbounded) paths?( without those of .*?)?)?: "
        r"(no|\d) findings?( \(.*\))?(; .* were not judged)?",
        summary(found, site),
    )
