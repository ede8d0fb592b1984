"""A tree as a Mermaid flowchart."""

from fingerpost.exporters._boxes import boxes, heading
from fingerpost.exporters.order import Order
from fingerpost.mermaid import escape

_SHAPES = {
    "action": ('["', '"]'),
    "end": ('(("', '"))'),
    "missing": ('["', '"]'),
    "outcome": ('(["', '"])'),
    "question": ('{{"', '"}}'),
    "subtree": ('[["', '"]]'),
    "tree": ('>"', '"]'),
}


def as_mermaid(order: Order) -> dict[str, bytes]:
    """One file, which a fence named `mermaid` takes as it is."""
    found, lines = boxes(order)
    written = ["---", f'title: "{heading(order)}"', "---", "flowchart TD"]
    for box in found:
        before, behind = _SHAPES[box.kind]
        written.append(f"  {box.id}{before}{escape(box.words)}{behind}")
    for one in lines:
        words = f'|"{escape(one.words)}"|' if one.words else ""
        written.append(f"  {one.start} -->{words} {one.end}")
    return {f"{order.tree.id}.mmd": ("\n".join(written) + "\n").encode()}
