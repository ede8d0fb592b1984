"""The one way in which files are laid out: nothing that is said changes, and no comment is lost."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.canon import canonical
from fingerpost.cli import FINDINGS, FINE, cli
from fingerpost.load import decode, gather
from fingerpost.source import Source
from support.canon import faults, tried
from support.hostile import REFUSED

ROOT = Path(__file__).parents[1]
WRITTEN = """\
title:   "A"   # why A
nodes:

    a: { action: 'It''s ''so''',  "to":b }


    # about b
    b:
        outcome: >
            one
            two
        do:
        - go
        # about c
    c: {outcome: d,   # not yet
        do: [e,
             f]}
"""
LAID_OUT = """\
title: "A"  # why A
nodes:
  a: {action: "It's 'so'", to: b}

  # about b
  b:
    outcome: >-
      one
      two
    do:
      - go
    # about c
  c:
    outcome: d
    # not yet
    do: [e, f]
"""


def laid_out(text: str) -> str:
    made = canonical(Source(path="trees/x.yaml", text=text))
    assert isinstance(made, str)
    return made


def test_an_example() -> None:
    assert laid_out(WRITTEN) == LAID_OUT
    assert laid_out(LAID_OUT) == LAID_OUT


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{a: b}", "a: b\n"),
        ("--- # x\na: b\n...\n", "# x\na: b\n"),
        ("? a # x\n: b", "# x\na: b\n"),
        ("a:\n", "a:\n"),
        ("a: ''", 'a: ""\n'),
        ("a: {b, c: }", 'a: {b: "", c: ""}\n'),
        ("a: |\n\nb: c", 'a: ""\n\nb: c\n'),
        ("a: |3\n    b\n   c", "a: |2-\n   b\n  c\n"),
        ('a: "b\n\n  c\\\n   \\ d"', 'a: "b\\nc d"\n'),
        ("a: [ [b], {c: d}, {e: f, g: h} ]", "a: [[b], c: d, {e: f, g: h}]\n"),
        ("- a", None),
        ("a: [b, # x\n c] # y\nd: e", "a:\n  - b\n  # x\n  - c\n# y\nd: e\n"),
        ("a:\r\n - b\r\n", "a:\n  - b\n"),
        ("a:\n-  - b\n   - c\n# x\nd: e", "a:\n  - - b\n    - c\n# x\nd: e\n"),
        ('a: "\\u202e\n x"', 'a: "\u202e x"\n'),
        ('a: "\\x07\n x"', 'a: "\\U00000007 x"\n'),
        ("'it''s': b", '"it\'s": b\n'),
        (f"? {'k' * 2000}!\n: b", f"? {'k' * 2000}!\n: b\n"),
    ],
)
def test_each_form(written: str, expected: str | None) -> None:
    made = canonical(Source(path="trees/x.yaml", text=written))
    assert made == expected if expected else not isinstance(made, str)


def test_a_sentence_over_several_lines_stands_on_one_or_below_its_key() -> None:
    assert laid_out("a: b\n  c") == "a: b c\n"
    long = " ".join(["word"] * 60)
    assert laid_out(f"a: {long[:99]}\n  {long[100:]}  # x").startswith("a: >-  # x\n  word")


@given(st.integers())
@settings(max_examples=300)
def test_random_files_mean_what_they_meant(seed: int) -> None:
    tried(str(seed))


def test_our_own_trees_are_laid_out_so() -> None:
    for path, raw in gather(ROOT / "trees", "trees"):
        assert isinstance(raw, bytes)
        source = decode(path, raw)
        assert isinstance(source, Source)
        assert canonical(source) == source.text, f"{path}: run `fingerpost format trees`"


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_sent_to_do_harm_is_laid_out_or_refused(name: str) -> None:
    source = decode("trees/x.yaml", REFUSED[name].content)
    assert not isinstance(source, Source) or canonical(source)


# The command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    trees = tmp_path / "trees"
    trees.mkdir()
    (trees / "a.yaml").write_text(WRITTEN, encoding="utf-8")
    (trees / "b.yaml").write_text(LAID_OUT, encoding="utf-8")
    return trees


def test_the_command_lays_out_what_is_not_yet(folder: Path) -> None:
    result = CliRunner().invoke(cli, ["format", str(folder)])
    assert (result.exit_code, result.stdout) == (FINE, f"{folder / 'a.yaml'} is laid out anew.\n")
    assert (folder / "a.yaml").read_text(encoding="utf-8") == LAID_OUT
    assert CliRunner().invoke(cli, ["format", str(folder)]).stdout == ""


@pytest.mark.parametrize(
    ("option", "said"), [("--check", "a.yaml would be laid out anew."), ("--diff", "+  a: {action")]
)
def test_it_can_be_asked_without_a_change(folder: Path, option: str, said: str) -> None:
    result = CliRunner().invoke(cli, ["format", option, str(folder)])
    assert result.exit_code == FINDINGS
    assert said in result.stdout
    assert (folder / "a.yaml").read_text(encoding="utf-8") == WRITTEN
    assert CliRunner().invoke(cli, ["format", option, str(folder / "b.yaml")]).exit_code == FINE


def test_what_cannot_be_read_is_left_alone(folder: Path) -> None:
    (folder / "c.yaml").write_text("a: b: c\n", encoding="utf-8")
    (folder / "d.yaml").symlink_to(folder / "a.yaml")
    result = CliRunner().invoke(cli, ["format", str(folder)])
    assert result.exit_code == FINDINGS
    assert "error[unquoted-colon]" in result.stdout
    assert "error[unsafe-file]" in result.stdout
    assert (folder / "c.yaml").read_text(encoding="utf-8") == "a: b: c\n"
    assert (folder / "d.yaml").is_symlink()
    assert (folder / "a.yaml").read_text(encoding="utf-8") == LAID_OUT


def test_a_fault_would_be_found() -> None:
    assert list(faults(LAID_OUT, LAID_OUT)) == []
    assert list(faults(LAID_OUT, LAID_OUT.replace("do: [e, f]", "do: [f, e]"))) == ["it means something else"]


def test_the_example_of_the_page() -> None:
    page = (ROOT / "docs/formats/layout.md").read_text(encoding="utf-8")
    written, expected = re.findall(r"```yaml title=.*?\n(.*?)```", page, flags=re.DOTALL)
    assert laid_out(written) == expected
