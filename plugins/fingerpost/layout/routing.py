"""Right-angled arrows between boxes that stand in rows: down or up in lanes, along the aisles between rows on tracks.

Arrows to the same box share tracks: they join as roads do, and end in one head.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fingerpost.layout.lanes import SPACING, Block, Leg, Wire, legs

# The height of an aisle: without tracks; above its first track, between two, and below its last, where the heads are.
_AISLE, _ABOVE, _TRACK, _BELOW = 38.0, 14.0, 12.0, 26.0


class Point(NamedTuple):
    """A place in the picture, y downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """The top of each row, and the corners of each arrow from its start to its head."""

    tops: tuple[float, ...]
    arrows: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bands:
    """Where rows begin and end, and how many tracks each aisle has; the end of row -1 is the top of the picture."""

    tops: Mapping[int, float]
    ends: Mapping[int, float]
    tracks: Mapping[int, int]


class _Net(NamedTuple):
    """All that goes to one target in one aisle: where it meets the row above and the row below, sorted."""

    target: int
    above: list[float]
    below: list[float]


_Tracks = Mapping[tuple[int, int], int]


def route(blocks: Sequence[Block], wires: Sequence[Wire]) -> Routes:
    """Draw all arrows; each aisle is as high as its tracks need."""
    ways = legs(blocks, wires)
    tracks = _tracks(wires, ways)
    bands = _bands(blocks, tracks)
    arrows = []
    for wire, way in zip(wires, ways, strict=True):
        start = Point(wire.x, bands.tops[blocks[wire.source].row] + wire.foot)
        end = Point(way[-1].end.x, bands.tops[blocks[wire.target].row])
        arrows.append((start, *_corners(way, wire.target, tracks, bands), end))
    return Routes(tops=tuple(bands.tops.values()), arrows=tuple(arrows))


def _bands(blocks: Sequence[Block], tracks: _Tracks) -> _Bands:
    """Row after row, each as high as its highest block, and each aisle as its tracks need."""
    highest: dict[int, float] = {}
    for block in blocks:
        highest[block.row] = max(highest.get(block.row, 0), block.height)
    used: dict[int, int] = defaultdict(int)
    for (aisle, _), track in tracks.items():
        used[aisle] = max(used[aisle], track + 1)
    tops, ends = {}, {-1: 0.0}
    for row in sorted(highest):
        # There is nothing above the first row but arrows that come back to it.
        tops[row] = ends[row - 1] + (_aisle_height(used[row - 1]) if row or used[-1] else 0)
        ends[row] = tops[row] + highest[row]
    return _Bands(tops=tops, ends=ends, tracks=used)


def _aisle_height(tracks: int) -> float:
    return max(_AISLE, _ABOVE + (tracks - 1) * _TRACK + _BELOW)


def _corners(way: Sequence[Leg], target: int, tracks: _Tracks, bands: _Bands) -> Iterator[Point]:
    """Two for each aisle in which an arrow changes lanes; tracks lie in the middle of the room for them."""
    for aisle, start, end in way:
        if start.x != end.x:
            used = bands.tracks[aisle]
            spare = _aisle_height(used) - _ABOVE - _BELOW - (used - 1) * _TRACK
            y = bands.ends[aisle] + _ABOVE + spare / 2 + tracks[aisle, target] * _TRACK
            yield Point(start.x, y)
            yield Point(end.x, y)


def _tracks(wires: Sequence[Wire], ways: Sequence[Sequence[Leg]]) -> _Tracks:
    """The track of each target in each aisle where it needs one, counted from above."""
    above: dict[tuple[int, int], set[float]] = defaultdict(set)
    below: dict[tuple[int, int], set[float]] = defaultdict(set)
    for wire, way in zip(wires, ways, strict=True):
        for leg in way:
            for stop in (leg.start, leg.end):
                (above if stop.above else below)[leg.aisle, wire.target].add(stop.x)
    nets: dict[int, list[_Net]] = defaultdict(list)
    for aisle, target in sorted({*above, *below}):
        if len(above[aisle, target] | below[aisle, target]) > 1:
            nets[aisle].append(_Net(target, sorted(above[aisle, target]), sorted(below[aisle, target])))
    return {(aisle, net.target): track for aisle in nets for net, track in _stacked(nets[aisle])}


def _stacked(nets: Sequence[_Net]) -> Iterator[tuple[_Net, int]]:
    """Nets with their tracks: below all that they run under, on one track where they are apart."""
    placed: list[tuple[float, float, int]] = []
    for net in _untangled(sorted(nets, key=_reach)):
        left, right = _reach(net)
        over = (track for start, end, track in placed if start - SPACING < right and left < end + SPACING)
        track = max(over, default=-1) + 1
        placed.append((left, right, track))
        yield net, track


def _untangled(order: list[_Net]) -> list[_Net]:
    """Nets from the top down, with as few crossings as swapping neighbours gives."""
    for _ in order:
        swapped = False
        for at in range(len(order) - 1):
            upper, lower = order[at], order[at + 1]
            if _harm(lower, upper) < _harm(upper, lower):
                order[at], order[at + 1] = lower, upper
                swapped = True
        if not swapped:
            break
    return order


def _harm(upper: _Net, lower: _Net) -> int:
    """The crossings where one net lies over another; lines that would lie on each other count for many."""
    crossings = _within(upper.below, _reach(lower)) + _within(lower.above, _reach(upper))
    return crossings + 100 * sum(_within(upper.below, (x - SPACING / 2, x + SPACING / 2)) for x in lower.above)


def _reach(net: _Net) -> tuple[float, float]:
    return min((*net.above, *net.below)), max((*net.above, *net.below))


def _within(places: Sequence[float], stretch: tuple[float, float]) -> int:
    return bisect_left(places, stretch[1]) - bisect_right(places, stretch[0])
