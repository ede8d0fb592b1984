"""The flowchart in a real Chromium: does the text fit, what is seen in which colours, and who can use it how."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import tostring

import pytest
from playwright.sync_api import Browser, Page, Route

from fingerpost.layout import layout
from fingerpost.load import load_site
from fingerpost.model import Site, Tree
from fingerpost.renderers import flowchart
from support.axe import faults
from support.drawn import everything, saying, site_of

ROOT = Path(flowchart.__file__).parents[3]
STYLES = Path(flowchart.__file__).parents[1] / "assets" / "flowchart.css"
ADDRESS = "http://127.0.0.1:4711/"
# Neither a style attribute nor a script of any kind would pass.
POLICY = "default-src 'none'; style-src 'self'"
# What a host falls back on where its own font is missing; a name that a machine lacks gives that machine's default.
FONTS = [
    "inherit",
    "sans-serif",
    "system-ui",
    "serif",
    '"DejaVu Sans"',
    '"Liberation Sans"',
    '"Noto Sans"',
    "Verdana",
    "Roboto",
]

LATIN = "Wwwww MMMMM wandering mammal, immediately WHAT WOULD THEY WANT?"
OTHERS = "Опасность прямо сейчас? Είναι κάποιος σε κίνδυνο; 今すぐ危険な人はいますか。 هل أنت بخير؟ האם אתה בסדר"

# For each line of text: how far it stays within its shape on the narrower side, in pixels.
ROOM = """() => [...document.querySelectorAll('svg.fp-flowchart__picture text')].map(text => {
  const owner = text.closest('.fp-flowchart__arrow, .fp-flowchart__box');
  const badge = text.classList.contains('fp-flowchart__number');
  const around = badge ? '.fp-flowchart__badge' : '.fp-flowchart__shape, .fp-flowchart__plate';
  const shape = owner.querySelector(around);
  const [inner, outer] = [text.getBBox(), shape.getBBox()];
  const beside = Math.min(inner.x - outer.x, outer.x + outer.width - inner.x - inner.width);
  const above = Math.min(inner.y - outer.y, outer.y + outer.height - inner.y - inner.height);
  return [text.textContent, Math.min(beside, badge ? beside : above)];
})"""


def markup(tree: Tree, site: Site) -> str:
    figure = flowchart.figure(tree, site, layout(tree, site, cache=None), href=lambda name: f"/{name}/")
    return tostring(figure, encoding="unicode", method="html")


@pytest.fixture
def show(page: Page) -> Callable[..., Page]:
    """Open a page that holds a tree's flowchart, under a strict policy unless another is given."""

    def opened(tree: Tree, site: Site, *, body: str = "", styles: str = "", policy: str = POLICY) -> Page:
        html = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A tree</title>'
            '<link rel="stylesheet" href="/flowchart.css"><link rel="stylesheet" href="/host.css"></head>'
            f"<body {body}><main><h1>A tree</h1>{markup(tree, site)}</main></body></html>"
        )
        host = f"body {{ margin: 0; font: 16px/1.5 sans-serif; }} {styles}"
        served = {
            "": ("text/html", html),
            "favicon.ico": ("image/png", ""),
            "flowchart.css": ("text/css", STYLES.read_text(encoding="utf-8")),
            "host.css": ("text/css", host),
        }

        def answer(route: Route) -> None:
            kind, content = served[route.request.url.removeprefix(ADDRESS)]
            route.fulfill(body=content, content_type=kind, headers={"Content-Security-Policy": policy})

        page.route(f"{ADDRESS}**", answer)
        page.goto(ADDRESS)
        return page

    return opened


@pytest.fixture(scope="module")
def real() -> tuple[Tree, Site]:
    """The first tree of the project itself."""
    site = load_site(ROOT / "trees", today=datetime.date(2026, 11, 24)).site
    return site.trees["client-leaves-early"], site


@pytest.mark.parametrize("words", ["", LATIN, OTHERS], ids=["its-own", "latin", "others"])
def test_text_lies_in_its_box_in_any_font(show: Callable[..., Page], real: tuple[Tree, Site], words: str) -> None:
    tree, site = real
    page = show(saying(tree, words) if words else tree, site)
    for font in FONTS:
        page.evaluate("(font) => document.body.style.setProperty('--fp-font', font)", font)
        assert [(font, text, room) for text, room in page.evaluate(ROOM) if room < 2] == []


def test_a_picture_is_never_shrunk(show: Callable[..., Page], real: tuple[Tree, Site]) -> None:
    page = show(*real)
    page.set_viewport_size({"width": 360, "height": 740})
    inner, outer, size = page.evaluate(
        "() => { const r = document.querySelector('.fp-flowchart__region');"
        " return [r.scrollWidth, r.clientWidth, document.querySelector('.fp-flowchart__text').getScreenCTM().a]; }"
    )
    assert inner > outer == 360
    assert size == pytest.approx(1, abs=0.01)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_narrow_screen_opens_at_the_first_step(show: Callable[..., Page], real: tuple[Tree, Site]) -> None:
    page = show(*real)
    page.set_viewport_size({"width": 360, "height": 740})
    page.reload()
    box = page.locator("[data-node=danger] .fp-flowchart__shape").bounding_box()
    assert box is not None
    assert min(box["x"], 360 - box["x"] - box["width"]) >= 0


def test_larger_text_makes_a_larger_picture(show: Callable[..., Page]) -> None:
    page = show(*everything(), styles="html { font-size: 200%; } body { font-size: 1rem; }")
    assert page.evaluate("document.querySelector('.fp-flowchart__text').getScreenCTM().a") == pytest.approx(2)


@pytest.mark.parametrize("media", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}, {"media": "print"}])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(show: Callable[..., Page], media: dict[str, str], width: int) -> None:
    page = show(*everything(), policy="")
    page.emulate_media(**media)
    page.set_viewport_size({"width": width, "height": 900})
    assert faults(page) == ""


def test_nothing_is_refused_by_a_strict_policy(show: Callable[..., Page], page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    show(*everything())
    assert complaints == []


def colours(page: Page) -> dict[str, str]:
    """What some parts are painted with."""
    return dict(
        page.evaluate(
            """() => Object.entries({
              ground: ['.fp-flowchart__region', 'backgroundColor'], text: ['.fp-flowchart__text', 'fill'],
              line: ['.fp-flowchart__arrows', 'stroke'], casing: ['.fp-flowchart__casing', 'stroke'],
              now: ['.fp-flowchart__box--now .fp-flowchart__shape', 'stroke'],
              question: ['.fp-flowchart__box--question .fp-flowchart__shape', 'stroke'],
            }).map(([name, [where, what]]) => [name, getComputedStyle(document.querySelector(where))[what]])"""
        )
    )


LIGHT, DARK = "rgb(255, 255, 255)", "rgb(22, 25, 31)"


@pytest.mark.parametrize(
    ("body", "wish", "ground"),
    [
        ("", "light", LIGHT),
        ("", "dark", DARK),
        ('data-md-color-scheme="default"', "dark", LIGHT),
        ('data-md-color-scheme="slate"', "light", DARK),
        ('data-bs-theme="dark"', "light", DARK),
    ],
)
def test_it_is_as_dark_as_the_page_around_it(show: Callable[..., Page], body: str, wish: str, ground: str) -> None:
    page = show(*everything(), body=body)
    page.emulate_media(color_scheme=wish)
    painted = colours(page)
    assert (painted["ground"], painted["casing"]) == (ground, ground)
    assert painted["text"] != painted["ground"] != painted["line"]


def test_it_takes_the_colours_of_its_host(show: Callable[..., Page]) -> None:
    host = ":root { --md-default-bg-color: rgb(1, 2, 3); --md-default-fg-color: rgb(4, 5, 6); --fp-now: rgb(7, 8, 9); }"
    painted = colours(show(*everything(), styles=host))
    assert (painted["ground"], painted["text"], painted["now"]) == ("rgb(1, 2, 3)", "rgb(4, 5, 6)", "rgb(7, 8, 9)")


def test_a_number_can_be_read_on_the_palest_link_colour_of_material(show: Callable[..., Page]) -> None:
    page = show(*everything(), styles=":root { --md-typeset-a-color: #009485; }")
    badge = page.evaluate("getComputedStyle(document.querySelector('.fp-flowchart__badge')).fill")
    assert badge == "color(srgb 0 0.464314 0.417255)"  # 5.5:1 with white; #009485 alone has 3.8:1


def test_paper_is_light(show: Callable[..., Page]) -> None:
    page = show(*everything(), body='data-md-color-scheme="slate"')
    page.emulate_media(media="print", color_scheme="dark")
    assert colours(page)["ground"] == LIGHT
    page.set_viewport_size({"width": 700, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 700


def test_a_small_picture_is_printed_on_one_sheet(show: Callable[..., Page]) -> None:
    _, site = everything()
    sheets = re.findall(rb"/Type\s*/Page\b", show(site.trees["shared"], site).pdf(format="A4"))
    assert len(sheets) == 1


def test_a_large_picture_is_not_printed(show: Callable[..., Page], real: tuple[Tree, Site]) -> None:
    page = show(*real)
    page.emulate_media(media="print")
    assert page.locator(".fp-flowchart").inner_text() == "The flowchart is on the screen; its steps are above."
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1


@pytest.mark.parametrize("body", ["", 'data-md-color-scheme="slate"'])
def test_forced_colours_are_the_readers_own(show: Callable[..., Page], body: str) -> None:
    page = show(*everything(), body=body)
    page.emulate_media(forced_colors="active")
    painted = colours(page)
    assert painted["now"] == painted["question"] != painted["text"]
    assert painted["ground"] == painted["casing"] != painted["line"] == painted["text"]


def test_the_keyboard_reaches_the_region_and_then_every_step(show: Callable[..., Page]) -> None:
    tree, site = everything()
    page = show(tree, site)
    page.keyboard.press("Tab")
    skip = page.locator(".fp-flowchart__skip:focus").bounding_box()
    assert skip is not None
    assert skip["width"] > 100 < skip["x"] + skip["width"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "fp-flowchart__region"
    reached = []
    for _ in range(13):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert reached[0] == "1. Question: Are they calmer than a minute ago?"
    assert reached[-1] == "End: In danger" or reached[-1].startswith("Go to")
    assert len(set(reached)) == 13
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


# How far a focused box lies within its region's sides, and below the header of the host: the least of the three.
CLEAR = """() => {
  const link = document.activeElement, box = link.querySelector('path').getBoundingClientRect();
  const region = link.closest('.fp-flowchart__region').getBoundingClientRect();
  const header = document.querySelector('h1').getBoundingClientRect();
  const room = [box.left - region.left, region.right - box.right, box.top - header.bottom, innerHeight - box.bottom];
  return [link.getAttribute('aria-label'), Math.min(...room)];
}"""
HOST = "main { margin: auto; width: 688px; } h1 { height: 48px; margin: 0; position: sticky; top: 0; }"


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_what_has_the_focus_is_in_view(show: Callable[..., Page], real: tuple[Tree, Site], key: str) -> None:
    page = show(*real, styles=HOST)
    page.set_viewport_size({"width": 1280, "height": 800})
    count = page.locator(".fp-flowchart__region a:not([tabindex])").count()
    page.locator(".fp-flowchart__region" if key == "Tab" else ".fp-flowchart__behind").focus()
    hidden = []
    for _ in range(count):
        page.keyboard.press(key)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        name, room = page.evaluate(CLEAR)
        hidden += [(name, room)] if room < 0 else []
    assert count > 30
    assert hidden == []


def test_the_way_past_leads_past(show: Callable[..., Page]) -> None:
    page = show(*everything())
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<a href=/next>Next</a>')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Next"


def test_a_screen_reader_hears_a_document_with_a_list_of_links(show: Callable[..., Page]) -> None:
    page = show(*everything())
    told = page.locator(".fp-flowchart").aria_snapshot()
    assert 'region "Flowchart, scrollable"' in told
    assert told.count('"Everything at once"') == 1
    assert 'link "1. Question: Are they calmer than a minute ago?"' in told
    assert told.count("listitem") == 13
    assert "Much the same" not in told


def test_a_step_leads_to_its_section(show: Callable[..., Page]) -> None:
    page = show(*everything())
    page.route(
        "**/everything/", lambda route: route.fulfill(body="<h2 id=everything.plan>Here</h2>", content_type="text/html")
    )
    page.locator("[data-node=plan] a").click()
    assert page.url == f"{ADDRESS}everything/#everything.plan"


def test_it_can_be_seen_without_its_style_sheet(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(f"<!doctype html>{markup(*everything())}")
    painted = page.evaluate(
        "() => ['.fp-flowchart__shape', '.fp-flowchart__plate']"
        ".map(one => getComputedStyle(document.querySelector(one)).fill)"
    )
    page.close()
    assert painted == ["rgb(255, 255, 255)", "rgb(241, 243, 247)"]


def test_several_pictures_can_stand_on_one_page(show: Callable[..., Page]) -> None:
    text = "title: T\nnodes:\n  a: {action: A, to: b}\n  b: {outcome: B}\n"
    site = site_of(one=text, two=text)
    page = show(site.trees["one"], site)
    other = markup(site.trees["two"], site)
    ids = page.evaluate(
        "(other) => { document.querySelector('main').insertAdjacentHTML('beforeend', other);"
        " return [...document.querySelectorAll('[id]')].map(one => one.id); }",
        other,
    )
    assert len(ids) == len(set(ids)) == 8
