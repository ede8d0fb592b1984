"""The shape of a file by its JSON Schema, every departure said in the author's words and pointed at."""

import itertools
from collections.abc import Iterator
from typing import Any

from fingerpost.diagnostics import Diagnostic
from fingerpost.load.departure import at, is_empty, key
from fingerpost.load.limits import DIAGNOSTICS
from fingerpost.load.schema import gate, validator
from fingerpost.load.values import Document, data
from fingerpost.load.wrong_keys import bad_key, lacks_space, missing_key, unknown_keys
from fingerpost.load.wrong_values import not_one_of, nothing, pattern, too_few, too_large, wrong_kind


def misshapen(document: Document, schema: str, lines: list[str]) -> Iterator[Diagnostic]:
    """Each departure of a file from `schema` ("tree", "site", ...)."""
    instance = data(document.root)
    if gate(schema).is_valid(instance):
        return
    errors = validator(schema).iter_errors(instance)
    found = itertools.chain.from_iterable(_explain(error, document, lines) for error in errors)
    yield from itertools.islice(found, DIAGNOSTICS)


def _explain(error: Any, document: Document, lines: list[str]) -> Iterator[Diagnostic]:
    """An error of jsonschema as ours."""
    path = list(error.absolute_path)
    value = at(document.root, path)
    if path and is_empty(value) and lacks_space(key(document, path), value):
        return
    if "propertyNames" in error.absolute_schema_path:
        yield bad_key(error, value, document.path)
        return
    match error.validator:
        case "anyOf":
            yield from _any_of(error, document, lines)
        case "additionalProperties":
            yield from unknown_keys(error, value, path, document)
        case "required":
            yield from missing_key(error, value, path, document)
        case "type":
            yield wrong_kind(error, value, path, document, lines)
        case "minLength":
            yield nothing(value, path, document, lines)
        case "maxLength" | "maxItems" | "maxProperties":
            yield too_large(error, path, document)
        case "minItems" | "minProperties":
            yield too_few(error, path, document)
        case "enum":
            yield not_one_of(error, value, path, document)
        case "pattern" if error.instance or "minLength" not in error.schema:  # else that has said it
            yield pattern(error, value, path, document)


def _any_of(error: Any, document: Document, lines: list[str]) -> Iterator[Diagnostic]:
    """Only the branch that was meant: the one of the right kind of value."""
    branches: dict[Any, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    for inners in branches.values():
        if not any(inner.validator == "type" and not inner.relative_path for inner in inners):
            for inner in inners[:DIAGNOSTICS]:
                yield from _explain(inner, document, lines)
            return
    yield from _explain(next(iter(branches.values()))[0], document, lines)
