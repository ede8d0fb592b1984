"""The workflows, ours and those that a new site begins with, give a pull request no way to run code with rights."""

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
STARTER = ROOT / "plugins/fingerpost/starter/site/.github"
GIVEN = sorted((STARTER / "workflows").glob("*.yml"))
WORKFLOWS = [*sorted((ROOT / ".github/workflows").glob("*.yml")), *GIVEN]
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
# What puts the trees and pages of a proposal in the place of ours.
PLACING = """\
test ! -L proposal/trees -a ! -L proposal/docs
rm -rf trees docs
mv proposal/trees proposal/docs .
"""


def named(path: Path) -> str:
    return f"{path.stem}{' of a new site' if path in GIVEN else ''}"


def test_zizmor_finds_nothing() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [
        zizmor,
        "--offline",
        "--no-progress",
        "--persona=pedantic",
        "--",
        ROOT / ".github",
        ROOT / "action.yml",
        STARTER,
    ]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=named)
def test_actions_are_pinned_by_hash_and_say_their_version(path: Path) -> None:
    used = re.findall(r"\buses: (.+)", path.read_text(encoding="utf-8"))
    assert used
    # What begins with a dot has been checked out by its hash, or is the base branch's.
    assert [action for action in used if not PINNED.fullmatch(action) and not action.startswith("./")] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_a_workflow_starts_without_rights(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}


def test_a_pull_request_gets_a_token_that_only_reads() -> None:
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        on = workflow[True]  # YAML 1.1 reads the key `on` as true.
        assert "pull_request_target" not in on
        if "pull_request" in on:
            assert {frozenset(job["permissions"].items()) for job in workflow["jobs"].values()} == {
                frozenset({("contents", "read")})
            }


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """All steps of a workflow or of a composite action."""
    made = yaml.safe_load(path.read_text(encoding="utf-8"))
    for job in made.get("jobs", {"all": made.get("runs")}).values():
        yield from job["steps"]


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=named)
def test_no_script_is_written_with_what_strangers_say(path: Path) -> None:
    """A value comes to a script through its environment, where it stays a value."""
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("path", [ROOT / ".github/workflows/pull_request.yml", GIVEN[-1]], ids=named)
def test_a_pull_request_is_looked_at_with_the_base_branch(path: Path) -> None:
    first, *others = (step["with"] for step in steps(path) if "checkout@" in step.get("uses", ""))
    assert first["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert [other["path"] for other in others] == ["proposal"]
    runs = [step["run"] for step in steps(path) if "run" in step]
    assert [run for run in runs if "proposal" in run] == [PLACING]


@pytest.mark.parametrize("path", [ROOT / "action.yml", GIVEN[-1]], ids=named)
def test_an_error_in_a_tree_does_not_hide_what_has_changed(path: Path) -> None:
    checks = [step for step in steps(path) if re.search(r'fingerpost"? check', step.get("run", ""))]
    assert [step["if"].startswith("${{ !cancelled() && ") for step in checks] == [True]
    runs = [step.get("run", "") for step in steps(path)]
    assert next(at for at, run in enumerate(runs) if re.search(r'fingerpost"? diff', run)) < runs.index(
        checks[0]["run"]
    )


@pytest.mark.parametrize("path", [ROOT / ".github/workflows/pull_request.yml", GIVEN[-1]], ids=named)
def test_the_site_that_is_kept_holds_the_page_of_the_change(path: Path) -> None:
    """Its links lead to the pages beside it, so it lies at the root of them; a build would remove it."""
    told = [step.get("run", "") or step.get("with", {}).get("path", "") for step in steps(path)]
    text = "\n".join(told)
    assert text.index("mkdocs") < text.index("site/change.html") < text.rindex("\nsite")
    makes = [
        run for each in (path, ROOT / "action.yml") for step in steps(each) if "--home" in (run := step.get("run", ""))
    ]
    assert all("--format html --home . >" in run for run in makes)
    assert makes


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Ours, and what is proposed, as the two are checked out."""
    for path in (
        "trees/ours.yaml",
        "docs/ours.md",
        "mkdocs.yml",
        "proposal/trees/theirs.yaml",
        "proposal/docs/theirs.md",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "proposal/mkdocs.yml").write_text("hooks: [theirs.py]", encoding="utf-8")
    return tmp_path


def placed(workspace: Path) -> int:
    return subprocess.run(["bash", "-e", "-c", PLACING], cwd=workspace, check=False).returncode


def test_trees_and_pages_are_taken_over_and_settings_are_not(workspace: Path) -> None:
    assert placed(workspace) == 0
    assert [path.name for path in (workspace / "trees").iterdir()] == ["theirs.yaml"]
    assert [path.name for path in (workspace / "docs").iterdir()] == ["theirs.md"]
    assert (workspace / "mkdocs.yml").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("folder", ["trees", "docs"])
def test_a_link_in_the_place_of_a_folder_is_refused(workspace: Path, folder: str) -> None:
    shutil.rmtree(workspace / "proposal" / folder)
    (workspace / "proposal" / folder).symlink_to("/etc")
    assert placed(workspace) != 0


# The comment ------------------------------------------------------------------------------------------------------

COMMENT = ROOT / ".github/workflows/comment.yml"
# In the place of GitHub: answers what it is asked from files, and keeps what it is told.
STANDIN = """#!/bin/bash
cd "$(dirname "$0")"
last="${!#}"
case "$*" in
  *--method*) echo "$*" >> told; cp "${last#*@}" body ;;
  *artifacts?name=*) cat artifact ;;
  *artifacts/*/zip) cat report.zip ;;
  */pulls/*) cat pull ;;
  */comments*) cat comments ;;
esac
"""


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """A host with a run that has left a report on the pull request 12, which is open and has no comment yet."""
    (tmp_path / "gh").write_text(STANDIN, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    with zipfile.ZipFile(tmp_path / "report.zip", "w") as archive:
        archive.writestr("number", "12\n")
        archive.writestr("report.md", "Help is as near as before, @all.\n")
    for name, content in {"artifact": "7\n", "pull": "open abc\n", "comments": "", "told": ""}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def told(host: Path) -> str:
    """What the host is told in the end."""
    env = {"HEAD_SHA": "abc", "REPOSITORY": "o/r", "RUN_ID": "5", "RUNNER_TEMP": str(host / "temp")}
    (host / "temp").mkdir()
    path = f"{host}:{Path(sys.executable).parent}:/usr/bin:/bin"
    for step in steps(COMMENT):
        if "run" in step:
            command = ["bash", "-e", "-c", step["run"]]
            subprocess.run(command, cwd=ROOT, env={**env, "PATH": path}, check=True, capture_output=True)
    return (host / "told").read_text(encoding="utf-8")


def test_the_first_report_is_a_new_comment(host: Path) -> None:
    assert told(host).startswith("api --silent --method POST repos/o/r/issues/12/comments ")
    body = (host / "body").read_text(encoding="utf-8")
    assert "Help is as near as before" in body
    assert "@all" not in body


def test_a_later_report_takes_the_place_of_the_first(host: Path) -> None:
    (host / "comments").write_text("31\n32\n", encoding="utf-8")
    assert told(host).startswith("api --silent --method PATCH repos/o/r/issues/comments/31 ")


@pytest.mark.parametrize("pull", ["open abd", "closed abc", ""])
def test_a_pull_request_that_was_not_run_gets_no_comment(host: Path, pull: str) -> None:
    """The number is a stranger's; the host alone says which commit belongs to it."""
    (host / "pull").write_text(f"{pull}\n", encoding="utf-8")
    assert told(host) == ""


def test_a_run_without_a_report_is_no_failure(host: Path) -> None:
    (host / "artifact").write_text("", encoding="utf-8")
    assert told(host) == ""


def test_the_comment_takes_nothing_but_the_report_from_the_pull_request() -> None:
    checkouts = [step["with"] for step in steps(COMMENT) if "uses" in step]
    assert checkouts == [{"persist-credentials": False}]
