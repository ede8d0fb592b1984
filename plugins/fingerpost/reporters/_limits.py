"""How many diagnostics a report shows, and what it says of the rest."""

from collections.abc import Sequence

from fingerpost.diagnostics import Diagnostic

SHOWN = 1_000


def shown(found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """The first of them, as many as a report holds."""
    return found[:SHOWN]


def rest(found: Sequence[Diagnostic]) -> str:
    """What is said of those that are not shown; nothing when all are."""
    return f"and {len(found) - SHOWN:,} more" if len(found) > SHOWN else ""
