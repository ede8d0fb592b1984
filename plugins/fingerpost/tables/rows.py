"""Rows of a table as answers that a tree knows: which options each allows at which question, and the end it names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fingerpost.model import Node, Outcome, Question, Site, Subtree, Tree
from fingerpost.source import Span, within
from fingerpost.tables.reading import Cell, Flaw, Sheet

OUTCOME = "outcome"
_JUMP = "tree:"
_ANY = ("", "*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Which options a row allows, by question as the header calls it; a question that is not there may go any way.

    `span` is the place of its outcome.
    """

    allowed: Mapping[str, frozenset[str]]
    outcome: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The rows that a tree understands, the questions that the header names, and the flaws of all others."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    flaws: tuple[Flaw, ...]


def bind(sheet: Sheet, tree: Tree, site: Site) -> Bound:
    """What a tree understands of a sheet; of a header with a flaw, no row is understood."""
    flaws = list(sheet.flaws)
    columns = list(_columns(sheet.header, tree, site, flaws))
    if len(columns) < len(sheet.header) or not sheet.header:
        return Bound(columns=(), rows=(), flaws=tuple(flaws))
    if not sheet.rows and not flaws:
        flaws.append(Flaw(message="This table has no rows.", span=sheet.header[0].span))
    rows = [row for cells in sheet.rows if (row := _row(cells, columns, tree, site, flaws))]
    names = tuple(column.name for column in columns if column.question is not None)
    return Bound(columns=names, rows=tuple(rows), flaws=tuple(flaws))


# The header -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """What the header says of a column; the one of the outcomes asks nothing."""

    name: str
    question: Question | None


def _columns(header: tuple[Cell, ...], tree: Tree, site: Site, flaws: list[Flaw]) -> Iterator[_Column]:
    names = [cell.text for cell in header]
    if header and OUTCOME not in names:
        semicolon = len(header) == 1 and ";" in names[0]
        help_ = "Separate cells by commas." if semicolon else "Call the column `outcome` that tells where a row ends."
        flaws.append(Flaw(message="No column is called `outcome`.", span=header[-1].span, help=help_))
        return
    for at, cell in enumerate(header):
        found = None if cell.text == OUTCOME else _question(cell, tree, site)
        if cell.text in names[:at]:
            flaws.append(Flaw(message=f"There are two columns `{cell.text}`.", span=cell.span))
        elif isinstance(found, Flaw):
            flaws.append(found)
        else:
            yield _Column(name=cell.text, question=found)


def _question(cell: Cell, tree: Tree, site: Site) -> Question | Flaw:
    if not cell.text:
        return Flaw(message="This column has no name.", span=cell.span, help="Delete it, or name the question.")
    node = _named(cell, tree, site, Question, "question")
    assert isinstance(node, Question | Flaw)
    return node


def _named(cell: Cell, tree: Tree, site: Site, kind: type[Node], word: str) -> Node | Flaw:
    """The node of a kind that a cell means: `node`, or `use/node` in a subtree."""
    *uses, last = cell.text.split("/")
    start = 0
    for use in uses:
        node = tree.nodes.get(use)
        if not isinstance(node, Subtree):
            return _unknown(cell, start, use, _names(tree, Subtree), f"`{tree.id}` has no subtree `{use}`.")
        tree = site.trees[node.tree.id]
        start += len(use) + 1
    found = tree.nodes.get(last)
    if isinstance(found, kind):
        return found
    what = f"There is no {word} `{last}`." if found is None else f"`{last}` is no {word}."
    return _unknown(cell, start, last, _names(tree, kind), what)


def _names(tree: Tree, kind: type[Node]) -> tuple[str, ...]:
    return tuple(node.id for node in tree.nodes.values() if isinstance(node, kind))


def _unknown(cell: Cell, start: int, word: str, known: tuple[str, ...], message: str) -> Flaw:
    return Flaw(message=message, span=cell.span, name=cell.text, start=start, word=word, known=known)


# A row ------------------------------------------------------------------------------------------------------------


def _row(cells: tuple[Cell, ...], columns: list[_Column], tree: Tree, site: Site, flaws: list[Flaw]) -> Row | None:
    """A row that is understood whole; of each cell that is not, the first flaw."""
    allowed: dict[str, frozenset[str]] = {}
    before = len(flaws)
    end = cells[0]
    for cell, column in zip(cells, columns, strict=True):
        if column.question is None:
            end = cell
            flaws += _wrong_end(cell, tree, site)
        elif cell.text not in _ANY:
            found = _options(cell, column.question)
            if isinstance(found, Flaw):
                flaws.append(found)
            else:
                allowed[column.name] = found
    return Row(allowed=allowed, outcome=end.text, span=end.span) if len(flaws) == before else None


def _wrong_end(cell: Cell, tree: Tree, site: Site) -> list[Flaw]:
    """What is wrong with the name of an end: `outcome`, `use/outcome`, or `tree:other`."""
    if not cell.text:
        return [Flaw(message="This row does not say where it ends.", span=cell.span)]
    if cell.text.startswith(_JUMP):
        name = cell.text.removeprefix(_JUMP)
        message = f"There is no tree `{name}`."
        return [] if name in site.trees else [_unknown(cell, len(_JUMP), name, tuple(site.trees), message)]
    found = _named(cell, tree, site, Outcome, "outcome")
    return [found] if isinstance(found, Flaw) else []


def _options(cell: Cell, question: Question) -> frozenset[str] | Flaw:
    """The options that a cell names: one, several joined by `|`, or ranges `a..b` in the order of the question's."""
    found: set[str] = set()
    start = 0
    for part in cell.text.split("|"):
        options = _range(cell, start, part, question)
        if isinstance(options, Flaw):
            return options
        found.update(options)
        start += len(part) + 1
    return frozenset(found)


def _range(cell: Cell, start: int, part: str, question: Question) -> tuple[str, ...] | Flaw:
    known = tuple(option.id for option in question.options)
    ends = [word.strip() for word in part.split("..")]
    if len(ends) > 2:
        return Flaw(message=f"`{part.strip()}` is no range: write `first..last`.", span=cell.span)
    for word in ends:
        if word not in known:
            return _no_option(cell, start + part.find(word), word, question, known)
    first, last = known.index(ends[0]), known.index(ends[-1])
    if first > last:
        message = f"`{part.strip()}` is empty, because `{question.id}` offers `{ends[-1]}` before `{ends[0]}`."
        span = within(cell.span, cell.text, start, start + len(part))
        return Flaw(message=message, span=span, help=f"Write `{ends[-1]}..{ends[0]}`.")
    return known[first : last + 1]


def _no_option(cell: Cell, start: int, word: str, question: Question, known: tuple[str, ...]) -> Flaw:
    if not word:
        return Flaw(message="An option is missing in this cell.", span=cell.span, help="`*` stands for any answer.")
    return _unknown(cell, start, word, known, f"`{question.id}` has no option `{word}`.")
