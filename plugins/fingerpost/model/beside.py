"""What stands beside the nodes of a tree."""

from dataclasses import dataclass

from fingerpost.model.targets import Condition, Jump
from fingerpost.model.words import Date, Placed, Ref, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Placed):
    """A declared tag and what it means."""

    id: str
    meaning: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Placed):
    """A part of a tree that stands together on screens and cards."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Placed):
    """Where on a path a policy is judged; `between` is `after` and `before` together."""

    after: tuple[Ref, ...] = ()
    before: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Placed):
    """A promise about every path, kept as it was written: the keys of one form hold values, the others nothing.

    The forms are those of the page on policies; each tuple of references is a selector list (any of them).
    """

    id: str
    form: tuple[str, ...]
    because: Text
    never: tuple[Ref, ...] = ()
    always: tuple[Ref, ...] = ()
    require: tuple[Ref, ...] = ()
    before: tuple[Ref, ...] = ()
    after: tuple[Ref, ...] = ()
    of: tuple[Ref, ...] = ()
    end_in: tuple[Ref, ...] = ()
    not_both: tuple[Ref, ...] = ()
    to_end_in: tuple[Ref, ...] = ()
    require_each: tuple[Ref, ...] = ()
    possible: tuple[Ref, ...] = ()
    always_possible: tuple[Ref, ...] = ()
    from_start: bool = False
    at_most: int | None = None
    within: int | None = None
    max_questions: int | None = None
    strictly: bool = False
    order: tuple[Ref, ...] = ()
    worse: tuple[Condition, ...] = ()
    sources: tuple[Ref, ...] = ()
    owner: Text | None = None
    scope: Scope | None = None
    level: Ref | None = None
    may_be_vacuous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Placed):
    """The option that was taken at a question; inside a subtree the question is `use/node`."""

    question: Ref
    option: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Placed):
    """A story with its answers and the outcome that it must reach."""

    id: str
    story: Text
    answers: tuple[Answer, ...]
    outcome: Ref | Jump
    passes: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CardStep(Placed):
    """One line of an act card and the nodes that it comes from."""

    text: Text
    origin: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Placed):
    """What its author wants on one printed card."""

    id: str
    kind: Ref
    title: Text
    danger: Text | None = None
    steps: tuple[CardStep, ...] = ()
    avoid: tuple[Text, ...] = ()
    tail: tuple[Text, ...] = ()
    covers: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Placed):
    """One check silenced at one place, with the reason."""

    check: Ref
    at: Ref
    because: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor(Placed):
    """Somebody who wrote, edited, reviewed or endorses a tree."""

    role: Text
    name: Text | None = None
    organisation: Text | None = None
    on: Date | None = None
    conflicts: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Placed):
    """One line of a tree's changelog."""

    version: Text
    on: Date | None
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Placed):
    """An official table that the tree must agree with, row by row."""

    id: Ref
    source: Ref | None = None
    page: Text | None = None
