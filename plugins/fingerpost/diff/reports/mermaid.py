"""The changed part of a tree as a picture that GitHub draws, in the language of Mermaid."""

from collections.abc import Iterator

from fingerpost.diff.region import Arrow, Box, Region
from fingerpost.diff.reports._words import shown
from fingerpost.mermaid import escape

_MOST = 80
_SHAPES = {"question": '{{"%s"}}', "outcome": '(["%s"])', "subtree": '[["%s"]]', "tree": '>"%s"]'}
_LINES = {"new": "== %s ==>", "gone": "-. %s .->", "": "-- %s -->"}
_BARE = {"new": "==>", "gone": "-.->", "": "-->"}
_CLASSES = {
    "new": "stroke-width:4px",
    "changed": "stroke-width:4px,stroke-dasharray:8 3",
    "gone": "stroke-width:1px,stroke-dasharray:2 4",
}


def picture(one: Region) -> str:
    """A flowchart, or nothing for a region without boxes."""
    return "\n".join(_lines(one)) if one.boxes else ""


def _lines(one: Region) -> Iterator[str]:
    number = {name: f"n{at}" for at, name in enumerate(one.boxes)}
    yield "flowchart TD"
    yield from (f"  {number[name]}{_box(box)}" for name, box in one.boxes.items())
    yield from (f"  {number[each.source]} {_arrow(each)} {number[each.target]}" for each in one.arrows)
    for change, look in _CLASSES.items():
        names = [number[name] for name, box in one.boxes.items() if box.change == change]
        if names:
            yield f"  classDef {change} {look}"
            yield f"  class {','.join(names)} {change}"


def _box(box: Box) -> str:
    words = f"{box.change.upper()}: {box.text}" if box.change else box.text
    return _SHAPES.get(box.kind, '["%s"]') % _escaped(words)


def _arrow(one: Arrow) -> str:
    words = ": ".join(filter(None, (one.change.upper(), one.text)))
    return _LINES[one.change] % f'"{_escaped(words)}"' if words else _BARE[one.change]


def _escaped(words: str) -> str:
    told = shown(words)
    cut = told if len(told) <= _MOST else told[: _MOST - 1] + "…"
    return escape(cut)
