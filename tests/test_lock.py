"""The locked sets carry hashes, and no address of a registry."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
SETS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)==(\S+)", re.MULTILINE)


def pins(path: Path) -> set[tuple[str, str]]:
    return set(PIN.findall(path.read_text(encoding="utf-8")))


def named(requirement: str) -> str:
    """Give the name that a requirement starts with, as the sets write it."""
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("group", GROUPS)
def test_a_set_holds_all_that_its_group_names(group: str) -> None:
    asked = [requirement for requirement in GROUPS[group] if isinstance(requirement, str)]
    if group in {"site", "dev"}:
        asked += PROJECT["project"]["dependencies"]
    locked = {name for name, _ in pins(ROOT / f"requirements/{group}.txt")}
    assert {named(requirement) for requirement in asked} <= locked, "run: make lock"


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_every_pin_has_a_hash(path: Path) -> None:
    entries = re.split(r"^(?=[a-z0-9])", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_set_names_no_place(path: Path) -> None:
    assert not re.search(r"://|file:|--(extra-)?index-url|--find-links|--trusted-host|/home/|/tmp/", path.read_text())


def test_node_locks_have_hashes_and_name_no_place() -> None:
    for path in ROOT.glob("tests/*/package-lock.json"):
        packages = json.loads(path.read_text(encoding="utf-8"))["packages"]
        packages.pop("")
        assert packages, path
        assert [name for name, it in packages.items() if "integrity" not in it or "resolved" in it] == [], path


def test_what_the_site_needs_is_the_same_in_the_tests() -> None:
    assert pins(ROOT / "requirements/site.txt") <= pins(ROOT / "requirements/dev.txt")
