"""What the address of a walk keeps, and what Back, Reload, Change and a copied or an old link make of it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from fingerpost.audit import audit
from fingerpost.load import load_text
from support.pages import LATER, ROOT, START, TREE, begin, heading, visible_steps, write
from support.today import TODAY


def test_answers_stand_in_the_fragment_alone_and_nothing_is_asked_of_anybody(page: Page, main: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(main)
    before = len(asked)
    begin(page)
    while page.locator(".fp-walk__choice").count():
        page.keyboard.press("1")
    assert f"#t={TREE}&v=" in page.url
    assert "&a=danger." in page.url
    page.reload()
    assert len(asked) == 2 * before
    assert [url for url in asked if "danger" in url] == []


def test_back_reload_and_a_copied_link_restore_step_and_answers(page: Page, main: str, browser: Browser) -> None:
    page.goto(main)
    begin(page)
    for key in "3111":
        page.keyboard.press(key)
    expect(page).to_have_title("Question 7: What do you notice about them? – A page")
    page.reload()
    assert heading(page) == "7 What do you notice about them?"
    link = page.url
    page.go_back()
    expect(page).to_have_title("Question 6: Will they give you a minute? – A page")
    page.go_forward()
    expect(page).to_have_title("Question 7: What do you notice about them? – A page")
    other = browser.new_page()
    other.goto(link)
    assert heading(other) == "7 What do you notice about them?"
    expect(other.locator(".fp-walk__answers")).to_contain_text("Your answers so far (3)")
    other.close()


def test_backspace_goes_back_as_the_browser_does(page: Page, main: str) -> None:
    page.goto(main)
    begin(page)
    page.keyboard.press("3")
    expect(page).to_have_title("Question 2: Where are they now? – A page")
    page.keyboard.press("Backspace")
    expect(page).to_have_title("Question 1: Is anyone in immediate danger right now? – A page")
    page.go_forward()
    expect(page).to_have_title("Question 2: Where are they now? – A page")


def test_a_link_to_a_tree_that_has_changed_says_so(page: Page, main: str) -> None:
    page.goto(f"{main}{START}&v=old&at=minute&a=danger.no,where.here")
    expect(page.locator(".fp-walk__notice")).to_have_text(
        "This tree has changed since the link was made. Your answers still fit."
    )
    page.goto(f"{main}{START}&v=old&at=gone&a=danger.no,gone.x")
    expect(page.locator(".fp-walk__notice")).to_contain_text("the last step that still fits")
    expect(page).to_have_title("Question 2: Where are they now? – A page")


def test_a_changed_answer_keeps_those_that_still_apply(page: Page, main: str) -> None:
    page.goto(main + LATER)
    page.locator(".fp-walk__answers summary").click()
    page.get_by_role("link", name="Change the answer at 1").click()
    expect(page).to_have_title("Question 1: Is anyone in immediate danger right now? – A page")
    expect(page.locator(".fp-walk__notice")).to_contain_text("Your later answers are kept.")
    page.get_by_role("link", name="I cannot tell").click()
    expect(page).to_have_title("Question 7: What do you notice about them? – A page")
    page.get_by_role("link", name="Start again").click()
    expect(page).to_have_title("Question 1: Is anyone in immediate danger right now? – A page")
    expect(page.locator(".fp-walk__answers")).to_be_hidden()


def test_a_walk_can_begin_at_any_step(page: Page, guarded: str) -> None:
    page.goto(f"{guarded}#guarded.safe")
    page.get_by_role("link", name="Start here").click()
    expect(page.locator(".fp-walk__notice")).to_have_text("You began at step 2. Skipped: 1.")
    page.get_by_role("link", name="Yes").click()
    expect(page).to_have_title("Question 1: Is a friend there? – A page")
    expect(page.locator(".fp-walk__notice").last).to_contain_text("You skipped this question.")
    expect(page.locator(".fp-walk__choice").last).to_have_text("3It was not asked")
    page.get_by_role("link", name="Yes").click()
    expect(page).to_have_title("Outcome 3: They go together – A page")
    expect(page.locator(".fp-counts")).to_be_hidden()


def test_the_way_back_to_the_text_and_on_again(page: Page, main: str) -> None:
    page.goto(main + LATER)
    page.get_by_role("link", name="All steps").click()
    expect(page).to_have_title("A page")
    assert visible_steps(page) > 30
    expect(page.locator(f"[id='{TREE}.distress']")).to_be_in_viewport()
    # At the step itself, and at the top.
    resume = page.get_by_role("link", name="Go on where you were")
    expect(resume).to_have_count(2)
    expect(resume.last).to_be_in_viewport()
    resume.last.click()
    expect(page).to_have_title("Question 7: What do you notice about them? – A page")


def test_leave_this_page_puts_an_empty_page_in_place_of_the_step(page: Page, main: str) -> None:
    page.goto(main)
    page.goto(main + LATER)
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url("about:blank")
    page.go_back()
    assert "distress" not in page.url


def test_an_element_that_is_put_in_anew_shows_the_step_again(page: Page, main: str) -> None:
    """As Material's instant navigation does when a reader comes back."""
    page.goto(main + LATER)
    page.evaluate(
        """async () => {
          const text = await (await fetch(location.pathname)).text();
          const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('decision-tree');
          document.querySelector('decision-tree').replaceWith(fresh);
        }"""
    )
    assert heading(page) == "7 What do you notice about them?"
    page.keyboard.press("1")
    expect(page).to_have_title("Question 10: What do they tell you about their safety? – A page")


def test_a_host_that_follows_links_by_itself_leads_to_the_text(page: Page, main: str) -> None:
    """As Material's instant navigation does within a page: no event tells of it."""
    page.goto(main + LATER)
    page.evaluate(
        """(id) => {
          const link = document.createElement('a');
          link.textContent = 'In the contents';
          link.href = '#' + id;
          link.addEventListener('click', (event) => {
            event.preventDefault();
            history.pushState(null, '', link.href);
          });
          document.body.prepend(link);
        }""",
        f"{TREE}.journey",
    )
    page.get_by_role("link", name="In the contents").click()
    expect(page).to_have_title("A page")
    expect(page.locator(f"[id='{TREE}.journey']")).to_be_in_viewport()
    page.go_back()
    expect(page).to_have_title("Question 7: What do you notice about them? – A page")


@pytest.fixture(scope="module")
def counterexamples(folder: Path, address: str) -> dict[str, str]:
    """For each node of the first tree, the address that opens on a path which comes there though it must not."""
    files = {f"trees/{one.name}": one.read_text(encoding="utf-8") for one in (ROOT / "trees").glob("*.yaml")}
    files |= {f"trees/_places/{one.name}": one.read_text("utf-8") for one in (ROOT / "trees/_places").iterdir()}
    nodes = load_text(files, today=TODAY).site.trees[TREE].nodes
    never = "".join(f"  not-{node}: {{because: B, never: ['node:{node}']}}\n" for node in nodes)
    main = f"trees/{TREE}.yaml"
    files[main] = files[main].replace("\npolicies:\n", f"\npolicies:\n{never}", 1)
    loaded = load_text(files, today=TODAY)
    page = write(folder, "broken", loaded.site, TREE)
    broken = [one for one in audit(loaded) if one.code == "violated-policy" and one.span.path == main]
    links = {one.message.split("`")[1].removeprefix("not-"): f"{address}/{page}#" for one in broken}
    return {node: links[node] + one.link.partition("#")[2] for node, one in zip(links, broken, strict=True)}


def test_every_counterexample_opens_at_its_place(page: Page, counterexamples: dict[str, str]) -> None:
    assert len(counterexamples) > 25
    for node, link in counterexamples.items():
        page.goto("about:blank")
        page.goto(link)
        expect(page.locator(".fp-step--here")).to_have_count(1)
        assert page.evaluate("document.activeElement.id") == f"{TREE}.{node}"
        expect(page.get_by_text("Not all of this link can be followed")).to_have_count(0)
