"""The lanes in which arrows cross rows of boxes: straight on where they can, together where they lead to the same box.

A row is a band of blocks. The aisle of a row lies under it; aisle -1 lies above the first row. An arrow crosses a row
in a lane, and changes lanes in an aisle.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

# How far lanes keep from blocks, and from one another.
CLEARANCE, SPACING = 14.0, 14.0
# So far beside its middle may a block be entered to keep an only arrow straight, and to keep many from a small bend.
_ASIDE, _SLIGHT = 30.0, 6.0
# Where else a block may be entered when another arrow runs right above its middle.
_ASIDES = (0.0, -14.0, 14.0, -28.0, 28.0)
# What it is worth, in length, to save a bend, and to share a lane.
_BEND, _SHARED = 40.0, 200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What stands in a row, hanging from its top."""

    row: int
    left: float
    right: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """An arrow to draw: from `foot` below the top of one block, at `x`, to another; `hints` are good lanes, by row."""

    source: int
    x: float
    foot: float
    target: int
    hints: Mapping[int, float]


class Stop(NamedTuple):
    """Where an arrow enters or leaves an aisle: at x, from the row above it or to the row below."""

    x: float
    above: bool


class Leg(NamedTuple):
    """The part of an arrow that lies in one aisle."""

    aisle: int
    start: Stop
    end: Stop


@dataclass(frozen=True, slots=True)
class _Row:
    """Where blocks bar a row, the lanes through it by target, and all that meets the aisles above it and below it."""

    barred: list[tuple[float, float]] = field(default_factory=list)
    lanes: dict[int, set[float]] = field(default_factory=lambda: defaultdict(set))
    tops: list[tuple[float, int]] = field(default_factory=list)
    feet: list[tuple[float, int]] = field(default_factory=list)


_NONE = _Row()


def legs(blocks: Sequence[Block], wires: Sequence[Wire]) -> list[list[Leg]]:
    """Each arrow's way from aisle to aisle; the short ones choose their lanes first, and long ones join them."""
    rows = _rows(blocks, wires)

    def span(place: int) -> tuple[int, int]:
        wire = wires[place]
        return abs(blocks[wire.target].row - blocks[wire.source].row), place

    lanes: dict[int, list[tuple[int, float]]] = {}
    for place in sorted(range(len(wires)), key=span):
        lanes[place] = list(_lanes(blocks, wires[place], rows))
    last: dict[int, set[float]] = defaultdict(set)
    for place, wire in enumerate(wires):
        last[wire.target].add(lanes[place][-1][1] if lanes[place] else wire.x)
    entries = {target: _entry(blocks[target], target, found, rows) for target, found in last.items()}
    return [list(_way(blocks, wire, lanes[place], entries[wire.target])) for place, wire in enumerate(wires)]


def _rows(blocks: Sequence[Block], wires: Sequence[Wire]) -> dict[int, _Row]:
    rows: dict[int, _Row] = defaultdict(_Row)
    for place, block in enumerate(blocks):
        rows[block.row].barred.append((block.left - CLEARANCE, block.right + CLEARANCE))
        rows[block.row].tops.append((_middle(block), place))
    for wire in wires:
        rows[blocks[wire.source].row].feet.append((wire.x, wire.target))
    return dict(rows)


def _lanes(blocks: Sequence[Block], wire: Wire, rows: Mapping[int, _Row]) -> Iterator[tuple[int, float]]:
    """The rows that an arrow crosses, in order, each with the lane that it takes there."""
    start, end = blocks[wire.source].row, blocks[wire.target].row
    goal = _middle(blocks[wire.target])
    x = wire.x
    for row in range(start + 1, end) if end > start else range(start, end - 1, -1):
        x = _lane(rows, row, wire.target, before=x, hint=wire.hints.get(row, goal))
        if x not in rows[row].lanes[wire.target]:
            rows[row].lanes[wire.target].add(x)
            rows[row].tops.append((x, wire.target))
            rows[row].feet.append((x, wire.target))
        yield row, x


def _lane(rows: Mapping[int, _Row], row: int, target: int, *, before: float, hint: float) -> float:
    """The best free lane: straight on, near the hint, or one that leads to the same block.

    It keeps off what meets the same two aisles from their other sides too, or both would look like one line.
    """
    shared = rows[row].lanes[target]
    across = [*rows.get(row - 1, _NONE).feet, *rows.get(row + 1, _NONE).tops]
    others = {x for x, to in across if to != target}.union(*rows[row].lanes.values())
    taken = _joined([*rows[row].barred, *((x - SPACING, x + SPACING) for x in others)])

    def cost(x: float) -> tuple[float, float]:
        bend = 0 if x == before else _BEND
        return abs(x - before) + abs(x - hint) / 3 + bend - (_SHARED if x in shared else 0), x

    return min({*_free(taken, before), *_free(taken, hint), *shared}, key=cost)


def _joined(stretches: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Open stretches in order, those that overlap made one; between two that touch there is still a lane."""
    joined: list[tuple[float, float]] = []
    for left, right in sorted(stretches):
        if joined and left < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
        else:
            joined.append((left, right))
    return joined


def _free(taken: Sequence[tuple[float, float]], x: float) -> tuple[float, ...]:
    """The free places nearest to x on either side: x alone where it is free."""
    at = bisect_left(taken, (x,))
    for left, right in taken[max(0, at - 1) : at + 1]:
        if left < x < right:
            return left, right
    return (x,)


def _entry(block: Block, place: int, found: set[float], rows: Mapping[int, _Row]) -> float:
    """Where a block is entered: under an arrow that so stays straight, else in the middle or a little beside."""
    middle = _middle(block)
    reach = _ASIDE if len(found) == 1 else _SLIGHT
    straight = [x for x in sorted(found) if abs(x - middle) <= reach]
    others = [x for x, to in rows.get(block.row - 1, _NONE).feet if to != place]
    beside = [middle + aside for aside in _ASIDES if all(abs(middle + aside - x) >= SPACING for x in others)]
    return [*straight, *beside, middle][0]


def _way(blocks: Sequence[Block], wire: Wire, lanes: Sequence[tuple[int, float]], entry: float) -> Iterator[Leg]:
    """Down from aisle to aisle, or round and up; a lane lies above its row's aisle and below the one before it."""
    start, end = blocks[wire.source].row, blocks[wire.target].row
    if end > start:
        stops = [wire.x, *(x for _, x in lanes), entry]
        for aisle, (x, other) in enumerate(pairwise(stops), start):
            yield Leg(aisle, Stop(x, above=True), Stop(other, above=False))
        return
    yield Leg(start, Stop(wire.x, above=True), Stop(lanes[0][1], above=True))
    for (row, x), (_, other) in pairwise(lanes):
        yield Leg(row - 1, Stop(x, above=False), Stop(other, above=True))
    yield Leg(end - 1, Stop(lanes[-1][1], above=False), Stop(entry, above=False))


def _middle(block: Block) -> float:
    return (block.left + block.right) / 2
