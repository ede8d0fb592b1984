"""Lines that stand as far out as the key to which they belong: one mistake, however many keys it makes unknown."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from fingerpost.diagnostics import Diagnostic, Label
from fingerpost.load.departure import is_empty
from fingerpost.load.schema import homes
from fingerpost.load.values import Document, Entry, ListValue, MappingValue, Value, span
from fingerpost.source import Span

_HELP = "Begin these lines two spaces further in, as far down as they belong to it."


def gathered(found: Sequence[Diagnostic], document: Document) -> list[Diagnostic]:
    """All findings; but where a key has nothing in it and the keys below it are wrong there, that is said once."""
    at = {_place(one.span): one for one in found}
    told: dict[tuple[int, int], Diagnostic] = {}
    dropped: set[tuple[int, int]] = set()
    for entries, place in _hollow(document.root):
        own = at.get(_place(span(document.path, entries[place].key.mark)))
        if own is None or own.code != "wrong-shape" or _place(own.span) in dropped:
            continue
        strays = list(_strays(entries, place + 1, at, document.path))
        if strays:
            first = span(document.path, entries[place + 1].key.mark)
            label = Label(span=first, message="this, and what follows, stands beside it and not in it")
            told[_place(own.span)] = replace(own, help=_HELP, labels=(label,), fixes=())
            dropped.update(_place(one.span) for one in strays)
    return [told.get(_place(one.span), one) for one in found if _place(one.span) not in dropped]


def _hollow(root: Value) -> Iterator[tuple[list[Entry], int]]:
    """Each key on a line of its own with nothing in it and keys below it, by its place among them."""
    waiting = [root]
    while waiting:
        match waiting.pop():
            case MappingValue(entries=entries, flow=flow):
                several = list(entries.values())
                waiting += [entry.value for entry in several]
                empty = (place for place, entry in enumerate(several[:-1]) if is_empty(entry.value))
                yield from ((several, place) for place in empty if not flow)
            case ListValue(items=items):
                waiting += items


def _strays(
    entries: Sequence[Entry], start: int, at: dict[tuple[int, int], Diagnostic], path: str
) -> Iterator[Diagnostic]:
    """What was found at the keys from a place on, one by one, until one belongs where it stands."""
    for key, value in islice(entries, start, None):
        stray = at.get(_place(span(path, key.mark)))
        if stray is None and key.value in homes() and not is_empty(value):
            stray = at.get(_place(span(path, value.mark)))
        if stray is None or stray.code not in ("unknown-key", "wrong-shape"):
            return
        yield stray


def _place(where: Span) -> tuple[int, int]:
    return where.line, where.column
