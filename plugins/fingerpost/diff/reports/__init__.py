"""The change of trees as text: one module a format."""

from collections.abc import Callable

from fingerpost.diff.change import Difference
from fingerpost.diff.reports import html, json, markdown, text

__all__ = ["REPORTS"]

# The change, and the address of a site that shows the new version, ending in a slash, "" where there is none.
REPORTS: dict[str, Callable[[Difference, str], str]] = {
    "html": html.report,
    "json": json.report,
    "markdown": markdown.report,
    "text": text.report,
}
