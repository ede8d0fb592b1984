"""Keys that are unknown, missing, or not as an id must be."""

import itertools
from collections.abc import Iterator
from typing import Any

from fingerpost.diagnostics import Diagnostic, Edit, Fix
from fingerpost.load.codes import fault
from fingerpost.load.departure import Path, id_help, is_empty, key_or_value, named
from fingerpost.load.limits import DIAGNOSTICS
from fingerpost.load.mistakes import missing_space
from fingerpost.load.quoting import QUOTE, replace, shown
from fingerpost.load.schema import homes
from fingerpost.load.values import Document, MappingValue, Mark, Scalar, Value, span
from fingerpost.nearest import nearest
from fingerpost.source import Span

_KINDS = ("question", "action", "outcome", "tree")
_FEW = 20
# What a word processor makes of quotes: how they open, and how they close.
_CURLY = {"“": "”", "„": "“", "‘": "’"}  # noqa: RUF001 - authors write these
_STRAIGHT = 'Write `"` at both ends.'


def bad_key(error: Any, value: Value, path: str) -> Diagnostic:
    """A key that must be an id and cannot be one."""
    assert isinstance(value, MappingValue)
    entry = value.entries[error.instance]
    where = span(path, entry.key.mark)
    if lacks_space(entry.key, entry.value):
        return _no_space(entry.key, path)
    message = f"{shown(error.instance)} cannot be an id." if error.instance else "An id is missing."
    return fault("bad-id", message, where, help=id_help(error.instance, error.schema))


def lacks_space(key: Scalar, value: Value) -> bool:
    """Whether a key in braces swallowed its value, as in `{yes:pour}`."""
    return key.plain and ":" in key.value and key.mark.line == key.mark.end_line and is_empty(value)


def _no_space(key: Scalar, path: str) -> Diagnostic:
    colon = key.mark.column + key.value.index(":")
    behind = key.value.partition(":")[2]
    end = colon + 1 + behind.startswith("\xa0")
    fix = replace(path, key.mark.line, colon, end, ": ", "Put a space after the colon.")
    where = span(path, Mark(key.mark.line, colon, key.mark.line, colon + 1))
    return fault("yaml-syntax", missing_space(behind), where, help=fix.message, fixes=(fix,))


def unknown_keys(error: Any, value: Value, path: Path, document: Document) -> Iterator[Diagnostic]:
    """Each key that is not known where it stands."""
    assert isinstance(value, MappingValue)
    known = error.schema["properties"]
    unknown = [entry.key for name, entry in value.entries.items() if name not in known]
    for key in unknown[:DIAGNOSTICS]:
        yield _unknown_key(key, value, error.schema, path, document.path)


def _unknown_key(key: Scalar, value: MappingValue, schema: Any, path: Path, file: str) -> Diagnostic:
    where, known, name = span(file, key.mark), schema["properties"], shown(key.value)
    own = value.entries[key.value].value
    kinds = [kind for kind in _KINDS if kind in known]
    if key.value in _KINDS and kinds and path[:1] == ["nodes"]:
        message = f"A node is one thing: this one has `{kinds[0]}` and {name}."
        return fault("unknown-key", message, where, help="Make two nodes of it.")
    if not path and isinstance(own, MappingValue) and not own.entries.keys().isdisjoint(_KINDS):
        message = f"{name} looks like a node, and stands beside `nodes` and not in it."
        return fault("unknown-key", message, where, help="Indent it, and all that is in it, by two spaces.")
    if lacks_space(key, own):
        return _no_space(key, file)
    if value.flow and is_empty(own):
        if found := _curly_quotes(key, value, file):
            return found
        message = f"Between brackets a comma ends a sentence, so {name} is read as a key."
        return fault("unknown-key", message, where, help=QUOTE)
    return _misspelt(key.value, where, [name for name in known if name not in value.entries])


def _curly_quotes(key: Scalar, value: MappingValue, file: str) -> Diagnostic | None:
    """A text in curly quotes, of which a comma has made a text and keys; found anew, and alike, for each of these."""
    entries = list(value.entries.values())
    at = next(at for at, entry in enumerate(entries) if entry.key is key)
    text = next((entry.value for entry in reversed(entries[:at]) if not is_empty(entry.value)), None)
    if not isinstance(text, Scalar) or not text.plain or text.value[0] not in _CURLY:
        return None
    behind = [entry.key for entry in itertools.takewhile(lambda entry: is_empty(entry.value), entries[at:])]
    last = next((one for one in behind if one.value.endswith(_CURLY[text.value[0]])), None)
    if last is None:
        return None
    first, end = text.mark, last.mark
    edits = tuple(
        Edit(span=span(file, mark), replacement='"')
        for mark in (
            Mark(first.line, first.column, first.line, first.column + 1),
            Mark(end.end_line, end.end_column - 1, end.end_line, end.end_column),
        )
    )
    straight = not any(mark in entry.key.value for entry in entries for mark in '"\\') and '"' not in text.value
    fix = Fix(message=_STRAIGHT, edits=edits)
    message = (
        f"`{text.value[0]}` and `{last.value[-1]}` are no quotes in YAML, so the comma between them ends the text."
    )
    where = span(file, Mark(first.line, first.column, end.end_line, end.end_column))
    return fault("unknown-key", message, where, help=_STRAIGHT, fixes=(fix,) if straight else ())


def _misspelt(key: str, where: Span, known: list[str]) -> Diagnostic:
    near = nearest(key, known)
    message = f"{shown(key)} is not known here."
    if near is None:
        return fault("unknown-key", message, where, help=_elsewhere(key) or _known_here(known))
    fix = Fix(message=f"Write `{near}`.", edits=(Edit(span=where, replacement=near),))
    return fault("unknown-key", message, where, help=f"Did you mean `{near}`?", fixes=(fix,))


def _elsewhere(key: str) -> str:
    """What a key belongs to, when it is known but not here."""
    titles = homes().get(key, ())
    if "A tree" in titles:
        return "It belongs to the tree itself: begin its line without spaces."
    named = " or ".join(title[0].lower() + title[1:] for title in titles[:3])
    return f"It belongs to {named}." if named else ""


def _known_here(known: list[str]) -> str:
    return f"Known here: {', '.join(known)}." if 0 < len(known) <= _FEW else ""


def missing_key(error: Any, value: Value, path: Path, document: Document) -> Iterator[Diagnostic]:
    """A key that must be there and is not, unless another seems to be its misspelling."""
    assert isinstance(value, MappingValue)
    where = key_or_value(document, path)
    missing = next(name for name in error.validator_value if error.message.startswith(repr(name)))
    kinds = [kind for kind in _KINDS if kind in value.entries]
    if "errorMessage" in error.schema:
        yield _no_kind(value, where, str(path[-1]), document.path)
    elif missing == "to" and error.schema.get("title") == "An option":
        text = value.entries.get("text")
        words = text.value.value if text and isinstance(text.value, Scalar) and text.value.value else str(path[-1])
        message = f"The answer {shown(words)} leads nowhere."
        yield fault("wrong-shape", message, where, help="Add `to:` and the step that comes next.")
    elif len(kinds) < 2 and missing not in _meant(value, error.schema):
        thing = named(path) if path and isinstance(path[-1], str) else "This" if path else "The file"
        yield fault("wrong-shape", f"{thing} has no `{missing}`.", where, help=f"Add `{missing}:`.")


def _meant(value: MappingValue, schema: Any) -> set[str | None]:
    """The known keys that the unknown ones seem to stand for; nothing of these is missing."""
    known = [name for name in schema["properties"] if name not in value.entries]
    unknown = [name for name in value.entries if name not in schema["properties"]]
    return {nearest(name, known) for name in unknown[:_FEW]}


def _no_kind(value: MappingValue, where: Span, node: str, path: str) -> Diagnostic:
    """A step without the key that says what it is; its misspelling is looked for."""
    message = f"{shown(node)} has no `question`, `action`, `outcome` or `tree`."
    unknown = [entry.key for entry in value.entries.values() if entry.key.value not in homes()]
    near = next(((key, word) for key in unknown[:_FEW] if (word := nearest(key.value, _KINDS))), None)
    if near is None:
        return fault("wrong-shape", message, where, help="Give it one of the four; it says what kind of step this is.")
    key, word = near
    fix = Fix(message=f"Write `{word}`.", edits=(Edit(span=span(path, key.mark), replacement=word),))
    message = f"{shown(key.value)} is not known here."
    return fault("unknown-key", message, span(path, key.mark), help=f"Did you mean `{word}`?", fixes=(fix,))
