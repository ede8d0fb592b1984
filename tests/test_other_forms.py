"""The other forms of a tree: files of the site that its page leads to, the same bytes as the command's."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from fingerpost.cli import FINE, WRONG_USE, cli
from fingerpost.load import load_site, load_text
from fingerpost.model import Site
from fingerpost.renderers.forms import FOLDER, FORMS, paths
from fingerpost.renderers.repository import Repository
from fingerpost.site import exported, site_files, tree_element
from support.markup import words
from support.today import TODAY

ROOT = Path(__file__).parents[1]
HOME = "https://example.org/kitchen/"
DAY = ("--today", TODAY.isoformat())
# Paths without number stand in no table.
ENDLESS = """title: Endless
nodes:
  a: {question: Sure?, options: {yes: b, no: a}}
  b: {outcome: Out}
"""
OTHER = "title: Other\nnodes: {q: {question: Q?, options: {y: x, n: x}}, x: {outcome: There}}\n"


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(ROOT / "trees", today=TODAY).site


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, bytes]:
    """All files of the site with the other forms of its trees."""
    return {file.path: file.content for file in site_files(site, exports=exported(site, home=HOME))}


def shown(site: Site, tree: str, exports: object, repository: Repository | None = None) -> dict[str, str]:
    """The links behind the one line, by their words."""
    made = tree_element(
        site,
        tree,
        page_path=f"trees/{tree}.md",
        pictures=(),
        exports=exports,
        repository=repository,  # type: ignore[arg-type]
    )
    folds = [fold for fold in made.iter("details") if "fp-forms" in fold.get("class", "")]
    assert [words(fold[0]) for fold in folds] in ([], ["Other forms"])
    return {words(link): link.attrib["href"] for fold in folds for link in fold.iter("a")}


@pytest.mark.parametrize("form", FORMS)
def test_the_command_writes_the_same_bytes(site: Site, files: dict[str, bytes], form: str, tmp_path: Path) -> None:
    command = ["export", "--to", form, "--trees", str(ROOT / "trees"), "--out", str(tmp_path), "--home", HOME, *DAY]
    result = CliRunner().invoke(cli, command)
    assert result.exit_code == FINE, result.output
    written = {f"{FOLDER}/{path.name}": path.read_bytes() for path in tmp_path.iterdir()}
    assert len(written) == len(FORMS[form]) * len(site.trees)
    assert {path: files[path] for path in written} == written


def test_the_page_of_a_tree_leads_to_each_of_its_files_and_to_no_other(site: Site) -> None:
    made = exported(site)
    for tree in site.trees:
        links = shown(site, tree, made.keys())
        assert list(links.values()) == [f"../{path}" for path in paths(tree)]
        assert {f"../{path}" for path in made} >= set(links.values())


def test_where_none_are_made_the_page_leads_to_none(site: Site) -> None:
    assert shown(site, "brief-safety-check", ()) == {}
    assert not [file.path for file in site_files(site) if file.path.startswith(FOLDER)]


def test_the_file_that_the_tree_is_written_in_stands_beside_them(site: Site) -> None:
    there = Repository(editor="https://code.example/edit/main/trees/", issues="https://code.example/issues/new")
    assert shown(site, "brief-safety-check", (), there) == {
        "YAML, as it is written": "https://code.example/edit/main/trees/brief-safety-check.yaml"
    }


def test_a_tree_that_no_table_tells_has_the_others() -> None:
    loaded = load_text({"trees/endless.yaml": ENDLESS}, today=TODAY)
    links = shown(loaded.site, "endless", exported(loaded.site).keys())
    assert [way for way in paths("endless") if f"../{way}" not in links.values()] == [f"{FOLDER}/endless.table.html"]


@pytest.mark.parametrize("more", [(), ("--no-exports",)])
def test_the_command_for_other_builders_writes_them_unless_told_not_to(more: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "trees").mkdir()
    (tmp_path / "trees/other.yaml").write_text(OTHER, encoding="utf-8")
    words = ["site", str(tmp_path / "docs"), "--trees", str(tmp_path / "trees"), *DAY, *more]
    assert CliRunner().invoke(cli, words).exit_code == FINE
    assert [path.is_file() for path in (tmp_path / "docs/exports/other.json", tmp_path / "docs/trees/other.md")] == [
        not more,
        True,
    ]


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["site", str(tmp_path), "--home", "javascript:alert(1)", *DAY])
    assert result.exit_code == WRONG_USE
