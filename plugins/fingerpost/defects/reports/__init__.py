"""What became of the defects, for people, programs and pages."""

from collections.abc import Callable, Sequence

from fingerpost.defects.reports import full, json, markdown, quick
from fingerpost.defects.trial import Verdict
from fingerpost.model import Site, Tree

__all__ = ["QUICK", "REPORTS", "Report"]

# A tree with what became of its defects, its site, and how many of those that are missed are shown.
Report = Callable[[Tree, Sequence[Verdict], Site, int], str]

# Of several trees in one table, for whom it is enough how much of each is watched.
QUICK = {"full": quick.report, "markdown": quick.markdown}

REPORTS: dict[str, Report] = {"full": full.report, "json": json.report, "markdown": markdown.report}
