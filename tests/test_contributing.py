"""What somebody reads who contributes for the first time, tried as they would try it."""

import re
import shutil
from pathlib import Path

import yaml

from fingerpost.audit import audit
from fingerpost.load import load_site
from support.today import TODAY

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/contributing.md").read_text(encoding="utf-8")
FRONT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def fenced(language: str, text: str) -> str:
    """The one block of a language."""
    (block,) = re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)
    return str(block)


def test_a_step_that_is_pasted_passes_on_this_site(tmp_path: Path) -> None:
    """Between the offer and the question about the way home, with its case; older cases answer the question too."""
    pasted = fenced("yaml", PAGE)
    nodes, cases = re.fullmatch(r"nodes:\n(.*)\ncases:\n(.*)", pasted, flags=re.DOTALL).groups()  # type: ignore[union-attr]
    shutil.copytree(ROOT / "trees", tmp_path / "trees")
    before = audit(load_site(tmp_path / "trees", today=TODAY))
    path = tmp_path / "trees/impaired-client-leaving.yaml"
    text = path.read_text(encoding="utf-8").replace(", journey: ", ", somebody-there: no, journey: ")
    for was, now in (
        ("    to: journey\n", "    to: somebody-there\n"),
        ("\nnodes:\n", f"\nnodes:\n{nodes}"),
        ("\ncases:\n", f"\ncases:\n{cases}"),
    ):
        assert text.count(was) == 1
        text = text.replace(was, now)
    path.write_text(text, encoding="utf-8")
    found = audit(load_site(tmp_path / "trees", today=TODAY))
    assert [f"{one.span.path}:{one.span.line} {one.code} {one.message}" for one in {*found} - {*before}] == []


def test_both_pages_give_the_same_list_and_every_command_is_there() -> None:
    steps = fenced("sh", PAGE)
    assert steps == fenced("sh", FRONT)
    for command in ("check", "format", "diff main"):
        assert f".venv/bin/fingerpost {command}" in steps


def test_the_tags_that_the_page_names_are_tags_of_the_site() -> None:
    told = PAGE.partition("### Tag your new question")[2].partition("###")[0]
    tags = yaml.safe_load((ROOT / "trees/_site.yaml").read_text(encoding="utf-8"))["tags"]
    named = set(re.findall(r"`([a-z-]+)`", told))
    assert {"safety-check", "danger-gate", "unknown", "concern", "imminent"} <= named <= set(tags)
    assert "<decision-tree-tags>" in (ROOT / "docs/about/responses.md").read_text(encoding="utf-8")
