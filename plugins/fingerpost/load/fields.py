"""Values to small pieces of the model; what has the wrong shape is left out, since the schema has said so."""

import calendar
import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from fingerpost.diagnostics import Diagnostic, Edit, Fix
from fingerpost.load.codes import fault
from fingerpost.load.limits import DIAGNOSTICS
from fingerpost.load.quoting import QUOTE, quoted, with_example
from fingerpost.load.values import Entry, ListValue, MappingValue, Mark, Scalar, Value, get
from fingerpost.model import Condition, Date, End, Guard, Jump, Ref, Target, Text, ref_at, text_at
from fingerpost.source import Span

T = TypeVar("T")
_END = "end"
_JUMP = "tree:"
_MONTHS = 12
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(slots=True)
class Builder:
    """The file being built and what only building can see wrong with it."""

    path: str
    found: list[Diagnostic] = field(default_factory=list)

    def span(self, mark: Mark) -> Span:
        """A mark of this file as a place, as `values.span` gives it; without the call, as it is done for every word."""
        line, column, end_line, end_column = mark
        return tuple.__new__(Span, (self.path, line + 1, column + 1, end_line + 1, end_column + 1))


def fields(value: Value | None) -> MappingValue:
    """A mapping, or an empty one where something else stands."""
    return value if isinstance(value, MappingValue) else MappingValue({}, Mark(0, 0, 0, 0))


def entries(value: Value | None) -> Iterable[Entry]:
    """The entries of a mapping."""
    return value.entries.values() if isinstance(value, MappingValue) else ()


def items(value: Value | None) -> Iterable[Value]:
    """The items of a list, or a single value as a list of itself."""
    match value:
        case ListValue():
            return value.items
        case Scalar():
            return (value,)
    return ()


def text(build: Builder, value: Value | None) -> Text | None:
    """Words for a person; a comment behind bare words is refused, as half of a sentence may be lost in it."""
    if not isinstance(value, Scalar):
        return None
    where = build.span(value.mark)
    if value.comment and value.value and len(build.found) <= DIAGNOSTICS:
        build.found.append(_hash(value, where))
    return text_at(value.value, where)


def _hash(value: Scalar, where: Span) -> Diagnostic:
    line, column = where.end_line, where.end_column
    behind = Span(path=where.path, line=line, column=column, end_line=line, end_column=column + len(value.comment))
    if re.search(r"#\s", value.comment):
        help, words, end = "If this is a comment, put what comes before it in quotes.", value.value, where
    else:
        help, words, end = QUOTE, value.value + value.comment.rstrip(), behind
    edit = Edit(span=end._replace(line=where.line, column=where.column), replacement=quoted(words))
    # An anchor or a tag may stand before the words; that has been said.
    alone = where.line == line and column - where.column == len(value.value)
    fix = Fix(message=help, edits=(edit,)) if alone else None
    return fault(
        "unquoted-hash",
        "A space and # end a sentence without quotes; what follows is not read.",
        behind,
        help=with_example(help, fix),
        fixes=(fix,) if fix else (),
    )


def a_text(build: Builder, value: Value | None, default: str = "") -> Text:
    """Words that must be there, or the default where they are missing."""
    return text(build, value) or Text(value=default)


def texts(build: Builder, value: Value | None) -> tuple[Text, ...]:
    """A list of words."""
    return tuple([one for item in items(value) if (one := text(build, item))])


def name(build: Builder, value: Value | None) -> Ref | None:
    """A name, where one is written."""
    return ref_at(value.value, build.span(value.mark)) if isinstance(value, Scalar) and value.value else None


def names(build: Builder, value: Value | None) -> tuple[Ref, ...]:
    """A list of names; one name alone is a list too."""
    return tuple([one for item in items(value) if (one := name(build, item))])


def date(build: Builder, value: Value | None) -> Date | None:
    """A day, or a finding where there is no such day; what does not look like a day the schema has refused."""
    if not isinstance(value, Scalar) or not _DAY.fullmatch(value.value):
        return None
    where = build.span(value.mark)
    try:
        return Date(value=datetime.date.fromisoformat(value.value), span=where)
    except ValueError:
        day, help = _last_before(*map(int, value.value.split("-")))
        build.found.append(fault("wrong-shape", f"There is no day {value.value}.", where, help=help))
        # It is written, so that nothing must say that it is missing.
        return Date(value=day, span=where)


def _last_before(year: int, month: int, day: int) -> tuple[datetime.date, str]:
    """The nearest day to one that is in no calendar, and why it is in none."""
    if not year:
        return datetime.date.min, "Years count from 0001."
    if not 1 <= month <= _MONTHS:
        return datetime.date(year, min(max(month, 1), _MONTHS), 1), f"Months are 01 to {_MONTHS}."
    days = calendar.monthrange(year, month)[1]
    first = datetime.date(year, month, 1)
    return first.replace(day=days if day else 1), f"{first:%B} {year} has {days} days."


def number(value: Value | None) -> int | None:
    """A whole number; ASCII digits alone, as the schema wants."""
    digits = value.value if isinstance(value, Scalar) else ""
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 6 else None


def truth(value: Value | None) -> bool:
    """Whether `true` is written."""
    return isinstance(value, Scalar) and value.value == "true"


def by_id(build: Builder, value: Value | None, make: Callable[[Builder, Scalar, Value], T | None]) -> dict[str, T]:
    """A mapping of ids to what `make` builds of each."""
    return {
        entry.key.value: made for entry in entries(value) if (made := make(build, entry.key, entry.value)) is not None
    }


def listed(build: Builder, value: Value | None, make: Callable[[Builder, MappingValue], T | None]) -> tuple[T, ...]:
    """A list of mappings, each made into something."""
    return tuple(
        made for item in items(value) if isinstance(item, MappingValue) and (made := make(build, item)) is not None
    )


def in_words(identifier: str) -> str:
    """An id as words: `not-sure` reads "Not sure"."""
    return identifier.replace("-", " ").capitalize()


# Targets and guards -----------------------------------------------------------------------------------------------


def destination(build: Builder, value: Value | None) -> Ref | Jump | None:
    """A node, or the start of another tree."""
    match value:
        case Scalar(value=written) if written.startswith(_JUMP):
            return Jump(tree=written.removeprefix(_JUMP), span=build.span(value.mark))
        case Scalar():
            return name(build, value)
    return None


def targets(build: Builder, value: Value | None, *, may_end: bool = False) -> tuple[Target, ...]:
    """One place to go on, or a list of guarded ones; `end` has its meaning only in a subtree's outcomes."""
    if isinstance(value, ListValue):
        return tuple(one for item in value.items if (one := _guarded(build, item, may_end=may_end)))
    one = _target(build, value, None, may_end=may_end)
    return (one,) if one else ()


def _guarded(build: Builder, value: Value, *, may_end: bool) -> Target | None:
    if not isinstance(value, MappingValue):
        return None
    return _target(build, get(value, "to"), guard(build, get(value, "when")), may_end=may_end)


def _target(build: Builder, value: Value | None, when: Guard | None, *, may_end: bool) -> Target | None:
    if may_end and isinstance(value, Scalar) and value.value == _END:
        where = build.span(value.mark)
        return Target(to=End(span=where), when=when, span=where)
    to = destination(build, value)
    return Target(to=to, when=when, span=to.span) if to else None


def guard(build: Builder, value: Value | None) -> Guard | None:
    """Conditions on earlier answers, joined by "and"."""
    if not isinstance(value, MappingValue):
        return None
    return Guard(conditions=conditions(build, value), span=build.span(value.mark))


def conditions(build: Builder, value: Value | None) -> tuple[Condition, ...]:
    """A mapping from a question to an option or a list of them."""
    return tuple(
        Condition(
            question=Ref(id=entry.key.value, span=build.span(entry.key.mark)),
            options=names(build, entry.value),
            span=build.span(entry.key.mark),
        )
        for entry in entries(value)
    )
