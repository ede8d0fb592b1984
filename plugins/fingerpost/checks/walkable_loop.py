"""A loop that a reader can walk around in before leaving it."""

from collections.abc import Iterator

from fingerpost.checks._circles import circles
from fingerpost.checks._loops import shown, walkable
from fingerpost.checks._names import listed
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Site, Tree

CODE = "walkable-loop"
SEVERITY = Severity.WARNING
_HELP = "Lead on to a later step, or say when to stop trying."


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each loop within the tree that can be left, judged with the guards."""
    for loop in walkable(tree, site):
        if not loop.closed:
            begin = tree.nodes[loop.nodes[0]]
            label = Label(span=begin.span, message="the loop begins here")
            message = f"A reader can go round and round: {shown(loop.nodes)}."
            yield Finding(message=message, span=loop.back, at=loop.at, labels=(label,), help=_HELP, walk=loop.walk)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each circle of trees that jump to one another and can be left."""
    for circle in circles(site):
        if not circle.closed:
            message = f"A reader can go round and round through {listed(circle.trees)}."
            yield Finding(message=message, span=circle.jump, help=_HELP)
