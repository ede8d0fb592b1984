"""The small pieces of a model: names, words and days, each with the place where it was written."""

import datetime
from dataclasses import dataclass, field

from fingerpost.source import Span, start_of

_NOWHERE = start_of("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Anything that stands somewhere in a file; the place takes no part in comparison."""

    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref(Placed):
    """A name by which something is meant; what it means may be missing, and then it is pointed at."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Placed):
    """Words for a person, in inline Markdown (block Markdown where the field says so)."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Placed):
    """A day."""

    value: datetime.date
