"""A tree as plain data: what its author wrote and what that stands for, in lists where an order counts."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from fingerpost.model import Card, CardStep, Date, End, Guard, Jump, Node, Placed, Policy, Ref, Text, Tree

# The version of this form; the schema, `schemas/export.json`, says what may stand in it.
VERSION = 1
# What follows from the rest, or says how a file was read.
_DERIVED = ("form", "number", "span", "whole")
# The language has words that Python has no room for.
_WORDS = {(Card, "avoid"): "not", (CardStep, "origin"): "from", (Policy, "from_start"): "from"}


def told(tree: Tree) -> dict[str, object]:
    """A tree as plain data."""
    said = _object(tree)
    nodes = said.pop("nodes")
    return {"fingerpost": VERSION, **said, "nodes": nodes}


def _object(value: Placed) -> dict[str, object]:
    kind = {"kind": type(value).__name__.lower()} if isinstance(value, Node) else {}
    names = [field.name for field in fields(value)]
    if isinstance(value, Policy):  # a promise reads in the order in which it was written
        names = sorted(names, key=lambda name: value.form.index(name) if name in value.form else len(value.form))
    said = {(type(value), name): getattr(value, name) for name in names}
    named = {_WORDS.get(key, key[1]): _plain(one) for key, one in said.items() if key[1] not in _DERIVED}
    if isinstance(value, Policy):
        named["from"] = "start" if value.from_start else None
    return {**kind, **{name: one for name, one in named.items() if _says_something(one)}}


def _says_something(value: object) -> bool:
    return not (value is None or value is False or value in ("", [], {}))


def _plain(value: object) -> Any:  # noqa: ANN401 - it is whatever JSON has
    match value:
        case Text(value=words):
            return words
        case Date(value=day):
            return day.isoformat()
        case Ref(id=name):
            return name
        case Jump(tree=name):
            return f"tree:{name}"
        case End():
            return "end"
        case Guard(conditions=several) | (tuple() as several):
            return [_plain(one) for one in several]
        case Mapping():
            return [_plain(one) for one in value.values()]
        case Placed():
            return _object(value)
    return value
