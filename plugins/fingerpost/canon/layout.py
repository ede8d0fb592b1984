"""A file laid out anew: two spaces a step, brackets on one line or none, one blank line where there were any."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from fingerpost.canon.comments import Comment, comments
from fingerpost.canon.words import below, key_word, on_one_line
from fingerpost.diagnostics import Diagnostic
from fingerpost.load.codes import fault
from fingerpost.load.events import read
from fingerpost.load.values import Entry, ListValue, MappingValue, Scalar, Value
from fingerpost.source import Source, lines, start_of

WIDTH = 120
# A key that is longer must say that it is one; libyaml looks no further than 1,024 letters.
_KEY = 1_000
_End = tuple[int, int]
_NEVER: _End = (2**31, 0)


@dataclass(slots=True)
class _Writer:
    """What is written; `fresh` while nothing stands below the last key yet; `comments` are still to come."""

    lines: Sequence[str]
    comments: deque[Comment]
    out: list[str] = field(default_factory=list)
    fresh: bool = True


def canonical(source: Source) -> str | list[Diagnostic]:
    """The file laid out anew, or what keeps it from being read; never anything that means something else."""
    document, found = read(source)
    if document is None or found:
        return found
    if not isinstance(document.root, MappingValue):
        message = "Keys and their values were expected here."
        return [fault("wrong-shape", message, start_of(source.path), help="Write `title:` and `nodes:`.")]
    said = list(comments(document.root, lines(source)))
    writer = _Writer(lines=lines(source), comments=deque(said))
    _mapping(writer, document.root, 0, "", _NEVER)
    _comments_until(writer, _NEVER, 0)
    text = "\n".join(writer.out) + "\n"
    again, mistakes = read(Source(path=source.path, text=text))
    assert again is not None and not mistakes, "what was laid out anew cannot be read"
    assert _meaning(again.root) == _meaning(document.root), "what was laid out anew means something else"
    assert [one.words for one in comments(again.root, text.split("\n"))] == [one.words for one in said]
    return text


def _meaning(value: Value) -> object:
    """Words and keys in their order, without their places; not recursive deeper than the limit on depth."""
    match value:
        case Scalar():
            return value.value
        case MappingValue():
            return {"keys": [(key, _meaning(entry.value)) for key, entry in value.entries.items()]}
        case ListValue():
            return [_meaning(item) for item in value.items]


# Keys and items ---------------------------------------------------------------------------------------------------


def _mapping(writer: _Writer, value: MappingValue, indent: int, lead: str, until: _End) -> None:
    """The entries, each on lines of its own; `lead` stands before the first, in place of its indentation."""
    entries = list(value.entries.values())
    for entry, after in zip(entries, [*(_start(one.key) for one in entries[1:]), until], strict=True):
        if not lead:
            _comments_until(writer, _start(entry.key), indent)
            _blank(writer, *_start(entry.key))
        _entry(writer, entry, indent, lead or " " * indent, after)
        lead = ""
    _rest(writer, value, indent, until)


def _entry(writer: _Writer, entry: Entry, indent: int, lead: str, until: _End) -> None:
    value, key = entry.value, key_word(entry.key, writer.lines)
    head = f"{lead}{key}:"
    room = WIDTH - len(head) - 1
    if _stands_beside(writer, value, room):
        _comments_until(writer, _start(value), len(lead) - len(lead.lstrip()))
    if len(key) > _KEY:
        _put(writer, f"{lead}? {key}")
        head = " " * indent + ":"
    if _stands_beside(writer, value, room):
        _beside(writer, head, value, indent, room)
        return
    first = writer.comments[0] if writer.comments else None
    beside = first and first.line == entry.key.mark.end_line and not first.own and first[:2] < _start(value)
    _put(writer, f"{head}  {writer.comments.popleft().words}" if beside else head)
    writer.fresh = True
    _block(writer, value, indent + 2, "", until, column=entry.key.mark.column)


def _block(writer: _Writer, value: Value, indent: int, lead: str, until: _End, *, column: int) -> None:
    """Keys or items below what has them; `column` is where that stands in the file."""
    if isinstance(value, MappingValue):
        _mapping(writer, value, indent, lead, until)
    elif isinstance(value, ListValue):
        _list(writer, value, indent, lead, until, column=column)


def _list(writer: _Writer, value: ListValue, indent: int, lead: str, until: _End, *, column: int) -> None:
    for item, after in zip(value.items, [*map(_start, value.items[1:]), until], strict=True):
        if not lead:
            _comments_until(writer, _start(item), indent)
            _blank(writer, *_start(item))
        head = lead or " " * indent
        room = WIDTH - len(head) - 2
        if _stands_beside(writer, item, room):
            _beside(writer, f"{head}-", item, indent, room)
        else:
            _block(writer, item, indent + 2, f"{head}- ", after, column=-1)
        lead = ""
    # A list may begin right below its key; then what stands there behind it belongs to the key.
    _rest(writer, value, indent, until, right_below=value.mark.column == column)


# Values -----------------------------------------------------------------------------------------------------------


def _stands_beside(writer: _Writer, value: Value, room: int) -> bool:
    """Whether a value begins on the line of its key: words, and brackets that end there too."""
    if isinstance(value, Scalar) or not (value.items if isinstance(value, ListValue) else value.entries):
        return True
    if not value.flow or value.mark.line == value.mark.end_line:
        return value.flow
    within = takewhile(lambda one: one[:2] < (value.mark.end_line, value.mark.end_column), writer.comments)
    return all(one[:2] < _start(value) for one in within) and len(_flow(writer, value)) <= room


def _beside(writer: _Writer, head: str, value: Value, indent: int, room: int) -> None:
    """A value behind its key or dash, with the comment that stands behind it."""
    more: list[str] = []
    if isinstance(value, Scalar):
        words, *more = below(value, writer.lines, width=WIDTH - indent - 2, room=room) or [
            on_one_line(value, writer.lines)
        ]
    else:
        words = _flow(writer, value)
    line = f"{head} {words}".rstrip() if not words else f"{head} {words}"
    _put(writer, f"{line}{_behind(writer, value)}")
    for one in more:
        _put(writer, " " * (indent + 2) + one if one else "")


def _behind(writer: _Writer, value: Value) -> str:
    """The comment behind a value, when nothing but blanks stands between them."""
    first = writer.comments[0] if writer.comments else None
    if first is None or first.own:
        return ""
    line, _, end_line, end = value.mark
    beside = first.line == end_line and not writer.lines[end_line][end : first.column].strip()
    if beside or (isinstance(value, Scalar) and first.line == line < end_line):
        return f"  {writer.comments.popleft().words}"
    return ""


def _flow(writer: _Writer, value: Value, *, listed: bool = False) -> str:
    """Within brackets, on one line, a lone key in a list without braces; not recursive deeper than that limit."""
    match value:
        case Scalar():
            return on_one_line(value, writer.lines, flow=True)
        case ListValue(items=items):
            return f"[{', '.join(_flow(writer, item, listed=True) for item in items)}]"
        case MappingValue(entries=entries):
            pairs = (f"{key_word(entry.key, writer.lines)}: {_flow(writer, entry.value)}" for entry in entries.values())
            return ", ".join(pairs) if listed and len(entries) == 1 else f"{{{', '.join(pairs)}}}"


# Lines ------------------------------------------------------------------------------------------------------------


def _start(value: Value) -> _End:
    return value.mark.line, value.mark.column


def _put(writer: _Writer, line: str) -> None:
    writer.out.append(line)
    writer.fresh = False


def _blank(writer: _Writer, line: int, column: int) -> None:
    """A blank line where one stands before what begins a line, but not right below a key, and no second one."""
    begins = not writer.lines[line][:column].strip(" \t-?")
    above = line > 0 and not writer.lines[line - 1].strip()
    if begins and above and not writer.fresh and writer.out[-1]:
        _put(writer, "")


def _comments_until(writer: _Writer, until: _End, indent: int) -> None:
    """The comments before a place, each on a line of its own."""
    while writer.comments and writer.comments[0][:2] < until:
        _comment(writer, indent)


def _rest(
    writer: _Writer, value: ListValue | MappingValue, indent: int, until: _End, *, right_below: bool = False
) -> None:
    """The comments that stand behind the last of several and as far in as they, or within their brackets."""
    column = value.mark.column + right_below
    end = (value.mark.end_line, value.mark.end_column)
    while writer.comments and writer.comments[0][:2] < until:
        one = writer.comments[0]
        if not (one[:2] < end if value.flow else one.own and one.column >= column):
            return
        _comment(writer, indent)


def _comment(writer: _Writer, indent: int) -> None:
    one = writer.comments.popleft()
    _blank(writer, one.line, one.column)
    _put(writer, " " * indent + one.words)
