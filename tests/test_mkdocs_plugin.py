"""The plugin in MkDocs itself: pages, navigation, edit links, what it refuses, and what it does while serving."""

import filecmp
import json
import logging
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pypdfium2
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from fingerpost.audit import audit
from fingerpost.cards import keeping
from fingerpost.load import load_site
from fingerpost.reporters import REPORTERS
from support import hosts
from support.markup import parse, words
from support.today import EPOCH, TODAY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tiny site, ready to build."""
    return hosts.copy(tmp_path / "site")


def settings(folder: Path, more: str) -> None:
    """Say more in the configuration; what is said twice counts as said last."""
    config = folder / "mkdocs.yml"
    key = more.partition(":")[0]
    kept = re.sub(rf"^{key}:.*\n(?:[ -].*\n)*", "", config.read_text(encoding="utf-8"), flags=re.MULTILINE)
    config.write_text(f"{kept}{more.rstrip()}\n", encoding="utf-8")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(folder: Path) -> MkDocsConfig:
    """Build as `mkdocs build --strict` does, and give the configuration as the plugins left it."""
    config = load_config(str(folder / "mkdocs.yml"), strict=True, site_dir=str(folder / "built"))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    return config


def page(folder: Path, path: str) -> str:
    return (folder / "built" / path / "index.html").read_text(encoding="utf-8")


# What it adds ----------------------------------------------------------------------------------------------------


def test_two_lines_of_configuration_are_enough(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    shutil.copytree(hosts.SITE / "trees", tmp_path / "trees")
    (tmp_path / "docs/index.md").write_text('# Hi\n\n<decision-tree tree="fill"></decision-tree>\n', encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Kitchen\nplugins: [fingerpost]\n", encoding="utf-8")
    run(tmp_path)
    assert 'id="fill.tap"' in page(tmp_path, "")
    assert "assets/fingerpost/" in page(tmp_path, "")
    assert 'id="kettle.water"' in page(tmp_path, "trees/kettle")


def test_pages_come_into_the_navigation_by_their_titles(folder: Path) -> None:
    run(folder)
    links = {link.get("href"): words(link) for link in parse(page(folder, "trees/fill")).iter("a")}
    assert links["../wait/"] == "Wait and see"
    assert links["../"] == "Decision trees"


@pytest.mark.parametrize("on", [True, False])
def test_the_other_forms_are_made_unless_told_not_to(folder: Path, on: bool) -> None:
    edit(folder / "mkdocs.yml", "  - fingerpost\nmarkdown", f"  - fingerpost: {{exports: {str(on).lower()}}}\nmarkdown")
    run(folder)
    assert (folder / "built/exports/kettle.json").exists() == on
    assert ("../../exports/kettle.json" in page(folder, "trees/kettle")) == on


def test_an_author_can_place_them(folder: Path) -> None:
    pages = "index.md, deep/er/page.md, Tea: trees/kettle.md, All: trees/index.md, trees/fill.md, trees/wait.md"
    settings(folder, f"nav: [{pages}]")
    run(folder)
    links = [words(link) for link in parse(page(folder, "trees/fill")).iter("a") if link.get("href") == "../kettle/"]
    assert "Tea" in links


def test_the_edit_link_of_a_tree_leads_to_its_yaml(folder: Path) -> None:
    settings(folder, "repo_url: https://example.org/kitchen")
    settings(folder, "edit_uri: edit/main/docs/")
    settings(folder, "theme: {name: material, font: false, features: [content.action.edit]}")
    run(folder)
    assert "https://example.org/kitchen/edit/main/trees/kettle.yaml" in page(folder, "trees/kettle")
    assert "https://example.org/kitchen/edit/main/docs/deep/er/page.md" in page(folder, "deep/er/page")
    assert "example.org/kitchen/edit" not in page(folder, "trees")


def test_an_authors_own_page_of_a_tree_stays(folder: Path) -> None:
    own = folder / "docs/trees/wait.md"
    own.parent.mkdir()
    own.write_text('# Patience\n\nFirst breathe.\n\n<decision-tree tree="wait"></decision-tree>\n', encoding="utf-8")
    run(folder)
    assert "First breathe." in page(folder, "trees/wait")
    assert 'id="wait.off"' in page(folder, "trees/wait")


def test_a_stale_page_that_the_command_once_wrote_gives_way(folder: Path) -> None:
    from fingerpost.site import write_site

    write_site(load_site(folder / "trees", today=TODAY).site, folder / "docs")
    edit(folder / "trees/wait.yaml", "title: Wait and see", "title: Wait a while")
    run(folder)
    assert "Wait a while" in page(folder, "trees/wait")
    assert "Wait and see" not in page(folder, "trees/wait")


def test_the_index_can_be_left_out(folder: Path) -> None:
    settings(folder, "plugins: [{fingerpost: {index: false}}]")
    run(folder)
    assert not (folder / "built/trees/index.html").exists()


def test_trees_can_stand_elsewhere(folder: Path) -> None:
    (folder / "trees").rename(folder / "protocols")
    settings(folder, "plugins: [{fingerpost: {trees: protocols}}]")
    settings(folder, "watch: [protocols]")
    run(folder)
    assert 'id="kettle.water"' in page(folder, "trees/kettle")


def test_tracking_of_the_address_is_turned_off_with_a_notice(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings(folder, "theme: {name: material, font: false, features: [navigation.tracking, navigation.top]}")
    with caplog.at_level(logging.INFO, "mkdocs"):
        config = run(folder)
    assert config.theme["features"] == ["navigation.top"]
    assert "navigation.tracking" in caplog.text


def test_a_style_that_the_author_lists_is_not_listed_twice(folder: Path) -> None:
    assert page_styles(run(folder)) == page_styles(run(folder))
    assert len(set(page_styles(run(folder)))) == len(page_styles(run(folder)))


def test_the_script_waits_for_the_page_and_is_listed_once(folder: Path) -> None:
    run(folder)
    scripts = [script for script in parse(page(folder, "trees/wait")).iter("script") if "src" in script.attrib]
    (ours,) = [script for script in scripts if "assets/fingerpost/" in script.attrib["src"]]
    assert "defer" in ours.attrib


def page_styles(config: MkDocsConfig) -> list[str]:
    return [str(style) for style in config.extra_css]


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_the_search_of_mkdocs_itself_passes_over_the_picture_and_over_steps_of_subtrees(
    folder: Path, theme: str
) -> None:
    settings(folder, f"theme: {theme}")
    run(folder)
    docs = json.loads((folder / "built/search/search_index.json").read_text(encoding="utf-8"))["docs"]
    titles = {doc["location"]: doc["title"] for doc in docs}
    assert "Turn off the heat" in titles["trees/wait/#wait.off"]
    assert not [doc for doc in docs if doc["location"].endswith("flowchart_")]
    assert [doc["text"].count("Turn off the heat") for doc in docs if doc["location"] == "trees/wait/"] == [1]
    assert [at for at, title in titles.items() if "Does the tap run?" in title and "kettle" in at] == []
    (picture, *_) = [svg for svg in parse(page(folder, "trees/wait")).iter("svg") if svg.get("role")]
    assert "Turn off the heat" in words(picture)


def test_the_search_of_material_finds_a_tree_first_unless_the_author_says_otherwise(folder: Path) -> None:
    settings(folder, "theme: material\nplugins: [search, fingerpost]")
    (folder / "docs/other.md").write_text("# Turn off the heat\n", encoding="utf-8")
    run(folder)
    docs = json.loads((folder / "built/search/search_index.json").read_text(encoding="utf-8"))["docs"]
    boosts = {doc["location"].split("#")[0]: doc.get("boost") for doc in docs}
    assert boosts["trees/wait/"] == 4
    assert boosts["other/"] is None


# Cards -----------------------------------------------------------------------------------------------------------

CARD = """
next_review: 2027-01-01
cards:
  steam:
    kind: act
    title: Steam
    danger: Burnt? Cold water.
    steps: [{text: Turn off the heat., from: off}]
    tail: [Tell the cook.]
"""


def with_cards(folder: Path, more: str = "") -> Path:
    settings(folder, f"plugins: [search, {{fingerpost: {{cards: true, card_sizes: [a6]{more}}}}}]")
    tree = folder / "trees/wait.yaml"
    tree.write_text(tree.read_text(encoding="utf-8") + CARD, encoding="utf-8")
    return tree


def test_cards_are_built_where_they_are_wanted_and_linked_from_their_tree(folder: Path) -> None:
    run(folder)
    assert not (folder / "built/cards").exists()
    with_cards(folder)
    run(folder)
    assert (folder / "built/cards/wait/steam_a6.pdf").read_bytes().startswith(b"%PDF")
    assert 'href="../../cards/wait/steam_a6.pdf"' in page(folder, "trees/wait")
    assert 'href="../wait/steam_a6.pdf"' in page(folder, "cards/print")
    for name in ("_learn_a6", "_booklet_a5"):
        assert (folder / f"built/cards/wait/{name}.pdf").read_bytes().startswith(b"%PDF")
        assert f'href="../../cards/wait/{name}.pdf"' in page(folder, "trees/wait")
    assert 'href="../index_a6.pdf"' in page(folder, "cards/print")
    assert re.search(r'<li class="fp-card"[^>]* id="[0-9a-f]{8}"', page(folder, "cards/current"))


@pytest.mark.parametrize("card", ["wait/steam_a6", "wait/_learn_a6", "wait/_booklet_a5", "index_a6"])
def test_a_code_leads_to_the_page_of_editions_of_this_site(folder: Path, card: str) -> None:
    with_cards(folder)
    run(folder)
    text = "".join(
        one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(folder / f"built/cards/{card}.pdf")
    )
    editions = re.findall(r'id="([0-9a-f]{8})"', page(folder, "cards/current"))
    address = "https://example.org/kitchen/cards/current/#"
    assert "".join(text.split()).partition(address)[2][:8] in editions


def test_a_card_that_is_not_made_stops_no_strict_build_and_the_log_says_why(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    edit(with_cards(folder), "next_review: 2027-01-01", "next_review: 2026-10-31")
    with caplog.at_level(logging.INFO, "mkdocs"):
        run(folder)
    why = "The next review was due on 2026-10-31; no card is printed."
    assert f"No card wait/steam (a6): {why}" in caplog.text
    assert why in words(parse(page(folder, "trees/wait")))
    assert not (folder / "built/cards/wait").exists()


def test_editions_off_the_record_are_told(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with_cards(folder)
    with caplog.at_level(logging.INFO, "mkdocs"):
        run(folder)
    assert "Editions of cards that are not on record: 5; `fingerpost ledger` writes them down." in caplog.text


def test_cards_of_a_site_without_an_address_stop_a_strict_build(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with_cards(folder)
    settings(folder, "site_url: ''")
    with pytest.raises(Abort):
        run(folder)
    assert "Without a `site_url` no card says where to see whether it is current." in caplog.text


@pytest.mark.parametrize(
    "more", [", card_places: [nowhere]", ", card_sizes: [a3]", ", card_kinds: [fold]", ", booklet_sizes: [a6]"]
)
def test_a_size_or_a_place_that_there_is_not_is_refused(folder: Path, more: str) -> None:
    with_cards(folder, more)
    with pytest.raises(Abort):
        run(folder)


def test_an_unchanged_card_is_taken_out_of_the_cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_cards(folder)
    run(folder)
    before = {path: path.read_bytes() for path in (folder / "built/cards").rglob("*.pdf")}
    monkeypatch.setattr(keeping, "pdf", None)
    run(folder)
    assert {path: path.read_bytes() for path in (folder / "built/cards").rglob("*.pdf")} == before


# What it refuses -------------------------------------------------------------------------------------------------


def test_mistakes_stop_the_build_with_the_report_of_check(folder: Path) -> None:
    edit(folder / "trees/kettle.yaml", "yes: pour", "yes: poor")
    edit(folder / "trees/fill.yaml", "urgency: today", "urgencyy: today")
    with pytest.raises(Abort) as stopped:
        run(folder)
    loaded = load_site(folder / "trees", today=TODAY)
    report = click.unstyle(REPORTERS["full"](audit(loaded), loaded.site))
    assert "missing-target" in report
    assert "unknown-key" in report
    assert report.strip() in click.unstyle(str(stopped.value))


def test_the_command_ends_with_one_and_without_a_traceback(folder: Path) -> None:
    edit(folder / "trees/kettle.yaml", "yes: pour", "yes: poor")
    done = hosts.build("mkdocs", folder)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert "trees/kettle.yaml:10:12" in done.stdout + done.stderr


def test_a_link_to_a_secret_in_trees_is_refused_and_shown_nowhere(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("title: CANARY\nnodes: {a: {outcome: CANARY}}\n", encoding="utf-8")
    (folder / "trees/loot.yaml").symlink_to(secret)
    with pytest.raises(Abort, match="unsafe-file") as stopped:
        run(folder)
    assert "CANARY" not in str(stopped.value)
    assert not (folder / "built").exists() or not [path for path in contents(folder / "built") if b"CANARY" in path]


def test_a_link_to_a_secret_in_docs_is_refused(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("CANARY", encoding="utf-8")
    (folder / "docs/loot.md").symlink_to(secret)
    with pytest.raises(Abort):
        run(folder)
    done = hosts.build("mkdocs", folder)
    assert "loot.md" in done.stderr
    assert "Traceback" not in done.stderr
    assert not any(b"CANARY" in content for content in contents(folder))


def contents(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "20261101x"])
def test_a_day_that_is_none_is_refused(folder: Path, day: str) -> None:
    settings(folder, f"plugins: [{{fingerpost: {{today: {day!r}}}}}]")
    with pytest.raises(Abort):
        run(folder)
    assert "as in 2026-01-31" in hosts.build("mkdocs", folder).stderr


# Today is an input -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2026-11-01", "'2026-11-01'"])
def test_the_day_can_be_named(folder: Path, day: str) -> None:
    settings(folder, f"plugins: [{{fingerpost: {{today: {day}}}}}]")
    run(folder)


def test_two_builds_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Elsewhere, with another seed for hashes, another time zone and another order of files on the disk."""
    other = tmp_path / "elsewhere" / "copy"
    for part in sorted(folder.rglob("*"), reverse=True):
        if part.is_file():
            (other / part.relative_to(folder)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(part, other / part.relative_to(folder))
    for where, seed, zone in ((folder, "1", "UTC"), (other, "2", "Asia/Tokyo")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": EPOCH}
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(where / "mkdocs.yml")]
        subprocess.run(command, cwd=where.parent, env=environment, check=True, capture_output=True)
    names = sorted(path.relative_to(folder) for path in (folder / "site").rglob("*") if path.is_file())
    assert len(names) > 20
    _, different, missing = filecmp.cmpfiles(folder, other, names, shallow=False)
    assert (different, missing) == ([], [])


# While serving ---------------------------------------------------------------------------------------------------


class Server:
    """A running `mkdocs serve`, and what it has said so far."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        command = [sys.executable, "-u", "-m", "mkdocs", "serve", "--dev-addr", self.address]
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
        )
        self.said = ""
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.said += line

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
        self._listener.join()

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://{self.address}/kitchen/{path}", timeout=30) as answer:
            return str(answer.read().decode())

    def until(self, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not holds():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    settings(folder, "watch: []")  # the plugin itself is to watch the trees
    running = Server(folder)
    try:
        running.until(lambda: "Serving on" in running.said)
        yield running
    finally:
        running.stop()


def test_a_changed_tree_is_shown_and_a_broken_one_leaves_the_last_good_one(folder: Path, server: Server) -> None:
    tree = folder / "trees/wait.yaml"
    assert "Turn off the heat" in server.get("trees/wait/")

    edit(tree, "Turn off the heat", "Put out the fire")
    server.until(lambda: "Put out the fire" in server.get("trees/wait/"))

    edit(tree, "to: cold", "to: cool")
    server.until(lambda: "missing-target" in server.said)
    assert "trees/wait.yaml:5:9" in server.said
    server.until(lambda: "the last ones without errors stay on show" in server.said)
    assert "Put out the fire" in server.get("trees/wait/")

    edit(tree, "to: cool", "to: cold")
    edit(tree, "Put out the fire", "Close the valve")
    server.until(lambda: "Close the valve" in server.get("trees/wait/"))
    assert "Traceback" not in server.said


def test_a_page_that_asks_for_no_tree_says_so_and_the_server_goes_on(folder: Path, server: Server) -> None:
    home = folder / "docs/index.md"
    home.write_text('# Home\n\n<decision-tree tree="wiat"></decision-tree>\n', encoding="utf-8")
    server.until(lambda: "Did you mean wait?" in server.get(""))
    assert "index.md: There is no tree 'wiat'" in server.said
    assert "Turn off the heat" in server.get("trees/wait/")


def test_a_rebuild_lays_out_only_what_changed(folder: Path) -> None:
    """The answers of the layout program are kept by what went into them, so an unchanged tree asks for nothing new."""
    run(folder)
    kept = sorted((folder / ".cache/fingerpost").rglob("*"))
    assert kept
    run(folder)
    assert sorted((folder / ".cache/fingerpost").rglob("*")) == kept
    edit(folder / "trees/wait.yaml", "    to: cold\n", "    to: warm\n  warm:\n    action: Touch it\n    to: cold\n")
    run(folder)
    assert len(set((folder / ".cache/fingerpost").rglob("*")) - set(kept)) == 1
