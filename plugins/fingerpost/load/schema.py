"""The schemas, which editors read too: as they are validated by, and what they know of keys."""

import functools
import json
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

import jsonschema_rs

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

NAMES = ("hazards", "place", "site", "sources", "tree")


@functools.cache
def gate(schema: str) -> jsonschema_rs.Draft202012Validator:
    """What says yes or no: 200 times faster than `validator`, which alone says why."""
    return jsonschema_rs.Draft202012Validator(_whole(schema))


@functools.cache
def validator(schema: str) -> "Draft202012Validator":
    """What says why; imported only when something is wrong."""
    from jsonschema import Draft202012Validator, validators

    ours = {"additionalProperties": _additional_properties, "pattern": _pattern}
    exact = validators.extend(Draft202012Validator, ours)  # type: ignore[no-untyped-call]
    return cast("Draft202012Validator", exact(_whole(schema)))


def _additional_properties(validator: Any, allowed: Any, instance: Any, schema: Any) -> Iterator["ValidationError"]:
    """In the order of the file; the library's own takes them as a set, whose order changes from run to run."""
    from jsonschema.exceptions import ValidationError

    unknown = [key for key in instance if key not in schema.get("properties", ())] if isinstance(instance, dict) else ()
    if allowed is not False:
        for key in unknown:
            yield from validator.descend(instance[key], allowed, path=key)
    elif unknown:
        yield ValidationError("unknown keys")


def _pattern(validator: Any, pattern: str, instance: object, schema: object) -> Iterator["ValidationError"]:
    """As in every other language, `$` is the end: Python's lets one line break more pass."""
    from jsonschema.exceptions import ValidationError

    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield ValidationError(f"not {pattern}")


@functools.cache
def homes() -> Mapping[str, tuple[str, ...]]:
    """Every key of the language and what has it, by title: `{"urgency": ("An outcome",), ...}`."""
    found: dict[str, list[str]] = {}
    for name in NAMES:
        for schema in _objects(read(f"{name}.json")):
            for key in schema["properties"]:
                titles = found.setdefault(key, [])
                titles.extend({schema.get("title", "")} - {"", "A step", *titles})
    return {key: tuple(titles) for key, titles in found.items()}


@functools.cache
def takes(key: str) -> frozenset[str]:
    """What the values of a key of a tree may be: `{"string"}`, `{"array", "string"}`, …"""
    having = (schema for schema in _objects(_whole("tree")) if key in schema["properties"])
    return frozenset().union(*(_types(schema["properties"][key]) for schema in having))


def _types(schema: Any) -> set[str]:
    named = schema.get("type", [])
    inner = [_types(one) for one in schema.get("anyOf", ())]
    return set([named] if isinstance(named, str) else named).union(*inner)


def _objects(schema: Any) -> Iterator[Any]:
    """Every schema within a schema that names properties."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and "$ref" not in schema["properties"]:
            yield schema
        for inner in schema.values():
            yield from _objects(inner)


@functools.cache
def _whole(schema: str) -> Any:
    """A schema with its references resolved, once for both validators."""
    return _resolved(read(f"{schema}.json"), f"{schema}.json")


@functools.cache
def read(name: str) -> Any:
    """One of our schema files."""
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
    return _resolved(read(where)["$defs"][definition], where)
