"""A tree is past the day by which it was to be reviewed."""

from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Date, Site, Tree

CODE = "overdue-review"
SEVERITY = Severity.WARNING
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield a review that was due before today."""
    match tree:
        case Tree(next_review=Date(value=day, span=span)) if day < site.today:
            message = f"The next review was due on {day}."
            help_ = "Have it reviewed, then set `last_reviewed` and `next_review` anew."
            yield Finding(message=message, span=span, help=help_)
