"""How many diagnostics one report holds."""

from collections.abc import Iterable

from fingerpost.diagnostics import Diagnostic

MOST = 1_000


def first(diagnostics: Iterable[Diagnostic]) -> tuple[list[Diagnostic], int]:
    """The first thousand, and how many more there are."""
    found = list(diagnostics)
    return found[:MOST], max(0, len(found) - MOST)


def and_more(more: int) -> str:
    """The line that stands for those left out."""
    return f"and {more:,} more {'finding' if more == 1 else 'findings'}"
