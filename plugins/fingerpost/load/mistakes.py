"""What an author most likely did when libyaml could not go on, in the author's words."""

import re
from typing import Any

from fingerpost.diagnostics import Diagnostic, Edit, Fix, Label
from fingerpost.load.codes import fault
from fingerpost.load.values import Mark, Scalar, span
from fingerpost.source import Span, start_of

# `key: ` or `- ` at the beginning of a line, and then a sentence that holds another `: `.
_SENTENCE = re.compile(r"^(?P<lead>\s*(?:- )*(?:[^\s:\"'\[\]{},]+:\s+)?)(?P<sentence>\S.*?)\s*$")
_QUOTE = "Put the whole sentence in quotes."


def syntax_mistake(error: Any, path: str, lines: list[str], last: Scalar | None) -> Diagnostic:
    """The diagnostic of a YAML error: `last` is the last scalar that was read before it."""
    if getattr(error, "problem", None) is None:
        return _unacceptable(error, path, lines)
    problem: str = error.problem
    here = _place(error.problem_mark, path, lines)
    if "mapping values are not allowed" in problem:
        return _colon(here, lines)
    if "quoted scalar" in (error.context or ""):
        return _quoted(error, here, path, lines)
    if "cannot start any token" in problem:
        return _bad_start(here, lines)
    if problem.startswith("did not find expected") and last is not None and not last.plain:
        return _after_quote(here, path, last)
    if "block" in (error.context or ""):
        return _indent(error, here, path, lines)
    return fault("yaml-syntax", f"This cannot be read as YAML: {problem}.", here, help=_QUOTE)


def _place(mark: Any, path: str, lines: list[str]) -> Span:
    """A mark of an error as one letter of the file; marks may lie past the last line."""
    line = min(mark.line, len(lines) - 1)
    column = min(mark.column, len(lines[line])) if line == mark.line else len(lines[line])
    return span(path, Mark(line, column, line, column + 1))


def _line(lines: list[str], here: Span) -> str:
    return lines[here.line - 1]


def _colon(here: Span, lines: list[str]) -> Diagnostic:
    line = _line(lines, here)
    before = line[: here.column - 1]
    if ": " not in before and not before.lstrip().startswith("- "):
        return fault(
            "yaml-syntax",
            "This line stands further in than the line above allows.",
            here,
            help="Give it the same indentation as its neighbours, or end the line above with a colon.",
        )
    return unquoted_colon(here, line)


def unquoted_colon(here: Span, line: str) -> Diagnostic:
    """A sentence with `: ` in it, which YAML takes for a key and its value; the mend puts it in quotes."""
    fixes = ()
    sentence = _SENTENCE.match(line)
    if sentence and sentence["sentence"][0] not in "\"'[{":
        start, end = sentence.span("sentence")
        where = Span(path=here.path, line=here.line, column=start + 1, end_line=here.line, end_column=end + 1)
        fixes = (Fix(message=_QUOTE, edits=(Edit(span=where, replacement=quoted(sentence["sentence"])),)),)
    mended = f" Write {fixes[0].edits[0].replacement}" if fixes else ""
    return fault(
        "unquoted-colon",
        "A colon and a space inside a sentence are read as a key and its value.",
        here,
        help=f"{_QUOTE}{mended}",
        fixes=fixes,
    )


def quoted(sentence: str) -> str:
    """A sentence in double quotes, as YAML reads it back."""
    return '"' + sentence.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _quoted(error: Any, here: Span, path: str, lines: list[str]) -> Diagnostic:
    start = _place(error.context_mark, path, lines)
    if "escape" in error.problem:
        return fault(
            "yaml-syntax",
            "A backslash in double quotes begins an escape, and this one is unknown.",
            here,
            help="Write \\\\ for a backslash, or use single quotes.",
        )
    return fault(
        "unclosed-quote",
        "This quote is never closed.",
        start,
        help="Close it at the end of the sentence; an apostrophe at the beginning needs double quotes around all.",
    )


def _bad_start(here: Span, lines: list[str]) -> Diagnostic:
    line = _line(lines, here)
    letter = line[here.column - 1 : here.column]
    if letter == "\t" or "\t" in line[: here.column - 1] and not line[: here.column - 1].strip():
        return fault(
            "tab-indent", "This line is indented with a tab.", here, help="Use spaces: two for each step further in."
        )
    return fault("yaml-syntax", f"Words that stand bare cannot begin with `{letter}`.", here, help=_QUOTE)


def _after_quote(here: Span, path: str, last: Scalar) -> Diagnostic:
    opened = span(path, last.mark)
    if last.mark.line != last.mark.end_line:
        return fault(
            "unclosed-quote",
            f"This quote is not closed on its own line; it runs on to line {opened.end_line}.",
            Span(
                path=path,
                line=opened.line,
                column=opened.column,
                end_line=opened.line,
                end_column=opened.column + 1,
            ),
            labels=(Label(span=here, message="so this is not where it seems to be"),),
            help="Close it at the end of the sentence.",
        )
    return fault(
        "yaml-syntax",
        "Something follows the closing quote.",
        here,
        labels=(Label(span=opened, message="the quoted words"),),
        help="Put the whole sentence in quotes; a quote inside them is written twice in '…', or \\\" in \"…\".",
    )


def _indent(error: Any, here: Span, path: str, lines: list[str]) -> Diagnostic:
    line = _line(lines, here)
    if line[: len(line) - len(line.lstrip())].count("\t"):
        return fault("tab-indent", "This line is indented with a tab.", here, help="Use spaces.")
    begun = _place(error.context_mark, path, lines)
    return fault(
        "yaml-syntax",
        "This does not fit what stands above it.",
        here,
        labels=(Label(span=begun, message="what was begun here"),),
        help="Check that it is indented like its neighbours, and that a key ends with a colon.",
    )


def _unacceptable(error: Any, path: str, lines: list[str]) -> Diagnostic:
    """A character that YAML forbids, by its position in the file."""
    position = int(getattr(error, "position", 0))
    character = getattr(error, "character", 0)
    code = ord(character) if isinstance(character, str) else int(character)
    for number, line in enumerate(lines):
        if position <= len(line):
            where = span(path, Mark(number, position, number, position + 1))
            return fault("yaml-syntax", f"U+{code:04X} is a control character.", where, help="Delete it.")
        position -= len(line) + 1
    return fault("yaml-syntax", f"U+{code:04X} is a control character.", start_of(path), help="Delete it.")
