"""The script and what is around it: the disk, a strict policy, a place that is kept, the browser's own names."""

import json
import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from fingerpost.load import load_text
from fingerpost.model import Site
from support.cases import FOLDER, files
from support.pages import END, LATER, ROOT, TREE, begin, write
from support.today import TODAY
from support.walking import plain


def test_from_a_disk(page: Page, main: str, folder: Path) -> None:
    page.goto((folder / "main.html").as_uri())
    begin(page)
    page.keyboard.press("3")
    expect(page).to_have_title("Question 2: Where are they now? – A page")


def test_under_a_strict_policy(page: Page, folder: Path, address: str, trees: Site) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{address}/{write(folder, 'strict', trees, TREE)}{LATER}")
    page.keyboard.press("1")
    expect(page).to_have_title("Question 10: What do they tell you about their safety? – A page")
    page.locator("[data-node=minute] a").click()
    page.get_by_role("button", name="Larger").click()
    assert complaints == []


def test_the_place_is_kept_and_hides_the_others(page: Page, main: str) -> None:
    page.goto(main)
    page.get_by_label("Local numbers for").select_option("gb-sct")
    assert page.evaluate("({...localStorage})") == {"fingerpost-place": "gb-sct"}
    expect(page.get_by_text("This device remembers the place, and nothing else.")).to_be_visible()
    page.goto("about:blank")
    page.goto(main + END)
    here = page.locator(".fp-step--here .fp-local__place:visible")
    assert here.all_inner_texts() == ["Scotland\n999"]
    page.get_by_label("Local numbers for").select_option("")
    assert here.all_inner_texts()[1] == "England, Scotland, Wales, Northern Ireland\n999"
    assert page.evaluate("localStorage.length") == 0


def test_a_kept_place_that_is_gone_hides_nothing(page: Page, main: str) -> None:
    page.goto(main)
    page.evaluate("localStorage.setItem('fingerpost-place', 'gb')")
    page.goto(main + END)
    page.reload()
    expect(page.get_by_label("Local numbers for")).to_have_value("")
    assert page.locator(".fp-step--here .fp-local__place:visible").count() == 6


def test_every_number_is_in_sight_without_a_script(browser: Browser, main: str, trees: Site) -> None:
    """On a small phone, whatever is chosen or not, and without a tap; nothing is wider than the phone."""
    page = browser.new_page(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page.goto(main)
    for strip in page.locator(".fp-local").all():
        codes = {code for part in strip.locator("[data-place]").all() for code in _codes(part)}
        assert codes == set(trees.places)
        for row in strip.locator("tbody tr, .fp-local__place").all():
            assert row.locator(".fp-tel").count() or _codes(row) == ["elsewhere"]
    hidden = [link.inner_text() for link in page.locator(".fp-tel").all() if not link.is_visible()]
    assert hidden == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def _codes(part: Locator) -> list[str]:
    return (part.get_attribute("data-place") or "").split()


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
