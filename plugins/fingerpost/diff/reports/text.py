"""The change for a terminal, in colours; whoever prints it takes them out where there is no terminal."""

from collections.abc import Iterator

from click import style

from fingerpost.diff.change import Change, Difference, Part, PathsChange
from fingerpost.diff.reports._verdict import verdict
from fingerpost.diff.reports._words import (
    BESIDE,
    ERRORS,
    ON_PATHS,
    PATHS,
    RENUMBERED,
    TITLES,
    UNREAD,
    changes_of,
    counted,
    example,
    headline,
    paths_of,
    place,
    renumbered,
    said_of,
    shown,
    sums,
)

_MOST = 200


def report(found: Difference, home: str = "") -> str:
    """All of it; `home` is the address of the site that shows the new version, "" where there is none."""
    return "".join(f"{line}\n" for line in _lines(found, home))


def _lines(found: Difference, home: str) -> Iterator[str]:
    yield style(verdict(found), bold=True)
    yield from _unread(found)
    yield from _part(found, Part.WEAKER, "red")
    yield from _part(found, Part.LOCAL, "yellow")
    yield from _errors(found)
    if found.paths:
        yield from _title(PATHS, "red")
        for name, one in paths_of(found):
            yield from _paths(name, one, found, home)
    yield from _part(found, Part.STEPS, "yellow")
    if renumbered(found):
        yield f"  {RENUMBERED}"
    yield from _part(found, Part.CASES, "cyan")
    yield from _part(found, Part.SAFETY_WORDING, "yellow")
    yield from _part(found, Part.WORDING, "cyan")
    yield ""
    yield BESIDE


def _title(words: str, colour: str) -> Iterator[str]:
    yield ""
    yield style(words, fg=colour, bold=True)


def _unread(found: Difference) -> Iterator[str]:
    if found.unread:
        yield from _title(UNREAD, "red")
    for one in found.unread:
        yield f"  {shown(one.tree)}, {one.side} version:"
        for each in one.diagnostics[:10]:
            yield f"    {shown(place(each))} {each.code}: {shown(each.message)}"


def _errors(found: Difference) -> Iterator[str]:
    if found.errors:
        yield from _title(ERRORS, "red")
    for one in found.errors[:_MOST]:
        yield f"  {shown(place(one))} {one.code}: {shown(one.message)}"
    if len(found.errors) > _MOST:
        yield f"  and {len(found.errors) - _MOST:,} more"


def _part(found: Difference, part: Part, colour: str) -> Iterator[str]:
    changes = changes_of(found, part)
    if changes:
        yield from _title(TITLES[part], colour)
    tree = None
    for one in changes[:_MOST]:
        if one.tree != tree:
            tree = one.tree
            yield f"  {shown(found.titles.get(tree, tree))} ({tree})" if tree else "  All trees"
        yield from _change(one)
    if len(changes) > _MOST:
        yield f"  and {len(changes) - _MOST:,} more"


def _change(one: Change) -> Iterator[str]:
    where = style(f"  {shown(place(one))}", fg="bright_black") if place(one) else ""
    more = f" (see {PATHS})" if one.code == ON_PATHS else ""
    yield f"  - {shown(one.message)}{more}{where}"
    for name, words in said_of(one):
        yield f"      {style(f'{name}:', fg='bright_black')} {words}"


def _paths(name: str, one: PathsChange, found: Difference, home: str) -> Iterator[str]:
    yield f"  {shown(found.titles.get(name, name))} ({name})"
    yield from (f"  - {shown(each)}" for each in sums(one))
    for each in one.changes:
        yield f"    {shown(headline(each, counted(one)))}"
        if each.example:
            yield f"      {style('such as:', fg='bright_black')}"
            yield from (f"      {at:2}. {line}" for at, line in enumerate(example(each), start=1))
        if home:
            yield f"      {style('opens at', fg='bright_black')} {shown(home + each.link)}"
    if one.more:
        yield f"    and {one.more:,} more groups of paths"
