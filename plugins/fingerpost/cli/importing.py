"""To take in trees that other programs wrote."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from fingerpost.cli._shared import FINDINGS, FINE, trees_option
from fingerpost.failures import Failure

FORMATS = ("json",)


@click.command("import", short_help="Write trees of other programs into the folder of trees.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--from", "form", type=click.Choice(FORMATS), default="json", show_default=True)
@click.option("--overwrite", is_flag=True, help="Take the place of trees of the same id.")
@trees_option
def import_(files: Sequence[Path], form: str, overwrite: bool, folder: Path) -> None:
    """Write trees of other programs into the folder of trees, as YAML; the id in a file names it there.

    What cannot be taken in whole is not taken in at all, and the reason is said. Check the trees afterwards.
    """
    from fingerpost.files import write
    from fingerpost.importers import IMPORTERS, Refusal
    from fingerpost.load.limits import FILE_BYTES

    refused = False
    for file in files:
        try:
            with file.open("rb") as stream:
                made = IMPORTERS[form](stream.read(FILE_BYTES + 1))
        except Refusal as refusal:
            refused = True
            click.echo("\n".join(f"{file}: {reason}" for reason in refusal.reasons), err=True)
            continue
        place = folder / f"{made.id}.yaml"
        if place.is_symlink():
            raise Failure(f"{place} is a link, and links are not followed. Put a plain file there.")
        if place.exists() and not overwrite:
            raise Failure(f"{place} is there already; say --overwrite to take its place.")
        write(place, made.text.encode())
        click.echo(f"{file}: {place} is written.")
    sys.exit(FINDINGS if refused else FINE)
