"""Reading for everybody: by ear, on a narrow screen, with few colours, on paper."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from fingerpost import assembly
from support.axe import faults
from support.pages import END, LATER, START, TREE, twice_as_large

ASSETS = Path(assembly.__file__).parent / "assets"
COLOURS = {"light": "default", "dark": "slate", "large": "default"}
STATES = {
    "step": LATER,
    "outcome": END,
    "midst": f"{START}&from=minute&at=minute",
    "changed": f"{START}&v=old&at=gone&a=danger.no",
    "text": f"#{TREE}.minute",
}


@pytest.mark.parametrize("state", [*STATES, "answers", "chosen", "full"])
def test_axe_finds_nothing(page: Page, main: str, state: str) -> None:
    page.goto(main + STATES.get(state, LATER))
    if state == "answers":
        page.locator(".fp-walk__answers summary").click()
    if state == "chosen":
        page.locator("[data-node=minute] a").click()
    for look, width in {"light": 1280, "dark": 320, "large": 640}.items():
        # Axe judges what is on the screen: on one as high as a step nothing lies below the ways out.
        page.set_viewport_size({"width": width, "height": 2400})
        page.evaluate("look => document.body.setAttribute('data-md-color-scheme', look)", COLOURS[look])
        if look == "large":
            twice_as_large(page)
        with full_screen(page) if state == "full" else nullcontext():
            assert faults(page) == "", look


@contextmanager
def full_screen(page: Page) -> Iterator[None]:
    """The flowchart on the full screen, for as long as it is looked at."""
    page.get_by_role("button", name="Full screen").click()
    leave = page.get_by_role("button", name="Leave full screen")
    expect(leave).to_be_visible()
    yield
    leave.click()
    expect(leave).to_be_hidden()


@pytest.mark.parametrize("name", ["step", "outcome", "flowchart"])
def test_what_is_told_to_the_ear(page: Page, guarded: str, name: str, pytestconfig: pytest.Config) -> None:
    """The tree of names and roles; --snapshot-update writes it anew."""
    page.goto(f"{guarded}#t=guarded&a=friend.yes" + (",safe.yes" if name == "outcome" else ""))
    part = page.locator(".fp-chart" if name == "flowchart" else "decision-tree > :not(.fp-chart)").locator("xpath=.")
    told = re.sub(r"(&v=|%26v%3D)[0-9a-f]+", r"\1…", "\n".join(one.aria_snapshot() for one in part.all())) + "\n"
    golden = Path(__file__).parent / "told" / f"{name}.txt"
    if pytestconfig.getoption("update_snapshots"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("state", STATES)
def test_nothing_lies_beside_a_narrow_screen_and_a_thumb_hits_what_it_is_to_hit(
    page: Page, main: str, state: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 740})
    page.goto(main + STATES[state])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = """[...document.querySelectorAll('.fp :is(button, select, summary, a.fp-way, a.fp-button, .fp-walk a)')]
      .filter((part) => part.offsetHeight && part.offsetHeight < 44).map((part) => part.outerHTML.slice(0, 99))"""
    assert page.evaluate(small) == []


def test_with_few_colours_the_path_is_told_by_its_width(page: Page, main: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(main + LATER)
    width = page.locator(".fp-flowchart__above .fp-flowchart__line").first
    assert width.evaluate("line => getComputedStyle(line).strokeWidth") == "5px"


def test_on_paper_stand_the_step_and_the_answers(page: Page, main: str) -> None:
    page.goto(main + END)
    page.emulate_media(media="print")
    shown = page.locator("main").inner_text()
    assert "Get emergency help now" in shown
    assert "Is anyone in immediate danger right now?" in shown
    for control in ("Leave this page", "Start again", "Change", "Full screen", "Back"):
        assert control not in shown


def test_the_style_that_is_sent_means_what_is_written(page: Page) -> None:
    """Nothing is taken from it but what only its authors read."""
    page.goto("about:blank")
    rules = """css => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        return [...sheet.cssRules].map(rule => rule.cssText);
    }"""
    sent = page.evaluate(rules, assembly.style().decode())
    names = ("fingerpost", "lists", "flowchart", "walk", "print")
    written = page.evaluate(rules, "".join((ASSETS / f"{name}.css").read_text(encoding="utf-8") for name in names))
    assert len(written) > 200
    assert sent == written
