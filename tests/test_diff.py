"""What a change of trees means: pull requests in real repositories, as their reviewers see them."""

from __future__ import annotations

import json
import re
import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

import fingerpost
from fingerpost import cli
from fingerpost.cli.comparing import FORMATS
from fingerpost.diff import Part, difference, trees_of
from fingerpost.diff.deadlines import later
from fingerpost.diff.reports import REPORTS
from fingerpost.diff.reports._verdict import verdict
from fingerpost.load import Loaded, load_text
from fingerpost.load.limits import FILE_BYTES
from support.markup import parse
from support.payloads import ADDRESSES, LINKS, MARKUP
from support.requests import CANARY, FOLDER, REQUESTS, commit, git, repository
from support.today import TODAY

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

ROOT = Path(__file__).parents[1]


class Markdown(SingleFileSnapshotExtension):
    """One file a snapshot, to be read as a reviewer reads it."""

    _write_mode = WriteMode.TEXT
    file_extension = "md"


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(
        cli.cli, ["diff", *words, "--trees", str(root / "trees"), "--today", str(TODAY)], catch_exceptions=False
    )


def markdown(root: Path) -> str:
    result = run(root, "main", "request", "--format", "markdown", "--home", "https://example.org/preview")
    assert result.exit_code == cli.FINE, result.output
    return result.output.replace(root.as_posix() + "/", "")


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda path: path.stem)
def test_what_the_reviewer_of_a_pull_request_reads(request_: Path, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    told = markdown(repository(request_, tmp_path))
    assert CANARY not in told
    assert told == snapshot(extension_class=Markdown)


# Git ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a repository whose request takes no answer for a no."""
    return repository(FOLDER / "requests/04-retargeted-unsure.yaml", tmp_path_factory.mktemp("scratch"))


def test_nothing_is_checked_out(scratch: Path) -> None:
    before = git(scratch, "rev-parse", "HEAD"), git(scratch, "status", "--porcelain")
    assert run(scratch, "main", "request").exit_code == cli.FINE
    assert (git(scratch, "rev-parse", "HEAD"), git(scratch, "status", "--porcelain")) == before == (before[0], "")


def test_the_folder_as_it_is_now_and_any_two_folders(scratch: Path, tmp_path: Path) -> None:
    assert "Nothing changed in meaning" in run(scratch, "main").output
    assert "Nothing changed in meaning" in run(scratch, str(scratch / "trees"), str(FOLDER / "base")).output
    shutil.copytree(scratch / "trees", tmp_path / "trees")
    (tmp_path / "trees/front-desk.yaml").unlink()
    assert (
        "The tree “Somebody calls the front desk after a session” is gone" in run(scratch, "main", str(tmp_path)).output
    )


def test_a_request_is_compared_with_where_it_began(tmp_path: Path) -> None:
    root = repository(FOLDER / "requests/01-typo.yaml", tmp_path)
    (root / "trees/front-desk.yaml").unlink()
    commit(root, "Meanwhile")
    assert "front desk" in run(root, "main", "request").output
    assert "front desk" not in run(root, "main", "request", "--merge-base").output


@pytest.mark.parametrize("base", ["no-such-branch", "--output=here", "main:trees", "HEAD~99", "@{upstream}", ""])
def test_what_is_no_revision_is_said_to_be_none(scratch: Path, base: str) -> None:
    result = run(scratch, "--", base) if base.startswith("-") else run(scratch, base, "request")
    assert result.exit_code == cli.WRONG_USE
    assert "Traceback" not in result.output
    assert not Path("here").exists()


def test_a_folder_that_is_not_in_a_revision(scratch: Path) -> None:
    words = ["diff", "main", "request", "--trees", str(scratch / "elsewhere")]
    result = CliRunner().invoke(cli.cli, words)
    assert (result.exit_code, "There is no folder" in result.output) == (cli.WRONG_USE, True)


def test_what_is_no_plain_file_of_a_site_is_not_read(tmp_path: Path) -> None:
    root = repository(FOLDER / "requests/01-typo.yaml", tmp_path)
    inner = git(root, "hash-object", "-w", "trees/front-desk.yaml").split()[0]
    commit_ = git(root, "rev-parse", "HEAD").split()[0]
    entries = f"100644 blob {inner}\tgood.yaml\n160000 commit {commit_}\tsub.yaml\n"
    trees = git(root, "mktree", given=entries).split()[0]
    # A path that leads out of any folder, as git would never write it itself.
    raw = b"100644 ../../escaped.yaml\0" + bytes.fromhex(inner)
    bad = git(root, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=raw).split()[0]
    up = b"40000 ..\0" + bytes.fromhex(trees)
    up_ = git(root, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=up).split()[0]
    for folder in (trees, bad, up_):
        top = git(root, "mktree", given=f"040000 tree {folder}\ttrees\n").split()[0]
        made = git(root, "commit-tree", "-m", "Made", top).split()[0]
        with trees_of(made, root / "trees") as found:
            files = sorted(path.relative_to(found).as_posix() for path in found.rglob("*"))
            assert files == (["good.yaml"] if folder == trees else [])
            assert sorted(path.name for path in found.parent.iterdir()) == ["trees"]


def test_a_file_that_is_too_large_is_said_to_be(tmp_path: Path) -> None:
    root = repository(FOLDER / "requests/01-typo.yaml", tmp_path)
    git(root, "switch", "--quiet", "request")
    (root / "trees/front-desk.yaml").write_text("#" * (FILE_BYTES + 1))
    commit(root, "Large")
    git(root, "switch", "--quiet", "main")
    told = run(root, "main", "request").output
    assert "NOT ALL COULD BE COMPARED" in told
    assert "too-large: The file is larger than 2 MB." in told


@pytest.mark.parametrize(
    ("home", "link"),
    [(".", "./trees/client-leaves/#t="), ("https://example.org", "https://example.org/trees/client-leaves/#t=")],
)
def test_paths_lead_to_the_site_that_shows_them(scratch: Path, home: str, link: str) -> None:
    assert f'href="{link}' in run(scratch, "main", "request", "--format", "html", "--home", home).output


@pytest.mark.parametrize(
    "home", ["..", "./x", "http://example.org", "javascript:alert(1)", "https://a b", "https://a)"]
)
def test_no_other_address_is_taken_for_a_site(scratch: Path, home: str) -> None:
    assert run(scratch, "main", "request", "--home", home).exit_code == cli.WRONG_USE


# How it ends -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_", "weaker", "paths", "meaning"),
    [
        ("01-typo", 0, 0, 0),
        ("02-new-branch", 0, 1, 1),
        ("03-dropped-check", 1, 1, 1),
        ("05-removed-policy", 1, 1, 1),
        ("07-renamed-id", 0, 0, 1),
        ("09-lowered-urgency", 1, 1, 1),
        ("11-link", 1, 1, 1),
        ("12-no-help", 1, 1, 1),
        ("13-lines-gone", 1, 1, 1),
        ("14-another-number", 1, 1, 1),
        ("15-checked-number", 0, 0, 1),
        ("16-later", 1, 1, 1),
        ("17-left-for-a-message", 1, 1, 1),
        ("20-turned-around", 0, 0, 0),
        ("21-tag-lost", 1, 1, 1),
        ("23-number-not-said", 1, 1, 1),
    ],
)
def test_what_stops_a_build(request_: str, weaker: int, paths: int, meaning: int, tmp_path: Path) -> None:
    root = repository(FOLDER / f"requests/{request_}.yaml", tmp_path)
    for word, code in (("weaker", weaker), ("paths", paths), ("meaning", meaning)):
        assert run(root, "main", "request", "--fail-on", word).exit_code == code, word


@pytest.mark.parametrize("name", ["client-leaves", "_site"])
def test_a_file_that_does_not_parse_is_reported(name: str, tmp_path: Path) -> None:
    root = repository(FOLDER / "requests/01-typo.yaml", tmp_path)
    (root / f"trees/{name}.yaml").write_text("title: [\n")
    for words, side in ((("main",), "new"), ((str(root / "trees"), "main"), "old")):
        result = run(root, *words)
        assert result.exit_code == cli.FINE
        assert f"{name}, {side} version:" in result.output
        assert result.output.startswith(f"NOT ALL COULD BE COMPARED ({name})")


def test_a_tree_that_is_read_in_part_has_lost_nothing(tmp_path: Path) -> None:
    root = repository(FOLDER / "requests/01-typo.yaml", tmp_path)
    path = root / "trees/client-leaves.yaml"
    path.write_text(path.read_text().replace("    action:", "    acton:"))
    told = run(root, "main").output
    assert "client-leaves, new version:" in told
    assert "Removed" not in told


# What may come later, and what is told once ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("Now", "Today", "is later"),
        ("Today", "Now.", ""),
        ("Today", "24 hours", "is later"),
        ("24 hours", "Today", ""),
        ("Today", "12 hours", "may be later"),
        ("Within 24 hours", "1 day", ""),
        ("24 hours", "24 to 72 hours", "is later"),
        ("24 to 72 hours", "72 hours", ""),
        ("7 days", "a week", ""),
        ("7 days", "2 weeks", "is later"),
        ("2 weeks", "90 minutes", ""),
        ("Today", "Today, if you can", "is another, and may be later"),
        ("At the next session", "today", "is another, and may be later"),
        ("At the next session", "at the next  session.", ""),
        ("Today", "", "is gone"),
        ("", "2 weeks", ""),
    ],
)
def test_a_deadline_that_is_no_sooner(was: str, now: str, told: str) -> None:
    assert later(was, now) == told


FORK = """title: A
nodes:
  a: {question: Q, options: {yes: b, no: c, unsure: d}}
  b: {outcome: Out, urgency: today}
  c: {outcome: Out, urgency: today}
  d: {outcome: Help, urgency: now}
  e: {outcome: Wait, urgency: routine}
  f: {outcome: Wait, urgency: routine}
"""


def test_paths_that_read_alike_are_told_once_and_the_worst_first() -> None:
    new = FORK.replace("{yes: b, no: c, unsure: d}", "{yes: e, no: f, unsure: e}")
    found = difference(*(load_text({"trees/t.yaml": text}, today=TODAY) for text in (FORK, new)))
    groups = found.paths["t"].changes
    told = [(one.was.urgency, one.now.urgency, one.tally.paths) for one in groups]
    assert told == [("now", "routine", 1), ("today", "routine", 2)]
    assert verdict(found).startswith(
        "No path of “A” reaches help any more; in “A”, 1 path that ended in “Help” now ends in “Wait” "
        "(routine), 2 more end less urgently; 3 new errors; "
    )


@pytest.mark.parametrize(("now", "told"), [("today: bell", 1), ("now: horn", 1), ("now: bell, today: horn", 0)])
def test_a_number_that_need_no_longer_be_shown_is_a_safeguard_less(now: str, told: int) -> None:
    site = "facts: {bell: {label: B, kind: phone}, horn: {label: H}}\ndemands: {calls: {%s}}\n"
    texts = ({"trees/t.yaml": FORK, "trees/_site.yaml": site % calls} for calls in ("now: bell", now))
    found = difference(*(load_text(files, today=TODAY) for files in texts))
    assert [one.code for one in found.of(Part.WEAKER)] == ["demand-dropped"] * told


@pytest.mark.parametrize(
    ("now", "less", "more", "told"),
    [
        ("soon", 3, 0, "3 paths that ended in “Out” now end in “Elsewhere” (soon)"),
        ("now", 0, 3, "all 3 paths end more urgently"),
        ("today", 0, 0, "all 3 paths end elsewhere"),
    ],
)
def test_an_end_is_less_urgent_or_more_or_just_another(now: str, less: int, more: int, told: str) -> None:
    """Of all three paths of a tree whose ends are other ones now."""
    old = "title: A\nnodes:\n  a: {question: Q, options: {x: b, y: b, z: b}}\n  b: {outcome: Out, urgency: today}\n"
    new = old.replace("b:", "c:").replace(": b", ": c").replace("Out, urgency: today", f"Elsewhere, urgency: {now}")
    found = difference(*(load_text({"trees/t.yaml": text}, today=TODAY) for text in (old, new)))
    tally = found.paths["t"].tally
    assert (tally.ends, tally.less_urgent, tally.more_urgent) == (3, less, more)
    assert f"“A”, {told}; " in verdict(found)


def test_names_are_set_as_names_in_the_page() -> None:
    found = difference(*hostile("`x` <b>y</b>"))
    assert "<code>p</code>" in REPORTS["html"](found, "")


def test_no_part_of_the_first_sentence_is_cut_from_the_page(tmp_path: Path) -> None:
    told = run(
        repository(FOLDER / "requests/22-first-things-first.yaml", tmp_path), "main", "request", "--format", "html"
    )
    (first,) = re.findall(r"<strong>(.*?)</strong>", told.output)
    assert first.endswith("3 changes of steps and answers.")


def test_a_line_that_moved_within_a_step_is_not_gone() -> None:
    step = "  d: {outcome: Help, urgency: now, do: [%s]}"
    old, new = (
        FORK.replace("  d: {outcome: Help, urgency: now}", step % lines)
        for lines in ("Call, Stay, Wait", "Stay, Wait, Call")
    )
    found = difference(*(load_text({"trees/t.yaml": text}, today=TODAY) for text in (old, new)))
    assert found.of(Part.WEAKER) == ()
    assert {one.code for one in found.of(Part.STEPS)} == {"line-removed", "line-added"}


def test_a_long_line_with_another_word_is_the_same_line() -> None:
    line = "Stay with them until somebody whom they trust is there, and say what happens next, " * 5
    texts = (FORK.replace("Help, urgency: now", f"Help, urgency: now, do: ['{line}{word}']") for word in ("A", "B"))
    found = difference(*(load_text({"trees/t.yaml": text}, today=TODAY) for text in texts))
    assert [(one.part, one.code) for one in found.changes] == [(Part.SAFETY_WORDING, "wording")]


def test_the_words_of_a_new_step_are_bounded() -> None:
    lines = ", ".join(f"{'word ' * 200}{at}" for at in range(300))
    new = (
        FORK.replace("{outcome: Help,", f"{{outcome: Help, do: [{lines}],").replace("d: {", "z: {").replace("d}", "z}")
    )
    new = new.replace("outcome: Help", "outcome: Something else altogether")
    found = difference(*(load_text({"trees/t.yaml": text}, today=TODAY) for text in (FORK, new)))
    told = REPORTS["markdown"](found, "")
    assert "more: 260 lines" in told
    assert len(told) < 30_000


# Formats -----------------------------------------------------------------------------------------------------------


def test_the_command_offers_every_format() -> None:
    assert tuple(sorted(REPORTS)) == FORMATS


@pytest.mark.parametrize("form", REPORTS)
def test_the_same_change_gives_the_same_bytes(scratch: Path, form: str) -> None:
    one, other = (run(scratch, "main", "request", "--format", form).output for _ in range(2))
    assert one == other


def test_json_has_the_shape_that_its_schema_says(scratch: Path, tmp_path: Path) -> None:
    schema = json.loads((files(fingerpost) / "schemas/diff.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    roots = [scratch, *(repository(one, tmp_path / one.stem) for one in (REQUESTS[2], REQUESTS[10], REQUESTS[11]))]
    for root in roots:
        told = json.loads(run(root, "main", "request", "--format", "json").output)
        jsonschema.validate(told, schema)
        assert told["version"] == 1


def test_the_page_about_json_names_every_key() -> None:
    schema = json.loads((files(fingerpost) / "schemas/diff.json").read_text(encoding="utf-8"))
    page = (ROOT / "docs/formats/diff.md").read_text(encoding="utf-8")
    objects = [schema, *(one for one in schema["$defs"].values() if "properties" in one)]
    assert {key for one in objects for key in one["properties"]} <= set(re.findall(r"`([a-z_]+)`", page))


def test_the_page_shows_what_the_command_says(scratch: Path) -> None:
    page = (ROOT / "docs/diff.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```console\n\$ fingerpost diff main request\n(.*?)```", page, flags=re.DOTALL)
    told = run(scratch, "main", "request").output.replace(f"{scratch.as_posix()}/", "")
    assert shown == told


# Words of strangers ------------------------------------------------------------------------------------------------

HOSTILE = (
    *MARKUP,
    *(link.format(address) for link in LINKS for address in ADDRESSES[:4]),
    "@alice and @fingerpost/reviewers, see #12, GH-7, fingerpost/fingerpost#3, a5c3785ed8d6a35868bc169f07e40e88",
    "https://example.org www.example.org a@example.org :tada: :+1: JIRA-12 $x$ `code` ``` ~~~ &copy; &#64;alice",
    "# Head", "1. one", "- two", "> three", "| a | b |", "---", "***", "\\", "[x]: y", "[^1]", "%%{init: {}}%%",
    '"]; click n0', "<!-- x -->", "<summary>", "1) one", "+ x", "=====", "http://example.org", "_x_ *y* ~~z~~"
)  # fmt: skip
# What our own Markdown has of HTML.
OURS = {"<details>", "</details>", "<summary>", "</summary>"}
ALIVE = re.compile(r"@\w|#\d|://|www\.|:\w+:|\b[0-9a-f]{7,}\b|\bGH-\d|[A-Z]+-\d")


def hostile(words: str) -> tuple[Loaded, Loaded]:
    """Give a change in which a stranger's words stand wherever words can."""
    said = json.dumps(words)
    old = """title: A
nodes:
  a: {question: "Q?", options: {yes: b, no: c}}
  b: {outcome: B, urgency: now}
  c: {outcome: C}
"""
    new = f"""title: {said}
policies: {{p: {{never: question, because: {said}}}}}
nodes:
  a:
    question: {said}
    say: [{said}]
    detail: {said}
    options: {{yes: {{text: {said}, to: c}}, no: {{text: No, to: d}}, x: c}}
  c: {{outcome: {said}, urgency: soon, within: {said}, do: [{said}]}}
  d: {{action: {said}, to: c}}
cases: {{k: {{story: {said}, answers: [a: yes], outcome: c}}}}
"""
    return load_text({"trees/t.yaml": old}, today=TODAY), load_text({"trees/t.yaml": new}, today=TODAY)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_tree_are_nothing_but_words_on_github(words: str) -> None:
    told = REPORTS["markdown"](difference(*hostile(words)), "")
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(told)
    kinds = {token.type for token in tokens}
    assert kinds <= KINDS, kinds
    assert [token.info for token in tokens if token.type == "fence"] in ([], ["mermaid"])
    for token in tokens:
        if token.type == "html_block":
            assert set(re.findall(r"<[^>]*>", token.content)) <= OURS, token.content
            assert not ALIVE.search(token.content)
        for inner in token.children or ():
            assert inner.type in {"text", "code_inline", "strong_open", "strong_close", "softbreak", "html_inline"}
            assert inner.type != "html_inline" or inner.content in OURS
            assert inner.type != "text" or not ALIVE.search(inner.content), inner.content


KINDS = {
    f"{kind}_{end}"
    for kind in ("heading", "paragraph", "bullet_list", "ordered_list", "list_item")
    for end in ("open", "close")
} | {"inline", "html_block", "fence"}

_LABEL = r'"[^"<>`&%\\]*"'
_LINE = re.compile(
    rf"flowchart TD|  n\d+(?:\{{\{{{_LABEL}\}}\}}|\(\[{_LABEL}\]\)|\[\[{_LABEL}\]\]|>{_LABEL}\]|\[{_LABEL}\])"
    rf"|  n\d+ (?:-- {_LABEL} -->|== {_LABEL} ==>|-\. {_LABEL} \.->|-->|==>|-\.->) n\d+"
    r"|  classDef [a-z]+ [a-z0-9:, -]+|  class n\d+(?:,n\d+)* [a-z]+"
)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_picture_holds_nothing_but_boxes_and_arrows(words: str) -> None:
    told = REPORTS["markdown"](difference(*hostile(words)), "")
    for drawn in re.findall(r"```mermaid\n(.*?)\n```", told, flags=re.DOTALL):
        assert all(_LINE.fullmatch(line) for line in drawn.splitlines()), drawn


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "@alice &copy; \u202ex"]
)
def test_the_page_holds_words_and_no_markup_of_strangers(words: str) -> None:
    page = parse(REPORTS["html"](difference(*hostile(words)), "https://example.org/"))
    tags = [part.tag for part in page.iter()]
    assert "script" not in tags
    assert "img" not in tags
    ids = [part.get("id") for part in page.iter() if part.get("id")]
    assert len(ids) == len(set(ids))
    inner = {part.get("href", "")[1:] for part in page.iter("a") if part.get("href", "").startswith("#")}
    assert inner <= set(ids)
    outer = {part.get("href", "") for part in page.iter("a")} - {f"#{one}" for one in inner}
    assert all(one.startswith("https://example.org/trees/t/#t") for one in outer)
    # The second is the new one; what changed says so in words.
    assert {"NEW", "CHANGED", "GONE"} <= {part.text for part in page.iter("text")}


def test_a_comment_fits_on_github() -> None:
    nodes = "".join(f"  n{at}: {{action: {'word ' * 60}{{}}, to: n{at + 1}}}\n" for at in range(900))
    texts = [f"title: A\nnodes:\n{nodes.replace('{}', word)}  n900: {{outcome: Out}}\n" for word in ("one", "other")]
    found = difference(*(load_text({"trees/t.yaml": text}, today=TODAY) for text in texts))
    told = REPORTS["markdown"](found, "")
    assert len(told) < 65_536
    assert "and 841 more: `fingerpost diff` shows them all" in told


def test_the_paths_of_a_large_tree_fit_too() -> None:
    def tree(early: int) -> str:
        """A tree with 3 to the power of 500 paths, one answer of which leads out."""
        options = "{{yes: n{on}, no: {no}, x: n{on}}}"
        nodes = (options.format(on=at + 1, no="out" if at == early else f"n{at + 1}") for at in range(500))
        steps = [f"  n{at}: {{question: Q, options: {node}}}" for at, node in enumerate(nodes)]
        ends = ["  n500: {outcome: In, urgency: now}", "  out: {outcome: Out, urgency: soon}"]
        return "\n".join(["title: A", "nodes:", *steps, *ends, ""])

    found = difference(*(load_text({"trees/t.yaml": tree(early)}, today=TODAY) for early in (400, 300)))
    told = REPORTS["markdown"](found, "")
    assert "about `10^238` ways ended in “In” (now), and now end in “Out” (soon)" in told
    assert "  31. and 470 questions more" in told
