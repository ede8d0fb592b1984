"""YAML as it was written: mappings, lists and words, each with its place, and nothing decided yet."""

from dataclasses import dataclass
from typing import NamedTuple

from fingerpost.source import Span


class Mark(NamedTuple):
    """Where a value stands in its file; counted from 0, the end exclusive, as libyaml counts."""

    line: int
    column: int
    end_line: int
    end_column: int


class Scalar(NamedTuple):
    """Words; `plain` when they stand without quotes, and then `comment` is the comment behind them, if there is one."""

    value: str
    mark: Mark
    plain: bool = True
    comment: str = ""


class Entry(NamedTuple):
    """A key and its value."""

    key: Scalar
    value: "Value"


class MappingValue(NamedTuple):
    """Keys and values in the order written, by key; `flow` when in braces."""

    entries: dict[str, Entry]
    mark: Mark
    flow: bool = False


class ListValue(NamedTuple):
    """Items in the order written; `flow` when in brackets."""

    items: "list[Value]"
    mark: Mark
    flow: bool = False


Value = Scalar | MappingValue | ListValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file's values."""

    path: str
    root: Value


def span(path: str, mark: Mark) -> Span:
    """A mark as a place that messages use."""
    line, column, end_line, end_column = mark
    return tuple.__new__(Span, (path, line + 1, column + 1, end_line + 1, end_column + 1))


def get(mapping: MappingValue, key: str) -> Value | None:
    """The value of a key, or None."""
    entry = mapping.entries.get(key)
    return entry.value if entry else None


def data(value: Value) -> object:
    """The same as dicts, lists and strings, for the schema; not recursive deeper than the limit on depth."""
    match value:
        case Scalar():
            return value.value
        case MappingValue():
            return {key: data(entry.value) for key, entry in value.entries.items()}
        case ListValue():
            return [data(item) for item in value.items]
