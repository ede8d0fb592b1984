"""To write what a site needs."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from fingerpost.cli._shared import (
    CACHE,
    check_at_option,
    home_option,
    load,
    page_to_check_at,
    stop_on_errors,
    today_option,
    trees_option,
)

# As `cards` has them, which is not to be loaded for `--help`.
USUAL = ("a6", "a4", "letter", "a4-large")
OFFERED = ("act", "learn", "booklet", "index")
BOOKLETS = ("a5",)
SHEETS = ("a4", "letter")


@click.command(short_help="Write every page and asset of a site.")
@click.argument("docs", type=click.Path(path_type=Path, file_okay=False))
@trees_option
@click.option("--cards", is_flag=True, help="Write the cards too, and the page that says which are current.")
@click.option("--card-kind", default=",".join(OFFERED), show_default=True, metavar="KINDS", help="With commas.")
@click.option("--card-size", default=",".join(USUAL), show_default=True, metavar="SIZES", help="Sizes, with commas.")
@click.option("--booklet-size", default=",".join(BOOKLETS), show_default=True, metavar="SIZES", help="With commas.")
@click.option(
    "--card-sheet", default=",".join(SHEETS), show_default=True, metavar="SIZES", help="Or none, to cut from."
)
@click.option("--card-place", "places", multiple=True, metavar="CODE", help="Only for this place; may be said again.")
@check_at_option
@click.option("--exports/--no-exports", default=True, show_default=True, help="Write each tree in its other forms too.")
@home_option("The public site, which other forms name as theirs.")
@click.option("--overwrite", is_flag=True, help="Take the place of files that Fingerpost did not write.")
@today_option
def site(
    docs: Path,
    folder: Path,
    cards: bool,
    card_kind: str,
    card_size: str,
    booklet_size: str,
    card_sheet: str,
    places: Sequence[str],
    check_at: str | None,
    exports: bool,
    home: str,
    overwrite: bool,
    day: datetime.datetime | None,
) -> None:
    """Write every page and asset that a site needs into DOCS, for any builder of sites."""
    from fingerpost.site import exported, write_site

    loaded = load(folder, day)
    stop_on_errors(loaded)
    printed = None
    if cards:
        from fingerpost.cards import Wanted, press, refusals

        wanted = Wanted(
            kinds=_listed(card_kind),
            sizes=_listed(card_size),
            booklets=_listed(booklet_size),
            sheets=_listed(card_sheet) if card_sheet != "none" else (),
            places=places,
        )
        printed = press(loaded.site, wanted, trees=folder, cache=CACHE, page=page_to_check_at(check_at, folder))
        for why in refusals(printed):
            click.echo(why, err=True)
    others = exported(loaded.site, home=home) if exports else {}
    written = write_site(loaded.site, docs, overwrite=overwrite, cards=printed, exports=others)
    click.echo(f"{written} files written to {docs}")


def _listed(said: str) -> list[str]:
    return [one.strip() for one in said.split(",")]
