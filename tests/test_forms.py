"""What the repository's host reads of us: forms, settings and owners, each as its published schema has it."""

import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from fingerpost.cli import cli

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
STARTER = ROOT / "plugins/fingerpost/starter/site/.github"
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
GIVEN = sorted((STARTER / "ISSUE_TEMPLATE").glob("*.yml"))
SHAPES = {
    "github-issue-forms": [*FORMS, *GIVEN],
    "github-issue-config": [GITHUB / "ISSUE_TEMPLATE/config.yml"],
    "github-workflows": [path for root in (GITHUB, STARTER) for path in sorted((root / "workflows").glob("*.yml"))],
    "github-actions": [ROOT / "action.yml"],
    "dependabot": [GITHUB / "dependabot.yml", STARTER / "dependabot.yml"],
}


@pytest.mark.parametrize("schema", SHAPES)
def test_it_has_the_shape_that_its_reader_wants(schema: str) -> None:
    """By the schemas that the tool carries: nothing is fetched."""
    assert SHAPES[schema]
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *SHAPES[schema]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_nobodys_data_and_says_that_it_is_public(path: Path) -> None:
    first, *_ = yaml.safe_load(path.read_text(encoding="utf-8"))["body"]
    assert first["type"] == "markdown"
    assert "This is public" in first["attributes"]["value"]
    assert "real person" in first["attributes"]["value"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_names_each_field_once(path: Path) -> None:
    fields = [part["id"] for part in yaml.safe_load(path.read_text(encoding="utf-8"))["body"] if "id" in part]
    assert len(fields) == len(set(fields))


def test_a_new_site_begins_with_our_forms() -> None:
    """The pages of a new site lead to them as ours do; under which licence it stands, it says itself."""
    ours = {path.name: path.read_text(encoding="utf-8") for path in FORMS}
    ours["suggestion.yml"] = ours["suggestion.yml"].replace("CC BY 4.0", "the licence of this site's texts")
    assert {path.name: path.read_text(encoding="utf-8") for path in GIVEN} == ours


def test_every_hook_for_pre_commit_is_a_command() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["id"]: hook["entry"] for hook in hooks} == {
        f"fingerpost-{name}": f"fingerpost {name}" for name in ("check", "format")
    }
    assert {"check", "format"} <= set(cli.commands)


def test_updates_reach_every_folder_that_locks_versions() -> None:
    updates = yaml.safe_load((GITHUB / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    (named,) = (update["directories"] for update in updates if update["package-ecosystem"] == "npm")
    folders = [f"/{path.parent.relative_to(ROOT).as_posix()}" for path in ROOT.glob("[!.]*/**/package-lock.json")]
    ours = [folder for folder in folders if "node_modules" not in folder]
    assert ours
    assert [folder for folder in ours if not any(fnmatch(folder, pattern) for pattern in named)] == []


def owned() -> list[list[str]]:
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def test_every_owned_path_is_there() -> None:
    paths = [path for path, *_ in owned() if path != "*"]
    assert paths
    assert [path for path in paths if not (ROOT / path.removeprefix("/")).exists()] == []


def test_owners_are_teams_that_are_marked_as_placeholders() -> None:
    """Nobody is named who has not agreed; when people have, this test gives way to their names."""
    owners = {owner for _, *each in owned() for owner in each}
    assert [owner for owner in owners if not re.fullmatch(r"@fingerpost/PLACEHOLDER-[a-z-]+", owner)] == []


def test_every_tree_waits_for_clinicians() -> None:
    """The last line that fits a path counts; none but this one is about trees."""
    assert [line for line in owned() if "trees" in line[0]] == [["/trees/", "@fingerpost/PLACEHOLDER-clinicians"]]
