"""Values of the wrong kind, too large, missing, or none of the words that are known."""

from collections.abc import Iterable
from typing import Any

from fingerpost.diagnostics import Diagnostic
from fingerpost.load.codes import fault
from fingerpost.load.departure import Path, at, id_help, key_or_value, named, suggested
from fingerpost.load.mistakes import sentence_start, special_words, unquoted_colon
from fingerpost.load.quoting import QUOTE, quote_rest, quoted, replace, shown, with_example
from fingerpost.load.values import Document, ListValue, MappingValue, Mark, Scalar, Value, span

# As many keys are named in a help.
_FEW = 8


def wrong_kind(error: Any, value: Value, path: Path, document: Document, lines: list[str]) -> Diagnostic:
    """Words where a list or keys are wanted, or the other way round."""
    wanted = error.validator_value
    kind = _kind(wanted)
    where = span(document.path, value.mark)
    if kind == "words" and (found := _sentence(value, path, document, lines)):
        return found
    if isinstance(value, Scalar) and not value.value:
        help = {
            "keys with values": f"Write its keys on the lines below, further in{_keys(error.schema)}.",
            "a list": "Write its items on the lines below, each after `- `.",
        }
        return _empty(path, document, help.get(kind, ""))
    if kind == "a list" and isinstance(value, Scalar):
        return _not_a_list(value, path, document, lines)
    if not path:
        return fault(
            "wrong-shape", "A file begins with keys, and this one does not.", where, help="Write `title:` first."
        )
    message = f"{named(path)} takes {kind}; {_kind_of(value)}."
    return fault("wrong-shape", message, where, help=_how(kind, _keys(error.schema)))


def _keys(schema: Any) -> str:
    """The keys that a value takes, where they are few and known: ": `who:`, `when:`"."""
    known = list(schema.get("properties", ()))
    return f": {', '.join(f'`{key}:`' for key in known)}" if 0 < len(known) <= _FEW else ""


def _sentence(value: Value, path: Path, document: Document, lines: list[str]) -> Diagnostic | None:
    """A sentence that YAML took for keys or for a list."""
    mark = value.mark
    line = lines[mark.line]
    if mark.line != mark.end_line or isinstance(value, Scalar):
        return None
    opened = line[mark.column : mark.column + 1]
    if opened in ("{", "[") and value.flow:
        words = line[mark.column : mark.end_column]
        fix = replace(document.path, mark.line, mark.column, mark.end_column, quoted(words), QUOTE)
        what = "keys and values" if opened == "{" else "a list"
        message = f"Words without quotes that begin with `{opened}` are read as {what}."
        return fault("wrong-shape", message, span(document.path, mark), help=with_example(QUOTE, fix), fixes=(fix,))
    if not path or not isinstance(path[-1], int):
        return None
    if opened in ("?", "-", "[", "{") and not value.flow:
        return special_words(document.path, lines, mark.line, mark.column)
    if isinstance(value, ListValue) or not value.entries:
        return None
    key = next(iter(value.entries.values())).key.mark
    if value.flow:
        where = span(document.path, Mark(key.line, key.end_column, key.line, key.end_column + 1))
        fix = replace(
            document.path, key.line, key.column, mark.end_column, quoted(line[key.column : mark.end_column]), QUOTE
        )
        message = "A colon and a space inside a sentence are read as a key and its value."
        return fault("unquoted-colon", message, where, help=with_example(QUOTE, fix), fixes=(fix,))
    return unquoted_colon(document.path, lines, key.line, key.end_column, key.column)


def _not_a_list(value: Scalar, path: Path, document: Document, lines: list[str]) -> Diagnostic:
    mark, line = value.mark, lines[value.mark.line]
    where = span(document.path, mark)
    if value.plain and value.value.startswith("-"):
        fix = replace(where.path, mark.line, mark.column, mark.column + 1, "- ", "Put a space after the dash.")
        return fault("wrong-shape", "A space is missing after the dash.", where, help=fix.message, fixes=(fix,))
    message = f"{named(path)} takes a list; these are words."
    if _is_in_braces(document, path):
        words = line[mark.column : mark.end_column]
        fix = replace(where.path, mark.line, mark.column, mark.end_column, f"[{words}]", "Make it a list of one.")
        fixes = (fix,) if mark.line == mark.end_line else ()
        return fault("wrong-shape", message, where, help="Between braces, write it in brackets.", fixes=fixes)
    depth = len(line) - len(line.lstrip(" -")) + 2
    start = len(line[: mark.column].rstrip())
    fix = replace(where.path, mark.line, start, mark.column, "\n" + " " * depth + "- ", "Make it an item of a list.")
    own_line = line[: mark.column].rstrip().endswith(":")
    return fault("wrong-shape", message, where, help=_how("a list"), fixes=(fix,) if own_line else ())


def _is_in_braces(document: Document, path: Path) -> bool:
    around = at(document.root, path[:-1])
    return not isinstance(around, Scalar) and around.flow


def nothing(value: Value, path: Path, document: Document, lines: list[str]) -> Diagnostic:
    """No words where words are wanted, or none but a comment."""
    mark = value.mark
    line = lines[mark.line]
    start = line.find("#", mark.end_column)
    if not isinstance(value, Scalar) or not value.comment or start < 0:
        return _empty(path, document, "Write words there, or delete the line.")
    fix = quote_rest(document.path, lines, mark.line, start) if sentence_start(line) == start else None
    where = span(document.path, Mark(mark.line, start, mark.line, start + 1))
    message = "Words that begin with # are a comment, so nothing is written here."
    return fault("unquoted-hash", message, where, help=with_example(QUOTE, fix), fixes=(fix,) if fix else ())


def _empty(path: Path, document: Document, help: str) -> Diagnostic:
    listed = path and isinstance(path[-1], int)
    message = "Nothing is written after this dash." if listed else f"Nothing is written for {named(path)}."
    where = key_or_value(document, path)
    return fault("wrong-shape", message, where, help=help)


def _kind(wanted: Any) -> str:
    match wanted:
        case "object":
            return "keys with values"
        case "array":
            return "a list"
        case ["integer", "string"]:
            return "a number"
    return "words"


def _kind_of(value: Value) -> str:
    match value:
        case MappingValue():
            return "these are keys with values"
        case ListValue():
            return "this is a list"
    return "these are words"


def _how(kind: str, keys: str = "") -> str:
    match kind:
        case "keys with values" if keys:
            return f"Write its keys on lines of their own, further in{keys}."
        case "keys with values":
            return "Write `key: value` on lines of their own, further in."
        case "a list":
            return "Write each on a line of its own, after `- `."
    return "Write them on the same line, after the colon."


def too_large(error: Any, path: Path, document: Document) -> Diagnostic:
    """More letters or entries than are read."""
    unit = "letters" if error.validator == "maxLength" else "entries"
    message = f"{named(path)} has {len(error.instance):,} {unit}; at most {error.validator_value:,} are read."
    help = "Say it in fewer words." if unit == "letters" else "Make several trees of it."
    return fault("too-large", message, key_or_value(document, path), help=help)


def too_few(error: Any, path: Path, document: Document) -> Diagnostic:
    """Fewer entries than are needed."""
    least = error.validator_value
    words = f"{named(path)} is empty." if least == 1 else f"{named(path)} needs at least {least}."
    return fault("wrong-shape", words, key_or_value(document, path), help="Fill it in, or delete the line.")


def not_one_of(error: Any, value: Value, path: Path, document: Document) -> Diagnostic:
    """A word that is none of those that are known."""
    words = list(dict.fromkeys(str(word).lower() for word in error.validator_value))
    help = f"One of: {', '.join(words)}."
    if not isinstance(value, Scalar):
        message = f"{named(path)} takes one word; {_kind_of(value)}."
        return fault("wrong-shape", message, span(document.path, value.mark), help=help)
    if not value.value:
        return _empty(path, document, help)
    message = f"{named(path)} cannot be {shown(value.value)}."
    return suggested(value, words, message, help, help, "wrong-shape", document.path)


def pattern(error: Any, value: Value, path: Path, document: Document) -> Diagnostic:
    """Words that are not written as they must be here: an id, a date, an address."""
    says = str(error.schema.get("patternErrorMessage", ""))
    assert isinstance(value, Scalar)
    if not value.value.strip():
        return _empty(path, document, says)
    if not says.startswith(("An id", "A name", "A target")):
        message = f"{named(path)} cannot be {shown(value.value)}."
        return fault("wrong-shape", message, span(document.path, value.mark), help=says)
    target = says.startswith("A target")
    message = f"{shown(value.value)} cannot be {'a target' if target else 'an id'}."
    known = _nodes(document) if target or path == ["start"] else ()
    # What an id would be like says nothing where one that is there must be named.
    other = says if target else id_help(value.value, error.schema)
    return suggested(value, known, message, says, other, "bad-id", document.path)


def is_named_after(value: Value, document: Document) -> bool:
    """Whether a target is wrong only as the name of the node is that it means, at which that is said."""
    return isinstance(value, Scalar) and value.value in _nodes(document)


def _nodes(document: Document) -> Iterable[str]:
    """The names of a tree's nodes."""
    match document.root:
        case MappingValue(entries={"nodes": entry}) if isinstance(entry.value, MappingValue):
            return entry.value.entries
    return ()
