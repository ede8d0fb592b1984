"""The flowchart of a small tree, for its learn card."""

from typing import Any
from xml.etree.ElementTree import tostring

from fingerpost.cards import words
from fingerpost.layout import layout
from fingerpost.model import Site, Tree
from fingerpost.renderers.flowchart import SMALLEST_TEXT, flowchart

# No picture of more steps fits a sheet with its words as large as they must be: so none is drawn to be thrown away.
_MOST_STEPS = 12


def chart(tree: Tree, site: Site) -> dict[str, Any] | None:
    """A picture with colours of its own, its size, and how large its smallest words are, in its own units.

    None for a tree that is too large. The card shows it if it fits: all of it stands in the steps, too.
    """
    if len(tree.nodes) > _MOST_STEPS:
        return None
    pictures = layout(tree, site, cache=None)
    if len(pictures) != 1:
        return None
    svg = flowchart(tree, site, pictures[0], href=lambda _: "")
    svg.attrib |= {"width": f"{pictures[0].width:g}", "height": f"{pictures[0].height:g}"}
    return {
        "svg": tostring(svg, encoding="unicode"),
        "width": pictures[0].width,
        "height": pictures[0].height,
        "smallest": SMALLEST_TEXT,
        "alt": words.CHART,
    }
