"""The MkDocs plugin: hands the pages, the assets and the element of Fingerpost to MkDocs and its successors."""

import datetime
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

import click
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.contrib.search import SearchPlugin
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from fingerpost import clock
from fingerpost import site as pages
from fingerpost.cards import BOOKLETS, KINDS, OFFERED, SHEETS, SIZES, USUAL, Wanted, press, refusals, unrecorded
from fingerpost.diagnostics import Severity
from fingerpost.failures import Failure
from fingerpost.garbage import uncollected
from fingerpost.layout import layouts
from fingerpost.markdown_extension import Book, FingerpostExtension, read_trees, report
from fingerpost.model import Cards, Site
from fingerpost.renderers.page import NO_CARDS
from fingerpost.renderers.repository import repository
from fingerpost.reporters import summary
from fingerpost.searchable import lightened, searchable

log = get_plugin_logger(__name__)

# As much as tells a step in which a word stands from a page about the tool in which it stands, too.
_BOOST = 4


class FingerpostConfig(Config):  # type: ignore[no-untyped-call]
    """What an author may say about the plugin in the site's configuration; folders are seen from that file."""

    trees = c.Dir(exists=True, default="trees")
    cache = c.Dir(exists=False, default=".cache/fingerpost")
    index = c.Type(bool, default=True)
    exports = c.Type(bool, default=True)
    today = c.Optional(c.Type((str, datetime.date)))
    cards = c.Type(bool, default=False)
    card_kinds = c.ListOfItems(c.Choice(OFFERED), default=list(OFFERED))
    card_sizes = c.ListOfItems(c.Choice(SIZES), default=list(USUAL))
    booklet_sizes = c.ListOfItems(c.Choice(KINDS["booklet"]), default=list(BOOKLETS))
    card_sheets = c.ListOfItems(c.Choice(SHEETS), default=list(SHEETS))
    card_places = c.ListOfItems(c.Type(str), default=[])


class FingerpostPlugin(BasePlugin[FingerpostConfig]):  # type: ignore[no-untyped-call]
    """Lives through all builds of a server, so that while a tree is broken the last good ones stay on show."""

    def __init__(self) -> None:
        self._serving = False
        self._shown: str | None = None
        self._book: Book | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether there will be another build."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        """Read the trees, and put the extension, the style and the script in place."""
        with _failures_told(), uncollected():
            self._book = self._read(Path(config.config_file_path).parent, _current_page(config))
            trees = _relative(Path(self.config.trees), Path(config.docs_dir))
            self._book.repository = repository(config.repo_url, config.edit_uri, trees=trees)
            if not self._serving:
                # All that was read stays until the build ends, and need not be looked through for garbage till then.
                gc.freeze()
        _use_extension(config, self._book)
        _use_assets(config)
        _stop_tracking(config)

    # Later than mkdocs-static-i18n (-100), which knows no files that stand nowhere on the disk.
    @event_priority(-110)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add every page and asset, except where the author has written the page."""
        assert self._book is not None
        with _failures_told():
            pages.refuse_links(Path(config.docs_dir))
            cards = self._book.cards if self.config.cards else None
            exports = pages.exported(self._book.site, home=config.site_url or "") if self.config.exports else {}
            self._book.exports = exports.keys()
            made = list(pages.site_files(self._book.site, with_index=self.config.index, cards=cards, exports=exports))
        for file in made:
            if _make_room(files, file.path):
                files.append(self._file(file, config))

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Tell the extension which page comes next, and Material's search that readers look for trees first."""
        assert self._book is not None
        self._book.page = page.file.src_uri
        if any(page.file.src_uri == pages.tree_page(tree) for tree in self._book.site.trees):
            page.meta.setdefault("search", {"boost": _BOOST})

    @event_priority(100)
    def _hide(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """Take away, while a search reads the page, what it is to pass over; Material's knows that, but is slow."""
        self._shown = page.content
        if isinstance(config.plugins.get("search"), SearchPlugin):
            page.content = searchable(page.content or "")
        elif "material/search" in config.plugins:
            page.content = lightened(page.content or "")

    @event_priority(-100)
    def _show(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        page.content = self._shown

    on_page_context = CombinedEvent(_hide, _show)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> None:
        """Build again when a tree changes."""
        server.watch(self.config.trees)

    def _read(self, root: Path, current: str) -> Book:
        """The trees, their pictures and their cards; unchanged ones come out of the cache.

        `current` is the address of the page that says which editions are current.
        """
        folder = Path(self.config.trees)
        site, found = read_trees(folder, name=_relative(folder, root), today=_day(self.config.today))
        errors = [one for one in found if one.severity is Severity.ERROR]
        if errors and not (self._serving and self._book):
            raise Abort(report(errors, site))
        if errors:
            assert self._book is not None
            click.echo(report(errors, site), err=True)
            log.error("The trees have errors, see above; the last ones without errors stay on show.")
            return self._book
        if found:
            log.info("%s; `fingerpost check` shows them.", summary(found, site))
        pictures = layouts(site.trees.values(), site, cache=Path(self.config.cache))
        # A server that stops at a page answers no request until that page is mended.
        tell = self._tell if self._serving else None
        cards = self._cards(site, current) if self.config.cards else NO_CARDS
        return Book(site=site, pictures=pictures.__getitem__, page="", cards=cards, error=PluginError, tell=tell)

    def _cards(self, site: Site, current: str) -> Cards:
        """The cards; one that must not be printed stops no build, since a page says why there is none."""
        config = self.config
        wanted = Wanted(
            kinds=config.card_kinds,
            sizes=config.card_sizes,
            booklets=config.booklet_sizes,
            sheets=config.card_sheets,
            places=config.card_places,
        )
        cards = press(site, wanted, trees=Path(self.config.trees), cache=Path(self.config.cache), page=current)
        for why in refusals(cards):
            log.info("%s", why)
        if not current:
            log.warning("Without a `site_url` no card says where to see whether it is current.")
        if new := len(list(unrecorded(cards.ledger, cards.printouts))):
            log.info("Editions of cards that are not on record: %d; `fingerpost ledger` writes them down.", new)
        return cards

    def _tell(self, mistake: str) -> None:
        assert self._book is not None
        log.error("%s: %s", self._book.page, mistake)

    def _file(self, made: pages.SiteFile, config: MkDocsConfig) -> File:
        file = File.generated(config, made.path, content=made.content)
        if made.origin:
            file.edit_uri = _relative(Path(self.config.trees, made.origin), Path(config.docs_dir))
        return file


@contextmanager
def _failures_told() -> Iterator[None]:
    """What the machine could not do, in the way that the host shows without a traceback."""
    try:
        yield
    except (Failure, OSError) as failure:
        raise PluginError(str(failure)) from failure


def _current_page(config: MkDocsConfig) -> str:
    """The public address of the page that says which editions are current; empty where the site's is not known."""
    if not config.site_url:
        return ""
    return urljoin(config.site_url, File.generated(config, pages.CURRENT, content="").url)


def _relative(path: Path, root: Path) -> str:
    return Path(os.path.relpath(path, root)).as_posix()


def _day(value: object) -> datetime.date:
    """The day that the configuration names, else today's; YAML may have made a date of it."""
    if value is None:
        return clock.today()
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError as error:
        raise PluginError(f"The plugin's `today` is {value!r}; it must be a day, as in 2026-01-31.") from error


def _use_extension(config: MkDocsConfig, book: Book) -> None:
    """Our extension with our book in place of the one that the author may have listed for another host."""
    others = [one for one in config.markdown_extensions if one != "fingerpost"]
    config.markdown_extensions[:] = [*others, FingerpostExtension(book=book)]  # type: ignore[list-item]


def _use_assets(config: MkDocsConfig) -> None:
    """The style before those of the author, who may change something; the script deferred, as it needs the page."""
    if pages.STYLE not in config.extra_css:
        config.extra_css.insert(0, pages.STYLE)
    if pages.SCRIPT not in map(str, config.extra_javascript):
        script = c.ExtraScriptValue(pages.SCRIPT)
        script.defer = True
        config.extra_javascript.append(script)


def _stop_tracking(config: MkDocsConfig) -> None:
    """Take away a feature of Material that writes the fragment anew while scrolling, where a walk keeps its state."""
    features = config.theme.get("features") or []
    if "navigation.tracking" in features:
        config.theme["features"] = [feature for feature in features if feature != "navigation.tracking"]
        log.info("navigation.tracking is turned off: it would overwrite the address that holds a reader's answers.")


def _make_room(files: Files, path: str) -> bool:
    """Whether there is room for a file of ours: an author's page of that name stays, what we once made goes."""
    standing = files.get_file_from_path(path)
    if standing is None:
        return True
    if standing.is_documentation_page() and not pages.is_ours(standing.content_string):
        log.info("%s is the author's own page and stays as it is.", path)
        return False
    files.remove(standing)
    return True
