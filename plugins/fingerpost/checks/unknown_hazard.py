"""A tree names a hazard that the log does not hold."""

from collections.abc import Iterator

from fingerpost.checks._names import unknown
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree

CODE = "unknown-hazard"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each hazard that `_hazards.yaml` does not hold; where a site keeps no log yet, there is none to miss."""
    for name in tree.hazards if site.hazards else ():
        if name.id not in site.hazards:
            message = f"There is no hazard `{name.id}`."
            yield unknown(message, name, site.hazards, otherwise="Add it to _hazards.yaml.")
