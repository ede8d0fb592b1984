"""From trees to pictures: what is in them stands where Graphviz puts it; the arrows between are our own."""

from fingerpost.layout.diagram import Box, Plate
from fingerpost.layout.pictures import MOST_BOXES, layout, layouts
from fingerpost.layout.placing import Edge, Picture
from fingerpost.layout.pool import EngineError
from fingerpost.layout.routing import Point

__all__ = ["MOST_BOXES", "Box", "Edge", "EngineError", "Picture", "Plate", "Point", "layout", "layouts"]
