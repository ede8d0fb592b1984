"""From the words of a file to values: libyaml's event stream, and nothing but plain data let through."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from fingerpost.diagnostics import Diagnostic, Label
from fingerpost.load.codes import fault
from fingerpost.load.limits import DEPTH, DIAGNOSTICS, VALUES
from fingerpost.load.mistakes import syntax_mistake
from fingerpost.load.values import Document, Entry, ListValue, MappingValue, Mark, Scalar, Value, span
from fingerpost.source import Source, lines, start_of

# libyaml's own parser, and no other: the pure one reads dozens of documents differently.
try:
    from yaml.cyaml import CParser
except ImportError as error:  # pragma: no cover - only where PyYAML was built without libyaml
    raise ImportError(
        "PyYAML was installed without libyaml. Install a wheel of PyYAML (pip install --force-reinstall PyYAML)."
    ) from error


class _Refused(Exception):
    """The rest of the file is not worth reading."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(slots=True)
class _Open:
    """A mapping or a list that has begun and not ended."""

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

    source: Source
    lines: list[str]
    found: list[Diagnostic] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Value | None = None
    last: Scalar | None = None
    count: int = 0


def read(source: Source) -> tuple[Document | None, list[Diagnostic]]:
    """The values of a file and what is wrong with its YAML; no document where it cannot be read to its end."""
    reader = _Reader(source=source, lines=lines(source))
    try:
        for event in _events(source.text):
            _take(reader, event)
            if len(reader.found) >= DIAGNOSTICS:
                return None, reader.found
    except _Refused as refused:
        return None, [*reader.found, refused.diagnostic]
    except yaml.YAMLError as error:
        return None, [*reader.found, syntax_mistake(error, source.path, reader.lines, reader.last)]
    if reader.root is None:
        nothing = fault("wrong-shape", "The file is empty.", start_of(source.path), help="Write `title:` and `nodes:`.")
        return None, [*reader.found, nothing]
    return Document(path=source.path, root=reader.root), reader.found


def _events(text: str) -> Iterator[Any]:
    parser = CParser(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


def _take(reader: _Reader, event: Any) -> None:
    """One event: grow what is open, or close it."""
    match event:
        case yaml.ScalarEvent():
            _refuse_marks(reader, event)
            _add(reader, _scalar(reader, event))
        case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
            _refuse_marks(reader, event)
            _open(reader, event)
        case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
            _close(reader, event)
        case yaml.AliasEvent():
            _report(reader, event, "An alias (`*name`) is not read here.", "Put words that begin with * in quotes.")
            _add(reader, Scalar("", _mark(event)))
        case yaml.DocumentStartEvent():
            _document(reader, event)


def _document(reader: _Reader, event: Any) -> None:
    if event.version or event.tags:
        _report(reader, event, "A directive (`%...`) is not read here.", "Delete the line that begins with %.")
    if reader.root is not None:
        place = span(reader.source.path, _mark(event))
        raise _Refused(
            fault("not-plain-data", "A second document begins here.", place, help="One file is one tree: delete `---`.")
        )


def _refuse_marks(reader: _Reader, event: Any) -> None:
    """Anchors and tags change what words mean; here they mean what they look like."""
    if event.anchor is not None:
        _report(
            reader, event, f"An anchor (`&{event.anchor}`) is not read here.", "Put words that begin with & in quotes."
        )
    if event.tag is not None:
        _report(reader, event, "A tag (`!...`) is not read here.", "Put words that begin with ! in quotes.")


def _report(reader: _Reader, event: Any, message: str, help: str) -> None:
    reader.found.append(fault("not-plain-data", message, span(reader.source.path, _mark(event)), help=help))


def _mark(event: Any) -> Mark:
    start, end = event.start_mark, event.end_mark
    return Mark(start.line, start.column, end.line, end.column)


def _scalar(reader: _Reader, event: Any) -> Scalar:
    mark = _mark(event)
    plain = event.style in (None, "")
    comment = plain and reader.lines[mark.end_line][mark.end_column :].lstrip().startswith("#")
    if event.style in ("|", ">"):
        mark = _block_end(reader, mark)
    value = Scalar(event.value.rstrip("\n") if event.style in ("|", ">") else event.value, mark, plain, comment)
    reader.last = value
    return value


def _block_end(reader: _Reader, mark: Mark) -> Mark:
    """A block scalar's end mark overshoots to the next key: clamp it to its last line that holds words."""
    line = min(mark.end_line, len(reader.lines)) - 1
    while line > mark.line and not reader.lines[line].strip():
        line -= 1
    return Mark(mark.line, mark.column, line, len(reader.lines[line]))


def _open(reader: _Reader, event: Any) -> None:
    if len(reader.stack) >= DEPTH:
        place = span(reader.source.path, _mark(event))
        raise _Refused(fault("too-large", f"Lists and keys stand more than {DEPTH} deep.", place))
    opened = _Open(
        start=event.start_mark, flow=bool(event.flow_style), mapping=isinstance(event, yaml.MappingStartEvent)
    )
    if reader.stack and reader.stack[-1].mapping and reader.stack[-1].key is None and not reader.stack[-1].skip:
        _report(reader, event, "A key must be words, not a list or other keys.", "Put the words in quotes.")
        reader.stack[-1].skip = True
    reader.stack.append(opened)


def _close(reader: _Reader, event: Any) -> None:
    opened = reader.stack.pop()
    end = event.end_mark
    if not opened.flow:
        end_line, end_column = _block_collection_end(opened)
    else:
        end_line, end_column = end.line, end.column
    mark = Mark(opened.start.line, opened.start.column, end_line, end_column)
    value: Value = (
        MappingValue(opened.entries, mark, opened.flow)
        if opened.mapping
        else ListValue(opened.values, mark, opened.flow)
    )
    _add(reader, value)


def _block_collection_end(opened: _Open) -> tuple[int, int]:
    """The end of its last value, as libyaml's mark stands at the next key, lines further down."""
    if opened.mapping:
        last = next(reversed(opened.entries.values())).value.mark if opened.entries else None
    else:
        last = opened.values[-1].mark if opened.values else None
    return (last.end_line, last.end_column) if last else (opened.start.line, opened.start.column)


def _add(reader: _Reader, value: Value) -> None:
    """Put a value where it belongs: the root, a list, a key, or a key's value."""
    reader.count += 1
    if reader.count > VALUES:
        place = span(reader.source.path, value.mark)
        raise _Refused(fault("too-large", f"The file holds more than {VALUES:,} values.", place))
    if not reader.stack:
        reader.root = value
        return
    parent = reader.stack[-1]
    if not parent.mapping:
        parent.values.append(value)
    elif parent.skip and not isinstance(value, Scalar) and parent.key is None:
        parent.key, parent.skip = Scalar("", value.mark), True
    elif parent.key is None:
        assert isinstance(value, Scalar)
        parent.key = value
    else:
        _entry(reader, parent, value)


def _entry(reader: _Reader, parent: _Open, value: Value) -> None:
    key = parent.key
    assert key is not None
    parent.key = None
    if parent.skip:
        parent.skip = False
        return
    if key.value == "<<" and key.plain:
        where = span(reader.source.path, key.mark)
        reader.found.append(fault("not-plain-data", "A merge key (`<<`) is not read here.", where))
        return
    first = parent.entries.get(key.value)
    if first is not None:
        reader.found.append(_duplicate(reader, key, first.key))
        return
    parent.entries[key.value] = Entry(key, value)


def _duplicate(reader: _Reader, key: Scalar, first: Scalar) -> Diagnostic:
    path = reader.source.path
    return fault(
        "duplicate-key",
        f"`{key.value}` stands twice, first on line {first.mark.line + 1}.",
        span(path, key.mark),
        labels=(Label(span=span(path, first.mark), message="first here"),),
        help="Keep one of the two, or give one another name.",
    )
