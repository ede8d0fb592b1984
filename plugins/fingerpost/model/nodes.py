"""The steps of a tree."""

from dataclasses import dataclass

from fingerpost.model.targets import Target
from fingerpost.model.words import Date, Placed, Ref, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Placed):
    """What a question offers; `text` is the id in plain words where the author gave none; `span` is the id's."""

    id: str
    text: Text
    to: tuple[Target, ...]
    tags: tuple[Ref, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node(Placed):
    """What every step has; `number` counts from 1 in the file's order; `span` is the id's."""

    id: str
    number: int
    text: Text
    detail: Text | None = None
    say: tuple[Text, ...] = ()
    do: tuple[Text, ...] = ()
    avoid: tuple[Text, ...] = ()
    why: Text | None = None
    evidence: Ref | None = None
    sources: tuple[Ref, ...] = ()
    tags: tuple[Ref, ...] = ()
    stage: Ref | None = None
    reviewed_on: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Node):
    """A step that asks."""

    options: tuple[Option, ...]
    look_for: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Node):
    """A step to do or say, and then the next one."""

    to: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Placed):
    """Who comes back to it, when, how, and when they stop."""

    who: Text | None = None
    when: Text | None = None
    how: Text | None = None
    stop: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Node):
    """An end of the tree; `urgency` says what to do when, never what a person is."""

    urgency: Ref | None = None
    within: Text | None = None
    record: tuple[Text, ...] = ()
    consult: tuple[Text, ...] = ()
    follow_up: FollowUp | None = None
    next: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Placed):
    """Where to go on when the subtree ended at `outcome`."""

    outcome: Ref
    to: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtree(Node):
    """A step that walks another tree and comes back; its text is empty where the author gave none."""

    tree: Ref
    outcomes: tuple[Return, ...]
