"""The flowchart of a small tree, for its learn card."""

from typing import Any
from xml.etree.ElementTree import tostring

from fingerpost.cards import words
from fingerpost.cards.forms import SHEETS, Form, reading
from fingerpost.layout import Picture, layout
from fingerpost.model import Site, Tree
from fingerpost.renderers.flowchart import COLOURS, INK, SMALLEST_TEXT, flowchart

# No picture of more steps fits a sheet with its words as large as they must be: so none is drawn to be thrown away.
_MOST_STEPS = 12
# To a millimetre.
_POINTS = 72 / 25.4


def chart(tree: Tree, site: Site) -> dict[str, Any] | None:
    """A picture in one ink, its size, and how large its smallest words are, in its own units.

    None for a tree that is too large for the largest sheet. The card shows it if it fits: all of it stands in the
    steps, too.
    """
    if len(tree.nodes) > _MOST_STEPS:
        return None
    pictures = layout(tree, site, cache=None)
    if len(pictures) != 1 or not any(_can_be_read(pictures[0], reading(size)) for size in SHEETS):
        return None
    svg = flowchart(tree, site, pictures[0], href=lambda _: "")
    # What a colour says, words and borders say too.
    for part in svg.iter():
        part.attrib |= {name: INK for name in ("fill", "stroke") if part.get(name) in COLOURS.values()}
    svg.attrib |= {"width": f"{pictures[0].width:g}", "height": f"{pictures[0].height:g}"}
    return {
        "svg": tostring(svg, encoding="unicode"),
        "width": pictures[0].width,
        "height": pictures[0].height,
        "smallest": SMALLEST_TEXT,
        "alt": words.CHART,
    }


def _can_be_read(picture: Picture, form: Form) -> bool:
    """Whether its smallest words are as large as those of the card where a whole side is left for it."""
    width, height = ((side - 2 * form.margin) * _POINTS for side in (form.width, form.height))
    return min(width / picture.width, height / picture.height) * SMALLEST_TEXT >= form.small
