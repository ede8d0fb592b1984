"""The walk-through and the live flowchart in a real Chromium: by keyboard, by links, by history, for everybody."""

import functools
import http.server
import json
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import tostring

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from fingerpost import paths
from fingerpost.assembly import script, style
from fingerpost.layout import layout
from fingerpost.load import load_site, load_text
from fingerpost.model import Action, Site
from fingerpost.renderers.page import element
from support.cases import FOLDER, files
from support.today import TODAY
from support.walking import plain

ROOT = Path(__file__).parents[2]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TREE = "client-leaves-early"
START = f"#t={TREE}"
LATER = f"{START}&at=distress&a=danger.no,where.here,minute.yes"
END = f"{START}&at=emergency-here&a=danger.client"
# As Material is in the dark.
HOST = """
[data-md-color-scheme="slate"] {
  --md-default-bg-color: #1e2129; --md-default-fg-color: #e2e4e9;
  --md-typeset-color: #e2e4e9; --md-typeset-a-color: #5488e8;
  background: #1e2129; color: #e2e4e9;
}
"""
GUARDED = """
title: Where to go on
exits: {stop: {text: Stop here, to: stopped}}
nodes:
  friend: {question: "Is a friend there?", options: {yes: safe, no: safe}}
  safe:
    question: Are they safe?
    options:
      yes: [{when: {friend: "yes"}, to: together}, {to: alone}]
      no: alone
  together: {outcome: They go together}
  alone: {outcome: They go alone}
  stopped: {outcome: Stopped}
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, with a policy for scripts where a file asks for one, and says nothing."""

    def end_headers(self) -> None:
        """Forbid all that is not a file of ours."""
        if "strict" in self.path:
            self.send_header("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Keep still."""


@pytest.fixture(scope="module")
def trees() -> Site:
    """The trees of the project itself."""
    return load_site(ROOT / "trees", today=TODAY).site


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages that hold one or more trees, with nothing around them."""
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The address of those pages."""
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def write(folder: Path, name: str, site: Site, *shown: str) -> str:
    """Write a page of trees, and give its name."""
    parts = []
    for tree in shown:
        pictures = layout(site.trees[tree], site, cache=None)
        made = element(
            site.trees[tree], site, href=lambda other: "" if other in shown else f"{other}.html", pictures=pictures
        )
        parts.append(tostring(made, encoding="unicode", method="html"))
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="fingerpost.css">'
        '<link rel="stylesheet" href="host.css">'
        '<script defer src="fingerpost.js"></script></head><body><main><h1>A page</h1>'
        f"{''.join(parts)}</main></body></html>"
    )
    (folder / f"{name}.html").write_text(html, encoding="utf-8")
    (folder / "host.css").write_text(HOST, encoding="utf-8")
    (folder / "fingerpost.js").write_bytes(script())
    (folder / "fingerpost.css").write_bytes(style())
    return f"{name}.html"


def of(**texts: str) -> Site:
    loaded = load_text({f"trees/{name}.yaml": text for name, text in texts.items()}, today=TODAY)
    assert loaded.diagnostics == ()
    return loaded.site


@pytest.fixture(scope="module")
def main(folder: Path, trees: Site, address: str) -> str:
    """The address of a page that holds the first tree of the project."""
    return f"{address}/{write(folder, 'main', trees, TREE)}"


@pytest.fixture(scope="module")
def guarded(folder: Path, address: str) -> str:
    """The address of a page with a guard."""
    return f"{address}/{write(folder, 'guarded', of(guarded=GUARDED), 'guarded')}"


def heading(page: Page) -> str:
    """The words of the step that has the focus."""
    return str(page.evaluate("document.activeElement.textContent")).strip()


def begin(page: Page) -> None:
    page.locator(".fp-ways--start a").click()
    expect(page.locator(".fp-step--here")).to_be_visible()


def visible_steps(page: Page) -> int:
    return page.locator(".fp-step:visible").count()


# The walk --------------------------------------------------------------------------------------------------------


def test_start_shows_one_step_and_moves_the_focus_to_it(page: Page, main: str) -> None:
    page.goto(main)
    assert visible_steps(page) > 30
    begin(page)
    expect(page).to_have_title("1. Is anyone in immediate danger right now? – A page")
    assert visible_steps(page) == 1
    assert heading(page) == "1 Is anyone in immediate danger right now?"
    assert page.locator(".fp-step__kind:visible").inner_text().startswith("Question 1")
    assert " of " not in page.locator(".fp-step__kind:visible").inner_text()


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
    expect(page).to_have_title("7. What do you notice about them? – A page")
    page.reload()
    assert heading(page) == "7 What do you notice about them?"
    link = page.url
    page.go_back()
    expect(page).to_have_title("6. Will they give you a minute? – A page")
    page.go_forward()
    expect(page).to_have_title("7. What do you notice about them? – A page")
    other = browser.new_page()
    other.goto(link)
    assert heading(other) == "7 What do you notice about them?"
    expect(other.locator(".fp-walk__answers")).to_contain_text("Your answers so far (3)")
    other.close()


def test_backspace_goes_back_as_the_browser_does(page: Page, main: str) -> None:
    page.goto(main)
    begin(page)
    page.keyboard.press("3")
    expect(page).to_have_title("2. Where are they now? – A page")
    page.keyboard.press("Backspace")
    expect(page).to_have_title("1. Is anyone in immediate danger right now? – A page")
    page.go_forward()
    expect(page).to_have_title("2. Where are they now? – A page")


def test_keys_can_be_switched_off(page: Page, main: str) -> None:
    page.goto(main + START)
    page.get_by_role("button", name="Switch keys off").click()
    page.keyboard.press("3")
    page.keyboard.press("Backspace")
    expect(page).to_have_title("1. Is anyone in immediate danger right now? – A page")
    page.get_by_role("button", name="Switch keys on").click()
    page.keyboard.press("3")
    expect(page).to_have_title("2. Where are they now? – A page")


def test_by_tab_and_enter(page: Page, main: str) -> None:
    page.goto(main + START)
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").endswith("No"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_title("2. Where are they now? – A page")


def test_a_link_to_a_tree_that_has_changed_says_so(page: Page, main: str) -> None:
    page.goto(f"{main}{START}&v=old&at=minute&a=danger.no,where.here")
    expect(page.locator(".fp-walk__notice")).to_have_text(
        "This tree has changed since the link was made. Your answers still fit."
    )
    page.goto(f"{main}{START}&v=old&at=gone&a=danger.no,gone.x")
    expect(page.locator(".fp-walk__notice")).to_contain_text("the last step that still fits")
    expect(page).to_have_title("2. Where are they now? – A page")


def test_a_changed_answer_keeps_those_that_still_apply(page: Page, main: str) -> None:
    page.goto(main + LATER)
    page.locator(".fp-walk__answers summary").click()
    page.get_by_role("link", name="Change the answer at 1").click()
    expect(page).to_have_title("1. Is anyone in immediate danger right now? – A page")
    expect(page.locator(".fp-walk__notice")).to_contain_text("Your later answers are kept.")
    page.get_by_role("link", name="I cannot tell").click()
    expect(page).to_have_title("7. What do you notice about them? – A page")
    page.get_by_role("link", name="Start again").click()
    expect(page).to_have_title("1. Is anyone in immediate danger right now? – A page")
    expect(page.locator(".fp-walk__answers")).to_be_hidden()


def test_a_walk_can_begin_at_any_step(page: Page, guarded: str) -> None:
    page.goto(f"{guarded}#guarded.safe")
    page.get_by_role("link", name="Start here").click()
    expect(page.locator(".fp-walk__notice")).to_have_text("You began at step 2. Skipped: 1.")
    page.get_by_role("link", name="Yes").click()
    expect(page).to_have_title("1. Is a friend there? – A page")
    expect(page.locator(".fp-walk__notice").last).to_contain_text("You skipped this question.")
    expect(page.locator(".fp-walk__choice").last).to_have_text("3It was not asked")
    page.get_by_role("link", name="Yes").click()
    expect(page).to_have_title("3. They go together – A page")
    expect(page.locator(".fp-counts")).to_be_hidden()


def test_the_way_back_to_the_text_and_on_again(page: Page, main: str) -> None:
    page.goto(main + LATER)
    page.get_by_role("link", name="All steps").click()
    assert visible_steps(page) > 30
    expect(page).to_have_title("A page")
    expect(page.locator(f"[id='{TREE}.distress']")).to_be_in_viewport()
    page.get_by_role("link", name="Go on where you were").click()
    expect(page).to_have_title("7. What do you notice about them? – A page")


def test_exits_stand_in_one_place_at_every_step_and_are_remembered(page: Page, main: str) -> None:
    page.goto(main + LATER)
    page.get_by_role("navigation", name="At any step").get_by_role("link", name="My judgement differs").click()
    expect(page).to_have_title("30. You judge it differently – A page")
    assert "distress!client-leaves-early/judgement-differs" in page.url
    expect(page.locator(".fp-walk__told")).to_contain_text("Way out: My judgement differs")
    page.reload()
    expect(page.locator(".fp-walk__told")).to_contain_text("Way out: My judgement differs")


def test_leave_this_page_puts_an_empty_page_in_place_of_the_step(page: Page, main: str) -> None:
    page.goto(main)
    page.goto(main + LATER)
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url("about:blank")
    page.go_back()
    assert "distress" not in page.url


def test_an_outcome_is_copied_as_text(page: Page, main: str) -> None:
    page.goto(main + END)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="Copy these steps as text").click()
    told = page.locator("textarea").input_value().splitlines()
    assert told[:4] == [
        "A page",
        "",
        "1. Is anyone in immediate danger right now?: Yes, the client",
        "22. Get emergency help now",
    ]
    assert told[-1] == page.url


def test_what_is_said_of_a_step_is_read_without_leaving_it(page: Page, main: str) -> None:
    page.goto(main + END)
    page.locator(".fp-step--here .fp-basis a").first.click()
    expect(page).to_have_title("22. Get emergency help now – A page")
    assert page.evaluate("!!document.activeElement.closest('.fp-foot')")


def test_a_subtree_comes_back_and_another_tree_has_a_page_of_its_own(page: Page, folder: Path, address: str) -> None:
    site = load_text(files(FOLDER / "subtrees.yaml"), today=TODAY).site
    page.goto(f"{address}/{write(folder, 'subtrees', site, 'evening')}#t=evening")
    expect(page).to_have_title("1.1.1. Is it slow? – A page")
    page.get_by_role("link", name="No").click()
    expect(page).to_have_title("2. Do they want to talk? – A page")
    page.get_by_role("link", name="Yes").click()
    page.get_by_role("link", name="Yes").click()
    last = page.get_by_role("link", name="No")
    expect(last).to_contain_text("Go on in The morning after")
    assert last.get_attribute("href") == "morning.html#t=morning"


def test_several_trees_on_a_page_walk_one_at_a_time(page: Page, folder: Path, address: str) -> None:
    site = of(guarded=GUARDED, other=GUARDED.replace("Where to go on", "Another"))
    page.goto(f"{address}/{write(folder, 'several', site, 'guarded', 'other')}#t=other")
    assert page.locator("decision-tree[tree=guarded] .fp-step:visible").count() == 5
    assert page.locator("decision-tree[tree=other] .fp-step:visible").count() == 1
    page.keyboard.press("1")
    expect(page).to_have_title("2. Are they safe? – A page")
    assert page.locator("decision-tree[tree=guarded] .fp-step:visible").count() == 5
    page.locator("decision-tree[tree=guarded] .fp-ways--start a").click()
    expect(page).to_have_title("1. Is a friend there? – A page")
    assert page.locator("decision-tree[tree=other] .fp-step:visible").count() == 5


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
    expect(page).to_have_title("10. What do they tell you about their safety? – A page")


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
    expect(page).to_have_title("7. What do you notice about them? – A page")


def test_from_a_disk(page: Page, main: str, folder: Path) -> None:
    page.goto((folder / "main.html").as_uri())
    begin(page)
    page.keyboard.press("3")
    expect(page).to_have_title("2. Where are they now? – A page")


def test_under_a_strict_policy(page: Page, folder: Path, address: str, trees: Site) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{address}/{write(folder, 'strict', trees, TREE)}{LATER}")
    page.keyboard.press("1")
    expect(page).to_have_title("10. What do they tell you about their safety? – A page")
    page.locator("[data-node=minute] a").click()
    page.get_by_role("button", name="Larger").click()
    assert complaints == []


def test_the_place_is_kept_and_hides_the_others(page: Page, main: str) -> None:
    page.goto(main)
    page.get_by_label("Local numbers for").select_option("ie")
    assert page.evaluate("({...localStorage})") == {"fingerpost-place": "ie"}
    expect(page.get_by_text("This device remembers the place, and nothing else.")).to_be_visible()
    page.goto("about:blank")
    page.goto(main + END)
    assert page.locator(".fp-step--here [data-place]:visible").all_inner_texts() == ["Ireland\n112 or 999"]
    page.get_by_label("Local numbers for").select_option("")
    assert page.locator(".fp-step--here [data-place]:visible").count() == 3
    assert page.evaluate("localStorage.length") == 0


def test_no_name_of_the_script_hides_one_of_the_browser(page: Page, main: str) -> None:
    page.goto(main)
    modules = (ROOT / "plugins/fingerpost/assets/script").glob("*.js")
    own = re.compile(r"^(?:export )?(?:class|const|function|let) (\w+)", re.MULTILINE)
    names = [name for module in modules for name in own.findall(module.read_text(encoding="utf-8"))]
    assert len(names) > 50
    assert page.evaluate("(names) => names.filter((name) => name in window)", names) == []


def test_the_script_reads_the_tree_that_the_page_tells(page: Page, folder: Path, address: str) -> None:
    """What is compared with Python elsewhere is what a browser reads."""
    modules = ROOT / "plugins/fingerpost/assets/script"
    shutil.copytree(modules, folder / "script", dirs_exist_ok=True)
    for case in ("subtrees", "guards", "outcome"):
        site = load_text(files(FOLDER / f"{case}.yaml"), today=TODAY).site
        tree = next(iter(files(FOLDER / f"{case}.yaml"))).removeprefix("trees/").removesuffix(".yaml")
        page.goto(f"{address}/{write(folder, case, site, tree)}")
        read = page.evaluate(
            """async () => {
              const { readTree } = await import('/script/reading.js');
              const plain = (map, inner = (one) => one) => [...map].map(([key, value]) => [key, inner(value)]);
              const tree = readTree(document.querySelector('decision-tree'));
              const steps = plain(tree.steps, (step) => ({ ...step, options: plain(step.options) }));
              const [starts, trees] = [plain(tree.starts), plain(tree.trees)];
              return { ...tree, steps, starts, trees, exits: plain(tree.exits, plain) };
            }"""
        )
        expected = plain(site, tree)
        assert {**read, "exits": sorted(read["exits"])} == json.loads(
            json.dumps({**expected, "exits": sorted(expected["exits"])})
        )


# Every way -------------------------------------------------------------------------------------------------------


def edge_cover(site: Site, tree: str) -> Iterator[tuple[list[str], str]]:
    """Keys to press, and the step where they end: walks that together take every answer of every question."""
    left = {(node.id, option.id) for node in site.trees[tree].nodes.values() for option in getattr(node, "options", ())}
    ways: list[tuple[list[str], paths.Walk]] = [([], paths.start(site, tree))]
    seen: set[str] = set()
    while ways:
        keys, walk = ways.pop(0)
        node = paths.here(site, walk)
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
        assert f"&at={end}&" in page.evaluate("location.hash"), keys
        assert page.locator(".fp-step--here").get_attribute("data-kind") == "outcome"
        walked += 1
    assert walked > 30


# The flowchart ---------------------------------------------------------------------------------------------------


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
    expect(page).to_have_title("6. Will they give you a minute? – A page")


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


# For everybody ---------------------------------------------------------------------------------------------------

STATES = {
    "step": LATER,
    "outcome": END,
    "midst": f"{START}&from=minute&at=minute",
    "changed": f"{START}&v=old&at=gone&a=danger.no",
    "text": f"#{TREE}.minute",
}


@pytest.mark.parametrize("state", [*STATES, "answers", "chosen"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing(page: Page, main: str, state: str, scheme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(main + STATES.get(state, LATER))
    if scheme == "dark":
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    if state == "answers":
        page.locator(".fp-walk__answers summary").click()
    if state == "chosen":
        page.locator("[data-node=minute] a").click()
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert (str(found.generate_report()) if found.violations_count else "") == ""


@pytest.mark.parametrize("name", ["step", "outcome", "flowchart"])
def test_what_is_told_to_the_ear(page: Page, guarded: str, name: str, pytestconfig: pytest.Config) -> None:
    """The tree of names and roles; --snapshot-update writes it anew."""
    page.goto(f"{guarded}#t=guarded&a=friend.yes" + (",safe.yes" if name == "outcome" else ""))
    part = page.locator(".fp-chart" if name == "flowchart" else "decision-tree > :not(.fp-chart)").locator("xpath=.")
    told = re.sub(r"(?<=&v=)[0-9a-f]+", "…", "\n".join(one.aria_snapshot() for one in part.all())) + "\n"
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
