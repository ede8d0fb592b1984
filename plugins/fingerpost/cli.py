"""The command `fingerpost`: plain values in, one function called, its result printed."""

import datetime
import gc
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from fingerpost import __version__, clock
from fingerpost.failures import Failure

if TYPE_CHECKING:
    from fingerpost.defects import Verdict
    from fingerpost.load import Loaded
    from fingerpost.model import Site, Tree
    from fingerpost.paths import Walk

FINE, FINDINGS, WRONG_USE, BUG = 0, 1, 2, 3
FORMATS = ("concise", "full", "github", "json", "sarif")
DEFECT_FORMATS = ("full", "json", "markdown")
# Errors in what stands beside a tree: it can be walked all the same, and a walk helps to mend them.
_WALKABLE = ("differing-row", "failed-case", "uncompared-row", "undecided-policy", "vacuous-policy", "violated-policy")


_today = click.option(
    "--today",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day to judge by; the clock's unless said otherwise.",
)
_trees = click.option(
    "--trees", "folder", type=click.Path(path_type=Path), default=Path("trees"), show_default=True, help="The folder."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="fingerpost")
def cli() -> None:
    """Protocols as plain text, proved on every path."""


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="full", show_default=True)
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@_today
def check(paths: Sequence[Path], form: str, strict: bool, day: datetime.datetime | None) -> None:
    """Check trees: folders of them, or single files (judged within their folder).

    Ends with 0 when all is fine, 1 when something was found, 2 when it was used wrongly, 3 on a bug of its own.
    """
    from fingerpost.audit import audit
    from fingerpost.diagnostics import Severity
    from fingerpost.reporters import REPORTERS, summary

    failed = False
    folders = _asked(paths)
    if len(folders) > 1 and form in ("json", "sarif"):
        raise click.UsageError(f"A report as {form} is of one folder; name the trees of one.")
    for folder, names in folders.items():
        loaded = _load(folder, day)
        found = [one for one in audit(loaded) if not names or one.span.path in names]
        report = REPORTERS[form](found, loaded.site)
        _print(report, colour=form == "full")
        click.echo(summary(found, loaded.site, names), err=form not in ("full", "concise"))
        failed |= any(strict or one.severity is Severity.ERROR for one in found)
    sys.exit(FINDINGS if failed else FINE)


def _asked(paths: Sequence[Path]) -> "dict[Path, frozenset[str]]":
    from fingerpost.asked import asked, usual

    try:
        return asked(paths or (usual(),))
    except Failure as failure:
        raise click.UsageError(str(failure)) from failure


def _load(folder: Path, day: datetime.datetime | None) -> "Loaded":
    from fingerpost.load import load_site

    if not folder.is_dir():
        raise click.UsageError(f"There is no folder {folder}. Name the one that holds your trees.")
    try:
        today = day.date() if day else clock.today()
    except Failure as failure:
        raise click.UsageError(str(failure)) from failure
    return load_site(folder, today=today, name=folder.as_posix())


def _print(report: str, *, colour: bool) -> None:
    """A report as it is; the one for people has colours of its own where a terminal shows them."""
    if report:
        click.echo(report, nl=not report.endswith("\n"), color=None if colour else False)


def _one_tree(folder: Path, name: str, day: datetime.datetime | None) -> "tuple[Site, Tree]":
    """A tree by its id or file, fit to be walked."""
    from fingerpost.asked import site_of
    from fingerpost.nearest import nearest

    if name.endswith(".yaml"):
        folder, name = site_of(Path(name)) if Path(name).is_file() else folder, Path(name).stem
    loaded = _load(folder, day)
    _stop_on_errors(loaded, but=_WALKABLE)
    if name not in loaded.site.trees:
        near = nearest(name, loaded.site.trees)
        raise click.UsageError(f"There is no tree {name}." + (f" Did you mean {near}?" if near else ""))
    return loaded.site, loaded.site.trees[name]


@cli.command()
@click.argument("tree")
@_trees
@_today
def paths(tree: str, folder: Path, day: datetime.datetime | None) -> None:
    """Count the paths of a tree, and show a longest and a shortest one."""
    from fingerpost.renderers.terminal import path_report

    site, found = _one_tree(folder, tree, day)
    click.echo(path_report(found, site), nl=False)


@cli.command()
@click.argument("tree")
@_trees
@_today
def walk(tree: str, folder: Path, day: datetime.datetime | None) -> None:
    """Walk through a tree in the terminal. Nothing is stored."""
    from fingerpost import paths as walking

    site, found = _one_tree(folder, tree, day)
    walks = [walking.start(site, found.id)]
    while True:
        word, choice = _choose(walks[-1], site, can_go_back=len(walks) > 1)
        if word == "q":
            return
        if word == "b":
            walks.pop()
        else:
            walks.append(choice(walks[-1]))


def _choose(
    walk: "Walk", site: "Site", *, can_go_back: bool, err: bool = False
) -> "tuple[str, Callable[[Walk], Walk]]":
    """Show a step and ask what to do there: the key that was typed, and what it does to the walk."""
    from fingerpost.renderers.terminal import choices, step

    click.echo(step(walk, site), err=err)
    offered = choices(walk, site, can_go_back=can_go_back)
    if walk.ended:
        offered = {key: choice for key, choice in offered.items() if key in ("b", "q")}
    keys = click.Choice(list(offered))
    word = click.prompt(" / ".join(offered), prompt_suffix=" > ", type=keys, show_choices=False, err=err)
    return word, offered[word]


@cli.command()
@click.argument("tree")
@_trees
@_today
def case(tree: str, folder: Path, day: datetime.datetime | None) -> None:
    """Walk through a tree, and print the walk as a case to be pasted under `cases:`.

    The steps go to standard error, so that the case can be sent to a file.
    """
    from fingerpost import paths as walking
    from fingerpost.cases import draft
    from fingerpost.follow import end_name, question_name
    from fingerpost.renderers.terminal import step

    site, found = _one_tree(folder, tree, day)
    walks = [walking.start(site, found.id)]
    answers: list[tuple[str, str] | None] = []
    while (end := end_name(site, walks[-1])) is None:
        word, choice = _choose(walks[-1], site, can_go_back=len(walks) > 1, err=True)
        if word == "q":
            return
        if word == "b":
            walks.pop()
            answers.pop()
        elif word.startswith("x"):
            click.echo("A case cannot take an exit. Choose an answer, or q to quit.", err=True)
        else:
            name = question_name(site, walks[-1])
            answers.append((name, walking.offers(site, walks[-1])[int(word) - 1].id) if name else None)
            walks.append(choice(walks[-1]))
    click.echo(f"\nThe path leaves for {end} here." if walks[-1].jumps else step(walks[-1], site), err=True)
    click.echo(err=True)
    click.echo(draft(found, [one for one in answers if one], end), nl=False)


@cli.command()
@click.argument("tree")
@_trees
@_today
def table(tree: str, folder: Path, day: datetime.datetime | None) -> None:
    """Print a tree as a table in CSV: a row for each path, `*` where any answer will do or nothing is asked."""
    from fingerpost.tables import ROWS, own_table, written

    site, found = _one_tree(folder, tree, day)
    try:
        own = own_table(found, site)
    except Failure as failure:
        raise click.UsageError(str(failure)) from failure
    click.echo(written(own), nl=False)
    if own.more:
        click.echo(f"There are more than {ROWS:,} rows; these are the first.", err=True)
        sys.exit(FINDINGS)


@cli.command()
@click.argument("trees", metavar="[TREE...]", nargs=-1)
@click.option("--operator", "operators", multiple=True, metavar="NAME", help="Seed these defects alone.")
@click.option("--format", "form", type=click.Choice(DEFECT_FORMATS), default="full", show_default=True)
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, help="How many missed ones to show."
)
@click.option("--at-least", type=click.FloatRange(0, 100), metavar="PERCENT", help="End with 1 if fewer are caught.")
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="How many processes work.")
@_trees
@_today
def seed_defects(
    trees: Sequence[str],
    operators: Sequence[str],
    form: str,
    limit: int,
    at_least: float | None,
    jobs: int,
    folder: Path,
    day: datetime.datetime | None,
) -> None:
    """Break a tree in every way, and show which of its arrows nobody watches.

    Each broken version is checked like any tree. What neither checks nor policies nor cases find is missed. No file is
    changed. Ends with 1 where a tree stays below the percentage that was asked for.
    """
    from fingerpost import defects

    if unknown := sorted({*operators} - {*defects.OPERATORS}):
        raise click.UsageError(f"There is no operator {unknown[0]}. There are {', '.join(defects.OPERATORS)}.")
    asked = [_one_tree(folder, name, day) for name in trees] or _all_trees(folder, day)
    if len(asked) != 1 and form == "json":
        raise click.UsageError("A report as json is of one tree; name it.")
    failed = False
    for place, (site, tree) in enumerate(asked):
        seeded = list(
            defects.seeded(tree, site, [name for name in defects.OPERATORS if name in operators or not operators])
        )
        several = defects.verdicts(seeded, defects.ground(tree, site), jobs=jobs)
        found = list(_watched(several, total=len(seeded), what=tree.id))
        click.echo(("\n" if place else "") + defects.REPORTS[form](tree, found, site, limit), nl=False)
        failed |= at_least is not None and not defects.tally(found).reaches(at_least)
    sys.exit(FINDINGS if failed else FINE)


def _all_trees(folder: Path, day: datetime.datetime | None) -> "list[tuple[Site, Tree]]":
    loaded = _load(folder, day)
    _stop_on_errors(loaded)
    return [(loaded.site, tree) for tree in loaded.site.trees.values()]


def _watched(verdicts: "Iterable[Verdict]", *, total: int, what: str) -> "Iterator[Verdict]":
    """The same, with a bar that shows how far it is where somebody sits at a terminal."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return iter(track(verdicts, what, total=total, console=console, transient=True, disable=not console.is_terminal))


@cli.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Print what a finding means and how to mend it; without CODE, list all codes."""
    from fingerpost.explain import page, titles

    if code is None:
        width = max(map(len, titles()))
        for name, title in titles().items():
            click.echo(f"{name:<{width}}  {title}")
        return
    try:
        click.echo(page(code), nl=False)
    except KeyError as error:
        raise click.UsageError(str(error.args[0])) from error


@cli.command()
@click.argument("docs", type=click.Path(path_type=Path, file_okay=False))
@_trees
@click.option("--overwrite", is_flag=True, help="Take the place of files that Fingerpost did not write.")
@_today
def site(docs: Path, folder: Path, overwrite: bool, day: datetime.datetime | None) -> None:
    """Write every page and asset that a site needs into DOCS, for any builder of sites."""
    from fingerpost.site import write_site

    loaded = _load(folder, day)
    _stop_on_errors(loaded)
    written = write_site(loaded.site, docs, overwrite=overwrite)
    click.echo(f"{written} files written to {docs}")


def _stop_on_errors(loaded: "Loaded", *, but: Collection[str] = ()) -> None:
    """End with the report where there are errors, those with the codes of `but` aside."""
    from fingerpost.audit import audit
    from fingerpost.diagnostics import Severity
    from fingerpost.reporters import REPORTERS

    errors = [one for one in audit(loaded) if one.severity is Severity.ERROR and one.code not in but]
    if errors:
        _print(REPORTERS["full"](errors, loaded.site), colour=True)
        click.echo("Mend these first.", err=True)
        sys.exit(FINDINGS)


def main() -> NoReturn:
    """Run the command; a bug of ours ends with 3 and says what to report."""
    # What a command reads it keeps until it ends; to look for garbage meanwhile would double its time.
    gc.disable()
    try:
        cli.main(prog_name="fingerpost")
    except (Failure, OSError) as error:
        click.echo(f"fingerpost: {error}", err=True)
        sys.exit(WRONG_USE)
    except Exception as error:  # anything that is left is ours
        click.echo(_bug(error), err=True)
        sys.exit(BUG)
    sys.exit(FINE)


def _bug(error: Exception) -> str:
    """What to report: the kind of fault and where it came up, without the words of any tree."""
    import importlib.metadata
    import platform
    import traceback

    where = traceback.extract_tb(error.__traceback__)[-5:]
    lines = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in where]
    urls = importlib.metadata.metadata("fingerpost").get_all("Project-URL") or []
    home = next((url.split(", ")[1] for url in urls if url.startswith("Repository")), "")
    return "\n".join(
        [
            f"This is a bug of Fingerpost. Please report it with these lines at {home}/issues",
            f"  fingerpost {__version__}, Python {platform.python_version()}, {platform.system()}",
            f"  {type(error).__name__}: {error}",
            *lines,
        ]
    )
