"""What only Zensical needs of a Markdown extension: where it is, links in pictures as it writes them, its errors."""

import posixpath
import sys
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from fingerpost.failures import Failure
from fingerpost.renderers.repository import Repository, repository

# Where it leaves word of the page and of its configuration.
_CONTEXT = "rendering_context"


def context_of(md: Markdown) -> Any:  # noqa: ANN401 - its class can only be had where it is installed
    """What it leaves word of: `page.path`, `page.url` and `config`; None under any other host."""
    return md.preprocessors[_CONTEXT] if _CONTEXT in md.preprocessors else None  # noqa: SIM401 - no dict


def repository_of(config: Mapping[str, Any], trees: str) -> Repository | None:
    """The repository that Zensical was told of."""
    seen = posixpath.relpath(trees, config.get("docs_dir") or "docs")
    return repository(config.get("repo_url"), config.get("edit_uri"), trees=seen)


@contextmanager
def no_traceback(md: Markdown) -> Iterator[None]:
    """Zensical ends with two tracebacks around an error; when the mistake is an author's, its message says all."""
    try:
        yield
    except Failure:
        if context_of(md) is not None:
            sys.tracebacklimit = 0
        raise


class PictureLinks(Treeprocessor):
    """Names the address of a link in a picture as SVG first did, because Zensical's script fails at the other name.

    For instant navigation it writes `href` of all that has one, and of a link in SVG that cannot be written.
    """

    def run(self, root: etree.Element) -> None:
        context = context_of(self.md)
        for picture in (svg for tree in root.iter("decision-tree") for svg in tree.iter("svg")):
            for link in picture.iter("a"):
                way = link.attrib.pop("href")
                link.set("xlink:href", _address(way, context) if context else way)


def _address(way: str, context: Any) -> str:  # noqa: ANN401 - Zensical's, which has no name of its own
    """The address that Zensical would give a link between sources, did it read that of a picture."""
    path, mark, fragment = way.partition("#")
    if not path.endswith(".md"):
        return way
    target = posixpath.normpath(posixpath.join(posixpath.dirname(context.page.path), path)).removesuffix(".md")
    if not context.config["use_directory_urls"]:
        return posixpath.relpath(f"{target}.html", posixpath.dirname(context.page.url) or ".") + mark + fragment
    return posixpath.relpath(target, context.page.url or ".") + "/" + mark + fragment
