"""A loop that no reader can leave."""

from collections.abc import Iterator

from fingerpost.checks._circles import circles
from fingerpost.checks._loops import shown, walkable
from fingerpost.checks._names import listed
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Site, Tree

CODE = "no-way-out"
SEVERITY = Severity.ERROR
_HELP = "Lead one of its options to an outcome. An exit does not count: it is for an emergency."


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each loop within the tree that leads nowhere else, judged with the guards."""
    for loop in walkable(tree, site):
        if loop.closed:
            begin = tree.nodes[loop.nodes[0]]
            label = Label(span=begin.span, message="the loop begins here")
            message = f"Nobody can leave this loop: {shown(loop.nodes)}."
            yield Finding(message=message, span=loop.back, at=loop.at, labels=(label,), help=_HELP, walk=loop.walk)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each circle of trees that only lead on to one another."""
    for circle in circles(site):
        if circle.closed:
            message = f"No path through {listed(circle.trees)} ever comes to an outcome: each jump leads round again."
            yield Finding(message=message, span=circle.jump, help=_HELP)
