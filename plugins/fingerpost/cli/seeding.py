"""To break trees, and to see who notices."""

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fingerpost.cli._shared import FINDINGS, FINE, one_tree, sound_trees, today_option, trees_option, watched

if TYPE_CHECKING:
    from fingerpost.defects import Verdict
    from fingerpost.model import Site, Tree

FORMATS = ("full", "json", "markdown")


@click.command(short_help="Break a tree in every way, and show what is not noticed.")
@click.argument("trees", metavar="[TREE...]", nargs=-1)
@click.option("--operator", "operators", multiple=True, metavar="NAME", help="Seed these defects alone.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="full", show_default=True)
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, help="How many missed ones to show."
)
@click.option("--at-least", type=click.FloatRange(0, 100), metavar="PERCENT", help="End with 1 if fewer are caught.")
@click.option("--quick", is_flag=True, help="Stop at the first that catches a defect, and show one table.")
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="How many processes work.")
@trees_option
@today_option
def seed_defects(
    trees: Sequence[str],
    operators: Sequence[str],
    form: str,
    limit: int,
    at_least: float | None,
    quick: bool,
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
    asked = [one_tree(folder, name, day) for name in trees] or _all(folder, day)
    if form == "json" and (len(asked) != 1 or quick):
        raise click.UsageError("A report as json is of one tree, and whole; name it, without --quick.")
    failed = False
    done: list[tuple[Tree, Sequence[Verdict]]] = []
    for place, (site, tree) in enumerate(asked):
        seeded = list(
            defects.seeded(tree, site, [name for name in defects.OPERATORS if name in operators or not operators])
        )
        several = defects.verdicts(seeded, defects.ground(tree, site, quick=quick), jobs=jobs)
        found = list(watched(several, total=len(seeded), what=tree.id))
        failed |= at_least is not None and not defects.tally(found).reaches(at_least)
        if quick:
            done.append((tree, found))
        else:
            click.echo(("\n" if place else "") + defects.REPORTS[form](tree, found, site, limit), nl=False)
    if quick:
        click.echo(defects.QUICK[form](done, asked[0][0], limit), nl=False)
    sys.exit(FINDINGS if failed else FINE)


def _all(folder: Path, day: datetime.datetime | None) -> "list[tuple[Site, Tree]]":
    site, trees = sound_trees(folder, (), day)
    return [(site, tree) for tree in trees]
