"""What a new site and a new tree begin with: whole, free of findings, and never over something that stands there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from fingerpost import __version__, cli
from fingerpost.load import load_site
from support.hosts import QUIET
from support.today import EPOCH, TODAY

DAY = ("--today", TODAY.isoformat())


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.cli, [str(word) for word in words])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    done = run("new", "site", tmp_path / "our-kitchen", *DAY)
    assert done.exit_code == cli.FINE, done.output
    return tmp_path / "our-kitchen"


def test_a_new_site_has_no_findings(site: Path) -> None:
    checked = run("check", "--strict", site / "trees", *DAY)
    assert checked.output.endswith("1 tree, 5 nodes, 5 paths: no findings\n")
    assert checked.exit_code == cli.FINE


def test_a_new_site_is_built_by_mkdocs(site: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    clock = {**QUIET, "SOURCE_DATE_EPOCH": EPOCH}
    done = subprocess.run(command, cwd=site, env=clock, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (site / "site/trees/smell-of-gas/index.html").read_text(encoding="utf-8")
    assert 'id="smell-of-gas.strong"' in page
    assert "Our kitchen" in page


def test_no_hole_is_left_and_the_version_is_this_one(site: Path) -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in site.rglob("*") if path.is_file()}
    assert [path for path, text in texts.items() if re.search(r"@[A-Z_]+@", text)] == []
    assert texts[site / "requirements.txt"] == f"fingerpost=={__version__}\n"


def test_a_title_is_words_and_nothing_else(tmp_path: Path) -> None:
    title = 'Tea: "hot" #1 {x} & more'
    assert run("new", "site", tmp_path / "tea", "--title", title, *DAY).exit_code == cli.FINE
    loaded = yaml.safe_load((tmp_path / "tea/mkdocs.yml").read_text(encoding="utf-8"))
    assert loaded["site_name"] == title


def test_the_makefile_has_what_the_readme_names(site: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (site / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)", (site / "README.md").read_text(encoding="utf-8")))
    assert named
    assert named <= targets


def test_what_to_do_next_is_what_the_readme_says(tmp_path: Path) -> None:
    done = run("new", "site", tmp_path / "our kitchen", *DAY)
    enter, *steps = [line.strip() for line in done.output.splitlines() if line.startswith("  ")]
    assert enter == f"cd '{tmp_path / 'our kitchen'}'"
    readme = (tmp_path / "our kitchen/README.md").read_text(encoding="utf-8")
    assert steps == ["make setup FINGERPOST=../fingerpost", "make site"]
    assert [step for step in steps if f"\n{step}" not in readme] == []


def test_make_asks_for_nothing_but_what_is_named(site: Path) -> None:
    """A dry run: what would be installed is what `requirements.txt` says, or what the caller names."""
    usual = subprocess.run(["make", "-n", "site"], cwd=site, capture_output=True, text=True, check=True).stdout
    assert "pip install --quiet --requirement requirements.txt" in usual
    assert usual.index("fingerpost check trees") < usual.index("mkdocs build --strict")
    command = ["make", "-n", "setup", "FINGERPOST=../fingerpost"]
    elsewhere = subprocess.run(command, cwd=site, capture_output=True, text=True, check=True).stdout
    assert "pip install --quiet ../fingerpost\n" in elsewhere


@pytest.mark.parametrize("path", ["mkdocs.yml", "trees/smell-of-gas.yaml", ".github/workflows/pages.yml"])
def test_nothing_is_written_over(tmp_path: Path, path: str) -> None:
    standing = tmp_path / path
    standing.parent.mkdir(parents=True, exist_ok=True)
    standing.write_text("mine", encoding="utf-8")
    done = run("new", "site", tmp_path, *DAY)
    assert done.exit_code == cli.WRONG_USE
    assert path in done.output
    assert [found.read_text(encoding="utf-8") for found in tmp_path.rglob("*") if found.is_file()] == ["mine"]


def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").symlink_to(tmp_path / "elsewhere")
    assert run("new", "site", tmp_path, *DAY).exit_code == cli.WRONG_USE
    assert not (tmp_path / "elsewhere").exists()


def test_a_new_tree_has_no_findings(site: Path) -> None:
    begun = run("new", "tree", "power-cut", "--trees", site / "trees", *DAY)
    assert begun.exit_code == cli.FINE, begun.output
    assert load_site(site / "trees", today=TODAY).site.trees["power-cut"].title.value == "Power cut"
    assert run("check", "--strict", site / "trees", *DAY).exit_code == cli.FINE
    assert run("format", "--check", site / "trees").exit_code == cli.FINE


def test_whoever_copies_an_urgent_end_copies_whom_to_call(site: Path) -> None:
    """The example of a site, a tree that is begun on it, and one that is begun where nothing is demanded."""
    run("new", "tree", "power-cut", "--trees", site / "trees", *DAY)
    loaded = load_site(site / "trees", today=TODAY).site
    assert loaded.demands.calls["now"].id == "emergency-number"
    ends = [loaded.trees["smell-of-gas"].nodes["out"], loaded.trees["power-cut"].nodes["get-help"]]
    assert all("{emergency-number}" in " ".join(text.value for text in end.do) for end in ends)
    (site / "trees/_site.yaml").unlink()
    run("new", "tree", "flood", "--trees", site / "trees", *DAY)
    assert 'do: ["Fill in: what to do first, and whom to call"]' in (site / "trees/flood.yaml").read_text(
        encoding="utf-8"
    )


def test_a_demand_with_no_name_for_words_stays_words(site: Path) -> None:
    demanding = site / "trees/_site.yaml"
    text = demanding.read_text(encoding="utf-8").replace("{now: emergency-number}", "{now: '\"], x: [\"'}")
    demanding.write_text(text, encoding="utf-8")
    assert run("new", "tree", "power-cut", "--trees", site / "trees", *DAY).exit_code == cli.FINE
    begun = yaml.safe_load((site / "trees/power-cut.yaml").read_text(encoding="utf-8"))
    assert begun["nodes"]["get-help"].keys() == {"outcome", "urgency", "do", "evidence"}


TREES = Path(__file__).parents[1] / "trees"
DEMANDING = """\
tags: {gate: Asks about danger, check: A question about safety, unknown: We cannot tell}
facts: {bell: {label: B, kind: phone}}
demands:
  tree: [hazards, language, tags]
  outcome: [urgency, within, do, follow_up, follow_up.when]
  evidence: true
  opens_with: [check]
  exits: [now, later]
  offers: {check: unknown}
  calls: {now: bell, routine: bell}
  well_sourced: [gate]
  times: [1 hour]
"""


def test_a_new_tree_has_all_that_this_site_wants(tmp_path: Path) -> None:
    shutil.copytree(TREES, tmp_path / "trees")
    begun = run("new", "tree", "walks-out", "--trees", tmp_path / "trees", *DAY)
    assert begun.exit_code == cli.FINE, begun.output
    checked = run("check", "--strict", tmp_path / "trees/walks-out.yaml", *DAY)
    assert checked.output.endswith("no findings\n")


def test_a_new_tree_has_what_another_site_wants(tmp_path: Path) -> None:
    (tmp_path / "_site.yaml").write_text(DEMANDING, encoding="utf-8")
    (tmp_path / "_hazards.yaml").write_text("h1: {hazard: H}\n", encoding="utf-8")
    begun = run("new", "tree", "tea", "--trees", tmp_path, *DAY)
    text = (tmp_path / "tea.yaml").read_text(encoding="utf-8")
    checked = run("check", tmp_path, *DAY)
    assert " error[" not in checked.output, checked.output
    assert text.count("Call {bell}.") == 2
    assert "tags: [unknown]" in text
    # How much is left is what stands there to be found.
    assert f"{text.count('Fill in:')} things are left in it to fill in" in begun.output


def test_a_new_tree_takes_no_trees_place(site: Path) -> None:
    before = (site / "trees/smell-of-gas.yaml").read_bytes()
    done = run("new", "tree", "smell-of-gas", "--trees", site / "trees", *DAY)
    assert (done.exit_code, (site / "trees/smell-of-gas.yaml").read_bytes()) == (cli.WRONG_USE, before)


@pytest.mark.parametrize("name", ["../out", "_site", "Upper", "a b", "con", "-x", "", "a" * 64, "ä"])
def test_a_name_that_no_tree_can_have_is_refused(site: Path, name: str) -> None:
    before = sorted(site.rglob("*"))
    assert run("new", "tree", "--trees", site / "trees", *DAY, "--", name).exit_code == cli.WRONG_USE
    assert sorted(site.rglob("*")) == before


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    done = run("new", "tree", "tea", "--trees", tmp_path / "trees")
    assert done.exit_code == cli.WRONG_USE
    assert "fingerpost new site" in done.output
