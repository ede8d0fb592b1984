"""A change of a tree is dated on a day that has not come."""

from collections.abc import Iterator

from fingerpost import clock
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Date, Site, Tree

CODE = "future-date"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each line of the changelog on a day after today, and after the clock's where today is an earlier day.

    Whoever looks at a site as it was at some time has not come to the future by it.
    """
    last = max(site.today, clock.begun())
    for one in tree.changelog:
        match one.on:
            case Date(value=day, span=span) if day > last:
                message = f"Version {one.version.value} is dated {day}, which has not come yet."
                yield Finding(message=message, span=span, help="Write the day on which the change was made.")
