"""Mend a file by the edits that its diagnostics offer, as an editor would."""

from collections.abc import Iterable

from fingerpost.diagnostics import Diagnostic, Edit
from fingerpost.source import Source, lines


def mended(text: str, diagnostics: Iterable[Diagnostic]) -> str:
    """The file after the first mend of each diagnostic that has one; of those that overlap only the first."""
    edits: list[Edit] = []
    for one in diagnostics:
        wanted = one.fixes[0].edits if one.fixes else ()
        if not any(_overlap(edit, other) for edit in wanted for other in edits):
            edits.extend(wanted)
    told = lines(Source(path="", text=text))
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        line = told[edit.span.line - 1]
        told[edit.span.line - 1] = line[: edit.span.column - 1] + edit.replacement + line[edit.span.end_column - 1 :]
    return "\n".join(told)


def _overlap(one: Edit, other: Edit) -> bool:
    if one.span.line != other.span.line:
        return False
    return one.span.column <= other.span.end_column and other.span.column <= one.span.end_column
