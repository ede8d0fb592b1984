"""The files of a site, and how they get into a folder of pages that somebody else owns."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fingerpost import files
from fingerpost.failures import Failure
from fingerpost.load import load_text
from fingerpost.model import Site
from fingerpost.site import ASSETS, assets, href, site_files, write_site
from support.today import TODAY

KETTLE = """
title: The kettle whistles
summary: Before you pour.
nodes:
  water:
    question: Is there water in it?
    options: {yes: pour, no: tree:fill}
  pour: {outcome: Pour}
"""
FILL = """
title: Fill the kettle
nodes:
  fill: {action: Fill it, to: done}
  done: {outcome: It is full}
"""


def a_site(**trees: str) -> Site:
    """Give a site of trees by id; it must be free of mistakes of shape."""
    loaded = load_text({f"trees/{name}.yaml": text for name, text in trees.items()}, today=TODAY)
    assert loaded.diagnostics == ()
    return loaded.site


@pytest.fixture
def site() -> Site:
    return a_site(kettle=KETTLE, fill=FILL)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of pages with one page of its author."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# Mine\n", encoding="utf-8")
    return docs


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_page_for_each_tree_an_index_and_the_assets(site: Site) -> None:
    made = {file.path: file for file in site_files(site)}
    assert [path for path in made if not path.startswith(ASSETS)] == [
        "trees/fill.md",
        "trees/kettle.md",
        "trees/index.md",
    ]
    assert made["trees/kettle.md"].origin == "kettle.yaml"
    assert made["trees/index.md"].origin == ""
    assert any(path.endswith(".css") for path in made)


def test_a_trees_page_is_front_matter_and_one_element(site: Site) -> None:
    page = {file.path: file.content.decode() for file in site_files(site)}["trees/kettle.md"]
    _, front, body = page.split("---\n")
    assert front.startswith("# Made by Fingerpost from trees/kettle.yaml;")
    meta = yaml.safe_load(front)
    assert (meta["title"], meta["description"]) == ("The kettle whistles", "Before you pour.")
    assert body.split() == ["#", "The", "kettle", "whistles", "<decision-tree", 'tree="kettle"></decision-tree>']


def editions(site: Site) -> set[str]:
    pages = (file.content.decode() for file in site_files(site) if file.path.endswith(".md"))
    return {yaml.safe_load(page.split("---\n")[1])["edition"] for page in pages}


def test_the_edition_of_the_pages_changes_with_any_file() -> None:
    """A builder that keeps unchanged pages must build anew where a subtree, a fact or a source has changed."""
    one, again = a_site(kettle=KETTLE, fill=FILL), a_site(kettle=KETTLE, fill=FILL)
    other = a_site(kettle=KETTLE, fill=FILL.replace("It is full", "Full"))
    assert len(editions(one)) == 1
    assert editions(one) == editions(again)
    assert editions(one) != editions(other)


@pytest.mark.parametrize(("day", "same"), [("2026-11-01", True), ("2026-11-02", False), ("2027-01-01", False)])
def test_the_edition_changes_on_a_day_that_a_tree_names_and_on_no_other(day: str, same: bool) -> None:
    """So the banner of an overdue review comes in time, and the pages of an unchanged tree stay unchanged."""
    tree = {"kettle": KETTLE + "next_review: 2026-11-02\n", "fill": FILL}
    before = replace(a_site(**tree), today=date(2026, 10, 1))
    assert (editions(before) == editions(replace(before, today=date.fromisoformat(day)))) is same


PAYLOADS = [
    "</title><script>alert(1)</script>",
    "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "--- \n# a heading",
    "{{ config }} {% raw %} #} *x* [y](z) `code`",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_host_may_print_a_title_raw_and_even_unescaped_once(payload: str) -> None:
    """Themes write titles into tags, into attributes, and into `<title>` after `striptags`, which unescapes."""
    import html

    site = a_site(kettle=KETTLE.replace("The kettle whistles", json.dumps(payload)))
    page = next(iter(site_files(site))).content.decode()
    title = yaml.safe_load(page.split("---\n")[1])["title"]
    for written in (title, html.unescape(title)):
        assert not set(written) & set("<>\"'\n")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=40))
def test_any_title_is_read_back_by_yaml(words: str) -> None:
    loaded = load_text({"trees/kettle.yaml": KETTLE.replace("The kettle whistles", json.dumps(words))}, today=TODAY)
    if loaded.diagnostics or not words.strip():
        return  # hidden characters and the like never come so far
    page = next(iter(site_files(loaded.site))).content.decode()
    assert page.count("\n---\n") == 1
    assert isinstance(yaml.safe_load(page.split("---\n")[1])["title"], str)


@pytest.mark.parametrize(
    ("page", "tree", "way"),
    [
        ("index.md", "kettle", "trees/kettle.md"),
        ("trees/index.md", "kettle", "kettle.md"),
        ("trees/fill.md", "kettle", "kettle.md"),
        ("trees/kettle.md", "kettle", ""),
        ("deep/er/page.md", "kettle", "../../trees/kettle.md"),
    ],
)
def test_the_way_from_page_to_page(page: str, tree: str, way: str) -> None:
    assert href(page, tree) == way


# Writing ---------------------------------------------------------------------------------------------------------


def test_writing_adds_what_is_ours_and_a_second_time_nothing(site: Site, docs: Path) -> None:
    made = {file.path: file.content for file in site_files(site)}
    assert write_site(site, docs) == len(made)
    first = contents(docs)
    assert made.items() <= first.items()
    assert first["index.md"] == b"# Mine\n"
    assert write_site(site, docs) == 0
    assert contents(docs) == first


def test_a_page_whose_tree_is_gone_goes_too(site: Site, docs: Path) -> None:
    write_site(site, docs)
    write_site(a_site(fill=FILL), docs)
    assert not (docs / "trees/kettle.md").exists()
    assert (docs / "trees/fill.md").exists()
    assert (docs / "index.md").exists()


def test_an_authors_page_is_not_overwritten_unless_told(site: Site, docs: Path) -> None:
    (docs / "trees").mkdir()
    own = docs / "trees/kettle.md"
    own.write_text("# My own words\n", encoding="utf-8")
    before = contents(docs)
    with pytest.raises(Failure, match=r"trees/kettle\.md"):
        write_site(site, docs)
    assert contents(docs) == before
    write_site(site, docs, overwrite=True)
    assert "decision-tree" in own.read_text(encoding="utf-8")


def test_a_page_of_ours_that_was_edited_is_its_authors_now(site: Site, docs: Path) -> None:
    write_site(site, docs)
    edited = docs / "trees/kettle.md"
    edited.write_text("# My own words\n", encoding="utf-8")
    with pytest.raises(Failure, match=r"trees/kettle\.md"):
        write_site(a_site(kettle=KETTLE.replace("Pour", "Wait"), fill=FILL), docs)
    write_site(a_site(fill=FILL), docs)
    assert edited.read_text(encoding="utf-8") == "# My own words\n"


@pytest.mark.parametrize("link", ["note.md", "trees", "assets", "deep/er.md"])
def test_a_link_among_the_pages_is_refused(site: Site, docs: Path, tmp_path: Path, link: str) -> None:
    """What a link leads to would be published, or written to."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "canary").write_text("CANARY", encoding="utf-8")
    (docs / link).parent.mkdir(exist_ok=True)
    (docs / link).symlink_to(secret)
    with pytest.raises(Failure, match=link):
        write_site(site, docs)
    assert [path.name for path in secret.iterdir()] == ["canary"]


def test_a_record_that_a_stranger_wrote_reaches_nothing_outside(site: Site, docs: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim.md"
    victim.write_text("theirs", encoding="utf-8")
    digest = files._hash(b"theirs")
    ways = ["../victim.md", str(victim), "trees/../../victim.md", "./../victim.md", "..\\victim.md", ""]
    record = docs / ASSETS / "files.json"
    record.parent.mkdir(parents=True)
    for known in ({way: [digest] for way in ways}, ["../victim.md"], {"trees/kettle.md": 3}, None):
        record.write_text(json.dumps(known), encoding="utf-8")
        write_site(site, docs, overwrite=True)
        assert victim.read_text(encoding="utf-8") == "theirs"


class Killed(BaseException):
    """The machine stops here, and nothing after it runs."""


@pytest.fixture
def power(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Every step that touches the disk costs one; at zero the machine is dead, also for whoever would tidy up."""
    left = [10**9]

    def costing(name: str) -> None:
        real = getattr(Path, name)

        def step(*args: object, **options: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return real(*args, **options)

        monkeypatch.setattr(Path, name, step)

    for name in ("mkdir", "open", "replace", "rmdir", "unlink"):
        costing(name)
    yield left
    left[0] = 10**9


def test_killed_at_any_step_each_file_is_old_or_new_and_the_next_run_mends_all(
    power: list[int], tmp_path: Path
) -> None:
    old = a_site(kettle=KETTLE, fill=FILL)
    new = a_site(kettle=KETTLE.replace("Pour", "Wait"), tea=FILL)
    wholes = {file.content for site in (old, new) for file in site_files(site)}
    for steps in range(1000):
        docs = tmp_path / f"docs{steps}"
        write_site(old, docs)
        power[0] = steps
        try:
            write_site(new, docs)
        except Killed:
            power[0] = 10**9
        else:
            break
        found = {path: content for path, content in contents(docs).items() if not path.endswith((".part", ".json"))}
        assert set(found.values()) <= wholes
        write_site(new, docs)
        assert contents(docs).keys() == {file.path for file in site_files(new)} | {f"{ASSETS}/files.json"}
    assert steps > 10


def test_the_page_on_hosts_names_every_asset_and_setting() -> None:
    from fingerpost.mkdocs_plugin import FingerpostConfig

    words = (Path(__file__).parents[1] / "docs" / "hosts.md").read_text(encoding="utf-8")
    assert [asset.path for asset in assets() if asset.path not in words] == []
    assert [name for name in FingerpostConfig() if f"| `{name}` |" not in words] == []
