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


# Every word of a site becomes one of these two. Filling the slots takes half as long as the constructor of a frozen
# dataclass, which looks each of them up.
_set_span = vars(Placed)["span"].__set__
_set_id = vars(Ref)["id"].__set__
_set_value = vars(Text)["value"].__set__


def ref_at(id: str, span: Span) -> Ref:
    """`Ref(id=id, span=span)`, for where many are made."""
    made = object.__new__(Ref)
    _set_id(made, id)
    _set_span(made, span)
    return made


def text_at(value: str, span: Span) -> Text:
    """`Text(value=value, span=span)`, for where many are made."""
    made = object.__new__(Text)
    _set_value(made, value)
    _set_span(made, span)
    return made
