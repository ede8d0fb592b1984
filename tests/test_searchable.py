"""What a search is to pass over is gone, and every other letter of a page stays."""

from pathlib import Path

import pytest
from material.plugins.search.plugin import Parser

from fingerpost.searchable import lightened, searchable
from support import hosts


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<p>a &amp; &#38; b</p>", "<p>a &amp; &#38; b</p>"),
        ('<h2 id="a">One</h2><p>two<br>three<br/>four</p>', '<h2 id="a">One</h2><p>two<br>three<br/>four</p>'),
        ("<p>a</p><svg data-search-exclude><text>b</text></svg><p>c</p>", "<p>a</p><p>c</p>"),
        ('<div data-search-exclude=""><div>a</div>b</div>c', "c"),
        ("<div data-search-exclude><br><p>a</p></div><div>b</div>", "<div>b</div>"),
    ],
)
def test_what_is_seen(page: str, seen: str) -> None:
    assert searchable(page) == seen


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site under MkDocs with Material."""
    return hosts.built("mkdocs", tmp_path_factory.mktemp("site"))


@pytest.mark.parametrize("page", ["trees/kettle", "trees/fill", "trees/wait", "deep/er/page", "trees"])
def test_the_search_of_material_finds_the_same_in_a_lightened_page(site: Path, page: str) -> None:
    whole = (site / page / "index.html").read_text(encoding="utf-8")
    assert entries(lightened(whole)) == entries(whole)
    if "<decision-tree " in whole:
        assert "<svg aria-describedby" in whole
        assert "<svg aria-describedby" not in lightened(whole)


def entries(page: str) -> list[tuple[str | None, str, str]]:
    """What Material's search keeps of a page: the id of each part, its title and its text."""
    reader = Parser()
    reader.feed(page)
    reader.close()
    return [(part.id, "".join(part.title), "".join(part.text)) for part in reader.data]
