"""Every page and asset that a site needs: the product that each builder of sites gets from its adapter."""

import hashlib
import html
import json
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from fingerpost import __version__
from fingerpost.assembly import script, style
from fingerpost.cards.record import read, written
from fingerpost.exporters import EXPORTERS, Order
from fingerpost.failures import Failure
from fingerpost.files import links, mirror
from fingerpost.model import Cards, Site, Tree
from fingerpost.renderers import (
    citations,
    editions,
    exercises,
    forms,
    hazards,
    index,
    numbers,
    page,
    printouts,
    proofs,
    reading,
    reviews,
    tags,
)
from fingerpost.renderers.repository import Repository
from fingerpost.text import one_line
from fingerpost.wall import keep

if TYPE_CHECKING:
    from fingerpost.layout import Picture

INDEX = "trees/index.md"
PRINT = printouts.PRINT
CURRENT = printouts.CURRENT
ASSETS = "assets/fingerpost"
STYLE = f"{ASSETS}/fingerpost.css"
SCRIPT = f"{ASSETS}/fingerpost.js"
NO_EXPORTS: Mapping[str, bytes] = MappingProxyType({})
_RECORD = f"{ASSETS}/files.json"
_CARDS = f"{ASSETS}/cards.json"
# The first lines of every page that we make; a page that begins otherwise is its author's.
_MARK = "---\n# Made by Fingerpost from "
# Letters, digits, blanks and commas have no meaning in any Markdown; hyphens within a word neither.
_MAYBE_MARK = re.compile(r"(?!(?<=[^\W_])-(?=[^\W_]))[^\w ,?]|_")
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b", re.ASCII)
_TYPOGRAPHIC = str.maketrans({"<": "‹", ">": "›", '"': "”", "'": "’"})  # noqa: RUF001 - they are to look alike


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A file of a site: its path below the folder of the pages, and the file of `trees/` that it is made from."""

    path: str
    content: bytes
    origin: str = ""


def site_files(
    site: Site, *, with_index: bool = True, cards: Cards | None = None, exports: Mapping[str, bytes] = NO_EXPORTS
) -> Iterator[SiteFile]:
    """Pages of the trees and their index, the assets as they ship, the cards, the other forms; in a fixed order."""
    edition = _edition(site, cards, exports)
    for tree in _in_order(site):
        yield SiteFile(path=tree_page(tree.id), content=_tree_page(tree, site, edition), origin=f"{tree.id}.yaml")
    if with_index:
        yield SiteFile(path=INDEX, content=_list_page("Decision trees", "index", edition))
    yield from assets()
    if cards is not None:
        yield SiteFile(path=PRINT, content=_list_page("Cards to print", "cards", edition))
        yield SiteFile(path=CURRENT, content=_list_page("Is my card current?", "editions", edition))
        yield from (SiteFile(path=path, content=pdf) for path, pdf in cards.files.items())
    yield from (SiteFile(path=path, content=content) for path, content in exports.items())


def exported(site: Site, *, home: str = "") -> dict[str, bytes]:
    """The other forms of all trees by their paths among the pages, as `fingerpost export --home` writes them.

    `home` is the public address of the site, ending in a slash, or "". A tree that no table tells has the others.
    """
    made: dict[str, bytes] = {}
    for tree in _in_order(site):
        order = Order(tree=tree, site=site, home=home)
        for form in forms.FORMS:
            with suppress(Failure):
                made |= {f"{forms.FOLDER}/{name}": content for name, content in EXPORTERS[form](order).items()}
    return made


def write_site(
    site: Site,
    docs: Path,
    *,
    overwrite: bool = False,
    cards: Cards | None = None,
    exports: Mapping[str, bytes] = NO_EXPORTS,
) -> int:
    """Make the files of a site in `docs` equal to `site_files`, touching no other, and say how many changed.

    Raises `Failure` when an author's own file stands in the way and is not to be overwritten, or `docs` holds links.
    """
    docs.mkdir(parents=True, exist_ok=True)
    refuse_links(docs)
    files = {file.path: file.content for file in site_files(site, cards=cards, exports=exports)}
    if cards is not None:
        files[_CARDS] = written(cards)
    return mirror(docs, files, record=_RECORD, overwrite=overwrite)


def cards_in(docs: Path) -> Cards:
    """The cards that `write_site` put among some pages, without their bytes; none where it put none.

    Raises `Failure` when what it wrote beside them cannot be read.
    """
    try:
        return read((docs / _CARDS).read_bytes())
    except FileNotFoundError:
        return page.NO_CARDS
    except ValueError as error:
        raise Failure(f"{docs / _CARDS} is damaged. Run `fingerpost site` with --cards again.") from error


def exports_in(docs: Path, site: Site) -> frozenset[str]:
    """The other forms that `write_site` put among some pages."""
    return frozenset(path for tree in site.trees for path in forms.paths(tree) if (docs / path).is_file())


def refuse_links(docs: Path) -> None:
    """Raise `Failure` for a link under `docs`: what it leads to would be published."""
    found = [path.relative_to(docs).as_posix() for path in links(docs)]
    if found:
        names = "".join(f"\n  {path}" for path in found)
        raise Failure(f"These are links, and links among the pages are not followed. Put plain files there:{names}")


def assets() -> Iterator[SiteFile]:
    """The files that go to every reader: the style sheet and the script."""
    yield SiteFile(path=STYLE, content=style())
    yield SiteFile(path=SCRIPT, content=script())


def is_ours(content: str) -> bool:
    """Whether a page was made by us, here or by `write_site`."""
    return content.startswith(_MARK)


def tree_page(tree: str) -> str:
    """The path of a tree's page among the pages."""
    return f"trees/{tree}.md"


def href(page: str, tree: str) -> str:
    """The way from a page to a tree's page, as from source to source, which every builder turns into an address.

    Both sides are paths of Markdown files below the folder of the pages; the way from a page to itself is empty.
    """
    target = tree_page(tree)
    return "" if page == target else posixpath.relpath(target, posixpath.dirname(page) or ".")


def way(page: str, path: str) -> str:
    """The way from a page to any file among the pages, as from source to source."""
    return posixpath.relpath(path, posixpath.dirname(page) or ".")


def tree_element(
    site: Site,
    tree: str,
    *,
    page_path: str,
    pictures: "tuple[Picture, ...]",
    cards: Cards = page.NO_CARDS,
    exports: Collection[str] = (),
    repository: Repository | None = None,
) -> Element:
    """A tree as it stands in the page at `page_path`."""
    made = page.element(
        site.trees[tree],
        site,
        href=partial(href, page_path),
        pictures=pictures,
        cards=cards,
        exports=exports,
        way=partial(way, page_path),
        repository=repository,
    )
    return keep(made)


def list_element(
    name: str,
    site: Site,
    *,
    page_path: str,
    cards: Cards = page.NO_CARDS,
    repository: Repository | None = None,
) -> Element:
    """What all trees say together, as it stands in the page at `page_path`; `name` is one of `LISTS`."""
    return keep(LISTS[name](site, cards, page_path, repository))


_List = Callable[[Site, Cards, str, Repository | None], Element]


def _of_trees(element: Callable[..., Element]) -> _List:
    return lambda site, _, page_path, __: element(site, href=partial(href, page_path))


def _of_cards(site: Site, cards: Cards, page_path: str, _: Repository | None) -> Element:
    return printouts.element(cards, site, href=partial(href, page_path), way=partial(way, page_path))


def _of_editions(site: Site, cards: Cards, page_path: str, _: Repository | None) -> Element:
    return editions.element(cards, site, href=partial(href, page_path), way=partial(way, page_path))


def _index(site: Site, _: Cards, page_path: str, repository: Repository | None) -> Element:
    return index.element(site, href=partial(href, page_path), repository=repository)


# The elements `<decision-tree-…>` that show something of all trees.
LISTS: Mapping[str, _List] = {
    "cards": _of_cards,
    "editions": _of_editions,
    "exercises": _of_trees(exercises.element),
    "hazards": _of_trees(hazards.element),
    "index": _index,
    "numbers": _of_trees(numbers.element),
    "proofs": _of_trees(proofs.element),
    "reading": _of_trees(reading.element),
    "reviews": _of_trees(reviews.element),
    "sources": _of_trees(citations.element),
    "tags": _of_trees(tags.element),
}


def _in_order(site: Site) -> list[Tree]:
    return [site.trees[name] for name in sorted(site.trees)]


def _tree_page(tree: Tree, site: Site, edition: str) -> bytes:
    meta = {"title": one_line(tree.title, site)}
    if tree.summary:
        meta["description"] = one_line(tree.summary, site)
    element = f'<decision-tree tree="{tree.id}"></decision-tree>'
    return _page(f"trees/{tree.id}.yaml", {**meta, "edition": edition}, element)


def _list_page(title: str, name: str, edition: str) -> bytes:
    meta = {"title": title, "edition": edition}
    return _page("all trees", meta, f"<decision-tree-{name}></decision-tree-{name}>")


def _page(origin: str, meta: Mapping[str, str], element: str) -> bytes:
    """Front matter, the title and one element; the element is filled in where the page is built."""
    front = [f"{key}: {_quoted(value)}" for key, value in meta.items()]
    mark = f"{_MARK}{origin}; what you change here is overwritten."
    return "\n".join([mark, *front, "---", "", f"# {_unmarked(meta['title'])}", "", element, ""]).encode()


def _quoted(value: str) -> str:
    """A scalar in double quotes, as YAML and JSON read it alike, of words that a host may print as they are.

    Themes put titles and descriptions into tags, attributes and `<title>` without escaping, or after unescaping once.
    """
    return json.dumps(html.escape(value.translate(_TYPOGRAPHIC)), ensure_ascii=False)


def _unmarked(value: str) -> str:
    """Words that no dialect of Markdown takes for marks: whatever might be one is written as its number."""
    return _MAYBE_MARK.sub(lambda found: f"&#{ord(found[0])};", value)


def _edition(site: Site, cards: Cards | None, exports: Collection[str]) -> str:
    """What the pages are made from, as a hash, so that a builder that keeps unchanged pages notices every change.

    The day counts by which of the dates in the trees it has reached: pages know no other time.
    """
    texts = [f"{path}\n{site.files[path].text}" for path in sorted(site.files)]
    dates = sorted({date for text in texts for date in _DATE.findall(text)})
    today = site.today.isoformat()
    reached = [f"{date} {(date > today) - (date < today)}" for date in dates]
    printed = written(cards).decode() if cards is not None else ""
    return hashlib.sha256("\0".join([__version__, *texts, *reached, printed, *exports]).encode()).hexdigest()[:16]
