"""Official tables that trees must agree with, row by row, and a tree's own table."""

from fingerpost.tables.comparing import STATES, Comparison, Difference, compare
from fingerpost.tables.reading import CELL_LETTERS, COLUMNS, ROWS, Cell, Flaw, Sheet, read
from fingerpost.tables.rows import Row, bind
from fingerpost.tables.solving import Answered, Reached, answers, reach
from fingerpost.tables.writing import OwnTable, own_table, written

__all__ = [
    "CELL_LETTERS",
    "COLUMNS",
    "ROWS",
    "STATES",
    "Answered",
    "Cell",
    "Comparison",
    "Difference",
    "Flaw",
    "OwnTable",
    "Reached",
    "Row",
    "Sheet",
    "answers",
    "bind",
    "compare",
    "own_table",
    "reach",
    "read",
    "written",
]
