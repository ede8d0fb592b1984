"""Every page and asset that a site needs: the product that each builder of sites gets from its adapter."""

import hashlib
import html
import json
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from fingerpost import __version__
from fingerpost.failures import Failure
from fingerpost.files import links, mirror
from fingerpost.model import Site, Tree
from fingerpost.renderers import index, page
from fingerpost.text import plain

if TYPE_CHECKING:
    from fingerpost.layout import Picture

INDEX = "trees/index.md"
ASSETS = "assets/fingerpost"
_ASSETS = Path(__file__).parent / "assets"
_RECORD = f"{ASSETS}/files.json"
# The first lines of every page that we make; a page that begins otherwise is its author's.
_MARK = "---\n# Made by Fingerpost from "
_TYPOGRAPHIC = str.maketrans({"<": "‹", ">": "›", '"': "”", "'": "’"})  # noqa: RUF001 - they are to look alike


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A file of a site: its path below the folder of the pages, and the file of `trees/` that it is made from."""

    path: str
    content: bytes
    origin: str = ""


def site_files(site: Site, *, with_index: bool = True) -> Iterator[SiteFile]:
    """Markdown pages of the trees and their index, then the assets as they ship; in a fixed order."""
    edition = _edition(site)
    for tree in _in_order(site):
        yield SiteFile(path=tree_page(tree.id), content=_tree_page(tree, edition), origin=f"{tree.id}.yaml")
    if with_index:
        yield SiteFile(path=INDEX, content=_index_page(edition))
    for asset in assets():
        yield SiteFile(path=f"{ASSETS}/{asset.name}", content=asset.read_bytes())


def write_site(site: Site, docs: Path, *, overwrite: bool = False) -> int:
    """Make the files of a site in `docs` equal to `site_files`, touching no other, and say how many changed.

    Raises `Failure` when an author's own file stands in the way and is not to be overwritten, or `docs` holds links.
    """
    docs.mkdir(parents=True, exist_ok=True)
    refuse_links(docs)
    return mirror(docs, {file.path: file.content for file in site_files(site)}, record=_RECORD, overwrite=overwrite)


def refuse_links(docs: Path) -> None:
    """Raise `Failure` for a link under `docs`: what it leads to would be published."""
    found = [path.relative_to(docs).as_posix() for path in links(docs)]
    if found:
        names = "".join(f"\n  {path}" for path in found)
        raise Failure(f"These are links, and links among the pages are not followed. Put plain files there:{names}")


def assets(suffix: str = "") -> list[Path]:
    """The files that go to every reader, as they ship, by name."""
    return sorted(path for path in _ASSETS.iterdir() if path.suffix in (".css", ".js") and path.name.endswith(suffix))


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


def tree_element(site: Site, tree: str, *, page_path: str, pictures: "tuple[Picture, ...]") -> Element:
    """A tree as it stands in the page at `page_path`."""
    return page.element(site.trees[tree], site, href=lambda other: href(page_path, other), pictures=pictures)


def index_element(site: Site, *, page_path: str) -> Element:
    """All trees, as they are listed in the page at `page_path`."""
    return index.element(_in_order(site), href=lambda tree: href(page_path, tree))


def _in_order(site: Site) -> list[Tree]:
    return [site.trees[name] for name in sorted(site.trees)]


def _tree_page(tree: Tree, edition: str) -> bytes:
    summary = {"description": _words(tree.summary.value)} if tree.summary else {}
    meta = {"title": _words(tree.title.value), **summary, "edition": edition}
    return _page(f"trees/{tree.id}.yaml", meta, f'<decision-tree tree="{tree.id}"></decision-tree>')


def _index_page(edition: str) -> bytes:
    meta = {"title": "Decision trees", "edition": edition}
    return _page("the trees of this site", meta, "# Decision trees\n\n<decision-tree-index></decision-tree-index>")


def _page(origin: str, meta: Mapping[str, str], body: str) -> bytes:
    """Front matter and one element; the element is filled in where the page is built."""
    lines = [f"{_MARK}{origin}; what you change here is overwritten."]
    lines += [f"{key}: {_quoted(value)}" for key, value in meta.items()]
    return "\n".join([*lines, "---", "", body, ""]).encode()


def _quoted(value: str) -> str:
    """A scalar in double quotes, as YAML and JSON read it alike, of words that a host may print as they are.

    Themes put titles and descriptions into tags, attributes and `<title>` without escaping, or after unescaping once.
    """
    return json.dumps(html.escape(" ".join(value.translate(_TYPOGRAPHIC).split())), ensure_ascii=False)


def _words(value: str) -> str:
    return plain(value)


def _edition(site: Site) -> str:
    """What the pages are made from, as a hash, so that a builder that keeps unchanged pages notices every change."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(site.files):
        digest.update(f"\n{path}\n{site.files[path].text}".encode())
    return digest.hexdigest()[:16]
