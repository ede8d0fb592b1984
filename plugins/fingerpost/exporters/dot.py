"""A tree as a graph in DOT, for Graphviz and whatever else reads it."""

import textwrap

from fingerpost.exporters._boxes import boxes, heading
from fingerpost.exporters.order import Order

_SHAPES = {
    "action": "box",
    "end": "circle",
    "missing": "plaintext",
    "outcome": "box, style=rounded",
    "question": "hexagon",
    "subtree": "box, peripheries=2",
    "tree": "cds",
}
_WIDTH = 32


def as_dot(order: Order) -> dict[str, bytes]:
    """One file; the ids are ours, and words stand in labels alone."""
    found, lines = boxes(order)
    top = f'  graph [label="{heading(order)}", labelloc=t, rankdir=TB, charset="UTF-8"]'
    written = ["digraph {", top]
    written += [f"  {box.id} [label={_label(box.words)}, shape={_SHAPES[box.kind]}]" for box in found]
    for one in lines:
        words = f" [label={_label(one.words)}]" if one.words else ""
        written.append(f"  {one.start} -> {one.end}{words}")
    return {f"{order.tree.id}.dot": ("\n".join([*written, "}"]) + "\n").encode()}


def _label(words: str) -> str:
    r"""Words over several lines; `\`, `"` and the entities that Graphviz reads in labels are written out."""
    return '"' + "\\n".join(map(escape, textwrap.wrap(words, _WIDTH))) + '"'


def escape(words: str) -> str:
    """Words within a quoted string, and without its escapes and entities."""
    return words.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
