"""To see where the paths of a tree lead: counted, walked, kept as a case, or as a table."""

import datetime
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fingerpost.cli._shared import FINDINGS, one_tree, today_option, trees_option
from fingerpost.failures import Failure

if TYPE_CHECKING:
    from fingerpost.model import Site
    from fingerpost.paths import Walk


@click.command(short_help="Count the paths of a tree; show a longest and a shortest.")
@click.argument("tree")
@trees_option
@today_option
def paths(tree: str, folder: Path, day: datetime.datetime | None) -> None:
    """Count the paths of a tree, and show a longest and a shortest one."""
    from fingerpost.renderers.terminal import path_report

    site, found = one_tree(folder, tree, day)
    click.echo(path_report(found, site), nl=False)


@click.command(short_help="Walk through a tree in the terminal.")
@click.argument("tree")
@trees_option
@today_option
def walk(tree: str, folder: Path, day: datetime.datetime | None) -> None:
    """Walk through a tree in the terminal. Nothing is stored."""
    from fingerpost import paths as walking

    site, found = one_tree(folder, tree, day)
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


@click.command(short_help="Walk through a tree, and print the walk as a case.")
@click.argument("tree")
@trees_option
@today_option
def case(tree: str, folder: Path, day: datetime.datetime | None) -> None:
    """Walk through a tree, and print the walk as a case to be pasted under `cases:`.

    The steps go to standard error, so that the case can be sent to a file.
    """
    from fingerpost import paths as walking
    from fingerpost.cases import draft
    from fingerpost.follow import end_name, question_name
    from fingerpost.renderers.terminal import step

    site, found = one_tree(folder, tree, day)
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


@click.command(short_help="Print a tree as a table in CSV, a row for each path.")
@click.argument("tree")
@trees_option
@today_option
def table(tree: str, folder: Path, day: datetime.datetime | None) -> None:
    """Print a tree as a table in CSV: a row for each path, `*` where any answer will do or nothing is asked."""
    from fingerpost.tables import ROWS, own_table, written

    site, found = one_tree(folder, tree, day)
    try:
        own = own_table(found, site)
    except Failure as failure:
        raise click.UsageError(str(failure)) from failure
    click.echo(written(own), nl=False)
    if own.more:
        click.echo(f"There are more than {ROWS:,} rows; these are the first.", err=True)
        sys.exit(FINDINGS)
