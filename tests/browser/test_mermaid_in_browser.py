"""An exported flowchart as Mermaid itself draws it: every word as its author wrote it, and nothing else."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from fingerpost.exporters import EXPORTERS, Order
from fingerpost.load import load_site
from fingerpost.model import Site
from support.today import TODAY
from test_formats import HOSTILE, saying, shown

ROOT = Path(__file__).parents[2]
MERMAID = ROOT / "tests/mermaid/node_modules/mermaid/dist/mermaid.min.js"
REQUESTS = ROOT / "tests/__snapshots__/test_diff"
DRAW = """async code => {
  mermaid.initialize({startOnLoad: false, securityLevel: 'strict', maxTextSize: 1e6, maxEdges: 5000});
  window.alert = () => { throw new Error('alert'); };
  const {svg} = await mermaid.render('drawn', code);
  document.body.innerHTML = svg;
  const words = name => [...document.querySelectorAll(name)].map(one => one.textContent.trim()).filter(Boolean);
  return {titles: words('.flowchartTitleText'), nodes: words('.node .label'), edges: words('.edgeLabel .label')};
}"""


@pytest.fixture
def drawing(page: Page) -> Page:
    page.set_content("<!doctype html><title>x</title>")
    page.add_script_tag(path=MERMAID)
    return page


def drawn(page: Page, tree: str, site: Site) -> dict[str, list[str]]:
    (content,) = EXPORTERS["mermaid"](Order(tree=site.trees[tree], site=site)).values()
    found: dict[str, list[str]] = page.evaluate(DRAW, content.decode())
    return found


def test_our_longest_tree(drawing: Page) -> None:
    site = load_site(ROOT / "trees", today=TODAY).site
    tree = site.trees["client-leaves-early"]
    found = drawn(drawing, tree.id, site)
    assert found["titles"] == ["client-leaves-early (draft)"]
    ours = [f"{node.number} {shown(node.text.value, site)}" for node in tree.nodes.values()]
    assert found["nodes"][: len(ours)] == ours
    assert "Cross or upset, but settled, if the answer to 1 was “I cannot tell”" in found["edges"]


def test_hostile_words(drawing: Page) -> None:
    for words in HOSTILE:  # on one page, as it takes longest to open one
        site = saying(words)
        found = drawn(drawing, "x", site)
        plain = shown(words, site)
        assert [" ".join(one.split()) for one in found["nodes"]] == [f"1 {plain}", f"2 {plain}"]
        assert [" ".join(one.split()) for one in found["edges"]] == [plain, "Y"]
        assert drawing.locator("svg script, svg a, svg img, svg iframe").count() == 0


def test_what_a_reviewer_is_shown_of_a_pull_request(drawing: Page) -> None:
    """Each picture that GitHub would draw in a comment, of every change that the tests know."""
    reports = sorted(REQUESTS.glob("test_what_the_reviewer*.md"))
    pictures = [
        (report.name, code)
        for report in reports
        for code in re.findall(r"```mermaid\n(.*?)\n```", report.read_text(encoding="utf-8"), flags=re.DOTALL)
    ]
    assert len(pictures) >= 10
    for name, code in pictures:
        boxes = re.findall(r"^  (n\d+)[\[({>]", code, flags=re.MULTILINE)
        assert boxes, name
        assert len(drawing.evaluate(DRAW, code)["nodes"]) == len(boxes), name
