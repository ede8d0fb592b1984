"""How far the reading of a file has come: what is open, what is found, and whether to go on."""

from dataclasses import dataclass, field
from typing import Any

from fingerpost.diagnostics import Diagnostic
from fingerpost.load.draft import Draft
from fingerpost.load.values import Entry, Scalar, Value


class Refused(Exception):
    """The rest of the file is not worth reading."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Open:
    """A mapping or a list that has begun and not ended; `key` waits for its value, and `skip` leaves both out."""

    __slots__ = ("entries", "flow", "key", "mapping", "skip", "start", "values")

    def __init__(self, event: Any, *, mapping: bool) -> None:
        self.start = event.start_mark
        self.flow = bool(event.flow_style)
        self.mapping = mapping
        self.values: list[Value] = []
        self.entries: dict[str, Entry] = {}
        self.key: Scalar | None = None
        self.skip = False


@dataclass(slots=True)
class Reader:
    """What is being built while the events go by."""

    file: Draft
    found: list[Diagnostic] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)
    root: Value | None = None
    last: Scalar | None = None
    count: int = 0
