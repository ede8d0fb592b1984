"""The finished sites in a real browser: links, search, Back, the disk alone, and words that would like to act."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support import hosts
from support.pages import find

HOSTS = ("mkdocs", "zensical")
ACTORS = "script, img, iframe, object, style, [onload], [onerror], [onfocus]"
PAYLOADS = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "[x](javascript:alert(1))",
    "{{ 7*7 }}",
)


@pytest.fixture(scope="module", params=HOSTS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the tiny site, as one of the hosts built it, with instant navigation."""
    folder = hosts.copy(tmp_path_factory.mktemp(request.param))
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace("  font: false", "  font: false\n  features: [navigation.instant]"), encoding="utf-8"
    )
    done = hosts.build(request.param, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    with hosts.serving(folder / "site") as address:
        yield address


def test_an_option_leads_to_its_step(site: str, page: Page) -> None:
    page.goto(f"{site}/trees/kettle/")
    page.locator("decision-tree section a[href$='#kettle.pour']").first.click()
    assert page.url.endswith("#kettle.pour")
    expect(page.locator("[id='kettle.pour']")).to_be_in_viewport()


def test_a_jump_from_a_nested_page_leads_to_the_other_tree(site: str, page: Page) -> None:
    page.goto(f"{site}/deep/er/page/")
    page.locator("decision-tree[tree=kettle] section a", has_text="Wait and see").first.click()
    page.wait_for_url(f"{site}/trees/wait/**")
    expect(page.locator("decision-tree[tree=wait]")).to_be_visible()


def test_back_comes_back_to_the_page_and_its_element(site: str, page: Page) -> None:
    page.goto(f"{site}/")
    page.locator("decision-tree-index a", has_text="Fill the kettle").click()
    expect(page.locator("[id='fill.tap']")).to_be_visible()
    page.go_back()
    expect(page.locator("decision-tree-index")).to_be_visible()
    page.go_forward()
    expect(page.locator("[id='fill.tap']")).to_be_visible()


def test_a_step_is_found_by_its_wording(site: str, page: Page) -> None:
    page.goto(f"{site}/")
    find(page, "does the tap run")
    hit = page.locator("a[href*='trees/fill/'][href*='fill.tap']:visible").first
    hit.click()
    page.wait_for_url(re.compile(r"/trees/fill/.*#fill\.tap$"))
    expect(page.locator("[id='fill.tap']")).to_be_in_viewport()


@pytest.mark.parametrize("host", HOSTS)
def test_the_links_work_from_the_disk(host: str, tmp_path: Path, page: Page) -> None:
    site = hosts.built(host, tmp_path, "use_directory_urls: false\n")
    page.goto((site / "deep/er/page.html").as_uri())
    page.locator("decision-tree[tree=kettle] section a", has_text="Wait and see").first.click()
    page.wait_for_url(re.compile(r"/trees/wait\.html(#.*)?$"))
    expect(page.locator("decision-tree[tree=wait]")).to_be_visible()


def hostile(payload: str) -> str:
    """Give a tree that says the payload in every field in which an author may say something."""
    words = json.dumps(payload)
    texts = "".join(f"    {field}: [{words}]\n" for field in ("say", "do", "avoid"))
    return (
        f"title: {words}\nsummary: {words}\naudience: {words}\nsetting: {words}\nnot_for: {words}\npurpose: {words}\n"
        f"version: {words}\nlicense: {words}\nstages: {{s: {words}}}\ntags: {{t: {words}}}\n"
        f"nodes:\n  a:\n    question: {words}\n    stage: s\n    tags: [t]\n    detail: {words}\n    why: {words}\n"
        f"{texts}    look_for: [{words}]\n    options:\n      x: {{text: {words}, to: b, note: {words}}}\n"
        f"      y: {{text: Other, to: c}}\n"
        f"  b:\n    outcome: {words}\n    within: {words}\n    record: [{words}]\n    consult: [{words}]\n"
        f"    follow_up: {{who: {words}, when: {words}, how: {words}, stop: {words}}}\n"
        f"  c: {{outcome: Other}}\n"
    )


def settle(page: Page) -> None:
    """Let everything run that waits to: what is loaded has been painted twice."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize("host", HOSTS)
def test_nothing_that_a_tree_says_acts(host: str, tmp_path: Path, page: Page) -> None:
    """The words go through the theme's title, description, navigation, contents and search, too."""
    folder = hosts.copy(tmp_path)
    for number, payload in enumerate(PAYLOADS):
        (folder / f"trees/hostile-{number}.yaml").write_text(hostile(payload), encoding="utf-8")
    done = hosts.build(host, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    page.add_init_script("window.alert = () => { document.title = 'ACTED' }")
    with hosts.serving(folder / "site") as address:
        for number, payload in enumerate(PAYLOADS):
            page.goto(f"{address}/trees/hostile-{number}/")
            settle(page)
            assert page.title() != "ACTED"
            shown = payload.replace("{{", "{").replace("[x](javascript:alert(1))", "")
            assert shown in page.locator("h1").inner_text()
            assert shown in page.locator(f"[id='hostile-{number}.a']").inner_text()
            assert page.locator(f"decision-tree :is({ACTORS})").count() == 0
            assert page.locator("a[href^='javascript:' i]").count() == 0
        page.goto(f"{address}/")
        find(page, "alert")
        expect(page.locator("a[href*='trees/hostile-0/']:visible").first).to_be_visible()
        settle(page)
        assert page.title() != "ACTED"
