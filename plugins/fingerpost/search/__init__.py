"""The graph of (node, guard values) of a tree: what a reader can really walk, how often, and how far."""

from fingerpost.search.counting import in_figures, topological, total
from fingerpost.search.expansion import target_lists
from fingerpost.search.graph import STATES, Edge, Graph, State, Summary, Tally
from fingerpost.search.known import expand, expand_with_exits, inner_first, summary
from fingerpost.search.loops import components, loops, stuck
from fingerpost.search.walks import extreme, reachable, walk_to

__all__ = [
    "STATES",
    "Edge",
    "Graph",
    "State",
    "Summary",
    "Tally",
    "components",
    "expand",
    "expand_with_exits",
    "extreme",
    "in_figures",
    "inner_first",
    "loops",
    "reachable",
    "stuck",
    "summary",
    "target_lists",
    "topological",
    "total",
    "walk_to",
]
