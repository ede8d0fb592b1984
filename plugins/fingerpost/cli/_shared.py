"""What the commands share: their options, a loaded site, a report, and how a command ends."""

import datetime
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from fingerpost import clock
from fingerpost.failures import Failure

if TYPE_CHECKING:
    from fingerpost.load import Loaded
    from fingerpost.model import Site, Tree

# Of a public page, as it stands on paper: no name, no password, no query.
_ADDRESS = re.compile(r"https://[a-z0-9][a-z0-9.-]*(?::\d+)?/[\w%./~-]*", re.ASCII | re.IGNORECASE)
_F = TypeVar("_F", bound=Callable[..., object])
_T = TypeVar("_T")

FINE, FINDINGS, WRONG_USE, BUG = 0, 1, 2, 3
# Where pictures and cards are kept; the plugin's default too.
CACHE = Path(".cache/fingerpost")
# Each card judges by itself the facts that stand on it.
PRINTABLE = ("expired-fact",)
# Errors in what stands beside a tree: it can be walked all the same, and a walk helps to mend them.
WALKABLE = ("differing-row", "failed-case", "uncompared-row", "undecided-policy", "vacuous-policy", "violated-policy")


today_option = click.option(
    "--today",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day to judge by; the clock's unless said otherwise.",
)
trees_option = click.option(
    "--trees", "folder", type=click.Path(path_type=Path), default=Path("trees"), show_default=True, help="The folder."
)


# What is said for cards of trees that have no site.
NO_PAGE = "none"
check_at_option = click.option(
    "--check-at",
    metavar="URL",
    help=f"The page that says which editions are current; by mkdocs.yml, or {NO_PAGE} where there is no such page.",
)


def home_option(about: str) -> Callable[[_F], _F]:
    """The address of the public site, ending in a slash, or "" where none is said."""
    return click.option("--home", metavar="URL", default="", callback=_home, help=about)


def _home(_: click.Context, __: click.Parameter, said: str) -> str:
    if said and not said.startswith("https://"):
        raise click.UsageError(f"The address {said} must begin with https://.")
    return said and said.rstrip("/") + "/"


def page_to_check_at(said: str | None, folder: Path) -> str:
    """The address that stands on cards of the trees in a folder; "" where it was said that there is none."""
    from fingerpost.published import editions_page

    page = editions_page(folder) if said is None else said
    if page == NO_PAGE:
        return ""
    if page and not _ADDRESS.fullmatch(page):
        where = "the site_url of mkdocs.yml" if said is None else "--check-at"
        raise click.UsageError(
            f"{page!r}, from {where}, is no address that can be printed. It is like https://example.org/."
        )
    if page:
        return page
    raise click.UsageError(
        "A card says where to see whether it is current, and no such page is known. Name it with --check-at, or give"
        f" mkdocs.yml a site_url. For trees without a site, say --check-at {NO_PAGE}."
    )


def asked_for(paths: Sequence[Path]) -> dict[Path, frozenset[str]]:
    """Each folder of trees, with the files in it that were asked for (none: all); without paths, the usual folder."""
    from fingerpost.asked import asked, usual

    try:
        return asked(paths or (usual(),))
    except Failure as failure:
        raise click.UsageError(str(failure)) from failure


def load(folder: Path, day: datetime.datetime | None, *, name: str = "") -> "Loaded":
    """The site in a folder, called `name` in messages where that is not the folder's own."""
    from fingerpost.load import load_site

    if not folder.is_dir():
        raise click.UsageError(f"There is no folder {folder}. Name the one that holds your trees.")
    try:
        today = day.date() if day else clock.today()
    except Failure as failure:
        raise click.UsageError(str(failure)) from failure
    return load_site(folder, today=today, name=name or folder.as_posix())


def print_report(report: str, *, colour: bool) -> None:
    """A report as it is; the one for people has colours of its own where a terminal shows them."""
    if report:
        click.echo(report, nl=not report.endswith("\n"), color=None if colour else False)


def one_tree(folder: Path, name: str, day: datetime.datetime | None) -> "tuple[Site, Tree]":
    """A tree by its id or file, fit to be walked."""
    from fingerpost.asked import site_of

    if name.endswith(".yaml"):
        folder, name = site_of(Path(name)) if Path(name).is_file() else folder, Path(name).stem
    loaded = load(folder, day)
    stop_on_errors(loaded, but=WALKABLE)
    return loaded.site, named(name, loaded.site)


def sound_trees(
    folder: Path, names: Collection[str], day: datetime.datetime | None, *, but: Collection[str] = ()
) -> "tuple[Site, list[Tree]]":
    """A site without errors, broken promises included, and its trees of these names; without names, all of them.

    Errors with the codes of `but` count for nothing.
    """
    loaded = load(folder, day)
    stop_on_errors(loaded, but=but)
    return loaded.site, [named(name, loaded.site) for name in names or loaded.site.trees]


def named(name: str, site: "Site") -> "Tree":
    """A tree by its id."""
    from fingerpost.nearest import did_you_mean

    if name not in site.trees:
        raise click.UsageError(f"There is no tree {name}.{did_you_mean(name, site.trees)}")
    return site.trees[name]


def stop_on_errors(loaded: "Loaded", *, but: Collection[str] = ()) -> None:
    """End with the report where there are errors, those with the codes of `but` aside."""
    from fingerpost.audit import audit
    from fingerpost.diagnostics import Severity
    from fingerpost.reporters import REPORTERS

    errors = [one for one in audit(loaded) if one.severity is Severity.ERROR and one.code not in but]
    if errors:
        print_report(REPORTERS["full"](errors, loaded.site), colour=True)
        click.echo("Mend these first.", err=True)
        sys.exit(FINDINGS)


def watched(several: Iterable[_T], *, total: int, what: str) -> Iterator[_T]:
    """The same, with a bar that shows how far it is where somebody sits at a terminal."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return iter(track(several, what, total=total, console=console, transient=True, disable=not console.is_terminal))
