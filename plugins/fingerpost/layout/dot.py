"""A diagram in Graphviz's language: sizes and arrows alone, no word of the tree."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fingerpost.layout.diagram import PLATE_GAP, Diagram, Link, Unit, branch_width, height, row_width, width
from fingerpost.layout.layers import depths, reached, upward

if TYPE_CHECKING:
    from graphviz import Digraph

# Graphviz refuses cells past 65535. How high a row is does not change what stands in it, and heights are ours.
_TALLEST = 10_000


def dot(drawn: Diagram) -> str:
    """A diagram for Graphviz: sizes and arrows alone, no word of the tree, and no loops."""
    import graphviz

    graph = graphviz.Digraph(
        graph_attr={"nodesep": "0.45", "ordering": "out", "ranksep": "0.6"},
        node_attr={"fixedsize": "true", "label": "", "shape": "box"},
        edge_attr={"dir": "none"},
    )
    for place, unit in enumerate(drawn.units):
        if unit.branches:
            graph.node(f"n{place}", label=_ports(unit), shape="plain", fixedsize="false")
        else:
            graph.node(f"n{place}", width=f"{width(unit) / 72:.4f}", height=f"{height(unit) / 72:.4f}")
    arrows: list[list[int]] = [[] for _ in drawn.units]
    for link in drawn.links:
        arrows[link.source].append(link.target)
    back = upward(arrows)
    for place, link in enumerate(drawn.links):
        _arrow(graph, place, link, up=(link.source, link.target) in back)
    for last, apart in _footnotes(arrows, back):
        graph.edge(f"n{last}", f"n{apart}", style="invis", weight="0")
    return str(graph.source)


def _arrow(graph: "Digraph", place: int, link: Link, *, up: bool) -> None:
    name, source, target = f"e{place}", f"n{link.source}", f"n{link.target}"
    if link.source == link.target:
        return
    if up:
        graph.edge(target, source, id=name)
    elif link.branch is None:
        graph.edge(source, target, id=name, weight="20")
    else:
        graph.edge(f"{source}:p{link.branch}", target, id=name)


def _footnotes(arrows: Sequence[Sequence[int]], back: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Each root that no way from the start leads to or meets, with the deepest node, below which it stands best."""
    main = reached(arrows, 0)
    depth = depths(arrows, back)
    deepest = max(sorted(main), key=lambda node: depth[node])
    led_to = {target for targets in arrows for target in targets}
    for node in range(len(arrows)):
        if node not in main and node not in led_to and not reached(arrows, node) & main:
            yield deepest, node


def _ports(unit: Unit) -> str:
    """A table of empty cells, as large as the unit, with a port in the middle of each branch."""
    side = (width(unit) - row_width(unit.branches)) / 2
    tall = round(min(height(unit), _TALLEST))
    cells = [_cell(side, tall)] if side else []
    for place, branch in enumerate(unit.branches):
        if place:
            cells.append(_cell(PLATE_GAP, tall))
        cells.append(_cell(branch_width(branch), tall, f' PORT="p{place}"'))
    cells += [_cell(side, tall)] if side else []
    table = '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>'
    return f"<{table}{''.join(cells)}</TR></TABLE>>"


def _cell(width: float, height: int, port: str = "") -> str:
    return f'<TD{port} FIXEDSIZE="TRUE" WIDTH="{round(width)}" HEIGHT="{height}"></TD>'
