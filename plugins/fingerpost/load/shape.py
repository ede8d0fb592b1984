"""The shape of a file by its JSON Schema, every departure said in the author's words and pointed at."""

import functools
import itertools
import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from fingerpost.diagnostics import Diagnostic, Edit, Fix
from fingerpost.load.codes import fault
from fingerpost.load.limits import DIAGNOSTICS
from fingerpost.load.mistakes import unquoted_colon
from fingerpost.load.values import Document, ListValue, MappingValue, Mark, Scalar, Value, data, span
from fingerpost.nearest import nearest
from fingerpost.source import Span, start_of

_KINDS = ("question", "action", "outcome", "tree")
_QUOTE = "Put the whole sentence in quotes."


def misshapen(document: Document, schema: str, lines: list[str]) -> Iterator[Diagnostic]:
    """Each departure of a file from `schema` ("tree", "site", ...)."""
    instance = data(document.root)
    for error in itertools.islice(_validator(schema).iter_errors(instance), DIAGNOSTICS):
        yield from _explain(error, document, lines)


@functools.cache
def _validator(schema: str) -> Draft202012Validator:
    """The validator of a schema whose references are all resolved before, which halves its time."""
    return Draft202012Validator(_resolved(_read(schema + ".json"), schema + ".json"))


@functools.cache
def _read(name: str) -> Any:
    return json.loads((files("fingerpost") / "schemas" / name).read_text(encoding="utf-8"))


def _resolved(schema: Any, name: str) -> Any:
    """The schema with each `$ref` replaced by what it means; none of ours is circular."""
    if isinstance(schema, list):
        return [_resolved(item, name) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        meant = _definition(*schema["$ref"].split("#/$defs/"), name)
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        return {**meant, **rest}
    return {key: _resolved(value, name) for key, value in schema.items() if key != "$defs"}


@functools.cache
def _definition(file: str, definition: str, name: str) -> Any:
    where = file or name
    return _resolved(_read(where)["$defs"][definition], where)


# From an error of jsonschema to ours ------------------------------------------------------------------------------


def _explain(error: ValidationError, document: Document, lines: list[str]) -> Iterator[Diagnostic]:
    path = list(error.absolute_path)
    value = _at(document.root, path)
    if "propertyNames" in error.absolute_schema_path:
        yield _bad_key(error, value, document.path)
        return
    match error.validator:
        case "anyOf":
            yield from _any_of(error, document, lines)
        case "additionalProperties":
            yield from _unknown_keys(error, value, document.path)
        case "required":
            yield _missing_keys(error, value, path, document)
        case "type":
            yield _wrong_kind(error, value, path, document.path, lines)
        case "minLength":
            yield fault("wrong-shape", f"Nothing is written for `{_name(path)}`.", _key_or_value(document, path))
        case "maxLength" | "maxItems" | "maxProperties":
            yield _too_large(error, value, path, document)
        case "minItems" | "minProperties":
            yield _too_few(error, path, document)
        case "enum":
            yield _not_one_of(error, value, path, document.path)
        case "pattern":
            yield _pattern(error, value, document)
        case _:
            yield fault("wrong-shape", error.message, span(document.path, value.mark))


def _any_of(error: ValidationError, document: Document, lines: list[str]) -> Iterator[Diagnostic]:
    """Only the branch that was meant: the one of the right kind of value."""
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context:
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    for inners in branches.values():
        if not any(inner.validator == "type" and not inner.relative_path for inner in inners):
            for inner in inners:
                yield from _explain(inner, document, lines)
            return
    yield from _explain(next(iter(branches.values()))[0], document, lines)


def _at(root: Value, path: list[Any]) -> Value:
    value = root
    for part in path:
        match value:
            case MappingValue():
                value = value.entries[part].value
            case ListValue():
                value = value.items[part]
    return value


def _key_or_value(document: Document, path: list[Any]) -> Span:
    """The place of the key under which the value stands, or of the value itself in a list or at the top."""
    if not path:
        return start_of(document.path)
    parent = _at(document.root, path[:-1])
    if isinstance(parent, MappingValue):
        return span(document.path, parent.entries[path[-1]].key.mark)
    return span(document.path, _at(document.root, path).mark)


def _name(path: list[Any]) -> str:
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "the file")


def _bad_key(error: ValidationError, value: Value, path: str) -> Diagnostic:
    assert isinstance(value, MappingValue)
    key = value.entries[error.instance].key
    says = error.schema.get("patternErrorMessage", error.message) if isinstance(error.schema, dict) else error.message
    word = f"`{error.instance}` cannot be an id." if error.instance else "An id is missing."
    return fault("bad-id", word, span(path, key.mark), help=says)


def _unknown_keys(error: ValidationError, value: Value, path: str) -> Iterator[Diagnostic]:
    assert isinstance(value, MappingValue)
    assert isinstance(error.schema, dict)
    known = error.schema["properties"]
    unknown = [entry.key for name, entry in value.entries.items() if name not in known]
    for key in unknown[:DIAGNOSTICS]:
        yield _unknown_key(key, known, set(value.entries), path)


def _unknown_key(key: Scalar, known: dict[str, Any], written: set[str], path: str) -> Diagnostic:
    where = span(path, key.mark)
    kinds = [kind for kind in _KINDS if kind in known]
    if key.value in _KINDS and kinds:
        message = f"A node is one thing: this one has `{kinds[0]}` and `{key.value}`."
        return fault("unknown-key", message, where, help="Make two nodes of it.")
    near = nearest(key.value, [name for name in known if name not in written])
    fixes = (Fix(message=f"Write `{near}`.", edits=(Edit(span=where, replacement=near),)),) if near else ()
    hint = f"Did you mean `{near}`?" if near else f"Known here: {', '.join(sorted(known))}."
    return fault("unknown-key", f"`{key.value}` is not known here.", where, help=hint, fixes=fixes)


def _missing_keys(error: ValidationError, value: Value, path: list[Any], document: Document) -> Diagnostic:
    assert isinstance(value, MappingValue)
    where = _key_or_value(document, path)
    missing = next(name for name in error.validator_value if error.message.startswith(repr(name)))
    if missing == "outcome" and path[:1] == ["nodes"] and len(path) == 2:
        return _no_kind(value, where, str(path[1]))
    thing = f"`{path[-1]}`" if path and isinstance(path[-1], str) else "This" if path else "The file"
    return fault("wrong-shape", f"{thing} has no `{missing}`.", where, help=f"Add `{missing}:`.")


def _no_kind(value: MappingValue, where: Span, node: str) -> Diagnostic:
    near = [(key, word) for key in value.entries if (word := nearest(key, _KINDS))]
    hint = f"Did you mean `{near[0][1]}` where `{near[0][0]}` stands?" if near else "Give it one of the four."
    return fault("wrong-shape", f"`{node}` has no `question`, `action`, `outcome` or `tree`.", where, help=hint)


def _wrong_kind(error: ValidationError, value: Value, path: list[Any], file: str, lines: list[str]) -> Diagnostic:
    wanted = error.validator_value
    text_wanted = wanted == "string" or (isinstance(wanted, list) and "string" in wanted)
    where = span(file, value.mark)
    match value:
        case MappingValue(flow=True) if text_wanted:
            return fault(
                "wrong-shape",
                "Words that begin with { are read as keys and values.",
                where,
                help=_QUOTE,
            )
        case ListValue(flow=True) if text_wanted:
            return fault("wrong-shape", "Words that begin with [ are read as a list.", where, help=_QUOTE)
        case MappingValue() if text_wanted and value.mark.line == value.mark.end_line:
            key = next(iter(value.entries.values())).key.mark
            colon = span(file, Mark(key.line, key.end_column, key.line, key.end_column + 1))
            return unquoted_colon(colon, lines[key.line])
    if isinstance(value, Scalar) and not value.value:
        return fault("wrong-shape", f"Nothing is written for `{_name(path)}`.", where, help=f"Write {_kind(wanted)}.")
    return fault(
        "wrong-shape", f"`{_name(path)}` takes {_kind(wanted)}; this is {_kind_of(value)}.", where, help=_how(wanted)
    )


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
            return "keys with values"
        case ListValue():
            return "a list"
    return "words"


def _how(wanted: Any) -> str:
    match wanted:
        case "object":
            return "Write `key: value` on lines of their own, further in."
        case "array":
            return "Write each on a line of its own, after `- `."
    return ""


def _too_large(error: ValidationError, value: Value, path: list[Any], document: Document) -> Diagnostic:
    unit = "letters" if error.validator == "maxLength" else "entries"
    count = len(error.instance)
    message = f"`{_name(path)}` has {count:,} {unit}; at most {error.validator_value:,} are read."
    return fault("too-large", message, _key_or_value(document, path))


def _too_few(error: ValidationError, path: list[Any], document: Document) -> Diagnostic:
    least = error.validator_value
    words = f"`{_name(path)}` is empty." if least == 1 else f"`{_name(path)}` needs at least {least}."
    return fault("wrong-shape", words, _key_or_value(document, path), help="Fill it in, or delete the line.")


def _not_one_of(error: ValidationError, value: Value, path: list[Any], file: str) -> Diagnostic:
    words = sorted({str(word).lower() if isinstance(word, bool) else str(word) for word in error.validator_value})
    where = span(file, value.mark)
    if not isinstance(value, Scalar):
        return fault("wrong-shape", f"`{_name(path)}` takes one word.", where, help=f"One of: {', '.join(words)}.")
    near = nearest(value.value, words)
    fixes = (Fix(message=f"Write `{near}`.", edits=(Edit(span=where, replacement=near),)),) if near else ()
    hint = f"Did you mean `{near}`? " if near else ""
    message = f"`{_name(path)}` cannot be `{value.value}`." if value.value else f"Nothing is written for `{_name(path)}`."
    return fault("wrong-shape", message, where, help=f"{hint}One of: {', '.join(words)}.", fixes=fixes)


def _pattern(error: ValidationError, value: Value, document: Document) -> Diagnostic:
    says = error.schema.get("patternErrorMessage", "") if isinstance(error.schema, dict) else ""
    where = span(document.path, value.mark)
    if not error.instance:
        path = list(error.absolute_path)
        message = f"Nothing is written for `{_name(path)}`."
        return fault("wrong-shape", message, _key_or_value(document, path), help=says)
    code = "bad-id" if says.startswith(("An id", "A name")) else "wrong-shape"
    return fault(code, f"`{error.instance}` does not fit here.", where, help=says)
