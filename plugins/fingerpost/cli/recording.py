"""To keep the ledger of cards."""

import datetime
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fingerpost.cli._shared import CACHE, FINDINGS, FINE, PRINTABLE, sound_trees, today_option, trees_option
from fingerpost.failures import Failure

if TYPE_CHECKING:
    from fingerpost.model import Edition


@click.command(short_help="Write down every edition of every card.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; end with 1 where an edition is missing.")
@click.option("--note", "only_note", is_flag=True, help="Write nothing; print which cards are to be replaced.")
@click.option("--since", metavar="REVISION", help="With --note: since this git revision, not since the last record.")
@trees_option
@today_option
def ledger(only_check: bool, only_note: bool, since: str | None, folder: Path, day: datetime.datetime | None) -> None:
    """Write down every edition of every card that can be printed today, in _cards.jsonl beside the trees.

    From it the page "Is my card current?" tells whoever holds an old card what has changed. Editions that stand there
    stay as they are. With --note it prints, for the notes of a release, what whoever holds cards is to replace.
    """
    from fingerpost.cards import SIZES, Wanted, added, press, unrecorded, written
    from fingerpost.cards.ledger import NAME
    from fingerpost.files import write

    if since and not only_note:
        raise click.UsageError("--since goes with --note.")
    if only_note and only_check:
        raise click.UsageError("Say --note or --check.")
    past = _past(folder, since) if since else None
    site, _ = sound_trees(folder, [], day, but=PRINTABLE)
    cards = press(site, Wanted(sizes=SIZES, sheets=()), trees=folder, cache=CACHE)
    if only_note:
        from fingerpost.renderers.replacing import note

        click.echo("\n".join(note(cards if past is None else replace(cards, ledger=past), site)))
        return
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


def _past(folder: Path, revision: str) -> "tuple[Edition, ...]":
    """What was on record in a git revision."""
    from fingerpost.cards.ledger import NAME, ledger_at
    from fingerpost.diff.revisions import file_at

    text = file_at(revision, folder, NAME)
    if text is None:
        raise Failure(f"There is no {folder / NAME} in {revision}.")
    return ledger_at(folder, revision, text)


def _editions(number: int) -> str:
    return "1 edition" if number == 1 else f"{number} editions"
