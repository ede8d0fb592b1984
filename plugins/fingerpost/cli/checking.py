"""To check trees, and to have a finding explained."""

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from fingerpost.cli._shared import FINDINGS, FINE, load, print_report, today_option
from fingerpost.failures import Failure

FORMATS = ("concise", "full", "github", "json", "sarif")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="full", show_default=True)
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@today_option
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
        loaded = load(folder, day)
        found = [one for one in audit(loaded) if not names or one.span.path in names]
        report = REPORTERS[form](found, loaded.site)
        print_report(report, colour=form == "full")
        click.echo(summary(found, loaded.site, names), err=form not in ("full", "concise"))
        failed |= any(strict or one.severity is Severity.ERROR for one in found)
    sys.exit(FINDINGS if failed else FINE)


def _asked(paths: Sequence[Path]) -> "dict[Path, frozenset[str]]":
    from fingerpost.asked import asked, usual

    try:
        return asked(paths or (usual(),))
    except Failure as failure:
        raise click.UsageError(str(failure)) from failure


@click.command()
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
