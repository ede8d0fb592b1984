"""The command, as somebody types it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fingerpost import cli as command

SMALL = """\
title: A small tree
nodes:
  raining:
    question: Is it raining?
    options:
      yes: umbrella
      no: go
  umbrella:
    action: Take an umbrella.
    to: go
  go:
    outcome: Go out
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with one small tree, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trees").mkdir()
    (tmp_path / "trees" / "rain.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(command.cli, words, input=typed)


def breaks(folder: Path, *, before: str = "to: go", after: str = "to: goo") -> None:
    (folder / "trees" / "rain.yaml").write_text(SMALL.replace(before, after), encoding="utf-8")


def test_a_good_tree_ends_with_0_and_says_what_was_looked_at(folder: Path) -> None:
    result = run("check")
    assert (result.exit_code, result.output) == (command.FINE, "1 tree, 3 nodes, 2 paths: no findings\n")


def test_a_bad_tree_ends_with_1_and_points_at_the_word(folder: Path) -> None:
    breaks(folder)
    result = run("check", "--format", "concise")
    assert result.exit_code == command.FINDINGS
    assert result.output.startswith("trees/rain.yaml:10:9: error[missing-target] ")
    assert "1 finding" in result.output.splitlines()[-1]


def test_a_warning_fails_only_a_strict_check(folder: Path) -> None:
    breaks(folder, before="no: go", after="no: umbrella")
    assert run("check").exit_code == command.FINE
    assert run("check", "--strict").exit_code == command.FINDINGS


def test_one_file_is_judged_within_its_folder_and_alone(folder: Path) -> None:
    (folder / "trees" / "other.yaml").write_text("title: broken\n", encoding="utf-8")
    assert run("check", "trees/rain.yaml").exit_code == command.FINE
    assert run("check", "trees/other.yaml").exit_code == command.FINDINGS
    assert run("check").exit_code == command.FINDINGS


@pytest.mark.parametrize(
    ("here", "asked"),
    [
        (".", "trees/rain.yaml"),
        ("trees", "rain.yaml"),
        ("trees", "./rain.yaml"),
        (".", "."),
        ("trees", "."),
        ("docs", "../trees"),
    ],
)
def test_a_mistake_is_found_from_wherever_it_is_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch, here: str, asked: str
) -> None:
    breaks(folder)
    (folder / "docs").mkdir()
    monkeypatch.chdir(folder / here)
    assert "error[missing-target]" in run("check", asked).output


def test_a_file_around_the_trees_is_judged_within_its_site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "trees" / "_site.yaml").write_text("tagz: {}\n", encoding="utf-8")
    (folder / "trees" / "_places").mkdir()
    (folder / "trees" / "_places" / "us.yaml").write_text("nam: Here\nfacts: {}\n", encoding="utf-8")
    assert "unknown-key" in run("check", "trees/_places/us.yaml").output
    monkeypatch.chdir(folder / "trees")
    assert "unknown-key" in run("check", "_site.yaml").output
    assert "unknown-key" in run("check").output
    monkeypatch.chdir(folder / "trees" / "_places")
    assert "unknown-key" in run("check", "us.yaml").output


def test_a_tree_in_a_folder_of_its_own_is_told_so_and_no_more(folder: Path) -> None:
    (folder / "trees" / "deep").mkdir()
    (folder / "trees" / "deep" / "late.yaml").write_text(SMALL, encoding="utf-8")
    found = run("check", "trees/deep/late.yaml", "--format", "concise").output
    assert "error[unsafe-file]" in found
    assert len(found.splitlines()) == 2


def test_what_is_no_file_of_a_site_is_no_green_light(folder: Path) -> None:
    (folder / "trees" / "notes.txt").write_text("to do", encoding="utf-8")
    assert run("check", "trees/notes.txt").exit_code == command.WRONG_USE


def test_a_tree_can_be_named_by_its_file(folder: Path) -> None:
    for name in ("rain", "rain.yaml", "trees/rain.yaml"):
        assert run("paths", name).output.startswith("A small tree\n")


@pytest.mark.parametrize("words", [["check", "nowhere"], ["walk", "rain", "--trees", "nowhere"], ["chekc"]])
def test_wrong_use_ends_with_2(folder: Path, words: list[str]) -> None:
    assert run(*words).exit_code == command.WRONG_USE


def test_a_tree_that_is_not_there_names_the_nearest(folder: Path) -> None:
    assert "Did you mean rain?" in run("paths", "rian").output


def test_json_is_json_and_nothing_else_on_standard_output(folder: Path) -> None:
    breaks(folder)
    found = json.loads(run("check", "--format", "json").stdout)
    assert [one["code"] for one in found["diagnostics"]] == ["missing-target"]


def test_json_of_two_folders_is_refused_since_two_documents_are_not_json(folder: Path) -> None:
    (folder / "more").mkdir()
    result = run("check", "trees", "more", "--format", "json")
    assert (result.exit_code, "one folder" in result.output) == (command.WRONG_USE, True)


def test_today_is_an_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks(folder, before="title: A small tree", after="title: A small tree\nnext_review: 2027-05-01")
    assert "overdue-review" not in run("check", "--today", "2027-05-01").output
    assert "overdue-review" in run("check", "--today", "2027-05-02").output
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "2000000000")  # 2033
    assert "overdue-review" in run("check").output
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    assert run("check").exit_code == command.WRONG_USE


def test_paths_counts_and_shows_the_longest_and_the_shortest(folder: Path) -> None:
    assert run("paths", "rain").output == (
        "A small tree\n"
        "1 question, 1 outcome, 3 nodes\n"
        "paths: 2 (exits not counted)\n"
        "\n"
        "longest: 3 steps\n"
        "    1  Is it raining? -> Yes\n"
        "    2  Take an umbrella.\n"
        "    3  Go out\n"
        "\n"
        "shortest: 2 steps\n"
        "    1  Is it raining? -> No\n"
        "    3  Go out\n"
    )


def test_walk_asks_goes_back_and_ends(folder: Path) -> None:
    result = run("walk", "rain", typed="1\nb\n2\nq\n")
    shown = [line for line in result.output.splitlines() if line[:1].isdigit() and " > " not in line]
    assert shown == ["1  Is it raining?", "2  Take an umbrella.", "1  Is it raining?", "3  Go out"]
    assert result.exit_code == command.FINE


END = """\
title: Rain
nodes:
  raining:
    question: Is it raining?
    look_for: [Puddles]
    avoid: [Guessing]
    do: [Look]
    say: [Is it wet?]
    options: {yes: stay, no: stay}
  stay:
    outcome: Stay in
    why: It is wet.
    next: [rain]
    follow_up: {stop: When it is dry, who: You, when: Today}
    consult: [The cat]
    record: [The hour]
    detail: "**Cats** know."
    urgency: now
    within: Now, or sooner
"""


def test_walk_tells_a_step_as_its_page_and_its_outline_do(folder: Path) -> None:
    (folder / "trees/rain.yaml").write_text(END, encoding="utf-8")
    told = [line.strip() for line in run("walk", "rain", typed="1\nq\n").output.splitlines()]
    asked = ["Say: Is it wet?", "Do: Look", "Avoid: Guessing", "Look for: Puddles"]
    ended = [
        "Now, or sooner",
        "Cats know.",
        "Write down: The hour",
        "Speak with: The cat",
        "Follow up: Who: You; When: Today; Until: When it is dry",
        "Read next: Rain",
        "Why: It is wet.",
    ]
    assert [line for line in told if line in {*asked, *ended}] == [*asked, *ended]
    run("export", "rain", "--to", "outline", "--out", "out")
    outline = [line.strip() for line in Path("out/rain.txt").read_text(encoding="utf-8").splitlines()]
    assert [line for line in outline if line in {*asked, *ended}] == [*asked, *ended]


def test_walk_takes_nothing_that_is_not_offered(folder: Path) -> None:
    assert "'7' is not one of" in run("walk", "rain", typed="7\nq\n").output


def test_a_broken_tree_is_not_walked(folder: Path) -> None:
    breaks(folder)
    result = run("walk", "rain")
    assert (result.exit_code, "missing-target" in result.output) == (command.FINDINGS, True)


def test_case_prints_a_walk_as_a_case_and_nothing_else_on_standard_output(folder: Path) -> None:
    result = run("case", "rain", typed="1\nb\n1\n1\n")
    assert result.stdout == (
        "  go-1:\n"
        "    story: Write what happened, in a few sentences and with no real person in it.\n"
        "    answers: [raining: yes]\n"
        "    outcome: go\n"
    )
    assert "Is it raining?" in result.stderr
    with (folder / "trees" / "rain.yaml").open("a", encoding="utf-8") as file:
        file.write(f"cases:\n{result.stdout}")
    assert "untaken-option" in run("check").output
    assert run("check").exit_code == command.FINE


def test_case_takes_no_exit_and_stops_where_the_path_leaves(folder: Path) -> None:
    exits = "title: A small tree\nexits: {storm: {text: A storm comes, to: 'tree:storm'}}"
    breaks(folder, before="title: A small tree", after=exits)
    storm = "title: Storm\nnodes:\n  far: {question: Far?, options: {yes: 'tree:rain', no: 'stay'}}\n"
    (folder / "trees" / "storm.yaml").write_text(storm + "  stay: {outcome: Stay}\n", encoding="utf-8")
    result = run("case", "rain", typed="x1\nq\n")
    assert (result.stdout, "cannot take an exit" in result.stderr) == ("", True)
    result = run("case", "storm", typed="1\n")
    assert result.stdout.endswith("    answers: [far: yes]\n    outcome: tree:rain\n")
    assert "leaves for tree:rain" in result.stderr


def test_a_tree_whose_cases_fail_is_walked_to_mend_them(folder: Path) -> None:
    failing = SMALL + "cases: {wet: {story: S, answers: [], outcome: go}}\n"
    (folder / "trees" / "rain.yaml").write_text(failing, encoding="utf-8")
    assert "failed-case" in run("check").output
    assert run("case", "rain", typed="2\n").stdout.startswith("  go-1:\n")


def test_table_prints_what_the_tree_itself_says(folder: Path) -> None:
    assert run("table", "rain").stdout == "raining,outcome\n*,go\n"


def test_table_is_refused_where_paths_have_no_bound(folder: Path) -> None:
    breaks(folder, after="to: raining")
    result = run("table", "rain")
    assert (result.exit_code, "unbounded" in result.output) == (command.WRONG_USE, True)


def test_a_table_that_is_cut_ends_with_1(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fingerpost.tables.writing.ROWS", 1)
    breaks(folder, before="to: go", after="to: stay")
    with (folder / "trees" / "rain.yaml").open("a", encoding="utf-8") as file:
        file.write("  stay: {outcome: Stay}\n")
    result = run("table", "rain")
    assert (result.exit_code, result.stdout) == (command.FINDINGS, "raining,outcome\nyes,stay\n")


def test_explain_prints_the_page_of_a_check_and_lists_them_all() -> None:
    assert "missing-target" in run("explain", "missing-target").output
    assert "missing-target" in run("explain").output
    unknown = run("explain", "mising-target")
    assert (unknown.exit_code, "Did you mean missing-target?" in unknown.output) == (command.WRONG_USE, True)


def test_a_bug_of_ours_ends_with_3_and_says_what_to_report(folder: Path) -> None:
    code = "import fingerpost.load as l, fingerpost.cli as c\ndef boom(*a, **k): raise ZeroDivisionError('x')\n"
    code += "l.load_site = boom\nimport sys; sys.argv = ['fingerpost', 'check']\nc.main()"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == command.BUG
    assert "ZeroDivisionError: x" in result.stderr
    assert "https://github.com/fingerpost/fingerpost/issues" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_module_runs_as_the_command(folder: Path) -> None:
    command = [sys.executable, "-m", "fingerpost", "--version"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout.startswith("fingerpost, version ")


@pytest.mark.parametrize("name", sorted(command.cli.commands))
def test_every_command_says_what_it_does(name: str) -> None:
    helped = run(name, "--help")
    assert (helped.exit_code, "Usage:" in helped.output) == (command.FINE, True)
    assert command.cli.commands[name].help


def test_nothing_heavy_is_imported_for_help() -> None:
    heavy = {"fontTools", "jsonschema", "mkdocs", "rich", "yaml"}
    code = f"import sys, fingerpost.cli; print(sorted({heavy!r} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_the_list_of_commands_is_cut_nowhere() -> None:
    listed = run("--help").output.partition("Commands:\n")[2]
    assert listed.count("\n") == len(command.cli.commands)
    assert "..." not in listed


def test_part_of_a_name_finds_the_whole(folder: Path) -> None:
    for name in ("client-leaves-early", "client-left", "group-member-leaves"):
        (folder / f"trees/{name}.yaml").write_text(SMALL, encoding="utf-8")
    assert "There is no tree client. Did you mean client-leaves-early or client-left?" in run("paths", "client").output
    assert "There is no tree leaves. Did you mean client-leaves-early or group-member-leaves?" in (
        run("paths", "leaves").output
    )
    assert "There is no check tab. Did you mean tab-indent or unknown-table?" in run("explain", "tab").output
    assert "Did you mean" not in run("explain", "xyzzy").output


def test_what_is_exported_stands_in_a_folder_of_its_own(folder: Path) -> None:
    run("export", "rain", "--to", "outline")
    assert sorted(path.name for path in folder.iterdir()) == ["copies", "trees"]


def test_files_that_are_laid_out_are_counted(folder: Path) -> None:
    assert run("format", "--check").output == "1 file, nothing to change\n"
    (folder / "trees/snow.yaml").write_text(SMALL.replace("to: go", "to:  go"), encoding="utf-8")
    assert run("format", "--check").output == "trees/snow.yaml would be laid out anew.\n"
    run("format")
    assert run("format", "--check").output == "2 files, nothing to change\n"
