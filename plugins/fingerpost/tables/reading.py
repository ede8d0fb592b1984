"""A table's text to cells that know where they stand; what cannot be read is a flaw with its place."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from fingerpost.source import Source, Span, lines, start_of

ROWS = 1_000
COLUMNS = 100
CELL_LETTERS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a cell, without the blanks and quotes around it."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something that keeps rows from being compared; where a word of `name` is wrong, the known ones for its place.

    `word` stands in `name` at `start`, and `span` is that of the whole name.
    """

    message: str
    span: Span
    help: str = ""
    name: str = ""
    start: int = 0
    word: str = ""
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The header of a table, its rows that have as many cells, and everything that could not be read."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    flaws: tuple[Flaw, ...]


def read(source: Source) -> Sheet:
    """The cells of a table; empty lines and those that begin with # are passed over, and a line is a row."""
    header: tuple[Cell, ...] = ()
    rows: list[tuple[Cell, ...]] = []
    flaws: list[Flaw] = []
    for line in _lines(source):
        cells = _cells(*line)
        if isinstance(cells, Flaw):
            flaws.append(cells)
        elif not header:
            header = cells
        elif len(cells) != len(header):
            flaws.append(_ragged(line[0], len(cells), len(header)))
        elif len(rows) == ROWS:
            message = f"A table may hold {ROWS:,} rows; this one and those below it are not compared."
            flaws.append(Flaw(message=message, span=line[0], help="Make two tables, and two trees, of it."))
            break
        else:
            rows.append(cells)
        if not header and flaws:
            break
    return Sheet(header=header, rows=tuple(rows), flaws=tuple(flaws) if header or flaws else (_empty(source),))


def _lines(source: Source) -> Iterator[tuple[Span, str]]:
    """Every line that holds cells, with its place."""
    for number, line in enumerate(lines(source), start=1):
        if line.strip() and not line.startswith("#"):
            yield Span(path=source.path, line=number, column=1, end_line=number, end_column=len(line) + 1), line


def _empty(source: Source) -> Flaw:
    message = "This table is empty."
    return Flaw(message=message, span=start_of(source.path), help="Begin with a line of questions and `outcome`.")


def _ragged(span: Span, found: int, wanted: int) -> Flaw:
    message = f"This row has {_count(found)}, and the first line has {_count(wanted)}."
    return Flaw(message=message, span=span, help="Give each question its cell, and `*` where any answer will do.")


def _count(cells: int) -> str:
    return f"{cells:,} cell" + ("" if cells == 1 else "s")


def _cells(span: Span, line: str) -> tuple[Cell, ...] | Flaw:
    if len(line) > COLUMNS * CELL_LETTERS:
        return Flaw(message=f"This line is longer than {COLUMNS * CELL_LETTERS:,} letters.", span=span)
    try:
        (texts,) = csv.reader([line], strict=True)
    except csv.Error:
        help_ = 'Write quotes around the whole cell and two for each one inside it: "so ""called"""; a row is one line.'
        return Flaw(message="The quotes in this row do not pair.", span=span, help=help_)
    if len(texts) > COLUMNS:
        return Flaw(message=f"A table may have {COLUMNS:,} columns; this line has {len(texts):,}.", span=span)
    cells = [_cell(span, text, *place) for text, place in zip(texts, places(line), strict=True)]
    long = next((cell for cell in cells if len(cell.text) > CELL_LETTERS), None)
    if long is not None:
        return Flaw(message=f"A cell may hold {CELL_LETTERS:,} letters.", span=long.span)
    return tuple(cells)


def _cell(line: Span, text: str, start: int, end: int) -> Cell:
    span = Span(
        path=line.path, line=line.line, column=start + 1, end_line=line.line, end_column=max(end, start + 1) + 1
    )
    return Cell(text=text.strip(), span=span)


def places(line: str) -> Iterator[tuple[int, int]]:
    """Where the cells of a line that `csv` has read stand, without the blanks and quotes around them."""
    at = 0
    while at <= len(line):
        if line.startswith('"', at):
            first, at = at + 1, _closing(line, at + 1)
            last, at = at, at + 1
        else:
            first, at = at, _comma(line, at)
            last = at
        bare = line[first:last]
        yield first + len(bare) - len(bare.lstrip()), max(first + len(bare.rstrip()), first)
        at = _comma(line, at) + 1


def _comma(line: str, at: int) -> int:
    found = line.find(",", at)
    return len(line) if found < 0 else found


def _closing(line: str, at: int) -> int:
    """The quote that closes a cell; two together are one inside it."""
    while True:
        at = line.index('"', at)
        if not line.startswith('""', at):
            return at
        at += 2
