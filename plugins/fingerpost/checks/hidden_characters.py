"""A file holds characters that nobody can see, or that change how others are shown."""

import bisect
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from fingerpost.characters import describe, hidden
from fingerpost.diagnostics import Edit, Finding, Fix, Severity
from fingerpost.model import Placed, Site, Text
from fingerpost.source import Source, Span, lines

CODE = "hidden-characters"
SEVERITY = Severity.ERROR
PARTIAL = True
# An escape of a letter that may not be seen; those of quotes, strokes, tabs and line breaks stand for what all can see.
_ESCAPE = re.compile(r"""\\[^"'/nt\s]""")


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each such character in any file, comments included, and in what an escape such as `\\u200b` stands for."""
    for source in site.files.values():
        yield from _written(source)
    yield from _escaped(site)


def _written(source: Source) -> Iterator[Finding]:
    found = list(hidden(source.text))
    if not found:
        return
    starts = _starts(source)
    for at in found:
        line = bisect.bisect_right(starts, at)
        column = at - starts[line - 1] + 1
        span = Span(path=source.path, line=line, column=column, end_line=line, end_column=column + 1)
        fix = Fix(message="Delete it.", edits=(Edit(span=span, replacement=""),))
        yield _finding(source.text[at], span, (fix,))


def _starts(source: Source) -> list[int]:
    """Where each line begins in the text."""
    starts, at = [], 0
    for line in lines(source):
        starts.append(at)
        at += len(line)
        at += 2 if source.text[at : at + 2] == "\r\n" else 1
    return starts


def _finding(letter: str, span: Span, fixes: tuple[Fix, ...] = ()) -> Finding:
    message = f"{describe(letter)} cannot be seen, or changes how other letters are shown."
    return Finding(message=message, span=span, help="Delete it.", fixes=fixes)


def _escaped(site: Site) -> Iterator[Finding]:
    """What double quotes hide: characters of the decoded words that do not stand in the file as they are."""
    split = {path: lines(source) for path, source in site.files.items() if _ESCAPE.search(source.text)}
    for text in _texts(site) if split else ():
        for at in hidden(text.value) if text.span.path in split else ():
            letter = text.value[at]
            written = split[text.span.path][text.span.line - 1 : text.span.end_line]
            if not any(letter in line for line in written):
                yield _finding(letter, _escape(letter, text.span, written))


def _escape(letter: str, span: Span, written: list[str]) -> Span:
    """Where the escape of a letter stands in the lines of a text, or all of the text for an escape of another form."""
    code = ord(letter)
    pattern = re.compile(rf"\\(?:x{code:02x}|u{code:04x}|U{code:08x})", re.IGNORECASE)
    for line, words in enumerate(written, start=span.line):
        if match := pattern.search(words):
            start, end = match.span()
            return Span(path=span.path, line=line, column=start + 1, end_line=line, end_column=end + 1)
    return span


def _texts(value: object) -> Iterator[Text]:
    """Every text within a value, however deep; a stack, as values are what a stranger wrote."""
    open_ = [value]
    while open_:
        match open_.pop():
            case Text() as text:
                yield text
            case Mapping() as several:
                open_ += several.values()
                # The wordings of a word list are keys; each stands on the line of its better wording.
                yield from (Text(value=key, span=one.span) for key, one in several.items() if isinstance(one, Text))
            case tuple() as several:
                open_ += several
            case Placed() | Site() as one if is_dataclass(one):
                open_ += [getattr(one, field.name) for field in fields(one)]
