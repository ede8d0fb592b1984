"""Which mends may be made without asking, and how they are made.

A mend is safe when it changes no word and no arrow: only quotes, backslashes and blanks within a line, or letters
that nobody sees. The nearest name to one that is missing is a guess, and so is the place of a line or the end of a
sentence: those a person makes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from fingerpost.diagnostics import Diagnostic, Edit, Fix, Severity
from fingerpost.source import BREAK, Source

# Any mend of these is safe: what they delete cannot be seen, and a fact's name is written out already.
_SURE = ("hidden-characters", "unread-fact")
# Where a quote was to be closed is a guess.
_NEVER = ("unclosed-quote",)
_MARKS = re.compile(r"[\s\"'\\]+")


def safe(diagnostics: Iterable[Diagnostic], files: Mapping[str, Source]) -> Iterator[tuple[Diagnostic, Fix]]:
    """The mends of errors that may be made together: each within one file, and none that overlaps another.

    A warning may be meant as it stands, so it is left to its author.
    """
    taken: dict[str, list[tuple[int, int]]] = {}
    begins: dict[str, list[int]] = {}
    for one in diagnostics:
        if one.severity is not Severity.ERROR or not one.fixes or one.span.path not in files:
            continue
        fix, source = one.fixes[0], files[one.span.path]
        starts = begins.get(source.path) or begins.setdefault(source.path, _starts(source))
        if not all(_is_within(edit, source, starts) for edit in fix.edits) or not _is_safe(
            one.code, fix, source, starts
        ):
            continue
        stretches = [_stretch(edit, starts) for edit in fix.edits]
        others = taken.setdefault(source.path, [])
        if not any(start <= last and first <= end for start, end in stretches for first, last in others):
            others += stretches
            yield one, fix


def mended(source: Source, fixes: Iterable[Fix]) -> str:
    """The words of a file with some mends made, none of which overlap."""
    starts, text = _starts(source), source.text
    edits = [(_stretch(edit, starts), edit.replacement) for fix in fixes for edit in fix.edits]
    for (start, end), replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


def _is_within(edit: Edit, source: Source, starts: list[int]) -> bool:
    return edit.span.path == source.path and edit.span.end_line <= len(starts)


def _is_safe(code: str, fix: Fix, source: Source, starts: list[int]) -> bool:
    if code in _SURE:
        return True
    tabs = code == "tab-indent"
    return code not in _NEVER and all(_keeps_words(edit, source, starts, tabs=tabs) for edit in fix.edits)


def _keeps_words(edit: Edit, source: Source, starts: list[int], *, tabs: bool) -> bool:
    """Whether only marks around and between the words change, and no line moves in or out but from tabs to spaces."""
    start, end = _stretch(edit, starts)
    old = source.text[start:end]
    moves = "\n" in edit.replacement or (edit.span.column == 1 and not old.strip() and not tabs)
    return not moves and _MARKS.sub("", old) == _MARKS.sub("", edit.replacement)


def _starts(source: Source) -> list[int]:
    """Where each line begins."""
    return [0, *(found.end() for found in BREAK.finditer(source.text))]


def _stretch(edit: Edit, starts: list[int]) -> tuple[int, int]:
    span = edit.span
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
