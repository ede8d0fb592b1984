"""A flowchart with everything in its place: pure arithmetic on a diagram and Graphviz's coordinates."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from fingerpost.layout.diagram import (
    PLATE_GAP,
    Box,
    Branch,
    Diagram,
    Link,
    Plate,
    Unit,
    branch_width,
    foot,
    height,
    plate_top,
    row_width,
    terminal_top,
    width,
)
from fingerpost.layout.lanes import Block, Wire
from fingerpost.layout.pool import Coordinates
from fingerpost.layout.routing import Point, route

_MARGIN = 16.0
# From the foot of a box down to the bar that leads to its plates.
_BAR = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """An arrow between two boxes of a picture, by their places in it.

    `stem` leads from the box down to the plate; `line` leads from the plate, or from the box where there is no plate,
    to the head.
    """

    source: int
    target: int
    plate: Plate | None
    stem: tuple[Point, ...]
    line: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A flowchart with everything in its place, of a tree or of one of its stages; lengths as in `diagram`.

    `x`, `y` is the upper left corner of all.
    """

    stage: str
    x: float
    y: float
    width: float
    height: float
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    right_to_left: bool


def picture(drawn: Diagram, answer: Coordinates, *, stage: str, right_to_left: bool) -> Picture:
    """A diagram in its place: rows, and the order and distance within them, are Graphviz's, heights are the rows' own.

    Right-to-left languages get the mirror image, options running from right to left.
    """
    side = -1 if right_to_left else 1
    centres = [answer.nodes[f"n{place}"] for place in range(len(drawn.units))]
    levels = {y: row for row, y in enumerate(sorted({y for _, y in centres}, reverse=True))}
    rows = [levels[y] for _, y in centres]
    middles = [side * x for x, _ in centres]
    units = _levelled(drawn.units, rows)
    blocks = [
        Block(row=row, left=x - width(unit) / 2, right=x + width(unit) / 2, height=height(unit))
        for unit, row, x in zip(units, rows, middles, strict=True)
    ]
    wires = []
    for place, link in enumerate(drawn.links):
        unit = units[link.source]
        # Only an arrow that passes a row needs a lane in it.
        passes = rows[link.target] - rows[link.source] != 1
        hints = _hints(answer.edges.get(f"e{place}", ()), levels) if passes else {}
        wires.append(
            Wire(
                source=link.source,
                x=middles[link.source] + side * _offset(unit, link.branch),
                foot=unit.box.height if link.branch is None else foot(unit, unit.branches[link.branch]),
                target=link.target,
                hints={row: side * x for row, x in hints.items()},
            )
        )
    routes = route(blocks, wires)
    placed = [_placed(unit, x, routes.tops[row], side) for unit, row, x in zip(units, rows, middles, strict=True)]
    edges = [_edge(link, placed, line) for link, line in zip(drawn.links, routes.arrows, strict=True)]
    boxes = [unit.box for unit in placed]
    for source, unit in enumerate(placed):
        for branch in unit.branches:
            if branch.terminal:
                edges.append(_short_edge(unit.box, branch, source=source, target=len(boxes)))
                boxes.append(branch.terminal)
    points = [point for line in routes.arrows for point in line]
    left = min([*(block.left for block in blocks), *(point.x for point in points)]) - _MARGIN
    right = max([*(block.right for block in blocks), *(point.x for point in points)]) + _MARGIN
    top = min([0.0, *(point.y for point in points)]) - _MARGIN
    bottom = max([*(routes.tops[block.row] + block.height for block in blocks), *(p.y for p in points)]) + _MARGIN
    return Picture(
        stage=stage,
        x=left,
        y=top,
        width=ceil(right - left),
        height=ceil(bottom - top),
        boxes=tuple(boxes),
        edges=tuple(edges),
        right_to_left=right_to_left,
    )


def _offset(unit: Unit, branch: int | None) -> float:
    """From the middle of a unit to the middle of one of its branches."""
    if branch is None:
        return 0.0
    before = row_width(unit.branches[:branch]) + (PLATE_GAP if branch else 0)
    return before + branch_width(unit.branches[branch]) / 2 - row_width(unit.branches) / 2


def _levelled(units: Sequence[Unit], rows: Sequence[int]) -> list[Unit]:
    """All nodes of a row as high as the highest."""
    highest: dict[int, float] = {}
    for unit, row in zip(units, rows, strict=True):
        if unit.box.number:
            highest[row] = max(highest.get(row, 0), unit.box.height)
    return [
        replace(unit, box=replace(unit.box, height=highest[row])) if unit.box.number else unit
        for unit, row in zip(units, rows, strict=True)
    ]


def _hints(points: Sequence[tuple[float, float]], levels: Mapping[float, int]) -> dict[int, float]:
    """Where Graphviz's curve crosses each row between its ends."""
    heights = sorted(levels)
    hints = {}
    for (x0, y0), (x1, y1) in pairwise(_along(points)):
        for level in heights[bisect_left(heights, min(y0, y1)) : bisect_left(heights, max(y0, y1))]:
            hints[levels[level]] = x0 + (x1 - x0) * (level - y0) / (y1 - y0)
    return hints


def _along(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Places along a chain of cubic Bézier curves, eight to a curve."""
    for at in range(0, len(points) - 3, 3):
        a, b, c, d = points[at : at + 4]
        for step in range(9):
            t, u = step / 8, 1 - step / 8
            weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
            x, y = (sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
            yield x, y


def _placed(unit: Unit, middle: float, top: float, side: int) -> Unit:
    """A unit with its box in the middle of it and its branches in a row below, running to one side or the other."""
    box = replace(unit.box, x=middle - unit.box.width / 2, y=top)
    branches = []
    for place, branch in enumerate(unit.branches):
        x = middle + side * _offset(unit, place) - branch_width(branch) / 2
        plate = branch.plate and replace(branch.plate, x=x, y=top + plate_top(unit))
        terminal = branch.terminal and replace(branch.terminal, x=x, y=top + terminal_top(unit, branch))
        branches.append(Branch(plate=plate, terminal=terminal))
    return Unit(box=box, branches=tuple(branches))


def _edge(link: Link, units: Sequence[Unit], line: tuple[Point, ...]) -> Edge:
    unit = units[link.source]
    plate = None if link.branch is None else unit.branches[link.branch].plate
    return Edge(source=link.source, target=link.target, plate=plate, stem=_stem(unit.box, plate), line=line)


def _short_edge(box: Box, branch: Branch, *, source: int, target: int) -> Edge:
    """From a branch straight down to its own terminal."""
    assert branch.terminal is not None
    x = branch.terminal.x + branch.terminal.width / 2
    start = branch.plate.y + branch.plate.height if branch.plate else box.y + box.height
    line = (Point(x, start), Point(x, branch.terminal.y))
    return Edge(source=source, target=target, plate=branch.plate, stem=_stem(box, branch.plate), line=line)


def _stem(box: Box, plate: Plate | None) -> tuple[Point, ...]:
    """From the foot of a box by a bar to the top of a plate."""
    if plate is None:
        return ()
    foot, middle, x = box.y + box.height, box.x + box.width / 2, plate.x + plate.width / 2
    bar = (Point(middle, foot + _BAR), Point(x, foot + _BAR)) if x != middle else ()
    return (Point(middle, foot), *bar, Point(x, plate.y))
