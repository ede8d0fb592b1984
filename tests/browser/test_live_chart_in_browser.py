"""The flowchart once the script has made it live."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from support.pages import END, LATER, heading


def test_the_path_is_drawn_in_the_flowchart(page: Page, main: str) -> None:
    page.goto(main + LATER)
    taken = page.locator(".fp-flowchart__above > *").evaluate_all("all => all.map(one => ({...one.dataset}))")
    assert taken == [
        {"from": "danger", "to": "where", "option": "no"},
        {"from": "where", "to": "minute", "option": "here"},
        {"from": "minute", "to": "distress", "option": "yes"},
    ] or [one["from"] for one in taken] == ["danger", "where", "acknowledge", "minute"]
    assert page.locator("[aria-current=step] .fp-flowchart__text").count() == 1
    expect(page.locator("[data-node=distress] a")).to_have_attribute("aria-current", "step")
    expect(page.locator("[data-node=danger] a")).to_have_attribute("aria-current", "true")


def test_a_chosen_box_shows_its_paths_and_offers_to_start_there(page: Page, main: str) -> None:
    page.goto(main)
    box = page.locator("[data-node=minute] a")
    box.focus()
    page.keyboard.press("Enter")
    assert heading(page) == "Start here"
    near = page.locator(".fp-flowchart__arrow--near")
    assert 0 < near.count() < page.locator(".fp-flowchart__arrow").count()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('[data-node]')?.dataset.node") == "minute"
    assert near.count() == 0
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Question 6: Will they give you a minute? – A page")


def test_a_chosen_box_tells_what_leads_to_it_and_on(page: Page, main: str) -> None:
    page.goto(main)
    page.locator("[data-node=minute] a").click()
    chosen = page.get_by_role("group", name="6. Will they give you a minute?")
    first = chosen.get_by_role("button", name="3. Acknowledge what you see", exact=False)
    expect(first).to_have_text("3")
    expect(chosen.get_by_role("button", name="Yes: 7. What do you notice about them?")).to_have_count(1)
    first.click()
    expect(page.get_by_role("group", name="3. Acknowledge")).to_be_visible()


@pytest.mark.parametrize("size", [{"width": 390, "height": 844}, {"width": 1280, "height": 900}])
def test_a_chosen_box_is_seen_whole_and_above_what_is_said_of_it(page: Page, main: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(main)
    page.locator("[data-node=minute] a").click()
    box, panel = page.locator(".fp-flowchart__box--chosen"), page.locator(".fp-flowchart__chosen")
    for way in ["Leads here", "Leads on to", "Leads on to", "Leads on to"]:
        panel.locator("p", has_text=way).get_by_role("button").last.click()
        place, below = box.bounding_box(), panel.bounding_box()
        assert place is not None
        assert below is not None
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= size["width"]
        assert 0 <= place["y"] <= below["y"] - place["height"]


@pytest.mark.parametrize("box", ["At any step: Danger now", "Go to: They have gone"])
def test_a_box_that_is_no_step_is_an_ordinary_link(page: Page, main: str, box: str) -> None:
    page.goto(main)
    before = page.url
    page.locator(f".fp-flowchart__picture a[aria-label^='{box}']").first.click()
    expect(page).not_to_have_url(before)


def test_the_size_is_changed_by_buttons_and_keys_and_never_too_small_to_read(page: Page, main: str) -> None:
    page.goto(main)
    size = "document.querySelector('.fp-flowchart__text').getScreenCTM().a"
    page.get_by_role("button", name="Larger").click()
    assert page.evaluate(size) == pytest.approx(1.25, abs=0.01)
    page.locator(".fp-flowchart__region").focus()
    page.keyboard.press("-")
    assert page.evaluate(size) == pytest.approx(1, abs=0.01)
    for _ in range(9):
        page.keyboard.press("-")
    assert page.evaluate(size) == pytest.approx(0.7, abs=0.01)
    page.keyboard.press("0")
    assert 0.7 <= page.evaluate(size) <= 1
    for _ in range(9):
        page.keyboard.press("+")
    assert page.evaluate(size) == pytest.approx(3, abs=0.01)


def test_a_wheel_scrolls_the_page_and_a_pull_moves_the_picture(page: Page, main: str) -> None:
    page.goto(main)
    region = page.locator(".fp-flowchart__region")
    region.evaluate("region => region.scrollIntoView({block: 'start'})")
    left, top = region.evaluate("region => region.scrollLeft"), page.evaluate("scrollY")
    page.mouse.move(400, 300)
    page.mouse.down()
    page.mouse.move(300, 300, steps=3)
    page.mouse.up()
    assert region.evaluate("region => region.scrollLeft") == pytest.approx(left + 100, abs=2)
    page.mouse.wheel(0, 200)
    page.wait_for_function(f"scrollY > {top}")


def test_full_screen(page: Page, main: str) -> None:
    page.goto(main)
    page.get_by_role("button", name="Full screen").click()
    page.get_by_role("button", name="Leave full screen").click()
    expect(page.get_by_role("button", name="Full screen", exact=True)).to_be_visible()


@pytest.mark.parametrize(("walk", "node"), [(END, "emergency-here"), ("", "danger")])
def test_a_phone_opens_the_flowchart_at_the_current_step_or_the_first(
    page: Page, main: str, walk: str, node: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(main + walk)
    box = """node => { const box = document.querySelector(`[data-node=${node}]`).getBoundingClientRect();
      return box.left > 0 && box.right < 360; }"""
    page.wait_for_function(box, arg=node)
