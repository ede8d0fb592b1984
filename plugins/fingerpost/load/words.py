"""One scalar of libyaml as words, with the place where they really end and the comment behind them."""

import re
from typing import Any

from fingerpost.load.codes import fault
from fingerpost.load.draft import Draft, column, line_at, mark_in_draft, mark_of
from fingerpost.load.reader import Reader
from fingerpost.load.values import Mark, Scalar, span

_COMMENT = re.compile(r"[ \t]*#.*")
_ITEM = re.compile(r"[ \t]*- ")
_BLOCK = ("|", ">")


def scalar(reader: Reader, event: Any) -> Scalar:
    """What a scalar of any style says, be it on one line or on several."""
    words, style, mark = event.value, event.style, mark_of(reader.file, event)
    if style in _BLOCK:
        value = Scalar(words.rstrip("\n"), _block_end(reader, mark), plain=False)
    else:
        value = Scalar(words, mark, not style, "" if style else comment_behind(reader.file, event.end_mark))
        if mark.line != mark.end_line:
            _refuse_items(reader, mark)
    reader.last = value._replace(mark=mark_in_draft(reader.file, event)) if reader.file.made else value
    return value


def comment_behind(file: Draft, end: Any) -> str:
    """The comment behind words that end there."""
    found = _COMMENT.match(line_at(file, end), end.column)
    return found[0] if found else ""


def _block_end(reader: Reader, mark: Mark) -> Mark:
    """A block scalar's end mark overshoots to the next key: clamp it to its last line that holds words."""
    lines = reader.file.lines
    last = min(mark.end_line, len(lines) - 1)
    # Where no line break ends the file, the mark stands at the end of the words and not at the next key.
    at_end = mark.end_line == last and mark.end_column == len(lines[last])
    line = last if at_end or last < mark.end_line else max(last - 1, mark.line)
    while line > mark.line and not lines[line].strip():
        line -= 1
    return Mark(mark.line, mark.column, line, column(reader.file, line, len(lines[line])))


def _refuse_items(reader: Reader, mark: Mark) -> None:
    """Words over several lines, one of which looks like an item of a list: it would be swallowed in silence."""
    for number in range(mark.line + 1, mark.end_line + 1):
        line = reader.file.lines[number]
        if _ITEM.match(line):
            start = column(reader.file, number, len(line) - len(line.lstrip()))
            found = fault(
                "yaml-syntax",
                "This looks like an item of a list, and is read as part of the sentence above.",
                span(reader.file.path, Mark(number, start, number, start + 1)),
                help="End the line above with a colon, close its quote, or indent this line like the items above it.",
            )
            reader.found.append(found)
            return
