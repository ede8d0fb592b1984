"""The walk-through in a real Chromium: by keyboard, by links, one step at a time, to an outcome."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from fingerpost import paths
from fingerpost.load import load_text
from fingerpost.model import Action, Site
from support.cases import FOLDER, files
from support.pages import END, GUARDED, LATER, QUIET_END, START, TREE, begin, heading, of, visible_steps, write
from support.today import TODAY


def test_start_shows_one_step_and_moves_the_focus_to_it(page: Page, main: str) -> None:
    page.goto(main)
    assert visible_steps(page) > 30
    begin(page)
    expect(page).to_have_title("Question 1: Is anyone in immediate danger right now? – A page")
    assert visible_steps(page) == 1
    assert heading(page) == "1 Is anyone in immediate danger right now?"
    assert page.locator(".fp-step__kind:visible").inner_text().startswith("Question 1")
    assert " of " not in page.locator(".fp-step__kind:visible").inner_text()


def test_keys_can_be_switched_off(page: Page, main: str) -> None:
    page.goto(main + START)
    page.get_by_role("button", name="Switch keys off").click()
    page.keyboard.press("3")
    page.keyboard.press("Backspace")
    expect(page).to_have_title("Question 1: Is anyone in immediate danger right now? – A page")
    page.get_by_role("button", name="Switch keys on").click()
    page.keyboard.press("3")
    expect(page).to_have_title("Question 2: Where are they now? – A page")


def test_by_tab_and_enter(page: Page, main: str) -> None:
    page.goto(main + START)
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").endswith("No"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_title("Question 2: Where are they now? – A page")


def test_exits_stand_in_one_place_at_every_step_and_are_remembered(page: Page, main: str) -> None:
    page.goto(main + LATER)
    page.get_by_role("navigation", name="At any step").get_by_role("link", name="My judgement differs").click()
    expect(page).to_have_title(re.compile(r"^Outcome \d+: You judge it differently – A page$"))
    assert "distress!client-leaves-early/judgement-differs" in page.url
    expect(page.locator(".fp-walk__told")).to_contain_text("Way out: My judgement differs")
    page.reload()
    expect(page.locator(".fp-walk__told")).to_contain_text("Way out: My judgement differs")


def test_an_outcome_that_a_way_out_makes_the_end_says_how_urgent_it_is(page: Page, folder: Path, address: str) -> None:
    """The same outcome, come to by an answer, only leads back to the tree around it."""
    inner = (
        "title: Inner\nexits: {stop: {text: Stop here, to: stopped}}\nnodes:\n"
        "  ask: {question: Go on?, options: {yes: stopped, no: other}}\n"
        "  stopped: {outcome: Stopped, urgency: today}\n  other: {outcome: Other}\n"
    )
    outer = (
        "title: Outer\nnodes:\n  first: {tree: inner, outcomes: {stopped: last, other: last}}\n"
        "  last: {outcome: Done, urgency: routine}\n"
    )
    page.goto(f"{address}/{write(folder, 'inner', of(inner=inner, outer=outer), 'outer')}")
    told = page.locator("[id='outer.first.stopped'] ~ .fp-step__kind .fp-urgency")
    expect(told).to_be_hidden()
    begin(page)
    page.get_by_role("navigation", name="At any step").get_by_role("link", name="Stop here").click()
    expect(page.locator(".fp-step--here .fp-urgency:visible")).to_have_text("Today")
    page.go_back()
    page.get_by_role("link", name="Yes").click()
    expect(page).to_have_title("Outcome 2: Done – A page")
    expect(page.locator(".fp-urgency:visible")).to_have_count(1)


def test_danger_that_is_seen_at_an_outcome_is_one_tap_away(page: Page, main: str) -> None:
    page.goto(main + QUIET_END)
    expect(page).to_have_title("Outcome 32: The session goes on at their pace – A page")
    ways = page.get_by_role("navigation", name="At any step")
    ways.get_by_role("link", name="Danger now").click()
    expect(page).to_have_title("Outcome 22: Get emergency help now – A page")
    # It is there already. A second tap in haste changes nothing: no other way out has come to its place.
    expect(ways.get_by_role("link", name="Danger now")).to_have_attribute("aria-current", "step")
    ways.get_by_role("link", name="Danger now").click()
    expect(page).to_have_title("Outcome 22: Get emergency help now – A page")
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page).to_have_title("Outcome 32: The session goes on at their pace – A page")
    expect(page.locator(".fp-walk__told li")).to_have_count(6)


def test_an_outcome_is_copied_as_text(page: Page, main: str) -> None:
    page.goto(main + END)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="Copy these steps as text").click()
    told = page.locator("textarea").input_value().splitlines()
    assert told[:5] == [
        "A page",
        "Draft. Nobody who is qualified has approved this.",
        "",
        "1. Is anyone in immediate danger right now? – Yes, the client",
        "22. Get emergency help now",
    ]
    # What to do and to write down.
    assert "Do" in told
    assert "Write down" in told
    assert told[-1] == page.url


def test_what_is_said_of_a_step_is_read_without_leaving_it(page: Page, main: str) -> None:
    page.goto(main + END)
    page.locator(".fp-step--here .fp-basis a").first.click()
    expect(page).to_have_title("Outcome 22: Get emergency help now – A page")
    assert page.evaluate("!!document.activeElement.closest('.fp-foot')")


def test_a_subtree_comes_back_and_another_tree_has_a_page_of_its_own(page: Page, folder: Path, address: str) -> None:
    site = load_text(files(FOLDER / "subtrees.yaml"), today=TODAY).site
    page.goto(f"{address}/{write(folder, 'subtrees', site, 'evening')}#t=evening")
    expect(page).to_have_title("Question 1.1.1: Is it slow? – A page")
    page.get_by_role("link", name="No").click()
    expect(page).to_have_title("Question 2: Do they want to talk? – A page")
    page.get_by_role("link", name="Yes").click()
    page.get_by_role("link", name="Yes").click()
    last = page.get_by_role("link", name="No")
    expect(last).to_contain_text("Go on in The morning after")
    asked = page.url
    page.goto(f"{address}/{write(folder, 'morning', site, 'morning')}")
    page.goto(asked)
    last.click()
    expect(page).to_have_url(re.compile(r"/morning\.html#t=morning&"))
    # What was answered before is not lost: it lies behind Back, at every step.
    page.get_by_role("link", name=re.compile("^(Yes|Next)$")).first.click()
    page.get_by_role("link", name="Your answers before this").click()
    expect(page).to_have_url(asked)


@pytest.mark.parametrize(
    "address_of_another",
    [
        "javascript:alert(1)",
        "https://example.org/#t=tea",
        "//example.org/#t=tea",
        "data:text/html,%23t=",
        "other.html",
        "%",
    ],
)
def test_a_made_up_way_back_leads_nowhere(page: Page, main: str, address_of_another: str) -> None:
    page.goto(f"{main}{START}&b={quote(address_of_another, safe='')}")
    expect(page).to_have_title("Question 1: Is anyone in immediate danger right now? – A page")
    expect(page.locator(".fp-walk__back, .fp-walk__answers:visible")).to_have_count(0)
    # Nor does it hide which steps were skipped.
    page.goto(f"{main}{START}&from=minute&at=minute&b={quote(address_of_another, safe='')}")
    expect(page.locator(".fp-walk__notice")).to_contain_text("You began at step 6.")


def test_danger_after_the_end_is_a_part_of_the_same_walk(page: Page, main: str) -> None:
    page.goto(main + QUIET_END)
    answered = page.locator(".fp-walk__told li").count()
    page.get_by_role("navigation", name="At any step").get_by_role("link", name="Danger now").click()
    expect(page.locator(".fp-walk__told li")).to_have_count(answered + 1)
    expect(page.locator(".fp-walk__told li").last).to_contain_text("Way out: Danger now")
    expect(page.locator(".fp-walk__notice")).to_have_count(0)
    page.reload()
    expect(page).to_have_title("Outcome 22: Get emergency help now – A page")
    expect(page.locator(".fp-walk__told li")).to_have_count(answered + 1)


def test_danger_in_all_steps_goes_on_from_the_step_that_was_left(page: Page, main: str) -> None:
    page.goto(f"{main}#t={TREE}&a=danger.no,where.here")
    page.get_by_role("link", name="All steps").click()
    page.get_by_role("navigation", name="At any step").get_by_role("link", name="Danger now").click()
    expect(page.locator(".fp-walk__told li")).to_have_count(3)
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page).to_have_title("Action 3: Acknowledge what you see, and give the choice back. – A page")


def test_answers_that_are_taken_up_again_are_named(page: Page, main: str) -> None:
    page.goto(f"{main}#t={TREE}&a=danger.no,where.here,minute.yes,distress.clear")
    page.locator(".fp-walk__answers summary").click()
    page.get_by_role("link", name="Change the answer at 2").click()
    page.locator(".fp-walk__choice", has_text="close by").first.click()
    page.locator(".fp-walk__choice", has_text="Yes").first.click()
    # Following them was not seen before.
    expect(page).to_have_title(re.compile("^Action 5: Follow once"))
    page.get_by_role("link", name="Next", exact=True).click()
    expect(page.locator(".fp-walk__notice")).to_contain_text("Taken up again: 6, 7.")


def test_the_second_of_two_hasty_clicks_answers_nothing(page: Page, main: str) -> None:
    page.goto(f"{main}#t={TREE}")
    page.locator(".fp-walk__choice").nth(2).dblclick()
    expect(page).to_have_title("Question 2: Where are they now? – A page")


def test_a_number_stands_in_the_sentence_that_says_to_call_it(page: Page, main: str) -> None:
    page.goto(f"{main}#t={TREE}&a=danger.client")
    do = page.locator(".fp-step--here .fp-list--do li", has_text="Call").first
    expect(do.get_by_role("link")).to_have_count(1)
    page.get_by_label("Local numbers for").select_option("gb-eng")
    expect(do.get_by_role("link", name="999, the emergency number")).to_have_attribute("href", "tel:999")
    expect(page.get_by_role("status").filter(has_text="This device remembers the place")).to_be_visible()
    page.get_by_label("Local numbers for").select_option("")
    expect(do.get_by_role("link")).to_have_count(1)


def test_danger_in_the_text_leads_into_a_walk_and_back_to_the_first_question(page: Page, main: str) -> None:
    page.goto(main)
    page.get_by_role("navigation", name="At any step").get_by_role("link", name="Danger now").click()
    expect(page).to_have_title("Outcome 22: Get emergency help now – A page")
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page).to_have_title("Question 1: Is anyone in immediate danger right now? – A page")


def test_back_comes_back_from_what_a_step_names_and_takes_no_answer_back(page: Page, main: str) -> None:
    page.goto(f"{main}#t={TREE}&a=danger.no,where.here,minute.yes")
    expect(page.locator(".fp-foot")).to_have_count(page.locator(".fp-foot:not(:visible)").count())
    basis = page.locator(".fp-step--here .fp-basis a").first
    basis.click()
    expect(page.locator(".fp-foot--read")).to_be_visible()
    page.keyboard.press("Backspace")
    expect(page).to_have_title("Question 7: What do you notice about them? – A page")
    page.go_back()
    expect(basis).to_be_focused()
    expect(page).to_have_title("Question 7: What do you notice about them? – A page")
    page.keyboard.press("Backspace")
    expect(page).to_have_title("Question 6: Will they give you a minute? – A page")


def test_a_host_s_way_past_its_menu_ends_no_walk(page: Page, main: str) -> None:
    page.goto(f"{main}#t={TREE}&a=danger.no")
    page.evaluate("document.querySelector('h1').id = 'past'; location.hash = 'past'")
    expect(page).to_have_url(re.compile("#t="))
    expect(page).to_have_title("Question 2: Where are they now? – A page")


def test_several_trees_on_a_page_walk_one_at_a_time(page: Page, folder: Path, address: str) -> None:
    site = of(guarded=GUARDED, other=GUARDED.replace("Where to go on", "Another"))
    page.goto(f"{address}/{write(folder, 'several', site, 'guarded', 'other')}#t=other")
    assert page.locator("decision-tree[tree=guarded] .fp-step:visible").count() == 5
    assert page.locator("decision-tree[tree=other] .fp-step:visible").count() == 1
    page.keyboard.press("1")
    expect(page).to_have_title("Question 2: Are they safe? – A page")
    assert page.locator("decision-tree[tree=guarded] .fp-step:visible").count() == 5
    page.locator("decision-tree[tree=guarded] .fp-ways--start a").click()
    expect(page).to_have_title("Question 1: Is a friend there? – A page")
    expect(page.locator("decision-tree[tree=other] .fp-step:visible")).to_have_count(5)


def edge_cover(site: Site, tree: str) -> Iterator[tuple[list[str], str]]:
    """Keys to press, and the step or tree where they end: walks that together take every answer of every question."""
    left = {(node.id, option.id) for node in site.trees[tree].nodes.values() for option in getattr(node, "options", ())}
    ways: list[tuple[list[str], paths.Walk]] = [([], paths.start(site, tree))]
    seen: set[str] = set()
    while ways:
        keys, walk = ways.pop(0)
        node = paths.here(site, walk)
        if walk.jumps:
            yield keys, f"tree:{walk.frames[0].tree}"
            continue
        if isinstance(node, Action):
            ways.append(([*keys, "1"], paths.proceed(site, walk)))
            continue
        if walk.ended:
            yield keys, node.id
            continue
        fresh = node.id not in seen
        seen.add(node.id)
        for at, option in enumerate(paths.offers(site, walk), 1):
            # Each answer once everywhere; behind one that was taken already, the first will do.
            if fresh or (node.id, option.id) in left or at == 1:
                left.discard((node.id, option.id))
                ways.append(([*keys, str(at)], paths.answer(site, walk, option.id)))
    assert left == set()


def test_every_answer_leads_by_keyboard_where_paths_leads(page: Page, main: str, trees: Site) -> None:
    walked = 0
    page.goto(main)
    for keys, end in edge_cover(trees, TREE):
        page.goto(main + START)
        expect(page.locator(".fp-walk__back")).to_have_count(0)
        for key in keys:
            page.keyboard.press(key)
        walked += 1
        if end.startswith("tree:"):
            page.wait_for_url(f"**/{end.removeprefix('tree:')}.html*")
            page.goto(main)
            continue
        assert f"&at={end}&" in page.evaluate("location.hash"), keys
        assert page.locator(".fp-step--here").get_attribute("data-kind") == "outcome"
    assert walked > 30
