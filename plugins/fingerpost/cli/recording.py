"""To keep the ledger of cards."""

import datetime
import sys
from pathlib import Path

import click

from fingerpost.cli._shared import CACHE, FINDINGS, FINE, sound_trees, today_option, trees_option


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; end with 1 where an edition is missing.")
@trees_option
@today_option
def ledger(only_check: bool, folder: Path, day: datetime.datetime | None) -> None:
    """Write down every edition of every card that can be printed today, in _cards.jsonl beside the trees.

    From it the page "Is my card current?" tells whoever holds an old card what has changed. Editions that stand there
    stay as they are.
    """
    from fingerpost.cards import SIZES, Wanted, added, press, unrecorded, written
    from fingerpost.cards.ledger import NAME
    from fingerpost.files import write

    site, _ = sound_trees(folder, [], day)
    cards = press(site, Wanted(sizes=SIZES), trees=folder, cache=CACHE)
    new = list(unrecorded(cards.ledger, cards.printouts))
    for one in new:
        click.echo(" ".join(filter(None, [one.edition, "/".join(filter(None, [one.tree, one.card])), one.place])))
    path = folder / NAME
    if only_check:
        click.echo(f"{path}: {_editions(len(new))} missing")
        sys.exit(FINDINGS if new else FINE)
    content = written(added(cards.ledger, cards.printouts, site.today)).encode()
    if new or (path.exists() and path.read_bytes() != content):
        write(path, content)
    click.echo(f"{path}: {_editions(len(new))} added")


def _editions(number: int) -> str:
    return "1 edition" if number == 1 else f"{number} editions"
