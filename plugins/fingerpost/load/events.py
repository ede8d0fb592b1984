"""From the words of a file to values: libyaml's event stream, and nothing but plain data let through."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import yaml

from fingerpost.diagnostics import Diagnostic, Label
from fingerpost.load.codes import fault
from fingerpost.load.draft import (
    Draft,
    draft,
    fix_in_file,
    here,
    in_file,
    line_at,
    mark_of,
    mend,
    place_of,
)
from fingerpost.load.limits import DEPTH, DIAGNOSTICS, REREAD_LETTERS, VALUES
from fingerpost.load.mistakes import sentence_start, syntax_mistake
from fingerpost.load.quoting import QUOTE, quote_rest, shown, with_example
from fingerpost.load.reader import Open, Reader, Refused
from fingerpost.load.values import Document, Entry, ListValue, MappingValue, Mark, Scalar, Value, span
from fingerpost.load.words import comment_behind, scalar
from fingerpost.source import BREAK, Source, has_rare_breaks, start_of

# libyaml's own parser, and no other: the pure one reads dozens of documents differently.
try:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs leave it out
except ImportError as error:  # pragma: no cover - only where PyYAML was built without libyaml
    raise ImportError(
        "PyYAML was installed without libyaml. Install a wheel of PyYAML (pip install --force-reinstall PyYAML)."
    ) from error

_WORD: Any = yaml.ScalarEvent
_HIDDEN_BREAK = re.compile("[\x85\u2028\u2029]|\r(?!\n)")
# Makes named tuples in half the time that their own constructors take.
_new = tuple.__new__


def read(source: Source) -> tuple[Document | None, list[Diagnostic]]:
    """The values of a file and what is wrong with its YAML; no document where it cannot be read to its end.

    Past a mistake that can be mended the file is read as if it were, for as long as that leads on.
    """
    file, patience = draft(source), REREAD_LETTERS
    mistakes = list(itertools.islice(_hidden_breaks(file), DIAGNOSTICS))
    while True:
        reader = Reader(file=file)
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
    if not has_rare_breaks(file.text) or not _HIDDEN_BREAK.search(file.text):
        return
    start = 0
    for number, found in enumerate(BREAK.finditer(file.text)):
        column, start = found.start() - start, found.end()
        if found[0] not in ("\n", "\r\n"):
            place = span(file.path, Mark(number, column, number, column + 1))
            message = f"U+{ord(found[0]):04X} begins a new line here, which hardly any editor shows."
            yield fault("yaml-syntax", message, place, help="Put a plain line break there, or a space.")


def _read(reader: Reader) -> Diagnostic | None:
    """Take all events; what cannot be read past is given back."""
    parser, found = CParser(reader.file.text), reader.found
    try:
        for event in _beyond_words(reader, parser):
            take = _TAKE.get(event.__class__)
            if take is not None:
                take(reader, event)
                if len(found) >= DIAGNOSTICS:
                    return None
    except Refused as refused:
        return refused.diagnostic
    except yaml.YAMLError as error:
        return in_file(reader.file, syntax_mistake(error, reader.file, reader.last, _reach))
    finally:
        parser.dispose()
    return None


def _reach(tried: Sequence[str]) -> int:
    """At which of some lines libyaml gives up; their number where it does not."""
    parser = CParser("\n".join(tried))
    try:
        while parser.get_event() is not None:
            pass
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return mark.line if mark else 0
    finally:
        parser.dispose()
    return len(tried)


def _beyond_words(reader: Reader, parser: Any) -> Iterator[Any]:
    """All events but those of words on one line, where words may stand: nearly all that a file holds.

    They are taken here just as `_take_scalar` would take them, but in one loop, without a call for each. Words behind
    a bar stand on one line only where they are none, at the end of a file.
    """
    file, stack = reader.file, reader.stack
    get_event, word = parser.get_event, _WORD
    lines, has_hash = file.lines, "#" in file.text
    known = 0 if file.made else len(lines)  # on these lines a mark of libyaml is right as it is
    while (event := get_event()) is not None:
        if event.__class__ is not word or event.anchor is not None or event.tag is not None or not stack:
            yield event
            continue
        start, end, style = event.start_mark, event.end_mark, event.style
        number = start.line
        if number != end.line or number >= known or reader.count >= VALUES:
            yield event
            continue
        comment = comment_behind(file, end) if has_hash and not style and "#" in lines[number] else ""
        value = _new(Scalar, (event.value, _new(Mark, (number, start.column, number, end.column)), not style, comment))
        parent = stack[-1]
        key = parent.key
        if not parent.mapping:
            parent.values.append(value)
        elif key is None:
            parent.key = value
        elif parent.skip or key.value in parent.entries or key.value == "<<":
            yield event
            continue
        else:
            parent.entries[key.value] = _new(Entry, (key, value))
            parent.key = None
        reader.last = value
        reader.count += 1


def _document(reader: Reader) -> Document | None:
    if reader.root is not None:
        return Document(path=reader.file.path, root=reader.root)
    if not reader.found:
        start = start_of(reader.file.path)
        reader.found.append(fault("wrong-shape", "The file is empty.", start, help="Write `title:` and `nodes:`."))
    return None


def _take_scalar(reader: Reader, event: Any) -> None:
    _refuse_marks(reader, event)
    _add(reader, scalar(reader, event))


def _take_alias(reader: Reader, event: Any) -> None:
    _refuse(reader, event, "*", "an alias")
    _add(reader, Scalar("", mark_of(reader.file, event)))


def _begin(reader: Reader, event: Any) -> None:
    if reader.root is not None:
        help = "One file is one tree: delete `---`."
        raise Refused(
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


def _refuse_marks(reader: Reader, event: Any) -> None:
    """Anchors and tags change what words mean; here they mean what they look like."""
    if event.anchor is not None:
        _refuse(reader, event, "&", "an anchor")
    if event.tag is not None:
        _refuse(reader, event, "!", "a tag")


def _refuse(reader: Reader, event: Any, letter: str, what: str) -> None:
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
        raise Refused(found)
    reader.found.append(found)


# Keys and lists ---------------------------------------------------------------------------------------------------


def _open(reader: Reader, event: Any) -> None:
    if event.anchor is not None or event.tag is not None:
        _refuse_marks(reader, event)
    stack = reader.stack
    if len(stack) >= DEPTH:
        message = f"Lists and keys stand more than {DEPTH} deep."
        raise Refused(fault("too-large", message, place_of(reader.file, event)))
    opened = Open(event, mapping=event.__class__ is yaml.MappingStartEvent)
    if stack and _wants_key(stack[-1]):
        reader.found.append(_odd_key(reader, event))
        stack[-1].skip = True
    stack.append(opened)


def _wants_key(opened: Open) -> bool:
    return opened.mapping and opened.key is None


def _odd_key(reader: Reader, event: Any) -> Diagnostic:
    place = place_of(reader.file, event)
    help = "Write words before the colon."
    return fault("not-plain-data", "A key must be words, not a list or other keys.", place, help=help)


def _close(reader: Reader, event: Any) -> None:
    opened = reader.stack.pop()
    start = here(reader.file, opened.start)
    end = here(reader.file, event.end_mark) if opened.flow else _last_end(opened) or start
    mark = _new(Mark, (*start, *end))
    if opened.mapping:
        _add(reader, _new(MappingValue, (opened.entries, mark, opened.flow)))
    else:
        _add(reader, _new(ListValue, (opened.values, mark, opened.flow)))


def _last_end(opened: Open) -> tuple[int, int] | None:
    """The end of its last value, as libyaml's mark of a block stands at the next key, lines further down."""
    if opened.entries:
        last = next(reversed(opened.entries.values())).value.mark
    elif opened.values:
        last = opened.values[-1].mark
    else:
        return None
    return last.end_line, last.end_column


def _add(reader: Reader, value: Value) -> None:
    """Put a value where it belongs: the root, a list, a key, or a key's value."""
    reader.count += 1
    if reader.count > VALUES:
        place = span(reader.file.path, value.mark)
        raise Refused(fault("too-large", f"The file holds more than {VALUES:,} values.", place))
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


def _odd_entry(reader: Reader, parent: Open, key: Scalar, value: Value) -> None:
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
