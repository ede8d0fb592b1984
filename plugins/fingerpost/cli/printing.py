"""To print cards."""

import datetime
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import click

from fingerpost.cli._shared import FINDINGS, FINE, sound_trees, today_option, trees_option, watched

SIZES = ("a6", "a5", "a4", "letter")


@click.command()
@click.argument("tree", required=False)
@click.option("--place", "places", multiple=True, metavar="CODE", help="Whose facts to print; may be said again.")
@click.option("--size", default="a6", show_default=True, metavar="SIZES", help=f"Of {', '.join(SIZES)}, with commas.")
@click.option("--large", is_flag=True, help="Large print: nothing below 16 points.")
@click.option("--check-at", default="", metavar="URL", help="The page that says which editions are current.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("cards"), show_default=True)
@trees_option
@today_option
def cards(
    tree: str | None,
    places: Sequence[str],
    size: str,
    large: bool,
    check_at: str,
    out: Path,
    folder: Path,
    day: datetime.datetime | None,
) -> None:
    """Write the act cards of TREE, or of all trees, as PDFs.

    A card that must not be printed, or that does not fit, is not written; why is said, and the command ends with 1.
    """
    from fingerpost.cards import Refused, act_card
    from fingerpost.files import write

    sizes = _sizes(size)
    site, asked = sound_trees(folder, [tree] if tree else [], day)
    if unknown := [code for code in places if code not in site.places]:
        raise click.UsageError(f"There is no place {unknown[0]}. There are {', '.join(sorted(site.places)) or 'none'}.")
    codes = tuple(dict.fromkeys(places)) or (site.default_place.id if site.default_place else None,)
    wanted = list(product(asked, codes, sizes))
    written, refused = 0, dict[str, None]()
    for found, code, form in watched(wanted, total=len(wanted), what="cards"):
        for card in found.cards.values():
            if card.kind.id != "act":
                continue
            name = "-".join([card.id, *([code] if code else []), form, *(["large"] if large else [])])
            path = out / found.id / f"{name}.pdf"
            try:
                place = site.places[code] if code else None
                write(path, act_card(card, found, site, place, size=form, large=large, page=check_at))
                written += 1
            except Refused as reason:
                old = f" {path} is of an earlier run: throw it away." if path.exists() else ""
                refused[f"{reason}{old}"] = None
    for why in refused:
        click.echo(why, err=True)
    click.echo(f"{written} cards written to {out}")
    sys.exit(FINDINGS if refused else FINE)


def _sizes(said: str) -> list[str]:
    asked = [one.strip() for one in said.split(",") if one.strip()]
    if not asked or (unknown := [one for one in asked if one not in SIZES]):
        raise click.UsageError(f"There is no size {unknown[0] if asked else said!r}. There are {', '.join(SIZES)}.")
    return asked
