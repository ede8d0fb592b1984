"""To check trees, and to have a finding explained."""

import datetime
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fingerpost.cli._shared import FINDINGS, FINE, asked_for, load, print_report, today_option

if TYPE_CHECKING:
    from fingerpost.diagnostics import Fix
    from fingerpost.load import Loaded

# No file needs as many; a mend that led in circles would.
_ROUNDS = 50
FORMATS = ("concise", "full", "github", "json", "sarif")


@click.command(short_help="Check trees, and say what is wrong in them.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="full", show_default=True)
@click.option("--fix", is_flag=True, help="Make the mends that change no word and no arrow, and say which.")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), help="How many processes work, at most; one for each core unless said."
)
@today_option
def check(
    paths: Sequence[Path], form: str, fix: bool, strict: bool, jobs: int | None, day: datetime.datetime | None
) -> None:
    """Check trees: folders of them, or single files (judged within their folder).

    Ends with 0 when all is fine, 1 when something was found, 2 when it was used wrongly, 3 on a bug of its own.
    """
    from fingerpost.audit import audit
    from fingerpost.cores import cores
    from fingerpost.diagnostics import Severity
    from fingerpost.reporters import REPORTERS, summary

    failed = False
    jobs = jobs or cores()
    folders = asked_for(paths)
    if len(folders) > 1 and form in ("json", "sarif"):
        raise click.UsageError(f"A report as {form} is of one folder; name the trees of one.")
    for folder, names in folders.items():
        loaded = load(folder, day)
        mends = 0
        if fix:
            loaded, mends = _mend(loaded, folder, names, day, jobs=jobs, err=form not in ("full", "concise"))
        found = [one for one in audit(loaded, jobs=jobs) if not names or one.span.path in names]
        report = REPORTERS[form](found, loaded.site)
        print_report(report, colour=form == "full")
        click.echo(summary(found, loaded.site, names), err=form not in ("full", "concise"))
        if fix and (told := _decided(mends, sum(bool(one.fixes) for one in found))):
            click.echo(told, err=form not in ("full", "concise"))
        failed |= any(strict or one.severity is Severity.ERROR for one in found)
    sys.exit(FINDINGS if failed else FINE)


def _mend(
    loaded: "Loaded", folder: Path, names: Collection[str], day: datetime.datetime | None, *, jobs: int, err: bool
) -> "tuple[Loaded, int]":
    """The site after all safe mends, and their number; one may bring another to light, so it is read again."""
    from fingerpost.audit import audit
    from fingerpost.files import write
    from fingerpost.mending import mended, safe

    count = 0
    for _ in range(_ROUNDS):
        made: dict[str, list[Fix]] = {}
        for one, fix in safe(
            [one for one in audit(loaded, jobs=jobs) if not names or one.span.path in names], loaded.site.files
        ):
            made.setdefault(one.span.path, []).append(fix)
            count += 1
            click.echo(f"{one.span.path}:{one.span.line}:{one.span.column}: mended {one.code}: {fix.message}", err=err)
        for path, fixes in made.items():
            write(Path(path), mended(loaded.site.files[path], fixes).encode())
        if not made:
            break
        loaded = load(folder, day)
    return loaded, count


def _decided(mends: int, suggestions: int) -> str:
    """How a run that mends ends: "0 mended; 5 suggestions are for you to decide"; nothing where there is nothing."""
    left = f"{suggestions:,} suggestions are" if suggestions != 1 else "1 suggestion is"
    if suggestions:
        return f"{mends:,} mended; {left} for you to decide"
    return f"{mends:,} mended" if mends else ""


@click.command(short_help="Say what a finding means and how to mend it.")
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Print what a finding means and how to mend it; without CODE, list all codes.

    CODE is what stands in brackets in a report, such as dead-end.
    """
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
