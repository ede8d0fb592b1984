"""Diagnostics as text: one module a format, and the line that sums a run up."""

from collections.abc import Callable, Sequence

from fingerpost.diagnostics import Diagnostic
from fingerpost.model import Site
from fingerpost.reporters import concise, full, github, json, sarif
from fingerpost.reporters._sum import summary

__all__ = ["REPORTERS", "summary"]

REPORTERS: dict[str, Callable[[Sequence[Diagnostic], Site], str]] = {
    "concise": concise.report,
    "full": full.report,
    "github": github.report,
    "json": json.report,
    "sarif": sarif.report,
}
