"""To print cards."""

import datetime
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fingerpost.cli._shared import (
    CACHE,
    FINDINGS,
    FINE,
    PRINTABLE,
    check_at_option,
    page_to_check_at,
    sound_trees,
    today_option,
    trees_option,
    watched,
)

if TYPE_CHECKING:
    from fingerpost.cards import Job, Matters, Refused, Typeset

    # A card that there is not, and its file.
    _Refusal = tuple[Job, Path, Refused]

SIZES = ("a6", "a5", "a4", "letter")
KINDS = ("act", "learn", "fold", "booklet", "index")
SHEETS = ("a4", "letter")


@click.command(short_help="Write the cards of trees as PDFs.")
@click.argument("tree", required=False)
@click.option("--kind", default="act", show_default=True, metavar="KINDS", help=f"Of {', '.join(KINDS)}, with commas.")
@click.option("--place", "places", multiple=True, metavar="CODE", help="Whose facts to print; may be said again.")
@click.option("--size", default="a6", show_default=True, metavar="SIZES", help=f"Of {', '.join(SIZES)}, with commas.")
@click.option("--sheet", type=click.Choice(SHEETS), help="Lay cards of A6 and A5 out on sheets that are cut.")
@click.option("--large", is_flag=True, help="Large print: nothing below 16 points.")
@click.option("--text", is_flag=True, help="Write the words of each card as plain text instead, for all sizes.")
@check_at_option
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("cards"), show_default=True)
@trees_option
@today_option
def cards(
    tree: str | None,
    kind: str,
    places: Sequence[str],
    size: str,
    sheet: str | None,
    large: bool,
    text: bool,
    check_at: str | None,
    out: Path,
    folder: Path,
    day: datetime.datetime | None,
) -> None:
    """Write the cards of TREE, or of all trees, as PDFs, or as plain text.

    A card that must not be printed, or that does not fit, is not written; why is said, and the command ends with 1.
    """
    from fingerpost.cards import Matters, every_card, fonts_of
    from fingerpost.cards.keeping import keeping

    kinds, sizes = _chosen(kind, KINDS, "kind"), _chosen(size, SIZES, "size")
    if text and (sheet or large):
        raise click.UsageError("--text has no size: it goes without --sheet and --large.")
    if not text:
        _check(kinds, sizes, sheet)
    site, asked = sound_trees(folder, [tree] if tree else [], day, but=PRINTABLE)
    if unknown := [code for code in places if code not in site.places]:
        raise click.UsageError(f"There is no place {unknown[0]}. There are {', '.join(sorted(site.places)) or 'none'}.")
    codes = tuple(dict.fromkeys(places)) or (site.default_place.id if site.default_place else None,)
    where = [site.places[code] if code else None for code in codes]
    # Of a text there is one, whatever the sizes; every kind comes in this one.
    wanted = [
        *every_card(
            site, trees=asked if tree else None, places=where, sizes=["a4"] if text else sizes, kinds=kinds, large=large
        )
    ]
    typeset = keeping(CACHE, fonts_of(folder))
    matters = Matters(site, page=page_to_check_at(check_at, folder), typeset=typeset)
    content, refused = _told(wanted, matters, out) if text else _made(wanted, matters, typeset, out, sheet)
    _write(content)
    for why in _refused(refused, content.keys(), sized=not text):
        click.echo(why, err=True)
    click.echo(f"{len(content)} {'files' if sheet else 'cards'} written to {out}")
    sys.exit(FINDINGS if refused else FINE)


def _made(
    wanted: "Sequence[Job]", matters: "Matters", typeset: "Typeset", out: Path, sheet: str | None
) -> tuple[dict[Path, bytes], "list[_Refusal]"]:
    """The content of each file, and why others are not there."""
    from fingerpost.cards import CUT, TWO_SIDED, Refused, name_of, on_sheets, printed

    content = dict[Path, bytes]()
    refused: list[_Refusal] = []
    laid: dict[Path, list[Job]] = {}
    for one in watched(wanted, total=len(wanted), what="cards"):
        cut = sheet if one.kind in TWO_SIDED and one.size in CUT else None
        path = out / name_of(one, on=cut or "")
        try:
            # Also made where it is laid out with others, so that each of them is told apart that does not fit.
            card = printed(one, matters.of(one), typeset=typeset)
        except Refused as reason:
            refused.append((one, path, reason))
            continue
        if cut:
            laid.setdefault(path, []).append(one)
        else:
            content[path] = card
    sheets = {path: on_sheets(several, matters, on=sheet or "", typeset=typeset) for path, several in laid.items()}
    return content | sheets, refused


def _told(wanted: "Sequence[Job]", matters: "Matters", out: Path) -> tuple[dict[Path, bytes], "list[_Refusal]"]:
    """The words of each card, and why others are not there."""
    from fingerpost.cards import Refused, plain_text, text_name_of

    content = dict[Path, bytes]()
    refused: list[_Refusal] = []
    for one in wanted:
        path = out / text_name_of(one)
        try:
            content[path] = plain_text(matters.of(one)).encode()
        except Refused as reason:
            refused.append((one, path, reason))
    return content, refused


def _refused(refused: "Sequence[_Refusal]", written: Collection[Path], *, sized: bool) -> Iterator[str]:
    """Which cards are not there and why, and which of their files are of an earlier run."""
    from fingerpost.cards import said, size_of, unmade

    yield from unmade(
        (
            job.tree.id if job.tree else "",
            job.id,
            job.place.code if job.place else "",
            size_of(job) if sized else "",
            said(finding),
        )
        for job, _, reason in refused
        for finding in reason.findings
    )
    # Other cards may lie on the same sheets, and those are new.
    for path in dict.fromkeys(path for _, path, _ in refused if path.exists() and path not in written):
        yield f"{path} is of an earlier run: throw it away."


def _write(content: Mapping[Path, bytes]) -> None:
    from fingerpost.files import write

    for path, card in content.items():
        write(path, card)


def _chosen(said: str, known: Sequence[str], what: str) -> list[str]:
    asked = [one.strip() for one in said.split(",") if one.strip()]
    if not asked or (unknown := [one for one in asked if one not in known]):
        raise click.UsageError(f"There is no {what} {unknown[0] if asked else said!r}. There are {', '.join(known)}.")
    return list(dict.fromkeys(asked))


def _check(kinds: Sequence[str], sizes: Sequence[str], sheet: str | None) -> None:
    """Say so where a kind comes in none of the sizes, or nothing could be laid out."""
    from fingerpost.cards import CUT, TWO_SIDED
    from fingerpost.cards import KINDS as KNOWN

    for kind in kinds:
        if not set(KNOWN[kind]).intersection(sizes):
            raise click.UsageError(f"A card of kind {kind} comes in {', '.join(KNOWN[kind])}. Say which with --size.")
    if sheet and not (set(CUT).intersection(sizes) and set(TWO_SIDED).intersection(kinds)):
        raise click.UsageError(f"On sheets lie cards of {' and '.join(CUT)}, of the kinds {', '.join(TWO_SIDED)}.")
