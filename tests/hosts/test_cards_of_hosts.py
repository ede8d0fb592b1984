"""The cards of a site under each host: the same words, links that lead to PDFs, and one page of editions."""

from pathlib import Path
from urllib.parse import urljoin

import pytest

from fingerpost.cards import Wanted, press
from fingerpost.load import load_site
from fingerpost.site import write_site
from support import hosts
from support.markup import parse, words
from support.today import TODAY

CARD = """
next_review: 2027-01-01
cards:
  steam:
    kind: act
    title: Steam
    danger: Burnt? Cold water.
    steps: [{text: Turn off the heat., from: off}]
    tail: [Tell the cook.]
"""
SETTINGS = "plugins: [search, {fingerpost: {cards: true, card_sizes: [a6, a4]}}]\n"
BASE = "https://example.org/kitchen/"


@pytest.fixture(scope="session", params=["directories", "files"])
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The finished sites by host."""
    urls = "" if request.param == "directories" else "use_directory_urls: false\n"
    root = tmp_path_factory.mktemp("cards")
    return {host: _built(host, root / host, urls) for host in hosts.COMMANDS}


def _built(host: str, folder: Path, urls: str) -> Path:
    hosts.copy(folder, SETTINGS + urls)
    with (folder / "trees/wait.yaml").open("a", encoding="utf-8") as tree:
        tree.write(CARD)
    if host == "zensical":
        site = load_site(folder / "trees", today=TODAY).site
        wanted = Wanted(sizes=["a6", "a4"])
        page = f"{BASE}cards/current" + (".html" if urls else "/")
        cards = press(site, wanted, trees=folder / "trees", cache=folder / ".cache/fingerpost", page=page)
        write_site(site, folder / "docs", cards=cards)
        done = hosts.run(host, folder)
    else:
        done = hosts.build(host, folder)
    assert done.returncode == 0, f"{host}:\n{done.stdout}{done.stderr}"
    return folder / "site"


def _page(site: Path, name: str) -> tuple[str, str]:
    """A page's address and what is in it."""
    path = next(path for path in (f"{name}/index.html", f"{name}.html") if (site / path).exists())
    return BASE + path.removesuffix("index.html"), (site / path).read_text(encoding="utf-8")


def test_every_host_gives_the_same_cards_and_says_the_same_of_them(sites: dict[str, Path]) -> None:
    told = {}
    for host, site in sites.items():
        pdfs = {path.name: path.read_bytes() for path in (site / "cards").rglob("*.pdf")}
        sections = list(parse(_page(site, "trees/wait")[1]).iter("section"))
        (own,) = [words(one) for one in sections if words(one).startswith("Cards to print")]
        (editions,) = [words(one) for one in parse(_page(site, "cards/current")[1]).iter("decision-tree-editions")]
        told[host] = (pdfs, own, editions)
    assert {"steam_a6.pdf", "_learn_a6.pdf", "_booklet_a5.pdf", "index_a6.pdf"} <= told["mkdocs"][0].keys()
    assert told["properdocs"] == told["zensical"] == told["mkdocs"]


@pytest.mark.parametrize(("page", "fewest"), [("trees/wait", 4), ("cards/print", 5)])
def test_every_link_to_a_card_leads_to_a_pdf(sites: dict[str, Path], page: str, fewest: int) -> None:
    for host, site in sites.items():
        address, text = _page(site, page)
        ways = [link.get("href", "") for link in parse(text).iter("a") if link.get("href", "").endswith(".pdf")]
        assert len(ways) >= fewest, host
        for way in ways:
            assert (site / urljoin(address, way).removeprefix(BASE)).read_bytes().startswith(b"%PDF"), f"{host}: {way}"
