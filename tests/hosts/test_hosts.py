"""One tiny site under MkDocs with Material, under ProperDocs and under Zensical: the same element in each."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element, tostring

import pytest

from support import hosts
from support.markup import parse, words

DIRECTORIES = {"directories": "", "files": "use_directory_urls: false\n"}
PAGES = ("index", "deep/er/page", "trees/index", "trees/fill", "trees/kettle", "trees/wait")


@pytest.fixture(scope="session", params=DIRECTORIES)
def urls(request: pytest.FixtureRequest) -> str:
    """How pages are addressed: `page/` or `page.html`."""
    return str(request.param)


@pytest.fixture(scope="session")
def sites(urls: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The finished sites by host. A host that is missing fails here: it is not skipped."""
    root = tmp_path_factory.mktemp(urls)
    return {host: hosts.built(host, root / host, DIRECTORIES[urls]) for host in hosts.COMMANDS}


@pytest.fixture(scope="session", params=hosts.COMMANDS)
def site(request: pytest.FixtureRequest, sites: dict[str, Path]) -> Path:
    """One of the finished sites."""
    return sites[request.param]


def address(page: str, urls: str) -> str:
    if page == "index" or page.endswith("/index"):
        return page.removesuffix("index") + ("" if urls == "directories" else "index.html")
    return page + ("/" if urls == "directories" else ".html")


def file_of(site: Path, url: str) -> Path:
    return site / (url + "index.html" if url.endswith("/") or not url else url)


def read(site: Path, url: str) -> Element:
    return parse(file_of(site, url).read_text(encoding="utf-8"))


def elements(page: Element) -> list[Element]:
    return [*page.iter("decision-tree"), *page.iter("decision-tree-index")]


def canonical(element: Element) -> bytes:
    """An element without what only says where a search may look, which some hosts leave in the page."""
    for part in element.iter():
        for key in [key for key in part.attrib if key.startswith("data-search-")]:
            del part.attrib[key]
    element.tail = None
    return tostring(element)


@pytest.mark.parametrize("page", PAGES)
def test_the_element_is_the_same_in_each(sites: dict[str, Path], urls: str, page: str) -> None:
    found = {host: elements(read(site, address(page, urls))) for host, site in sites.items()}
    mkdocs, *others = ([canonical(one) for one in each] for each in found.values())
    assert len(mkdocs) == (2 if page == "deep/er/page" else 1)
    assert all(other == mkdocs for other in others)


def test_every_link_of_an_element_leads_somewhere(site: Path, urls: str) -> None:
    base = "https://example.org/kitchen/"
    followed, exported = 0, set[str]()
    for page in PAGES:
        here = urljoin(base, address(page, urls))
        for link in (link for one in elements(read(site, address(page, urls))) for link in one.iter("a")):
            way = link.get("href") or link.attrib["xlink:href"]
            to = urlsplit(urljoin(here, way))
            if to.netloc != "example.org":
                continue
            url = to.path.removeprefix("/kitchen/")
            exported.add(Path(url).suffix) if url.startswith("exports/") else None
            if not url.endswith((".html", "/")) and url:
                assert (site / url).is_file(), f"{page}: {way}"
                continue
            there = read(site, url)
            ids = {element.get("id") for element in there.iter()}
            assert not to.fragment or unquote(to.fragment) in ids, f"{page}: {way}"
            followed += 1
    assert followed > 20
    assert exported == {".csv", ".dot", ".html", ".json", ".mmd", ".txt"}


def test_each_step_leads_to_where_it_can_be_mended(site: Path, urls: str) -> None:
    (tree,) = elements(read(site, address("trees/kettle", urls)))
    lines = (hosts.SITE / "trees/kettle.yaml").read_text(encoding="utf-8").splitlines()
    links = [link for group in tree.iter("div") if "fp-suggest" in group.get("class", "") for link in group.iter("a")]
    line = lines.index("  water:") + 1
    assert links[0].attrib["href"].startswith("https://code.example/kitchen/issues/new?template=problem.yml&")
    assert links[1].attrib["href"].startswith("https://code.example/kitchen/issues/new?template=suggestion.yml&")
    assert links[2].attrib["href"] == f"https://code.example/kitchen/edit/main/trees/kettle.yaml#L{line}"
    assert not [text for _, _, text in search_hits(site) if "Suggest a change" in text]


def search_hits(site: Path) -> Iterator[tuple[str, str, str]]:
    """Everything that a search can find: address, title, text."""
    path = site / "search.json"
    if path.exists():
        docs = json.loads(path.read_text(encoding="utf-8"))["items"]
    else:
        docs = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    for doc in docs:
        yield doc["location"], words(parse(doc["title"])), doc["text"]


def test_search_finds_each_step_by_its_wording(site: Path, urls: str) -> None:
    titles = {location: title for location, title, _ in search_hits(site)}
    kettle = address("trees/kettle", urls)
    for step, wording in {
        "kettle.water": "Is there water in it?",
        "kettle.top-up": "Fill it first",
        "kettle.pour": "Pour with {both} hands & a cloth",
    }.items():
        assert wording in titles[f"{kettle}#{step}"]


def test_search_finds_a_step_of_a_subtree_on_its_own_page_alone(site: Path, urls: str) -> None:
    """On the page that uses the subtree its steps are there to read, not to be found a second time."""
    found = {location for location, title, _ in search_hits(site) if "Does the tap run?" in title}
    assert found == {address("trees/fill", urls) + "#fill.tap", address("deep/er/page", urls) + "#fill.tap"}


def test_search_passes_over_the_picture(site: Path, urls: str) -> None:
    """The words of the picture stand in the text form too, and would be found twice."""
    page = read(site, address("trees/wait", urls))
    drawn = [text for svg in page.iter("svg") if svg.get("role") for text in svg.iter("text")]
    assert drawn, "there is no picture"
    assert "Turn off the heat" in [words(text) for text in drawn]
    assert not [text for _, _, text in search_hits(site) if "Turn off the heat" in text]


def test_the_table_of_contents_lists_each_step(site: Path, urls: str) -> None:
    page = read(site, address("trees/wait", urls))
    entries = {link.get("href"): words(link) for link in page.iter("a") if "md-nav__link" in link.get("class", "")}
    assert "Turn off the heat" in entries["#wait.off"]
    assert "Wait until it is cold" in entries["#wait.cold"]


def test_the_page_has_one_heading_of_the_first_order_and_a_title(site: Path, urls: str) -> None:
    for page in PAGES:
        assert len(list(read(site, address(page, urls)).iter("h1"))) == 1, page
    title = next(read(site, address("trees/fill", urls)).iter("title"))
    assert words(title) == "Fill the kettle - Kitchen"


def test_the_style_is_there(site: Path, urls: str) -> None:
    page = read(site, address("deep/er/page", urls))
    styles = [link.attrib["href"] for link in page.iter("link") if "assets/fingerpost/" in link.get("href", "")]
    assert styles
    here = urljoin("https://example.org/", address("deep/er/page", urls))
    assert all(file_of(site, urlsplit(urljoin(here, style)).path[1:].partition("?")[0]).exists() for style in styles)


def test_a_sample_stays_a_sample(site: Path, urls: str) -> None:
    page = read(site, address("deep/er/page", urls))
    assert any('<decision-tree tree="sample"></decision-tree>' in words(code) for code in page.iter("code"))


@pytest.mark.parametrize("host", hosts.COMMANDS)
def test_an_error_in_a_tree_stops_the_build_with_the_report_and_no_traceback(host: str, tmp_path: Path) -> None:
    folder = hosts.copy(tmp_path)
    tree = folder / "trees/wait.yaml"
    tree.write_text(tree.read_text(encoding="utf-8").replace("to: cold", "to: cool"), encoding="utf-8")
    done = hosts.build(host, folder)
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "trees/wait.yaml:5:9" in said
    assert "missing-target" in said
    assert "Traceback" not in said
    assert not list((folder / "site").glob("trees/wait*"))


@pytest.mark.parametrize("host", hosts.COMMANDS)
def test_a_tree_that_no_file_holds_stops_the_build(host: str, tmp_path: Path) -> None:
    folder = hosts.copy(tmp_path)
    (folder / "docs/new.md").write_text('# New\n\n<decision-tree tree="kettel"></decision-tree>\n', encoding="utf-8")
    done = hosts.build(host, folder)
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "Did you mean kettle?" in said
    assert "Traceback" not in said


def test_zensical_builds_a_page_anew_when_a_tree_changed(tmp_path: Path) -> None:
    """It keeps pages whose Markdown is unchanged; the edition in the page and `watch` let it notice."""
    site = hosts.built("zensical", tmp_path)
    tree = tmp_path / "trees/wait.yaml"
    tree.write_text(tree.read_text(encoding="utf-8").replace("Turn off the heat", "Put out the fire"), encoding="utf-8")
    done = hosts.build("zensical", tmp_path)
    assert done.returncode == 0
    assert "Put out the fire" in words(read(site, "trees/wait/"))
