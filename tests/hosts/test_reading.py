"""The walk-through on a tiny site under each host and plugin that changes pages, in a real Chromium."""

import functools
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support import hosts
from support.pages import find

PLUGINS = "  - search\n  - fingerpost\n"
LANGUAGES = """\
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: en, name: English, default: true}
        - {locale: de, name: Deutsch}
"""
# For each: the host, what takes the place of a line of the configuration, and by what.
SITES = {
    "i18n": ("mkdocs", PLUGINS, f"{PLUGINS}{LANGUAGES}"),
    "instant": ("mkdocs", "  font: false", "  font: false\n  features: [navigation.instant]"),
    "offline": ("mkdocs", PLUGINS, f"  - offline\n{PLUGINS}"),
    "print": ("mkdocs", PLUGINS, f"{PLUGINS}  - print-site\n"),
    "privacy": ("mkdocs", PLUGINS, f"  - privacy: {{assets_exclude: [unpkg.com/*]}}\n{PLUGINS}"),
    "properdocs": ("properdocs", "", ""),
    "zensical": ("zensical", "  font: false", "  font: false\n  features: [navigation.instant]"),
}
Open = Callable[[str], str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a finished site, built when it is first asked for."""
    made: dict[str, Path] = {}

    def build(name: str) -> Path:
        if name not in made:
            host, line, instead = SITES[name]
            folder = hosts.copy(tmp_path_factory.mktemp(name))
            config = folder / "mkdocs.yml"
            text = config.read_text(encoding="utf-8")
            assert line in text
            config.write_text(text.replace(line, instead, 1), encoding="utf-8")
            done = hosts.build(host, folder)
            assert done.returncode == 0, done.stdout + done.stderr
            made[name] = folder / "site"
        return made[name]

    return build


@pytest.fixture
def served(built: Callable[[str], Path]) -> Iterator[Open]:
    """The address of such a site."""
    with ExitStack() as stack:
        yield functools.cache(lambda name: stack.enter_context(hosts.serving(built(name))))


def walk(page: Page) -> None:
    """From the start of the tree of the kettle to its outcome, by a link and a key, and once more by reloading."""
    tree = page.locator("decision-tree[tree=kettle]")
    tree.locator(".fp-ways--start a").click()
    expect(page).to_have_title(re.compile(r"^Question 1: Is there water in it\?"))
    page.keyboard.press("1")
    expect(page).to_have_title(re.compile(r"^Outcome 3: Pour with"))
    expect(tree.locator(".fp-step:visible")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "kettle.pour"
    page.reload()
    expect(page).to_have_title(re.compile(r"^Outcome 3: Pour with"))
    expect(tree.locator(".fp-flowchart__above > *")).to_have_count(1)


@pytest.mark.parametrize("name", ["i18n", "instant", "privacy", "properdocs", "zensical"])
def test_a_walk(name: str, served: Open, page: Page) -> None:
    page.goto(f"{served(name)}/trees/kettle/")
    walk(page)


def test_a_walk_from_the_disk(built: Callable[[str], Path], browser: Browser) -> None:
    """Material's search would fetch a part of its own from elsewhere; nothing else does."""
    asked: set[str] = set()
    page = browser.new_page()
    page.on("request", lambda request: asked.add(request.url))
    page.goto((built("offline") / "trees/kettle.html").as_uri())
    walk(page)
    page.close()
    assert {url for url in asked if not url.startswith("file:")} <= {"https://unpkg.com/iframe-worker/shim"}


def test_two_trees_on_a_page_walk_each_by_itself(served: Open, page: Page) -> None:
    page.goto(f"{served('properdocs')}/deep/er/page/")
    walk(page)
    expect(page.locator("decision-tree[tree=fill] .fp-step:visible")).to_have_count(0)
    page.get_by_text("What comes of it").click()
    expect(page.locator("decision-tree[tree=fill] .fp-step:visible")).to_have_count(4)


@pytest.mark.parametrize("name", ["instant", "zensical"])
def test_instant_navigation_leads_from_one_tree_to_another_and_back(name: str, served: Open, page: Page) -> None:
    page.goto(f"{served(name)}/trees/kettle/")
    page.locator("decision-tree .fp-ways--start a").click()
    page.locator(".fp-walk__choice", has_text="Too hot to look").click()
    expect(page).to_have_title(re.compile(r"^Action 1: Turn off the heat"))
    assert page.evaluate("document.activeElement.id") == "wait.off"
    page.keyboard.press("1")
    expect(page).to_have_title(re.compile(r"^Outcome 2: Wait until it is cold"))
    page.go_back()
    page.go_back()
    expect(page).to_have_title(re.compile(r"^Question 1: Is there water in it\?"))
    expect(page.locator("decision-tree[tree=kettle] .fp-step:visible")).to_have_count(1)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of two versions, as mike keeps them on a branch of a repository."""
    folder = hosts.copy(tmp_path_factory.mktemp("mike"), "extra: {version: {provider: mike}}\n")
    programs = str(Path(sys.executable).parent)  # mike runs the host by its name
    env = {**hosts.QUIET, "PATH": f"{programs}{os.pathsep}{hosts.QUIET['PATH']}"}
    run = functools.partial(subprocess.run, cwd=folder, check=True, capture_output=True, env=env)
    mike = str(Path(programs, "mike"))
    run(["git", "init", "--quiet"])
    run(["git", "config", "user.name", "A"])
    run(["git", "config", "user.email", "a@example.org"])
    run(["git", "commit", "--quiet", "--allow-empty", "--message", "Begin"])
    run([mike, "deploy", "1.0"])
    tree = folder / "trees/kettle.yaml"
    tree.write_text(tree.read_text(encoding="utf-8").replace("Is there water in it?", "Is it full?"), encoding="utf-8")
    run([mike, "deploy", "--update-aliases", "2.0", "latest"])
    run(["git", "worktree", "add", "--quiet", "served", "gh-pages"])
    with hosts.serving(folder / "served") as address:
        yield address


def test_each_version_walks_its_own_tree(versions: str, page: Page) -> None:
    page.goto(f"{versions}/1.0/trees/kettle/")
    walk(page)
    fragment = page.url.partition("#")[2]
    page.goto(f"{versions}/latest/trees/kettle/#{fragment}")
    expect(page.locator("decision-tree")).to_contain_text("This tree has changed since the link was made.")
    expect(page).to_have_title(re.compile(r"^Outcome 3: Pour with"))


def element_of(page: Path) -> str:
    found = re.search(r"<decision-tree .*</decision-tree>", page.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[0]


def test_privacy_leaves_what_is_ours_as_it_is(built: Callable[[str], Path]) -> None:
    with_it, without = (element_of(built(name) / "trees/kettle/index.html") for name in ("privacy", "properdocs"))
    assert with_it == without
    assert not (built("privacy") / "assets/external").exists()


def test_each_language_has_pages_that_lead_right(served: Open, page: Page) -> None:
    page.goto(f"{served('i18n')}/de/")
    page.locator("decision-tree-index a", has_text="whistles").first.click()
    expect(page.locator("decision-tree[tree=kettle]")).to_be_visible()
    walk(page)
    page.goto(f"{served('i18n')}/de/deep/er/page/")
    walk(page)


def test_all_pages_on_one_to_print_stay_text(served: Open, page: Page) -> None:
    page.goto(f"{served('print')}/print_page/")
    expect(page.locator("#trees-kettle decision-tree").get_by_text("Pour with").first).to_be_visible()
    assert page.locator("#print-site-page decision-tree .fp-step:visible").count() > 10
    assert page.locator("#print-site-page :is(.fp-place, .fp-walk, .fp-flowchart button)").count() == 0


def test_all_links_of_the_text_lead_right_on_one_page_to_print(served: Open, page: Page) -> None:
    page.goto(f"{served('print')}/print_page/")
    links = page.locator("#print-site-page decision-tree section:not(.fp-chart) a[href^='#']")
    missing = "all => all.map((one) => one.hash.slice(1)).filter((id) => !document.getElementById(id))"
    assert links.evaluate_all(missing) == []


def test_a_search_hit_opens_at_its_step(served: Open, page: Page) -> None:
    page.goto(f"{served('instant')}/")
    find(page, "does the tap run")
    page.locator("a[href*='trees/fill/'][href*='fill.tap']:visible").first.click()
    expect(page.locator("[id='fill.tap']")).to_be_in_viewport()
    page.locator(".fp-begin a").click()
    expect(page).to_have_title(re.compile(r"^Question 1: Does the tap run\?"))
