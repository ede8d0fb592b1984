"""Exported pages in a real Chromium: from a disk, under a strict policy, by keyboard, without a script, on paper."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from fingerpost.exporters import EXPORTERS, Order
from fingerpost.files import write
from fingerpost.layout import layout
from fingerpost.load import load_site, load_text
from fingerpost.model import Site
from support.axe import faults
from support.hosts import Strict, serving
from support.payloads import MARKUP
from support.today import TODAY

ROOT = Path(__file__).parents[2]
TREE = "client-leaves-early"
JUMP = """
title: A
nodes:
  where: {question: "Where?", options: {Elsewhere: "tree:b", Here: there}}
  there: {outcome: Here}
"""
OTHER = "title: The other tree\nnodes: {x: {outcome: There}}\n"

Colours = Literal["light", "dark"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first tree in one file, and in `split` with its files beside it."""
    root = tmp_path_factory.mktemp("export")
    site = load_site(ROOT / "trees", today=TODAY).site
    written(site, TREE, root)
    written(site, TREE, root / "split", form="html-split")
    return root


def written(site: Site, name: str, folder: Path, *, form: str = "html") -> str:
    """The address of a tree that was exported into a folder."""
    tree = site.trees[name]
    order = Order(tree=tree, site=site, pictures=layout(tree, site, cache=None))
    for file, content in EXPORTERS[form](order).items():
        write(folder / file, content)
    return (folder / f"{name}.html").as_uri()


@pytest.fixture(scope="module")
def disk(folder: Path) -> str:
    return (folder / f"{TREE}.html").as_uri()


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    with serving(folder / "split", Strict) as address:
        yield f"{address}/{TREE}.html"


def complaints(page: Page) -> list[str]:
    """What a policy forbids, and what fails, from now on."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    return told


def walk(page: Page) -> None:
    """From the top to an outcome by keyboard alone."""
    page.locator(".fp-ways--start a").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".fp-step--here")).to_be_visible()
    for _ in range(40):
        if not page.locator(".fp-walk__choice").count():
            break
        page.keyboard.press("1")
    expect(page.locator(".fp-step--here")).to_have_attribute("data-kind", "outcome")


@pytest.mark.parametrize("form", ["disk", "served"])
def test_a_path_is_walked_by_keyboard_and_no_policy_is_broken(
    page: Page, form: str, request: pytest.FixtureRequest
) -> None:
    address = request.getfixturevalue(form)
    told = complaints(page)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url.rpartition("/")[2].partition("#")[0]))
    page.goto(address)
    walk(page)
    assert told == []
    beside = {"fingerpost.css", "fingerpost.js"} if form == "served" else set()
    assert {*asked} - {"favicon.ico"} == {f"{TREE}.html", *beside}


def test_a_script_that_is_not_ours_does_not_run(page: Page, disk: str) -> None:
    told = complaints(page)
    page.goto(disk)
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'x = 1'}))")
    assert page.evaluate("typeof x") == "undefined"
    assert any("Content Security Policy" in one for one in told)


def test_without_a_script_all_steps_are_there(browser: Browser, disk: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(disk)
    assert page.locator(".fp-step:visible").count() > 30
    expect(page.get_by_text("do not rely on it after that")).to_be_visible()
    context.close()


def test_past_its_day_a_copy_says_so(browser: Browser, disk: str) -> None:
    for day, shown in (("2027-05-01", False), ("2027-05-02", True)):
        context = browser.new_context(timezone_id="UTC")
        page = context.new_page()
        page.clock.set_fixed_time(f"{day}T12:00:00Z")
        page.goto(disk)
        assert page.locator(".fp-copy__overdue").is_visible() is shown
        context.close()


def test_a_fragment_warns_only_past_its_day_and_leaves_the_page_around_it_alone(
    browser: Browser, tmp_path: Path
) -> None:
    site = load_site(ROOT / "trees", today=TODAY).site
    written(site, TREE, tmp_path, form="html-fragment")
    fragment = (tmp_path / f"{TREE}.fragment.html").read_text(encoding="utf-8")
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="stylesheet" href="fingerpost.css">'
    host = f'{head}<body><main><h1>Ours</h1>{fragment}</main><script src="fingerpost.js"></script>'
    (tmp_path / "host.html").write_text(host, encoding="utf-8")
    context = browser.new_context(timezone_id="UTC", color_scheme="dark")
    page = context.new_page()
    for day, shown in (("2027-05-01", False), ("2027-05-02", True)):
        page.clock.set_fixed_time(f"{day}T12:00:00Z")
        page.goto((tmp_path / "host.html").as_uri())
        assert page.locator(".fp-copy__overdue").is_visible() is shown
    assert page.locator("html").get_attribute("data-bs-theme") is None
    walk(page)
    context.close()


def test_on_paper_all_steps_stand_and_no_controls(page: Page, disk: str) -> None:
    page.goto(disk)
    page.emulate_media(media="print")
    assert page.locator(".fp-step:visible").count() > 30
    assert page.locator("button:visible, select:visible").count() == 0


# What an export puts around a tree; the tree itself is looked at in every light and width where walks are tested.
@pytest.mark.parametrize(("state", "width", "colours"), [("step", 320, "dark"), ("outcome", 1280, "light")])
def test_axe_finds_nothing_in_a_walk(browser: Browser, disk: str, state: str, width: int, colours: Colours) -> None:
    # Axe is put into the page, which the page's own policy would forbid.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(disk)
    if state == "step":
        page.locator(".fp-ways--start a").click()
    else:
        walk(page)
    look(page, width, colours)
    assert faults(page) == ""
    context.close()


def look(page: Page, width: int, colours: Colours) -> None:
    """Show a page so high that no answer lies below the ways out, from where a reader would scroll it."""
    page.set_viewport_size({"width": width, "height": 1600})
    page.emulate_media(color_scheme=colours)
    expect(page.locator("html")).to_have_attribute("data-bs-theme", colours)


# A tree that is not at hand -----------------------------------------------------------------------------------------


@pytest.fixture
def alone(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A copy whose one jump leads to a tree that did not come with it, opened where axe may look."""
    site = load_text({"trees/a.yaml": JUMP, "trees/b.yaml": OTHER}, today=TODAY).site
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(written(site, "a", tmp_path))
    yield page
    context.close()


def test_a_walk_to_a_tree_that_is_not_at_hand_leads_back_to_the_words_that_name_it(alone: Page) -> None:
    told = complaints(alone)
    alone.locator(".fp-ways--start a").click()
    alone.get_by_role("link", name="Elsewhere").click()
    heading = alone.locator("[id='a.where']")
    assert alone.url.endswith("#a.where")
    expect(heading).to_be_in_viewport()
    expect(alone.get_by_text("go on in The other tree")).to_be_visible()
    expect(alone.locator(".fp-step:visible")).to_have_count(2)
    assert told == []


def test_a_box_that_leads_nowhere_is_no_link_and_hinders_no_other(alone: Page) -> None:
    told = complaints(alone)
    panel = alone.locator(".fp-flowchart__chosen")
    box = alone.locator(".fp-flowchart__box--jump")
    assert box.locator("a").count() == 0
    box.click()
    expect(panel).to_be_hidden()
    alone.locator("[data-node=where] a").click()
    expect(panel).to_contain_text("Where?")
    box.click()
    alone.locator("[data-node=there] a").click()
    expect(panel).to_contain_text("Here")
    assert told == []


@pytest.mark.parametrize(("width", "colours"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing_in_a_text_where_words_take_the_place_of_links(
    alone: Page, width: int, colours: Colours
) -> None:
    look(alone, width, colours)
    assert faults(alone) == ""


# Words of strangers -------------------------------------------------------------------------------------------------


def test_hostile_words_run_nothing_even_without_the_policy(browser: Browser, tmp_path: Path) -> None:
    options = {f"o{at}": {"text": words, "to": f"n{at}"} for at, words in enumerate(MARKUP)}
    nodes = {f"n{at}": {"outcome": words, "detail": words} for at, words in enumerate(MARKUP)}
    title = " ".join(MARKUP)
    tree = {"title": title, "summary": title, "nodes": {"ask": {"question": title, "options": options}, **nodes}}
    site = load_text({"trees/x.yaml": json.dumps(tree)}, today=TODAY).site
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    run: list[str] = []
    page.on("dialog", lambda dialog: (run.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: run.append(request.url))
    address = written(site, "x", tmp_path)
    page.goto(address)
    expect(page.locator(".fp-step:visible")).to_have_count(len(MARKUP) + 1)
    page.locator(".fp-ways--start a").click()
    expect(page.locator(".fp-walk__choice")).to_have_count(len(MARKUP))
    page.keyboard.press("1")
    expect(page.locator(".fp-step--here")).to_have_attribute("data-kind", "outcome")
    assert run == [address]
    context.close()
