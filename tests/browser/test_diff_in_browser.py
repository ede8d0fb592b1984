"""The page of a change in a real Chromium: light and dark, by axe, on a phone, and from a path to its boxes."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from fingerpost.cli import FINE, cli
from support.axe import faults
from support.requests import FOLDER, repository
from support.today import TODAY

# Between them: boxes new, changed and gone, arrows, new errors, lines, links to the charts.
CHANGES = ("02-new-branch", "03-dropped-check", "12-no-help", "19-new-step")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of some requests, by their names."""
    root = tmp_path_factory.mktemp("changes")
    for name in CHANGES:
        request = repository(FOLDER / f"requests/{name}.yaml", root / name)
        words = [
            "diff",
            "main",
            "request",
            "--trees",
            str(request / "trees"),
            "--today",
            str(TODAY),
            "--format",
            "html",
        ]
        made = CliRunner().invoke(cli, words)
        assert made.exit_code == FINE
        (root / f"{name}.html").write_text(made.output, encoding="utf-8")
    return root


def contrast(page: Page, part: str, key: str, *, ground: str = "body") -> float:
    """How a colour of a part stands out from the ground that the page has."""
    look = "([part, key]) => getComputedStyle(document.querySelector(part))[key]"
    one, other = (page.evaluate(look, pair) for pair in ([part, key], [ground, "backgroundColor"]))
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _light(colour: str) -> float:
    """The relative luminance of `rgb(…)`, as WCAG 2 has it."""
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_lies_beside_the_screen(
    browser: Browser, folder: Path, colours: str, width: int
) -> None:
    looks = {"color_scheme": "dark" if colours == "dark" else "light"}
    context = browser.new_context(viewport={"width": width, "height": 800}, **looks)  # type: ignore[arg-type]
    page = context.new_page()
    for name in CHANGES:
        page.goto((folder / f"{name}.html").as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert faults(page) == ""
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    context.close()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_what_changed_is_seen_in_both_colours(browser: Browser, folder: Path, colours: str) -> None:
    """The outline, the word in its tag, and the dashes that tell one kind from another without any colour."""
    context = browser.new_context(color_scheme="dark" if colours == "dark" else "light")
    page = context.new_page()
    page.goto((folder / "12-no-help.html").as_uri())
    assert contrast(page, ".fp-diff__outline", "stroke") >= 7
    assert contrast(page, ".fp-diff__tag", "fill") >= 7
    assert contrast(page, ".fp-flowchart__text", "fill") >= 7
    dashes = {
        kind: page.locator(f".fp-diff__box--{kind} .fp-diff__outline").first.get_attribute("stroke-dasharray")
        for kind in ("changed", "gone")
    }
    assert dashes == {"changed": "8 3", "gone": "2 4"}
    assert {*page.locator(".fp-diff__word").all_text_contents()} == {"CHANGED", "GONE"}
    context.close()


def test_colours_of_the_readers_own_are_taken(browser: Browser, folder: Path) -> None:
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto((folder / "12-no-help.html").as_uri())
    ink, words = (
        page.evaluate("([part, key]) => getComputedStyle(document.querySelector(part))[key]", [part, key])
        for part, key in ((".fp-diff__outline", "stroke"), ("h1", "color"))
    )
    assert ink == words
    context.close()


@pytest.mark.parametrize(("width", "beside"), [(1200, False), (1700, True)])
def test_both_flowcharts_are_seen_whole(browser: Browser, folder: Path, width: int, beside: bool) -> None:
    """One below the other on a laptop, side by side where there is room; the first block leads to them."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    for name in CHANGES:
        page.goto((folder / f"{name}.html").as_uri())
        page.get_by_role("link", name="See the flowcharts").click()
        expect(page.get_by_role("heading", name="Flowcharts")).to_be_in_viewport()
        sides = [one.bounding_box() for one in page.locator(".fp-diff__side").all()]
        tops = {side["y"] for side in sides if side}
        assert (len(tops) == 1) == beside
        cut = "(several) => several.filter((one) => one.scrollWidth > one.clientWidth).length"
        assert page.locator(".fp-flowchart__region").evaluate_all(cut) == 0, name
    page.close()


def test_a_picture_shrinks_until_its_words_can_hardly_be_read(browser: Browser, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto((folder / "02-new-branch.html").as_uri())
    size = page.locator(".fp-flowchart__region").first.evaluate("(one) => getComputedStyle(one).fontSize")
    assert size == "12.8px"
    page.close()


def test_each_line_of_a_path_leads_to_its_box_and_marks_it(page: Page, folder: Path) -> None:
    page.goto((folder / "03-dropped-check.html").as_uri())
    page.get_by_text("One of these paths").first.click()
    lines = page.locator("details").first.get_by_role("link")
    assert lines.all_text_contents() == [
        "Is the client in distress? → Yes (the paths part here)",
        "Are they thinking of ending their life? → Yes (asked before, and not now)",
        "Is somebody there for them today? → Yes, somebody is (asked now, and not before)",
        "Where it ended",
        "where it ends",
    ]
    for at, box in enumerate(
        (
            "after-client-leaves.-distressed",
            "before-client-leaves.-ask-directly",
            "after-client-leaves.-who-is-there",
            "before-client-leaves.-call-now",
            "after-client-leaves.-open-door",
        )
    ):
        lines.nth(at).click()
        marked = page.locator(f"[id='{box}']")
        expect(marked).to_be_in_viewport()
        width = "(one) => getComputedStyle(one.querySelector('.fp-flowchart__shape')).strokeWidth"
        assert marked.evaluate(width) == "6px"


def test_nothing_leads_where_nothing_is(folder: Path) -> None:
    """Without a site that shows the new version, all links stay on the page."""
    for name in CHANGES:
        made = (folder / f"{name}.html").read_text(encoding="utf-8")
        assert 'href="#' in made
        assert [link for link in made.split('href="')[1:] if not link.startswith("#")] == []


def test_on_paper_it_is_light_and_the_paths_are_open(browser: Browser, folder: Path) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 680, "height": 1000})
    page = context.new_page()
    page.goto((folder / "02-new-branch.html").as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    assert contrast(page, "h1", "color") >= 7
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator("details li").first).to_be_visible()
    widths = page.locator("svg.fp-flowchart__picture").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )
    assert max(widths) <= page.evaluate("innerWidth")
    context.close()
