"""What a departure from a schema is about: the value, its place, its name, and the word that was meant."""

import re
from collections.abc import Iterable
from typing import Any

from fingerpost.diagnostics import Diagnostic, Edit, Fix
from fingerpost.load.codes import fault
from fingerpost.load.quoting import shown
from fingerpost.load.values import Document, ListValue, MappingValue, Scalar, Value, span
from fingerpost.nearest import nearest
from fingerpost.source import Span, start_of

Path = list[Any]


def at(root: Value, path: Path) -> Value:
    """The value at a path of keys and places in lists."""
    value = root
    for part in path:
        match value:
            case MappingValue():
                value = value.entries[part].value
            case ListValue():
                value = value.items[part]
    return value


def key_or_value(document: Document, path: Path) -> Span:
    """The place of the key under which the value stands, or of the value itself in a list or at the top."""
    if not path:
        return start_of(document.path)
    parent = at(document.root, path[:-1])
    if isinstance(parent, MappingValue):
        return span(document.path, parent.entries[path[-1]].key.mark)
    return span(document.path, at(document.root, path).mark)


def key(document: Document, path: Path) -> Scalar:
    """The key under which a value stands; in a list, the value stands for itself."""
    parent = at(document.root, path[:-1])
    return parent.entries[path[-1]].key if isinstance(parent, MappingValue) else Scalar("", parent.mark)


def is_empty(value: Value) -> bool:
    """Whether nothing is written there."""
    return isinstance(value, Scalar) and not value.value


def named(path: Path) -> str:
    """What a value is called: by the key that it, or the list that it is in, stands under."""
    return next((shown(part) for part in reversed(path) if isinstance(part, str)), "The file")


def id_help(words: str, schema: Any) -> str:
    """What an id may be, after the one that the words would make."""
    says = str(schema.get("patternErrorMessage", ""))
    if re.fullmatch("[a-z][a-z0-9-]{0,62}", words):
        meaning = "the end of a path" if words == "end" else "a device on some machines"
        return f"{shown(words)} stands for {meaning}. Take another name, such as `the-{words}`."
    made = re.sub("[^a-z0-9]+", "-", words.casefold()).strip("-")
    return f"Write `{made}`. {says}" if re.fullmatch(schema.get("pattern", ""), made) else says


def suggested(
    value: Scalar, known: Iterable[str], message: str, help: str, other: str, code: str, path: str
) -> Diagnostic:
    """A wrong word with the one that was meant; `other` is the help where none is near."""
    where = span(path, value.mark)
    near = nearest(value.value, known)
    if near is None:
        return fault(code, message, where, help=other)
    fix = Fix(message=f"Write `{near}`.", edits=(Edit(span=where, replacement=near),))
    return fault(code, message, where, help=f"Did you mean `{near}`? {help}".strip(), fixes=(fix,))
