"""The page of a tree as a reader has it: on any width, in any colours, in large type, on paper, without a script."""

import functools
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from support import axe
from support.cases import CASES, files
from support.hosts import serving
from support.pages import begin, twice_as_large

TREES = Path(__file__).parents[2] / "trees"
LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 1280), ("dark", 320))
CONFIG = """
site_name: Test
repo_url: https://code.example/kitchen
edit_uri: edit/main/docs/
theme:
  name: material
  custom_dir: THEME
  features: [navigation.instant]
  font: false
  icon: {repo: fontawesome/brands/git-alt}
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default, primary: teal, accent: teal}
    - {media: "(prefers-color-scheme: dark)", scheme: slate, primary: teal, accent: teal}
plugins: [search, fingerpost]
markdown_extensions: [fingerpost, {toc: {permalink: true}}]
""".replace("THEME", str(TREES.parent / "docs/.theme"))
LEAVES, EVENING, ARABIC = "/trees/client-leaves-early/", "/trees/evening/", "/trees/right-to-left/"
# What is to be hit with a thumb; links within sentences are not.
TARGETS = "a.fp-way, a.fp-tel, .fp-jumps a, .fp-local > summary"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of our own trees, and of cases beside them."""
    root = tmp_path_factory.mktemp("site")
    for name, trees in {"": TREES, "cases": None}.items():
        folder = root / "made" / name
        (folder / "docs").mkdir(parents=True)
        (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
        (folder / "docs/index.md").write_text("# Test\n", encoding="utf-8")
        if trees:
            shutil.copytree(trees, folder / "trees")
        else:
            _write_cases(folder)
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(root / "site" / name)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    with serving(root / "site") as address:
        yield address


def _write_cases(folder: Path) -> None:
    for case in CASES:
        if case.stem in ("subtrees", "right-to-left", "many-places"):
            for path, text in files(case).items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(text, encoding="utf-8")


PAGES = (LEAVES, "/trees/", f"/cases{EVENING}", f"/cases{ARABIC}", "/cases/trees/many/")


def faults(page: Page) -> str:
    """What axe finds in the content area; the pictures have a test of their own."""
    return axe.faults(page, {"include": [[".md-content"]], "exclude": [["svg"]]})


def rest(page: Page) -> None:
    """Scroll on until the bar at the foot cuts through no link, as a reader does who is about to follow one."""
    cut = """() => {
      const top = document.querySelector('.fp-exits')?.getBoundingClientRect().top ?? Infinity;
      return [...document.querySelectorAll('.md-content a')].some((link) => {
        const box = link.getBoundingClientRect();
        return box.top < top && box.bottom > top;
      });
    }"""
    for _ in range(100):
        if not page.evaluate(cut):
            return
        page.evaluate("scrollBy(0, 5)")
    raise AssertionError("The bar at the foot cuts through a link wherever the page is scrolled to.")


# Not the longest: it is judged in every state where walks are tested, and among all pages by `make pages`.
@pytest.mark.parametrize("path", [path for path in PAGES if path != LEAVES])
def test_axe_finds_nothing(site: str, page: Page, path: str) -> None:
    page.goto(site + path)
    for colours, width in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=colours)
        rest(page)
        assert faults(page) == "", (colours, width)


def test_axe_finds_nothing_in_large_type(site: str, page: Page) -> None:
    twice_as_large(page)
    page.goto(f"{site}/cases{EVENING}")
    assert faults(page) == ""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("large", [False, True])
def test_nothing_lies_beside_the_screen(site: str, page: Page, path: str, *, large: bool) -> None:
    page.set_viewport_size({"width": 640 if large else 320, "height": 800})
    if large:
        twice_as_large(page)
    page.goto(site + path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    beside = """[...document.querySelectorAll('.fp *')].filter((part) => !part.closest('.fp-flowchart, .fp-hushed'))
      .filter((part) => part.getBoundingClientRect().right > innerWidth + 1 || part.getBoundingClientRect().left < -1)
      .map((part) => part.outerHTML.slice(0, 99))"""
    assert page.evaluate(beside) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_a_thumb_hits_what_it_is_to_hit(site: str, page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site + path)
    sizes = """(selector) => [...document.querySelectorAll(selector)]
      .map((part) => [part.textContent, part.offsetHeight])
      .filter(([, height]) => height && height < 44)"""
    assert page.evaluate(sizes, TARGETS) == []


def test_the_ways_out_are_in_view_at_every_step_and_cover_no_focus(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(site + LEAVES)
    covered = """async () => {
      const bar = document.querySelector('.fp-exits'), found = [];
      for (const link of document.querySelectorAll('.fp-steps a')) {
        link.focus();
        await new Promise(requestAnimationFrame);
        const { top, bottom } = bar.getBoundingClientRect(), own = link.getBoundingClientRect();
        if (bottom > innerHeight + 1 || top < 0) found.push(`not in view at ${link.textContent}`);
        if (own.bottom > top + 1) found.push(`covers ${link.textContent}`);
      }
      return found;
    }"""
    assert page.evaluate(covered) == []


def test_the_way_to_the_first_step_is_on_the_first_screen(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(site + LEAVES)
    start = page.locator(".fp-ways--start a")
    expect(start).to_be_in_viewport(ratio=1)
    bar = page.locator(".fp-exits").bounding_box()
    row = start.bounding_box()
    assert bar and row and row["y"] + row["height"] <= bar["y"]
    start.click()
    expect(page.locator("[id='client-leaves-early.danger']")).to_be_in_viewport()


def test_it_works_without_a_script(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(site + LEAVES)
    page.locator("[id='client-leaves-early.danger'] ~ .fp-ways a").first.click()
    expect(page.locator("[id='client-leaves-early.emergency-here']")).to_be_in_viewport()
    expect(page.locator("a[href='tel:999']").first).to_be_visible()
    page.get_by_role("navigation", name="At any step").get_by_role("link", name="My judgement differs").click()
    expect(page.locator("[id='client-leaves-early.own-judgement']")).to_be_in_viewport()
    context.close()


def test_a_step_is_reached_by_the_contents_of_the_page(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(site + LEAVES)
    listed = page.locator(".md-sidebar--secondary a", has_text="6 Will they give you a minute?")
    listed.click()
    expect(page.locator("[id='client-leaves-early.minute']")).to_be_in_viewport()


def test_on_paper_it_is_light_complete_and_no_step_is_torn(site: str, page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    # A4 with margins of 15 mm, at 96 dots an inch.
    page.set_viewport_size({"width": 680, "height": 1009})
    page.goto(site + LEAVES)
    heights = page.evaluate("[...document.querySelectorAll('.fp-step')].map((step) => step.offsetHeight)")
    assert max(heights) < 1009
    looks = functools.partial(look, page)
    assert looks(".fp-step", "breakInside") == "avoid"
    assert looks(".fp-exits", "position") == "static"
    assert {looks(part, "display") for part in (".fp-contents", ".fp-forms", ".fp-suggest")} == {"none"}
    assert looks(".fp-step", "breakBefore") == looks(".fp-step", "breakAfter") == "auto"
    exits, first = (page.locator(kind).first.bounding_box() for kind in (".fp-exits", ".fp-step"))
    assert exits and first and exits["y"] < first["y"]
    assert looks(".fp-say", "backgroundColor") == "rgb(241, 243, 247)"
    way = page.locator("[id='client-leaves-early.danger'] ~ .fp-ways a").first
    assert way.inner_text() == "Yes, the client: go to 22, Get emergency help now"


def look(page: Page, selector: str, name: str) -> str:
    """How the first such element looks."""
    style = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
    return str(page.evaluate(style, [selector, name]))


def test_with_few_colours_shapes_and_borders_stay(site: str, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(site + LEAVES)
    assert look(page, ".fp-step--now", "borderTopWidth") == "3px"
    assert look(page, ".fp-number", "borderTopStyle") == "solid"


def test_a_whole_walk_asks_nothing_of_anybody_and_tells_no_answer(site: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.headers} {request.post_data}"))
    page.goto(site + LEAVES)
    begin(page)
    page.keyboard.press("3")
    while page.locator(".fp-walk__choice").count():
        page.keyboard.press("1")
    page.reload()
    assert page.url.count(",") > 3
    assert "&a=danger.no" in page.url
    assert [one for one in asked if not one.startswith(site)] == []
    assert [one for one in asked if "danger." in one or "&at=" in one] == []


def test_a_number_that_a_step_names_is_found_beside_it_and_the_walk_goes_on(site: str, page: Page) -> None:
    page.goto(site + LEAVES)
    begin(page)
    page.keyboard.press("1")
    page.locator(".fp-step--here a[data-fact]").first.click()
    assert page.evaluate("document.activeElement.className") == "fp-local"
    assert "&at=emergency-here" in page.url
