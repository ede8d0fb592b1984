"""`fingerpost check --fix`: what it mends changes no word and no arrow; all else it leaves to a person."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from fingerpost.cli import FINDINGS, FINE, cli
from fingerpost.load import load_text
from fingerpost.mending import mended, safe
from support.today import TODAY
from test_load import CASES

HEAD = "title: T\nnodes:\n  a:\n    question: Now?\n    options: {x: b, y: b}\n"
SITE = "facts: {crisis-line: {label: the line, kind: phone}}\n"


def made(tree: str) -> str:
    """The tree after one round of safe mends."""
    loaded = load_text({"trees/x.yaml": tree}, today=TODAY)
    return mended(loaded.site.files["trees/x.yaml"], [fix for _, fix in safe(loaded.diagnostics, loaded.site.files)])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("outcome: Note: go", 'outcome: "Note: go"'),
        ("outcome: Bell #3", 'outcome: "Bell #3"'),
        ("outcome: Go # a comment", 'outcome: "Go" # a comment'),
        ("outcome: *not* now", 'outcome: "*not* now"'),
        ('outcome: "Go" she says', "outcome: '\"Go\" she says'"),
        ('outcome: "C:\\Users"', 'outcome: "C:\\\\Users"'),
        ("outcome: Go\n    do:\n      -go", "outcome: Go\n    do:\n      - go"),
    ],
)
def test_what_is_mended(written: str, expected: str) -> None:
    assert made(f"{HEAD}  b:\n    {written}\n") == f"{HEAD}  b:\n    {expected}\n"


@pytest.mark.parametrize(
    "written",
    [
        "outcom: Go",  # a key that is not known
        "outcome: Go\n    urgency: no",  # a word that is none of those that are
        "outcome: Go\n     do: [x]",  # a line that stands too far in
        'outcome: "Go',  # a quote that is never closed
        "outcome: Go\n    do: [x, y",  # a bracket that is never closed
        "outcome: Go\n    do x",  # a colon that is missing
    ],
)
def test_what_a_person_must_mend(written: str) -> None:
    tree = f"{HEAD}  b:\n    {written}\n"
    assert load_text({"trees/x.yaml": tree}, today=TODAY).diagnostics != ()
    assert made(tree) == tree


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_no_letter_and_no_digit_changes(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    assert re.sub(r"\W", "", made(text)) == re.sub(r"\W", "", text)


# The command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    trees = tmp_path / "trees"
    trees.mkdir()
    (trees / "_site.yaml").write_text(SITE, encoding="utf-8")
    return trees


def test_it_mends_until_nothing_is_left_and_says_what(folder: Path) -> None:
    tree = folder / "x.yaml"
    tree.write_bytes(
        f"{HEAD}  b:\n    outcome: Note: go\n    why: Call {{{{crisis-line}}}}\n".replace("\n", "\r\n").encode()
    )
    result = CliRunner().invoke(cli, ["check", "--fix", str(tree)])
    told = [line.partition("x.yaml:")[2] for line in result.stdout.splitlines() if ": mended " in line]
    assert told == [
        "7:18: mended unquoted-colon: Put the whole sentence in quotes.",
        "8:15: mended unread-fact: Write `{crisis-line}`.",
    ]
    assert (
        tree.read_bytes()
        == f'{HEAD}  b:\n    outcome: "Note: go"\n    why: Call {{crisis-line}}\n'.replace("\n", "\r\n").encode()
    )
    assert CliRunner().invoke(cli, ["check", "--fix", str(tree)]).stdout.count("mended") == 0


def test_a_nearly_right_target_is_shown_and_not_mended(folder: Path) -> None:
    tree = folder / "x.yaml"
    written = f"{HEAD.replace('y: b', 'y: bb')}  b:\n    outcome: Note: go\n"
    tree.write_text(written, encoding="utf-8")
    result = CliRunner().invoke(cli, ["check", "--fix", str(folder)])
    assert result.exit_code == FINDINGS
    assert "suggestion: Write `b`." in result.stdout
    assert result.stdout.endswith("\n1 mended; 1 suggestion is for you to decide\n")
    assert tree.read_text(encoding="utf-8") == written.replace("Note: go", '"Note: go"')


def test_each_mend_says_who_makes_it(folder: Path) -> None:
    written = f"{HEAD.replace('y: b', 'y: bb')}  b:\n    outcome: Go # now\n"
    (folder / "x.yaml").write_text(written, encoding="utf-8")
    told = CliRunner().invoke(cli, ["check", str(folder)]).stdout
    for_the_author, for_us = re.findall(r"^(?:suggestion|fix): .*?\n\n", told, flags=re.MULTILINE | re.DOTALL)[::-1]
    assert for_the_author.startswith("suggestion: Write `b`.\n")
    assert "--fix" not in for_the_author
    assert for_us.startswith("fix: ")
    assert for_us.endswith("`fingerpost check --fix` does this.\n\n")


def test_a_run_that_mends_nothing_says_what_it_leaves(folder: Path) -> None:
    (folder / "x.yaml").write_text(f"{HEAD.replace('y: b', 'y: bb')}  b: {{outcome: Go}}\n", encoding="utf-8")
    told = CliRunner().invoke(cli, ["check", "--fix", str(folder)]).stdout
    assert told.endswith("\n0 mended; 1 suggestion is for you to decide\n")


def test_only_the_files_that_were_named_are_mended_and_no_link_is_followed(folder: Path) -> None:
    wrong = f"{HEAD}  b:\n    outcome: Note: go\n"
    (folder / "a.yaml").write_text(wrong, encoding="utf-8")
    (folder / "b.yaml").write_text(wrong, encoding="utf-8")
    (folder.parent / "outside.yaml").write_text(wrong, encoding="utf-8")
    (folder / "c.yaml").symlink_to(folder.parent / "outside.yaml")
    CliRunner().invoke(cli, ["check", "--fix", str(folder / "b.yaml")])
    assert (folder / "a.yaml").read_text(encoding="utf-8") == wrong
    assert (folder / "b.yaml").read_text(encoding="utf-8") != wrong
    CliRunner().invoke(cli, ["check", "--fix", str(folder)])
    assert (folder / "c.yaml").is_symlink()
    assert (folder.parent / "outside.yaml").read_text(encoding="utf-8") == wrong


def test_a_report_for_programs_stays_one(folder: Path) -> None:
    (folder / "x.yaml").write_text(f"{HEAD}  b:\n    outcome: Note: go\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["check", "--fix", "--format", "json", str(folder)])
    assert result.stdout.startswith("{")
    assert "mended unquoted-colon" in result.stderr
    assert result.exit_code == FINE
