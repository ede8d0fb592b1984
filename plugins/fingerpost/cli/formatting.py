"""To lay files out in the one way."""

import difflib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fingerpost.cli._shared import FINDINGS, FINE, asked_for, print_report

if TYPE_CHECKING:
    from fingerpost.diagnostics import Diagnostic
    from fingerpost.source import Source


@click.command("format", short_help="Lay YAML files out in the one way.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; end with 1 where something would change.")
@click.option("--diff", "show", is_flag=True, help="The same, and show what would change.")
def format_(paths: Sequence[Path], only_check: bool, show: bool) -> None:
    """Lay YAML files out in the one way: folders of trees, or single files.

    No word, no order and no comment changes. A file that cannot be read is left alone, and what is wrong in it is said.
    """
    from fingerpost.canon import canonical
    from fingerpost.files import write

    unreadable: list[Diagnostic] = []
    texts: dict[str, Source] = {}
    looked_at = changed = 0
    for place, source in _sources(paths, unreadable):
        looked_at += 1
        made = canonical(source)
        if not isinstance(made, str):
            unreadable += made
            texts[source.path] = source
            continue
        if made == source.text:
            continue
        changed += 1
        if show:
            click.echo(_difference(source, made), nl=False)
        elif only_check:
            click.echo(f"{place} would be laid out anew.")
        else:
            write(place, made.encode())
            click.echo(f"{place} is laid out anew.")
    _report(unreadable, texts)
    if only_check and not show and not changed and not unreadable:
        click.echo(f"{looked_at:,} {'file' if looked_at == 1 else 'files'}, nothing to change")
    sys.exit(FINDINGS if unreadable or (changed and (only_check or show)) else FINE)


def _sources(paths: Sequence[Path], unreadable: "list[Diagnostic]") -> "Iterator[tuple[Path, Source]]":
    """The YAML files that were asked for, each with where it is; why one is not read joins `unreadable`."""
    from fingerpost.load import decode, gather
    from fingerpost.source import Source

    for folder, names in asked_for(paths).items():
        name = folder.as_posix()
        for path, raw in gather(folder, name):
            if path.lower().endswith(".csv") or (names and path not in names):
                continue
            source = decode(path, raw) if isinstance(raw, bytes) else raw
            if isinstance(source, Source):
                yield folder / path.removeprefix(f"{name}/"), source
            else:
                unreadable.append(source)


def _difference(source: "Source", made: str) -> str:
    lines = difflib.unified_diff(
        source.text.splitlines(keepends=True), made.splitlines(keepends=True), source.path, source.path
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _report(unreadable: "Sequence[Diagnostic]", texts: "dict[str, Source]") -> None:
    from fingerpost import clock
    from fingerpost.diagnostics import in_order
    from fingerpost.model import Site
    from fingerpost.reporters import REPORTERS

    if unreadable:
        site = Site(trees={}, today=clock.today(), files=texts)
        print_report(REPORTERS["full"](in_order(unreadable), site), colour=True)
