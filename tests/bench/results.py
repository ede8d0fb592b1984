"""How large the measurements are, and what they give."""

from dataclasses import dataclass

from bench.measure import Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many trees are checked, and pages built, of how many nodes; the nodes of the large trees.

    `walked` has so many nodes, and `steps` are taken in it; `visits` are paid to a page;
    `rounds` is how often all but that is done.
    """

    trees: int
    nodes: int
    pages: int
    page_nodes: int
    large: int
    picture: int
    promised: int
    walked: int
    steps: int
    visits: int
    rounds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that was measured; `share` is its time for each second of the first row, where that says something.

    `most` is the bar: so many seconds, or so many times the first row.
    """

    what: str
    cost: Cost
    share: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing that was measured in a unit of its own; `most` is the bar."""

    what: str
    value: float
    unit: str
    most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What one letter measures: a heading, a sentence on how, rows or figures, and what else there is to say."""

    letter: str
    title: str
    how: str
    rows: tuple[Row, ...] = ()
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
