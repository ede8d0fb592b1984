"""What stands beside the nodes of a tree, or in the site's own files, in pieces of the model."""

from typing import Any

from fingerpost.load import fields as f
from fingerpost.load.fields import Builder
from fingerpost.load.values import ListValue, MappingValue, Scalar, Value, get
from fingerpost.model import (
    Answer,
    Card,
    CardStep,
    Case,
    Contributor,
    Exit,
    Policy,
    Ref,
    Scope,
    Stage,
    Tag,
    Waiver,
)

_SELECTORS = (
    "never", "always", "require", "before", "after", "of", "end_in", "not_both", "to_end_in", "require_each",
    "possible", "always_possible", "order",
)  # fmt: skip
_COUNTS = ("at_most", "within", "max_questions")
# What says which form a policy has; the other keys narrow it or tell about it.
_FORM = (*_SELECTORS, *_COUNTS, "worse")


def tags(build: Builder, value: Value | None) -> dict[str, Tag]:
    """Declared tags with their meaning."""
    return f.by_id(build, value, _tag)


def _tag(build: Builder, key: Scalar, value: Value) -> Tag:
    return Tag(id=key.value, meaning=f.a_text(build, value), span=build.span(key.mark))


def stages(build: Builder, value: Value | None) -> dict[str, Stage]:
    """Stages with the words that they are shown by."""
    return f.by_id(build, value, _stage)


def _stage(build: Builder, key: Scalar, value: Value) -> Stage:
    return Stage(id=key.value, text=f.a_text(build, value, f.in_words(key.value)), span=build.span(key.mark))


def exits(build: Builder, value: Value | None) -> dict[str, Exit]:
    """Ways out that stand at every step."""
    return f.by_id(build, value, _exit)


def _exit(build: Builder, key: Scalar, value: Value) -> Exit | None:
    body = f.fields(value)
    to = f.destination(build, get(body, "to"))
    if to is None:
        return None
    words = f.a_text(build, get(body, "text"), f.in_words(key.value))
    return Exit(id=key.value, text=words, to=to, span=build.span(key.mark))


def policies(build: Builder, value: Value | None) -> dict[str, Policy]:
    """Promises about every path, as written."""
    return f.by_id(build, value, _policy)


def _policy(build: Builder, key: Scalar, value: Value) -> Policy:
    body = f.fields(value)
    written: dict[str, Any] = {name: f.names(build, get(body, name)) for name in _SELECTORS if name in body.entries}
    written |= {name: f.number(get(body, name)) for name in _COUNTS if name in body.entries}
    return Policy(
        id=key.value,
        form=tuple(name for name in body.entries if name in _FORM),
        because=f.a_text(build, get(body, "because")),
        from_start="from" in body.entries,
        strictly=f.truth(get(body, "strictly")),
        worse=f.conditions(build, get(body, "worse")),
        sources=f.names(build, get(body, "sources")),
        owner=f.text(build, get(body, "owner")),
        scope=_scope(build, get(body, "scope")),
        level=f.name(build, get(body, "level")),
        may_be_vacuous=f.truth(get(body, "may_be_vacuous")),
        span=build.span(key.mark),
        **written,
    )


def _scope(build: Builder, value: Value | None) -> Scope | None:
    if not isinstance(value, MappingValue):
        return None
    after, before = f.names(build, get(value, "after")), f.names(build, get(value, "before"))
    match f.names(build, get(value, "between")):
        case (first, last):
            after, before = (first,), (last,)
    return Scope(after=after, before=before, span=build.span(value.mark))


def cases(build: Builder, value: Value | None) -> dict[str, Case]:
    """Stories, their answers and the outcome that each must reach."""
    return f.by_id(build, value, _case)


def _case(build: Builder, key: Scalar, value: Value) -> Case | None:
    body = f.fields(value)
    outcome = f.destination(build, get(body, "outcome"))
    if outcome is None:
        return None
    return Case(
        id=key.value,
        story=f.a_text(build, get(body, "story")),
        answers=_answers(build, get(body, "answers")),
        outcome=outcome,
        passes=f.names(build, get(body, "passes")),
        span=build.span(key.mark),
    )


def _answers(build: Builder, value: Value | None) -> tuple[Answer, ...]:
    """A list of one-key mappings, or one mapping that holds them all in order."""
    given = value.items if isinstance(value, ListValue) else ()
    return tuple(
        Answer(
            question=Ref(id=entry.key.value, span=build.span(entry.key.mark)),
            option=option,
            span=build.span(entry.key.mark),
        )
        for item in given
        for entry in f.entries(item)
        if (option := f.name(build, entry.value))
    )


def cards(build: Builder, value: Value | None) -> dict[str, Card]:
    """What its author wants printed."""
    return f.by_id(build, value, _card)


def _card(build: Builder, key: Scalar, value: Value) -> Card | None:
    body = f.fields(value)
    kind = f.name(build, get(body, "kind"))
    if kind is None:
        return None
    return Card(
        id=key.value,
        kind=kind,
        title=f.a_text(build, get(body, "title")),
        danger=f.text(build, get(body, "danger")),
        steps=f.listed(build, get(body, "steps"), _card_step),
        avoid=f.texts(build, get(body, "not")),
        tail=f.texts(build, get(body, "tail")),
        covers=f.names(build, get(body, "covers")),
        span=build.span(key.mark),
    )


def _card_step(build: Builder, value: MappingValue) -> CardStep:
    words, origin = f.a_text(build, get(value, "text")), f.names(build, get(value, "from"))
    return CardStep(text=words, origin=origin, span=words.span)


def people(build: Builder, value: Value | None) -> tuple[Contributor, ...]:
    """Who wrote, edited, reviewed or endorses."""
    return f.listed(build, value, _contributor)


def _contributor(build: Builder, value: MappingValue) -> Contributor:
    return Contributor(
        role=f.a_text(build, get(value, "role")),
        name=f.text(build, get(value, "name")),
        organisation=f.text(build, get(value, "organisation")),
        on=f.date(build, get(value, "on")),
        conflicts=f.text(build, get(value, "conflicts")),
        span=build.span(value.mark),
    )


def waivers(build: Builder, value: Value | None) -> tuple[Waiver, ...]:
    """Checks silenced at one place."""
    return f.listed(build, value, _waiver)


def _waiver(build: Builder, value: MappingValue) -> Waiver | None:
    check, at = f.name(build, get(value, "check")), f.name(build, get(value, "at"))
    if check is None or at is None:
        return None
    return Waiver(check=check, at=at, because=f.a_text(build, get(value, "because")), span=check.span)
