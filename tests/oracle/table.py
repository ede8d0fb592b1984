"""How many policies of each form and scope were compared, and what they showed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from oracle.campaign import Compared, cell

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = ("compared", "whole", "violated", "endless", "vacuous", "different")
Row = tuple[str, str]
Table = Counter[tuple[Row, str]]


def counted(comparisons: Iterable[Compared]) -> Table:
    """One count for each form, scope and column; "whole" are those on which brute force has seen all walks."""
    table: Table = Counter()
    for one in comparisons:
        expected = one.expected
        shown = (
            True,
            expected.cap is None,
            expected.verdict == "violated",
            expected.endless,
            expected.vacuous,
            one.fault,
        )
        table.update((cell(one), column) for column, is_so in zip(COLUMNS, shown, strict=True) if is_so)
    return table


def total(tables: Iterable[Table]) -> str:
    """All tables as one, in words."""
    table = sum(tables, start=Counter())
    rows = sorted({row for row, _ in table})
    lines = [_line(("form", "scope"), COLUMNS)]
    lines += [_line(row, [f"{table[row, column]:,}" for column in COLUMNS]) for row in rows]
    sums = [f"{sum(table[row, column] for row in rows):,}" for column in COLUMNS]
    return "\n".join([*lines, _line(("all", ""), sums)])


def _line(row: Row, cells: Iterable[str]) -> str:
    return f"{row[0]:22}{row[1]:14}" + "".join(f"{cell:>11}" for cell in cells)
