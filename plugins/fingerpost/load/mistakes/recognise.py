"""What an author most likely did when libyaml could not go on, in the author's words."""

from collections.abc import Callable, Sequence
from typing import Any

from fingerpost.diagnostics import Diagnostic
from fingerpost.load.codes import fault
from fingerpost.load.draft import Draft
from fingerpost.load.mistakes.brackets import brackets, list_beside, stray
from fingerpost.load.mistakes.indents import line_above, misplaced, no_colon, odd_blank, too_far_in
from fingerpost.load.mistakes.sentences import (
    after_quote,
    colon,
    lost_comment,
    special_start,
    unclosed_quote,
    unknown_escape,
)
from fingerpost.load.mistakes.stop import Stop, place
from fingerpost.load.quoting import QUOTE
from fingerpost.load.values import Mark, Scalar, span
from fingerpost.source import Source, lines


def syntax_mistake(error: Any, file: Draft, last: Scalar | None, reach: Callable[[Sequence[str]], int]) -> Diagnostic:
    """The diagnostic of a YAML error: that of the first recogniser that knows it, else libyaml's own words."""
    if getattr(error, "problem_mark", None) is None:
        return _forbidden(error, file)
    line, column = _place(error.problem_mark, file.lines)
    stop = Stop(
        path=file.path,
        lines=file.lines,
        problem=error.problem,
        context=error.context or "",
        line=line,
        column=column,
        began=_place(error.context_mark, file.lines) if error.context_mark else None,
        last=last,
        reach=reach,
    )
    known = (found for recognise in _RECOGNISERS if (found := recognise(stop)) is not None)
    return next(known, None) or fault(
        "yaml-syntax", f"This cannot be read: {stop.problem}.", place(stop, line, column), help=QUOTE
    )


def _place(mark: Any, lines: list[str]) -> tuple[int, int]:
    """A mark as a line and a column that are there; marks may lie past the last line."""
    line = min(mark.line, len(lines) - 1)
    return line, min(mark.column, len(lines[line])) if line == mark.line else len(lines[line])


def _directive(stop: Stop) -> Diagnostic | None:
    """What is for YAML and not for trees."""
    where = place(stop, stop.line, 0)
    if "directive" in stop.context + stop.problem or "incompatible YAML document" in stop.problem:
        return fault("not-plain-data", "A line that begins with % is not read here.", where, help="Delete it.")
    if "<document start>" in stop.problem:
        help = "One file is one tree: delete the line that is nothing but `...`."
        return fault("not-plain-data", "Something follows the end of the document.", where, help=help)
    return None


def _forbidden(error: Any, file: Draft) -> Diagnostic:
    """A character that YAML forbids; libyaml counts bytes up to it."""
    before = file.text.encode()[: error.position].decode(errors="ignore")
    told = lines(Source(path=file.path, text=before))
    line, column = len(told) - 1, len(told[-1])
    code = ord(error.character) if isinstance(error.character, str) else int(error.character)
    where = span(file.path, Mark(line, column, line, column + 1))
    return fault("yaml-syntax", f"U+{code:04X} is not allowed in a text file.", where, help="Delete it.")


# The surest first.
_RECOGNISERS = (
    odd_blank,
    unknown_escape,
    unclosed_quote,
    lost_comment,
    _directive,
    after_quote,
    special_start,
    colon,
    no_colon,
    line_above,
    too_far_in,
    list_beside,
    brackets,
    stray,
    misplaced,
)
