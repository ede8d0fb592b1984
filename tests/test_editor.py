"""What an author's editor shows: the schemas under the language server that editors start for YAML.

It needs Node; without it these tests fail, as an author's completion would.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import fingerpost
from fingerpost.cli import FINE, cli
from fingerpost.load import load_text
from fingerpost.load.schema import NAMES
from fingerpost.reporters import REPORTERS
from support.language_server import CURSOR, LanguageServer
from support.today import TODAY

SCHEMAS = Path(fingerpost.__file__).parent / "schemas"
TREE = f"# yaml-language-server: $schema={(SCHEMAS / 'tree.json').as_uri()}\n"
NODE = "title: The kettle\nnodes:\n  look:\n"
# Kinds of completion, by the numbers of the protocol: a property; a module or a value, as this server calls snippets.
KEY, SNIPPETS = 10, (9, 12)
KINDS = ["question", "action", "outcome", "tree"]
VALID = """title: true
version: 1.10
summary: 2026-01-01
status: draft
next_review: 2027-05-01
tags: {seen: 010}
stages: {first: 1, then: no}
policies:
  promise: {after: [seen], require: "urgency:now", within: 3, because: yes}
nodes:
  look:
    question: Is it 12:30:45?
    look_for: [1e3, .5, on, off]
    stage: first
    reviewed_on: 2026-01-01
    options:
      yes: {text: no, to: end-of-it, tags: [seen]}
      no: end-of-it
      unsure:
        - {when: {look: [yes, no]}, to: end-of-it}
        - {to: tree:other}
  end-of-it:
    outcome: 42
    urgency: now
    say: [yes, no, true, 12, 1.10, 2026-01-01, "null"]
cases:
  first:
    story: It whistles.
    answers: [look: yes]
    outcome: end-of-it
"""


@pytest.fixture(scope="module")
def editor() -> Iterator[LanguageServer]:
    server = LanguageServer()
    yield server
    server.close()


def keys(editor: LanguageServer, text: str) -> list[str]:
    """The keys that are offered at the cursor, without the snippets."""
    return [one["label"] for one in editor.completions(TREE + text) if one["kind"] == KEY]


def snippets(editor: LanguageServer, text: str) -> dict[str, str]:
    """The snippets that are offered at the cursor, each with what it would write."""
    return {one["label"]: one["insertText"] for one in editor.completions(TREE + text) if one["kind"] in SNIPPETS}


def problems(editor: LanguageServer, text: str) -> list[tuple[int, str]]:
    """The lines that would be underlined, and the words beside them."""
    return [(one["range"]["start"]["line"], one["message"]) for one in editor.diagnostics(TREE + text)]


# Completion -------------------------------------------------------------------------------------------------------


def test_keys_of_a_tree(editor: LanguageServer) -> None:
    offered = keys(editor, CURSOR)
    assert {"title", "status", "nodes", "policies", "cases"} <= set(offered)
    assert "question" not in offered
    assert "title" not in keys(editor, f"title: The kettle\n{CURSOR}\n")


def test_a_whole_tree_from_nothing(editor: LanguageServer) -> None:
    written = snippets(editor, CURSOR)["tree"]
    for number, words in enumerate(("Title", "first", "What is asked?", "done", "How it ends"), start=1):
        written = written.replace(f"${{{number}:{words}}}", words)
    assert "$" not in written
    loaded = load_text({"trees/kettle.yaml": written}, today=TODAY)
    assert loaded.diagnostics == ()
    assert list(loaded.site.trees["kettle"].nodes) == ["first", "done"]


def test_a_node_without_a_kind_offers_the_four(editor: LanguageServer) -> None:
    offered = keys(editor, f"{NODE}    {CURSOR}\n")
    assert offered[:4] == KINDS
    assert {"say", "why"} <= set(offered)
    assert not {"options", "urgency", "outcomes"} & set(offered), "these belong to one kind"
    assert list(snippets(editor, f"{NODE}    {CURSOR}\n"))[:4] == ["question", "action", "outcome", "subtree"]


@pytest.mark.parametrize(
    ("first", "own", "others"),
    [
        ("question: Is it on?", {"options", "look_for", "say"}, {"question", "to", "urgency"}),
        ("action: Pour", {"to", "say"}, {"options", "urgency", "outcomes"}),
        ("outcome: Tea", {"urgency", "record", "follow_up", "next"}, {"to", "options"}),
        ("tree: other", {"outcomes", "text"}, {"options", "urgency"}),
    ],
)
def test_keys_of_each_kind(editor: LanguageServer, first: str, own: set[str], others: set[str]) -> None:
    offered = set(keys(editor, f"{NODE}    {first}\n    {CURSOR}\n"))
    assert own <= offered
    assert not others & offered


def test_options(editor: LanguageServer) -> None:
    beginning = f"{NODE}    question: Is it on?\n    options:\n"
    offered = snippets(editor, f"{beginning}      {CURSOR}\n")
    assert offered["yes, unsure, no"].splitlines() == ["yes: ${1:node}", "unsure: ${2:node}", "no: ${3:node}"]
    assert "text" in snippets(editor, f"{beginning}      yes: {CURSOR}\n")["option"]
    assert keys(editor, f"{beginning}      yes:\n        {CURSOR}\n") == ["text", "to", "tags", "note"]
    assert keys(editor, f"{beginning}      yes:\n        - {CURSOR}\n") == ["when", "to"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: T\nstatus: ", ["draft", "review", "approved", "retired"]),
        (f"{NODE}    outcome: Tea\n    urgency: ", ["now", "today", "soon", "routine"]),
        (f"{NODE}    outcome: Tea\n    evidence: ", ["guideline", "research", "consensus", "local-rule"]),
    ],
)
def test_words_to_choose_from_are_explained(editor: LanguageServer, text: str, words: list[str]) -> None:
    offered = editor.completions(f"{TREE}{text}{CURSOR}\n")
    assert [one["label"] for one in offered] == words
    assert len({str(one["documentation"]) for one in offered}) == len(words)


# Hover ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ti│tle: T\n", "What the tree is about"),
        ("title: T\nnodes:\n  lo│ok:\n    outcome: x\n", "An end of the tree"),
        (f"{NODE}    ques│tion: Is it on?\n    options: {{yes: a, no: a}}\n", "one thing asked"),
        (f"{NODE}    question: Is it on?\n    opt│ions: {{yes: a, no: a}}\n", "two or more"),
        (f"{NODE}    question: Is it on?\n    options: {{ye│s: a, no: a}}\n", "What is offered"),
        (f"{NODE}    action: Pour\n    t│o: look\n", "The step that comes next"),
        (f"{NODE}    outcome: Tea\n    urg│ency: now\n", "Never a label on a person"),
    ],
)
def test_hover(editor: LanguageServer, text: str, says: str) -> None:
    assert says in editor.hover(TREE + text)


# Diagnostics ------------------------------------------------------------------------------------------------------


def test_a_good_tree_is_not_underlined(editor: LanguageServer) -> None:
    assert load_text({"trees/kettle.yaml": VALID}, today=TODAY).diagnostics == ()
    assert problems(editor, VALID) == []


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ("look_for:", "look_fro:", 13, "look_fro"),
        ("urgency: now", "urgencey: now", 24, "urgencey"),
        ("status: draft", "status: drafft", 4, "draft"),
        ("urgency: now", "urgency: high", 24, "routine"),
        ("outcome: 42", "outcom: 42", 22, "question, action, outcome, tree"),
        ("no: end-of-it", "no: End of it", 18, "A target is a node's id"),
        ("next_review: 2027-05-01", "next_review: 1 May", 5, "year-month-day"),
        ("    options:\n", "    option:\n", 16, "option"),
    ],
)
def test_a_mistake_is_underlined_on_its_line(
    editor: LanguageServer, before: str, after: str, line: int, says: str
) -> None:
    broken = VALID.replace(before, after, 1)
    assert broken != VALID
    found = problems(editor, broken)
    assert any(at == line and says in message for at, message in found), found
    assert load_text({"trees/kettle.yaml": broken}, today=TODAY).diagnostics


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_read(editor: LanguageServer, name: str) -> None:
    """A schema that the server cannot read says so on the first line; these files all lack something."""
    head = f"# yaml-language-server: $schema={(SCHEMAS / name).as_uri()}.json\n"
    found = editor.diagnostics(f"{head}oops: {{}}\n")
    assert found
    assert not [one for one in found if "schema" in one["message"].lower()], found


# The settings of this repository, and of one that `fingerpost new site` begins ------------------------------------

ROOT = Path(__file__).parents[1]
STARTER = Path(fingerpost.__file__).parent / "starter/site"
FILES = {
    "tree": "trees/kettle.yaml",
    "site": "trees/_site.yaml",
    "sources": "trees/_sources.yaml",
    "hazards": "trees/_hazards.yaml",
    "place": "trees/_places/gb.yaml",
}


def settings(root: Path, name: str) -> dict[str, Any]:
    return dict(json.loads((root / ".vscode" / name).read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def workspace() -> Iterator[LanguageServer]:
    """An editor in which this repository is open, with the settings that it brings."""
    server = LanguageServer(root=ROOT, schemas=settings(ROOT, "settings.json")["yaml.schemas"])
    yield server
    server.close()


@pytest.mark.parametrize("name", FILES)
def test_an_editor_finds_the_schema_of_each_file_by_itself(workspace: LanguageServer, name: str) -> None:
    """What is said of a file is what its own schema says, which no other does."""
    words = "oops: {}\n"
    by_name = workspace.diagnostics(words, path=ROOT / FILES[name])
    line = f"# yaml-language-server: $schema={(SCHEMAS / name).as_uri()}.json\n"
    named = workspace.diagnostics(line + words)
    assert [one["message"] for one in by_name] == [one["message"] for one in named] != []


def test_our_own_trees_are_not_underlined(workspace: LanguageServer) -> None:
    tree = ROOT / "trees/brief-safety-check.yaml"
    assert workspace.diagnostics(tree.read_text(encoding="utf-8"), path=tree) == []


def schema_of(path: Path) -> Path:
    """The file that the first line of a file names to editors, seen from there."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith("# yaml-language-server: $schema="), path
    return (path.parent / first.partition("=")[2]).resolve()


def kind(path: Path) -> str:
    """Which of the schemas a file in `trees/` is to have."""
    own = {FILES[name]: name for name in ("site", "sources", "hazards")}
    return "place" if path.parent.name == "_places" else own.get(f"trees/{path.name}", "tree")


@pytest.mark.parametrize("path", sorted((ROOT / "trees").rglob("*.yaml")), ids=lambda path: path.stem)
def test_each_file_of_ours_names_its_schema_in_its_first_line(path: Path) -> None:
    """So an editor without settings, of a fork or on the web, knows it too, and needs no network."""
    assert schema_of(path) == SCHEMAS / f"{kind(path)}.json"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site with a second tree."""
    root = tmp_path_factory.mktemp("begun") / "site"
    for words in (["site", str(root)], ["tree", "power-cut", "--trees", str(root / "trees")]):
        done = CliRunner().invoke(cli, ["new", *words, "--today", str(TODAY)])
        assert done.exit_code == FINE, done.output
    return root


def test_each_file_of_a_new_site_names_a_schema_that_came_with_it(begun: Path) -> None:
    paths = sorted((begun / "trees").rglob("*.yaml"))
    assert [path.stem for path in paths] == ["here", "_site", "power-cut", "smell-of-gas"]
    assert [schema_of(path) for path in paths] == [begun / f"schemas/{kind(path)}.json" for path in paths]
    assert {path.name: path.read_bytes() for path in (begun / "schemas").iterdir()} == {
        f"{name}.json": (SCHEMAS / f"{name}.json").read_bytes() for name in NAMES
    }


def test_an_editor_without_settings_goes_by_that_line(editor: LanguageServer, begun: Path) -> None:
    tree = begun / "trees/power-cut.yaml"
    text = tree.read_text(encoding="utf-8")
    assert editor.diagnostics(text, path=tree) == []
    broken = text.replace("urgency: now", "urgencey: now")
    line = broken.splitlines().index("    urgencey: now")
    found = editor.diagnostics(broken, path=begun / "trees/broken.yaml")
    assert [(one["range"]["start"]["line"], "urgencey" in one["message"]) for one in found] == [(line, True)]


def test_the_schemas_are_written_anew_and_nothing_else(begun: Path, tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/tree.json").write_text("{}", encoding="utf-8")
    assert CliRunner().invoke(cli, ["schemas", str(tmp_path / "schemas")]).exit_code == FINE
    old, new = ({path.name: path.read_bytes() for path in (root / "schemas").iterdir()} for root in (begun, tmp_path))
    assert new == old


def test_a_tree_beside_trees_that_name_none_names_none(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("title: Other\nnodes: {a: {outcome: Out}}\n", encoding="utf-8")
    assert CliRunner().invoke(cli, ["new", "tree", "tea", "--trees", str(tmp_path)]).exit_code == FINE
    assert (tmp_path / "tea.yaml").read_text(encoding="utf-8").startswith('title: "Tea"\n')


def test_a_new_site_has_the_same_settings_with_the_schemas_of_its_package() -> None:
    ours, theirs = (settings(root, "settings.json")["yaml.schemas"] for root in (ROOT, STARTER))
    assert [path.removeprefix("plugins/fingerpost/") for path in ours] == [*theirs]
    assert [*ours.values()] == [*theirs.values()]
    assert "/fingerpost schemas\n" in (STARTER / "Makefile").read_text(encoding="utf-8")
    assert "redhat.vscode-yaml" in settings(STARTER, "extensions.json")["recommendations"]


def test_the_task_reads_what_the_check_prints() -> None:
    for root in (ROOT, STARTER):
        checking, showing = settings(root, "tasks.json")["tasks"]
        assert checking["args"] == ["check", "trees", "--format", "concise"]
        assert (showing["command"], showing["args"]) == ("make", ["serve"])
        pattern = checking["problemMatcher"]["pattern"]
        loaded = load_text(
            {"trees/kettle.yaml": "title: T\nnodes:\n  a: {action: Pour, to: a}\noops: 1\n"}, today=TODAY
        )
        (line,) = REPORTERS["concise"](loaded.diagnostics, loaded.site).splitlines()
        found = re.fullmatch(pattern["regexp"], line)
        assert found is not None
        parts = [found[pattern[part]] for part in ("file", "line", "column", "severity", "code")]
        assert parts == ["trees/kettle.yaml", "4", "1", "error", "unknown-key"]
