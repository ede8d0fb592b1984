"""A hazard stands in the log, and nothing is said to keep it from happening."""

from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site

CODE = "uncontrolled-hazard"
SEVERITY = Severity.WARNING


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each hazard that has no controls."""
    for hazard in site.hazards.values():
        if not hazard.controls and not hazard.checked_by:
            message = f"Nothing keeps `{hazard.id}` from happening."
            help = "Write what does under `controls`, or leave it so: the page of hazards says that it is open."
            yield Finding(message=message, span=hazard.span, help=help)
