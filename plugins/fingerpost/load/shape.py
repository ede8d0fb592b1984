"""The shape of a file by its JSON Schema, every departure said in the author's words and pointed at."""

import itertools
from collections.abc import Iterator
from typing import Any

from fingerpost.diagnostics import Diagnostic
from fingerpost.load.codes import fault
from fingerpost.load.departure import at, is_empty, key, key_or_value
from fingerpost.load.limits import DIAGNOSTICS, NODES
from fingerpost.load.outdented import gathered
from fingerpost.load.schema import gate, validator
from fingerpost.load.values import Document, data
from fingerpost.load.wrong_keys import bad_key, lacks_space, missing_key, unknown_keys
from fingerpost.load.wrong_values import is_named_after, not_one_of, nothing, pattern, too_few, too_large, wrong_kind

_MANY = 100


def misshapen(document: Document, schema: str, lines: list[str]) -> Iterator[Diagnostic]:
    """Each departure of a file from `schema` ("tree", "site", ...)."""
    instance = data(document.root)
    if gate(schema).is_valid(instance):
        return
    if len(_nodes(instance)) > NODES:
        message = f"`nodes` has {len(_nodes(instance)):,} entries; at most {NODES:,} are read."
        yield fault("too-large", message, key_or_value(document, ["nodes"]), help="Make several trees of it.")
        return
    errors = validator(schema).iter_errors(_doubtful(instance, schema))
    found = itertools.chain.from_iterable(_explain(error, document, lines) for error in errors)
    first = next(found, None)
    if first is None:  # the two do not agree; but what is not well-shaped is never built in silence
        error = next(iter(gate(schema).iter_errors(instance)))
        first = fault("wrong-shape", error.message, key_or_value(document, list(error.instance_path)))
    yield from gathered([first, *itertools.islice(found, DIAGNOSTICS - 1)], document)


def _nodes(instance: Any) -> dict[str, Any]:
    nodes = instance.get("nodes") if isinstance(instance, dict) else None
    return nodes if isinstance(nodes, dict) else {}


def _doubtful(instance: Any, schema: str) -> Any:
    """The same without its well-shaped nodes but one, where they are many, as `validator` takes its time with each."""
    nodes = _nodes(instance)
    if len(nodes) <= _MANY:
        return instance
    paths = [error.instance_path for error in gate(schema).iter_errors(instance)]
    if ["nodes"] in paths:  # about their names
        return instance
    wrong = {path[1] for path in paths if path[:1] == ["nodes"]} or {next(iter(nodes))}
    return {**instance, "nodes": {name: node for name, node in nodes.items() if name in wrong}}


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
            if not is_named_after(value, document):
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
