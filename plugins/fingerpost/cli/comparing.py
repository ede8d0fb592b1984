"""To see what a change of trees means."""

import datetime
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fingerpost.cli._shared import FINDINGS, FINE, load, print_report, today_option, trees_option
from fingerpost.failures import Failure

if TYPE_CHECKING:
    from fingerpost.diff import Difference, PathsChange

FORMATS = ("html", "json", "markdown", "text")
_HOME = re.compile(r"\.|https://[^\s()<>\[\]]+")
FAIL_ON = ("weaker", "paths", "meaning")


@click.command(short_help="Say what a change of trees means for a reader.")
@click.argument("base")
@click.argument("head", required=False)
@click.option("--merge-base", is_flag=True, help="Compare with the commit at which HEAD left BASE, as a pull request.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="End with 1 on such a change.")
@click.option(
    "--check-tag", "checks", multiple=True, metavar="TAG", help="The tag of a safety check; may be said again."
)
@click.option("--home", metavar="URL", default="", help="The site that shows HEAD, to which paths lead; . is here.")
@trees_option
@today_option
def diff(
    base: str,
    head: str | None,
    merge_base: bool,
    form: str,
    fail_on: str | None,
    checks: Sequence[str],
    home: str,
    folder: Path,
    day: datetime.datetime | None,
) -> None:
    """Say what a change of trees means: from BASE to HEAD, each a git revision or a folder.

    Without HEAD, to the folder as it is now. Nothing is checked out. Ends with 0 whatever changed, unless --fail-on
    says otherwise; with 2 where there is nothing to compare.
    """
    from fingerpost.diff import difference
    from fingerpost.diff.reports import REPORTS

    if home and not _HOME.fullmatch(home):
        raise click.UsageError(
            f"The address {home} must begin with https:// and hold no blanks and no brackets, or be a dot."
        )
    with ExitStack() as opened:
        try:
            start = _parted(base, head, folder) if merge_base else base
            folders = [opened.enter_context(_folder(one, folder)) for one in (start, head or str(folder))]
        except Failure as failure:
            raise click.UsageError(str(failure)) from failure
        loaded = [load(one, day, name=folder.as_posix()) for one in folders]
        found = difference(*loaded, checks=checks)
    print_report(REPORTS[form](found, home and home.rstrip("/") + "/"), colour=form == "text")
    sys.exit(FINDINGS if fail_on and _fails(found, fail_on) else FINE)


def _parted(base: str, head: str | None, folder: Path) -> str:
    from fingerpost.diff import merge_base

    return merge_base(base, head or "HEAD", folder)


@contextmanager
def _folder(name: str, folder: Path) -> Iterator[Path]:
    """The folder of a side: one that is there, or one of our own with the files of a revision."""
    from fingerpost.asked import trees_in
    from fingerpost.diff import trees_of

    if name and Path(name).is_dir():
        yield trees_in(Path(name))
        return
    with trees_of(name, folder) as made:
        yield made


def _fails(found: "Difference", fail_on: str) -> bool:
    """Whether a change is such that it is to stop a build; what could not be compared always is."""
    from fingerpost.diff import Part

    weaker = bool(found.of(Part.WEAKER) or found.unread or found.errors)
    paths = any(one.changes or one.helpless or one.lost or one.beyond for one in found.paths.values())
    return {
        "weaker": weaker or any(map(_is_worse, found.paths.values())),
        "paths": weaker or paths,
        "meaning": weaker or paths or bool(found.of(Part.STEPS) or found.of(Part.LOCAL)),
    }[fail_on]


def _is_worse(one: "PathsChange") -> bool:
    """Whether paths end less urgently, pass fewer safety checks or cannot reach help, or nobody can tell."""
    return bool(one.helpless or one.tally.fewer_checks or one.tally.less_urgent or one.beyond)
