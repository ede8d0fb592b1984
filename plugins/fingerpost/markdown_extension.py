"""The Python-Markdown extension: fills `<decision-tree tree="…">` in any page, whoever builds the site."""

import datetime
import functools
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from click import echo, unstyle
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from fingerpost import clock
from fingerpost import site as pages
from fingerpost.audit import audit
from fingerpost.diagnostics import Severity
from fingerpost.failures import Failure
from fingerpost.layout import layout
from fingerpost.load import load_site
from fingerpost.model import Cards
from fingerpost.nearest import nearest
from fingerpost.renderers.page import NO_CARDS
from fingerpost.renderers.repository import Repository
from fingerpost.reporters import REPORTERS, summary
from fingerpost.zensical import PictureLinks, context_of, no_traceback, repository_of

if TYPE_CHECKING:
    from fingerpost.diagnostics import Diagnostic
    from fingerpost.layout import Picture
    from fingerpost.model import Site

# The elements, each on lines of its own, and whatever looks like one.
_TAG = re.compile(
    r"""^[ ]*(?:
        <decision-tree\s+tree=(?P<quote>["'])(?P<tree>[^"'<>]*)(?P=quote)\s*>\s*</decision-tree\s*>
      | <decision-tree-(?P<list>cards|editions|exercises|hazards|index|numbers|proofs|reading|reviews|sources|tags)\s*>
        \s*</decision-tree-(?P=list)\s*>
    )[ ]*$""",
    re.MULTILINE | re.VERBOSE,
)
_ALMOST = re.compile(r"<decision-tree[^>]*>?", re.IGNORECASE)
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# What Python-Markdown takes for an entity and would not escape.
_ENTITY = re.compile(r"&(?=(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
# After all that reads marks in words (attribute lists, smart quotes), before the table of contents and link checks.
_AFTER_MARKS = 5.5
# After the table of contents has given headings their links.
_AFTER_CONTENTS = 4.5
# After MkDocs has turned links between sources into addresses.
_AFTER_LINKS = -1

# The last trees without errors, by folder.
_good: "dict[Path, Site]" = {}


class PageError(Failure):
    """A page asks for a tree in a way that cannot be met; the message says what to write instead."""


class TreesError(Failure):
    """The trees hold errors; the message is the report on them."""


@dataclass(slots=True, kw_only=True)
class Book:
    """What a page is filled from: all trees, their pictures, cards and other forms, and which page is being built.

    What a page asks for and cannot have is an `error`; where `tell` is given, that is told what is wrong, and the page
    says it in place of the tree. Where a `repository` is known, the steps lead there.
    """

    site: "Site"
    pictures: "Callable[[str], tuple[Picture, ...]]"
    page: str
    cards: Cards = NO_CARDS
    exports: Collection[str] = ()
    error: type[Exception] = PageError
    tell: Callable[[str], None] | None = None
    repository: Repository | None = None


class FingerpostExtension(Extension):
    """Fills the elements of a page from a `book` that its host keeps, else from the folder that the options name."""

    def __init__(self, *, book: Book | None = None, **options: Any) -> None:  # noqa: ANN401 - as Extension has it
        self.config = {
            "trees": ["trees", "The folder of the trees, from the folder of the configuration."],
            "cache": [".cache/fingerpost", "The folder that keeps layouts, from the folder of the configuration."],
            "page": ["index.md", "The page that is built, from the folder of the pages, where no host tells."],
        }
        super().__init__(**options)
        self._book = book

    def extendMarkdown(self, md: Markdown) -> None:
        """Take part in one page."""
        error = self._book.error if self._book else PageError
        open_book = functools.cache(lambda: self._book or _book(md, self.getConfigs()))
        filling = _Filling(md, open_book, error, self._book.tell if self._book else None)
        md.parser.blockprocessors.register(_Tags(md.parser), "fingerpost", 11)
        md.treeprocessors.register(filling, "fingerpost", _AFTER_MARKS)
        md.treeprocessors.register(_HeadingLinks(md), "fingerpost-headings", _AFTER_CONTENTS)
        md.treeprocessors.register(PictureLinks(md), "fingerpost-pictures", _AFTER_LINKS)


class _Tags(BlockProcessor):
    """Sets an empty element aside where a page asks for a tree on a line of its own.

    It comes last before paragraphs, so that lists, quotations, admonitions and code samples have taken what is theirs.
    """

    def test(self, parent: etree.Element, block: str) -> bool:
        return bool(_TAG.search(block))

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        tag = _TAG.search(block)
        assert tag is not None, "run without test"
        if before := block[: tag.start()].strip("\n"):
            self.parser.parseBlocks(parent, [before])
        if tag["tree"] is None:
            etree.SubElement(parent, f"decision-tree-{tag['list']}")
        else:
            etree.SubElement(parent, "decision-tree", {"tree": tag["tree"]})
        if after := block[tag.end() :].lstrip("\n"):
            blocks.insert(0, after)


class _Filling(Treeprocessor):
    """Fills the elements that were set aside, once all marks in the author's own words are read."""

    def __init__(
        self,
        md: Markdown,
        open_book: Callable[[], Book],
        error: type[Exception],
        tell: Callable[[str], None] | None,
    ) -> None:
        super().__init__(md)
        self._open_book = open_book
        self._error = error
        self._tell = tell

    def run(self, root: etree.Element) -> None:
        with no_traceback(self.md):
            with self._told(root):
                self._refuse_raw()
            holders = [holder for holder in root.iter() if holder.tag.startswith("decision-tree")]
            names = [holder.get("tree") for holder in holders]
            for holder, name in zip(holders, names, strict=True):
                with self._told(holder):
                    if name and names.count(name) > 1:
                        raise self._error(f"The tree {name} stands twice on this page. Keep one of the two.")
                    _put(holder, _element(self._open_book(), holder.tag, name))

    @contextmanager
    def _told(self, place: etree.Element) -> Iterator[None]:
        """A mistake of the page, where the host would rather go on, in words at its place."""
        try:
            yield
        except self._error as mistake:
            if self._tell is None:
                raise
            self._tell(str(mistake))
            if place.tag.startswith("decision-tree"):  # which a script takes for a tree
                place.tag = "div"
                place.attrib.clear()
            etree.SubElement(place, "p").text = _literal(str(mistake))

    def _refuse_raw(self) -> None:
        """An element of ours among raw HTML would stay empty, so it is refused."""
        for raw in self.md.htmlStash.rawHtmlBlocks:
            if isinstance(raw, str) and (almost := _ALMOST.search(_COMMENT.sub("", raw))):
                raise self._error(
                    f'{almost[0]} cannot be filled in. Write <decision-tree tree="name-of-a-tree"></decision-tree> on '
                    "a line of its own, with an empty line before and after; where it stands within an HTML element, "
                    "that needs the attribute `markdown`."
                )


class _HeadingLinks(Treeprocessor):
    """Leaves the links of headings in a tree to the pointer: by ear and by Tab they are one sign fifty times, and the
    table of contents leads to the same places.
    """

    def run(self, root: etree.Element) -> None:
        for tree in root.iter("decision-tree"):
            for link in tree.iter("a"):
                if link.get("class") == "headerlink":
                    link.attrib |= {"aria-hidden": "true", "tabindex": "-1"}


def _element(book: Book, tag: str, name: str | None) -> etree.Element:
    if name is None:
        return pages.list_element(
            tag.removeprefix("decision-tree-"),
            book.site,
            page_path=book.page,
            cards=book.cards,
            repository=book.repository,
        )
    if name not in book.site.trees:
        near = nearest(name, book.site.trees)
        raise book.error(f"There is no tree {name!r}." + (f" Did you mean {near}?" if near else ""))
    return pages.tree_element(
        book.site,
        name,
        page_path=book.page,
        pictures=book.pictures(name),
        cards=book.cards,
        exports=book.exports,
        repository=book.repository,
    )


def _put(holder: etree.Element, element: etree.Element) -> None:
    """Make `holder` what `element` is, in words that nothing after us reads as marks; what follows it stays."""
    holder.attrib.update(element.attrib)
    holder.text = element.text
    holder.extend(element)
    for part in holder.iter():
        for key, value in part.attrib.items():
            if "&" in value:
                part.set(key, _literal(value))
        if part.text:
            part.text = _literal(part.text)
        if part.tail and part is not holder:
            part.tail = _literal(part.tail)
        if len(part):
            _break_before_headings(part)


def _break_before_headings(parent: etree.Element) -> None:
    """Begin a line with each heading: the print-site plugin renames no id of a line but its first."""
    before = None
    for child in parent:
        if child.tag in _HEADINGS:
            if before is None:
                parent.text = f"{parent.text or ''}\n"
            else:
                before.tail = f"{before.tail or ''}\n"
        before = child


def _literal(words: str) -> str:
    """Words that Python-Markdown writes out so that a browser shows exactly these: `&amp;` stays five letters."""
    return AtomicString(_ENTITY.sub("&amp;", words) if "&" in words else words)


def _book(md: Markdown, options: Mapping[str, str]) -> Book:
    """The book of a page that no host keeps one for; Zensical leaves word of where it is, plain Markdown does not."""
    context = context_of(md)
    root = Path(context.config["root_dir"]) if context else Path()
    folder = root / options["trees"]
    docs = root / (context.config["docs_dir"] if context else "docs")
    site = _site(folder, options["trees"], clock.today(), _stamps(folder), serving=context is not None)
    return Book(
        site=site,
        pictures=lambda tree: layout(site.trees[tree], site, cache=root / options["cache"]),
        page=context.page.path if context else options["page"],
        cards=pages.cards_in(docs),
        exports=pages.exports_in(docs, site),
        repository=repository_of(context.config, options["trees"]) if context else None,
    )


@functools.lru_cache(maxsize=1)
def _site(folder: Path, name: str, today: datetime.date, stamps: object, *, serving: bool) -> "Site":
    """The trees of a folder, read again only when a file has changed.

    A server that has shown them once would not survive an error, so it gets the report and the last good ones.
    """
    site, found = read_trees(folder, name=name, today=today)
    errors = [one for one in found if one.severity is Severity.ERROR]
    if not errors:
        _good[folder] = site
    elif serving and folder in _good:
        echo(report(errors, site), err=True)
    else:
        raise TreesError(f"\n{unstyle(report(errors, site))}")
    return _good[folder]


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Which files are there, how old and how large."""
    if not folder.is_dir():
        raise PageError(f"There is no folder {folder}. Name the one of your trees in the option `trees`.")
    states = ((str(path), path.lstat()) for path in folder.rglob("*"))
    return tuple(sorted((path, state.st_mtime_ns, state.st_size) for path, state in states))


def read_trees(folder: Path, *, name: str, today: datetime.date) -> "tuple[Site, list[Diagnostic]]":
    """The trees of a folder and all that is to say about them; `name` is how messages name the folder."""
    loaded = load_site(folder, today=today, name=name)
    return loaded.site, audit(loaded)


def report(found: "Sequence[Diagnostic]", site: "Site") -> str:
    """What `fingerpost check` prints about them."""
    return REPORTERS["full"](found, site) + "\n" + summary(found, site)
