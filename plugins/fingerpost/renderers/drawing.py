"""Lines, outlines and lines of text as SVG: what is the same in any picture."""

import functools
from collections.abc import Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from fingerpost.layout import Point

_CORNER = 9.0


@functools.lru_cache(4096)
def number(value: float) -> str:
    """A length with one decimal at most, and no sign at a zero, which would depend on what was asked before."""
    return str(round(value, 1) + 0.0).removesuffix(".0")


def line(points: Sequence[Point]) -> str:
    """Path data of a line through right angles, each of them rounded; nothing for no points."""
    if not points:
        return ""
    parts = [f"M{_pair(points[0])}"]
    for (before, corner), (_, after) in pairwise(pairwise(points)):
        radius = min(_CORNER, _length(before, corner) / 2, _length(corner, after) / 2)
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        parts.append(f"L{_pair(start)}Q{_pair(corner)} {_pair(end)}")
    return "".join([*parts, f"L{_pair(points[-1])}"])


def polygon(*corners: tuple[float, float]) -> str:
    """Path data of a closed shape with straight sides."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in corners) + "z"


def rectangle(x: float, y: float, width: float, height: float, *, radius: float) -> str:
    """Path data of a rectangle with round corners, clockwise from its upper left."""
    r = number(radius)
    turns = [f"a{r} {r} 0 0 1 {right}{r} {down}{r}" for right, down in (("", ""), ("-", ""), ("-", "-"), ("", "-"))]
    across, down = number(width - 2 * radius), number(height - 2 * radius)
    start = f"M{number(x + radius)} {number(y)}"
    return f"{start}h{across}{turns[0]}v{down}{turns[1]}h-{across}{turns[2]}v-{down}{turns[3]}z"


def spot(x: float, y: float, width: float, height: float, *, radius: float) -> dict[str, str]:
    """Where a `<rect>` with round corners lies, as its attributes."""
    sizes = {"x": x, "y": y, "width": width, "height": height, "rx": radius}
    return {name: number(size) for name, size in sizes.items()}


def text(css: str, lines: Sequence[str], x: float, top: float, *, leading: float, size: float, **look: str) -> Element:
    """Lines of text from `top` downwards, anchored at `x`; `look` are further attributes, `_` for `-`."""
    attributes = {key.replace("_", "-"): value for key, value in look.items()}
    element = Element("text", {"class": css, "font-size": number(size), **attributes})
    for place, words in enumerate(lines):
        line = element if len(lines) == 1 else SubElement(element, "tspan")
        # In most fonts the middle of a capital is so far above the base line.
        line.attrib |= {"x": number(x), "y": number(top + (place + 0.5) * leading + 0.36 * size)}
        line.text = words
    return element


def _pair(point: Point) -> str:
    return f"{number(point.x)} {number(point.y)}"


def _length(one: Point, other: Point) -> float:
    return abs(one.x - other.x) + abs(one.y - other.y)


def _towards(corner: Point, end: Point, by: float) -> Point:
    share = by / (_length(corner, end) or 1)
    return Point(corner.x + (end.x - corner.x) * share, corner.y + (end.y - corner.y) * share)
