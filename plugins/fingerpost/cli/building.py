"""To write what a site needs."""

import datetime
from pathlib import Path

import click

from fingerpost.cli._shared import load, stop_on_errors, today_option, trees_option


@click.command()
@click.argument("docs", type=click.Path(path_type=Path, file_okay=False))
@trees_option
@click.option("--overwrite", is_flag=True, help="Take the place of files that Fingerpost did not write.")
@today_option
def site(docs: Path, folder: Path, overwrite: bool, day: datetime.datetime | None) -> None:
    """Write every page and asset that a site needs into DOCS, for any builder of sites."""
    from fingerpost.site import write_site

    loaded = load(folder, day)
    stop_on_errors(loaded)
    written = write_site(loaded.site, docs, overwrite=overwrite)
    click.echo(f"{written} files written to {docs}")
