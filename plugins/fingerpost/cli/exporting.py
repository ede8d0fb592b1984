"""To write trees for sites that are not ours."""

import dataclasses
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fingerpost.cli._shared import home_option, sound_trees, today_option, trees_option

if TYPE_CHECKING:
    from fingerpost.model import Site

PAGES = ("html", "html-fragment", "html-split")
FORMATS = ("csv", "dot", "fhir", *PAGES, "json", "mermaid", "outline", "table")


@click.command(short_help="Write trees for other places and programs.")
@click.argument("trees", metavar="[TREE...]", nargs=-1)
@click.option("--to", "form", type=click.Choice(FORMATS), default="html", show_default=True)
@click.option("--place", metavar="CODE", help="Show the numbers of this place alone.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("copies"),
    show_default=True,
    help="The folder to write to.",
)
@home_option("The public site, which links to other trees lead to.")
@trees_option
@today_option
def export(
    trees: Sequence[str],
    form: str,
    place: str | None,
    out: Path,
    home: str,
    folder: Path,
    day: datetime.datetime | None,
) -> None:
    """Write trees for other places and programs; without TREE, all of them.

    html is a page that works anywhere in one file, html-split one with a script and a style sheet beside it, and
    html-fragment the element alone. Pages that are exported together lead to one another. json is all that a tree says,
    csv its nodes and options for a spreadsheet, mermaid and dot its flowchart, outline plain text, table every path to
    be signed, and fhir a PlanDefinition (R4).
    """
    from fingerpost.exporters import EXPORTERS, Order
    from fingerpost.files import write
    from fingerpost.layout import layouts

    if place and form not in PAGES:
        raise click.UsageError(f"No number of a place stands in {form}; --place is for pages.")
    whole, asked = sound_trees(folder, trees, day)
    site = _of_place(whole, place)
    together = frozenset(tree.id for tree in asked) if form != "html-fragment" else frozenset()
    drawn = layouts(asked, site, cache=None) if form in PAGES else {}
    for tree in asked:
        pictures = drawn.get(tree.id, ())
        order = Order(tree=tree, site=site, pictures=pictures, together=together, home=home)
        for name, content in EXPORTERS[form](order).items():
            write(out / name, content)
            click.echo(f"{out / name}: {len(content):,} bytes")


def _of_place(site: "Site", place: str | None) -> "Site":
    if place is None:
        return site
    if place not in site.places:
        raise click.UsageError(f"There is no place {place}. There are {', '.join(site.places)}.")
    return dataclasses.replace(site, places={place: site.places[place]})
