"""From the words of a file to values: libyaml's event stream, and nothing but plain data let through."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from fingerpost.diagnostics import Diagnostic, Label
from fingerpost.load.codes import fault
from fingerpost.load.draft import (
    Draft,
    column,
    draft,
    fix_in_file,
    here,
    in_file,
    line_at,
    mark_in_draft,
    mark_of,
    mend,
    place_of,
)
from fingerpost.load.limits import DEPTH, DIAGNOSTICS, REREAD_LETTERS, VALUES
from fingerpost.load.mistakes import sentence_start, syntax_mistake
from fingerpost.load.quoting import QUOTE, quote_rest, shown, with_example
from fingerpost.load.values import Document, Entry, ListValue, MappingValue, Mark, Scalar, Value, span
from fingerpost.source import BREAK, Source, start_of

# libyaml's own parser, and no other: the pure one reads dozens of documents differently.
try:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs leave it out
except ImportError as error:  # pragma: no cover - only where PyYAML was built without libyaml
    raise ImportError(
        "PyYAML was installed without libyaml. Install a wheel of PyYAML (pip install --force-reinstall PyYAML)."
    ) from error

_COMMENT = re.compile(r"[ \t]*#.*")
_HIDDEN_BREAK = re.compile("[\x85\u2028\u2029]|\r(?!\n)")
_ITEM = re.compile(r"[ \t]*- ")
_BLOCK = ("|", ">")


class _Refused(Exception):
    """The rest of the file is not worth reading."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(slots=True)
class _Open:
    """A mapping or a list that has begun and not ended; `key` waits for its value, and `skip` leaves both out."""

    start: Any
    flow: bool
    mapping: bool
    values: list[Value] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: Scalar | None = None
    skip: bool = False


@dataclass(slots=True)
class _Reader:
    """What is being built while the events go by."""

    file: Draft
    found: list[Diagnostic] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Value | None = None
    last: Scalar | None = None
    count: int = 0


def read(source: Source) -> tuple[Document | None, list[Diagnostic]]:
    """The values of a file and what is wrong with its YAML; no document where it cannot be read to its end.

    Past a mistake that can be mended the file is read as if it were, for as long as that leads on.
    """
    file, patience = draft(source), REREAD_LETTERS
    mistakes = list(itertools.islice(_hidden_breaks(file), DIAGNOSTICS))
    while True:
        reader = _Reader(file=file)
        mistake = _read(reader)
        if mistake is None:
            return _document(reader), [*mistakes, *reader.found]
        if file.made and mistake.span.line <= mistakes[-1].span.line:  # the mend led nowhere
            return None, [*mistakes[:-1], replace(mistakes[-1], fixes=()), *reader.found]
        mistakes.append(mistake)
        patience -= len(file.text)
        mended = mend(file, mistake.fixes[0]) if mistake.fixes and patience > 0 else None
        if mended is None:
            return None, [*mistakes, *reader.found]
        file = mended


def _hidden_breaks(file: Draft) -> Iterator[Diagnostic]:
    """Letters that begin a new line for YAML and in hardly any editor or review."""
    if not _HIDDEN_BREAK.search(file.text):
        return
    start = 0
    for number, found in enumerate(BREAK.finditer(file.text)):
        column, start = found.start() - start, found.end()
        if found[0] not in ("\n", "\r\n"):
            place = span(file.path, Mark(number, column, number, column + 1))
            message = f"U+{ord(found[0]):04X} begins a new line here, which hardly any editor shows."
            yield fault("yaml-syntax", message, place, help="Put a plain line break there, or a space.")


def _read(reader: _Reader) -> Diagnostic | None:
    """Take all events; what cannot be read past is given back."""
    parser, found = CParser(reader.file.text), reader.found
    try:
        for event in iter(parser.get_event, None):
            take = _TAKE.get(event.__class__)
            if take is not None:
                take(reader, event)
                if len(found) >= DIAGNOSTICS:
                    return None
    except _Refused as refused:
        return refused.diagnostic
    except yaml.YAMLError as error:
        return in_file(reader.file, syntax_mistake(error, reader.file, reader.last))
    finally:
        parser.dispose()
    return None


def _document(reader: _Reader) -> Document | None:
    if reader.root is not None:
        return Document(path=reader.file.path, root=reader.root)
    if not reader.found:
        start = start_of(reader.file.path)
        reader.found.append(fault("wrong-shape", "The file is empty.", start, help="Write `title:` and `nodes:`."))
    return None


def _take_scalar(reader: _Reader, event: Any) -> None:
    if event.anchor is not None or event.tag is not None:
        _refuse_marks(reader, event)
    file, start, end, style = reader.file, event.start_mark, event.end_mark, event.style
    number = start.line
    if number != end.line or file.made or style in _BLOCK or number >= len(file.lines):
        _add(reader, _scalar(reader, event))
        return
    # Nearly all that is read comes this way: words on one line, taken without a call more than they need.
    mark = Mark(number, start.column, number, end.column)
    comment = _comment(file, end) if not style and "#" in file.lines[number] else ""
    reader.last = value = Scalar(event.value, mark, not style, comment)
    _add(reader, value)


def _take_alias(reader: _Reader, event: Any) -> None:
    _refuse(reader, event, "*", "an alias")
    _add(reader, Scalar("", mark_of(reader.file, event)))


def _begin(reader: _Reader, event: Any) -> None:
    if reader.root is not None:
        help = "One file is one tree: delete `---`."
        raise _Refused(
            fault(
                "not-plain-data",
                "A second document begins here.",
                place_of(reader.file, event),
                help=help,
            )
        )
    if event.version or event.tags:
        message = "A line that begins with % is not read here."
        reader.found.append(fault("not-plain-data", message, place_of(reader.file, event), help="Delete it."))


def _refuse_marks(reader: _Reader, event: Any) -> None:
    """Anchors and tags change what words mean; here they mean what they look like."""
    if event.anchor is not None:
        _refuse(reader, event, "&", "an anchor")
    if event.tag is not None:
        _refuse(reader, event, "!", "a tag")


def _refuse(reader: _Reader, event: Any, letter: str, what: str) -> None:
    """Words without quotes that begin with a letter which YAML takes for something else.

    Where they are a sentence of their own, the mend makes words of them, and what they were taken for is not read.
    """
    start = event.start_mark
    fix = None
    if (
        isinstance(event, yaml.ScalarEvent | yaml.AliasEvent)
        and sentence_start(line_at(reader.file, start)) == start.column
    ):
        fix = quote_rest(reader.file.path, reader.file.lines, start.line, start.column)
    help = with_example(QUOTE, fix) if fix else f"Write it out; or put words that begin with `{letter}` in quotes."
    message = f"Words without quotes that begin with `{letter}` are read as {what}, and none is read here."
    place = place_of(reader.file, event)
    fixes = (fix_in_file(reader.file, fix),) if fix else ()
    found = fault("not-plain-data", message, place, help=help, fixes=fixes)
    if fix:
        raise _Refused(found)
    reader.found.append(found)


# Words ------------------------------------------------------------------------------------------------------------


def _scalar(reader: _Reader, event: Any) -> Scalar:
    words, style, mark = event.value, event.style, mark_of(reader.file, event)
    if style in _BLOCK:
        value = Scalar(words.rstrip("\n"), _block_end(reader, mark), plain=False)
    else:
        value = Scalar(words, mark, not style, "" if style else _comment(reader.file, event.end_mark))
        if mark.line != mark.end_line:
            _refuse_items(reader, mark)
    reader.last = value._replace(mark=mark_in_draft(reader.file, event)) if reader.file.made else value
    return value


def _comment(file: Draft, end: Any) -> str:
    """The comment behind words that end there."""
    found = _COMMENT.match(line_at(file, end), end.column)
    return found[0] if found else ""


def _block_end(reader: _Reader, mark: Mark) -> Mark:
    """A block scalar's end mark overshoots to the next key: clamp it to its last line that holds words."""
    lines = reader.file.lines
    last = min(mark.end_line, len(lines) - 1)
    # Where no line break ends the file, the mark stands at the end of the words and not at the next key.
    at_end = mark.end_line == last and mark.end_column == len(lines[last])
    line = last if at_end or last < mark.end_line else max(last - 1, mark.line)
    while line > mark.line and not lines[line].strip():
        line -= 1
    return Mark(mark.line, mark.column, line, column(reader.file, line, len(lines[line])))


def _refuse_items(reader: _Reader, mark: Mark) -> None:
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


# Keys and lists ---------------------------------------------------------------------------------------------------


def _open(reader: _Reader, event: Any) -> None:
    _refuse_marks(reader, event)
    if len(reader.stack) >= DEPTH:
        message = f"Lists and keys stand more than {DEPTH} deep."
        raise _Refused(fault("too-large", message, place_of(reader.file, event)))
    opened = _Open(
        start=event.start_mark, flow=bool(event.flow_style), mapping=isinstance(event, yaml.MappingStartEvent)
    )
    if reader.stack and _wants_key(reader.stack[-1]):
        reader.found.append(_odd_key(reader, event))
        reader.stack[-1].skip = True
    reader.stack.append(opened)


def _wants_key(opened: _Open) -> bool:
    return opened.mapping and opened.key is None


def _odd_key(reader: _Reader, event: Any) -> Diagnostic:
    place = place_of(reader.file, event)
    help = "Write words before the colon."
    return fault("not-plain-data", "A key must be words, not a list or other keys.", place, help=help)


def _close(reader: _Reader, event: Any) -> None:
    opened = reader.stack.pop()
    start = here(reader.file, opened.start)
    end = here(reader.file, event.end_mark) if opened.flow else _last_end(opened) or start
    mark = Mark(*start, *end)
    value: Value = (
        MappingValue(opened.entries, mark, opened.flow)
        if opened.mapping
        else ListValue(opened.values, mark, opened.flow)
    )
    _add(reader, value)


def _last_end(opened: _Open) -> tuple[int, int] | None:
    """The end of its last value, as libyaml's mark of a block stands at the next key, lines further down."""
    if opened.entries:
        last = next(reversed(opened.entries.values())).value.mark
    elif opened.values:
        last = opened.values[-1].mark
    else:
        return None
    return last.end_line, last.end_column


def _add(reader: _Reader, value: Value) -> None:
    """Put a value where it belongs: the root, a list, a key, or a key's value."""
    reader.count += 1
    if reader.count > VALUES:
        place = span(reader.file.path, value.mark)
        raise _Refused(fault("too-large", f"The file holds more than {VALUES:,} values.", place))
    if not reader.stack:
        reader.root = value
        return
    parent = reader.stack[-1]
    key = parent.key
    if not parent.mapping:
        parent.values.append(value)
    elif key is None:
        parent.key = value if isinstance(value, Scalar) else Scalar("", value.mark)
    elif parent.skip:
        parent.key, parent.skip = None, False
    else:
        parent.key = None
        if key.value in parent.entries or key.value == "<<":
            _odd_entry(reader, parent, key, value)
        else:
            parent.entries[key.value] = Entry(key, value)


def _odd_entry(reader: _Reader, parent: _Open, key: Scalar, value: Value) -> None:
    """A key that stands twice, or that YAML gives a meaning of its own."""
    first = parent.entries.get(key.value)
    if key.value == "<<" and key.plain:
        where = span(reader.file.path, key.mark)
        reader.found.append(
            fault("not-plain-data", "A merge key (`<<`) is not read here.", where, help="Write it out.")
        )
    elif first is not None:
        reader.found.append(_duplicate(key, first.key, reader.file.path))
    else:
        parent.entries[key.value] = Entry(key, value)


def _duplicate(key: Scalar, first: Scalar, path: str) -> Diagnostic:
    return fault(
        "duplicate-key",
        f"{shown(key.value)} stands twice, first on line {first.mark.line + 1}.",
        span(path, key.mark),
        labels=(Label(span=span(path, first.mark), message="first here"),),
        help="Keep one of the two, or give one another name.",
    )


_TAKE = {
    yaml.AliasEvent: _take_alias,
    yaml.DocumentStartEvent: _begin,
    yaml.MappingEndEvent: _close,
    yaml.MappingStartEvent: _open,
    yaml.ScalarEvent: _take_scalar,
    yaml.SequenceEndEvent: _close,
    yaml.SequenceStartEvent: _open,
}
