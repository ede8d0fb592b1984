"""A file as if its first mistakes were mended, so that one run shows the later ones too, each where it stands."""

from dataclasses import dataclass, field, replace
from typing import Any

from fingerpost.diagnostics import Diagnostic, Fix
from fingerpost.load.values import Mark, span
from fingerpost.source import Source, Span, lines


@dataclass(slots=True)
class Draft:
    """The lines of a file with mends in them; `made` tells for each mended line where, and how long it was and is."""

    path: str
    text: str
    lines: list[str]
    made: dict[int, tuple[int, int, int]] = field(default_factory=dict)


def draft(source: Source) -> Draft:
    """A file as it is."""
    return Draft(path=source.path, text=source.text, lines=lines(source))


def mend(file: Draft, fix: Fix) -> Draft | None:
    """The file with a mend in it; None where it cannot be told any longer what stood where."""
    made, mended = dict(file.made), list(file.lines)
    for edit in fix.edits:
        number, start, end = edit.span.line - 1, edit.span.column - 1, edit.span.end_column - 1
        if number in made or edit.span.line != edit.span.end_line or "\n" in edit.replacement:
            return None
        made[number] = (start, end, start + len(edit.replacement))
        mended[number] = mended[number][:start] + edit.replacement + mended[number][end:]
    return Draft(path=file.path, text="\n".join(mended), lines=mended, made=made)


def column(file: Draft, line: int, place: int) -> int:
    """The column in the file as it is of a place in the draft."""
    start, old, new = file.made.get(line, (place, 0, 0))
    if place <= start:
        return place
    return place - new + old if place >= new else min(place, old)


# Places -----------------------------------------------------------------------------------------------------------


def mark_of(file: Draft, event: Any) -> Mark:
    """Where an event of libyaml stands in the file as it is."""
    start, end = event.start_mark, event.end_mark
    if not file.made and end.line < len(file.lines):
        return Mark(start.line, start.column, end.line, end.column)
    return Mark(*here(file, start), *here(file, end))


def place_of(file: Draft, event: Any) -> Span:
    """The same as a place that messages use."""
    return span(file.path, mark_of(file, event))


def mark_in_draft(file: Draft, event: Any) -> Mark:
    """Where an event stands among the lines of the draft."""
    return Mark(*_there(file, event.start_mark), *_there(file, event.end_mark))


def here(file: Draft, place: Any) -> tuple[int, int]:
    """A mark of libyaml as a line and a column of the file as it is."""
    if not file.made and place.line < len(file.lines):  # as in nearly all files
        return place.line, place.column
    line, at = _there(file, place)
    return line, column(file, line, at)


def _there(file: Draft, place: Any) -> tuple[int, int]:
    """A mark of libyaml, which may lie past the last line."""
    line = min(place.line, len(file.lines) - 1)
    return line, place.column if line == place.line else len(file.lines[line])


def line_at(file: Draft, place: Any) -> str:
    """The line of a mark of libyaml; empty past the last one."""
    return file.lines[place.line] if place.line < len(file.lines) else ""


def in_file(file: Draft, found: Diagnostic) -> Diagnostic:
    """A diagnostic about the draft as one about the file as it is."""
    if not file.made:
        return found
    labels = tuple(replace(label, span=_span(file, label.span)) for label in found.labels)
    fixes = tuple(fix_in_file(file, fix) for fix in found.fixes)
    return replace(found, span=_span(file, found.span), labels=labels, fixes=fixes)


def fix_in_file(file: Draft, fix: Fix) -> Fix:
    """A mend of the draft as one of the file as it is."""
    return replace(fix, edits=tuple(replace(edit, span=_span(file, edit.span)) for edit in fix.edits))


def _span(file: Draft, place: Span) -> Span:
    return place._replace(
        column=column(file, place.line - 1, place.column - 1) + 1,
        end_column=column(file, place.end_line - 1, place.end_column - 1) + 1,
    )
