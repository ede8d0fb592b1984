"""What the README shows is what happens."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from fingerpost.cli import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
(TREE,) = re.findall(r'```yaml title="trees/kettle.yaml"\n(.*?)```', README, flags=re.DOTALL)
SHOWN = re.findall(r"```console\n\$ fingerpost check\n(.*?)```", README, flags=re.DOTALL)


@pytest.fixture
def kettle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trees").mkdir()
    return tmp_path / "trees" / "kettle.yaml"


def test_the_ten_lines_are_ten_lines() -> None:
    assert len(TREE.splitlines()) == 10


def test_the_tree_of_ten_lines_is_fine(kettle: Path) -> None:
    kettle.write_text(TREE, encoding="utf-8")
    assert CliRunner().invoke(cli, ["check"]).output == SHOWN[0]


def test_the_misspelt_target_is_shown_as_it_is_shown_here(kettle: Path) -> None:
    kettle.write_text(TREE.replace("not-sure: cool", "not-sure: coll"), encoding="utf-8")
    assert CliRunner().invoke(cli, ["check"]).output == SHOWN[1]


def test_every_link_of_the_readme_leads_to_a_file() -> None:
    missing = [link for link in re.findall(r"(?:\]\(|src=\")([^)#\"]+)", README) if not (ROOT / link).is_file()]
    assert missing == []
