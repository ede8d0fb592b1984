"""Where a path can go on, and on what condition."""

from dataclasses import dataclass

from fingerpost.model.words import Placed, Ref, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump(Placed):
    """Go on at the start of another tree, without return (`tree:other`)."""

    tree: str


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Placed):
    """End the path at this outcome of a subtree (`end`)."""


Destination = Ref | Jump | End


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Placed):
    """The last answer to `question` is one of `options`."""

    question: Ref
    options: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard(Placed):
    """All of the conditions hold."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Placed):
    """One place to go on, when its guard holds; `when` is None for "otherwise" and for the only one."""

    to: Destination
    when: Guard | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit(Placed):
    """A way out that stands at every question, action and subtree."""

    id: str
    text: Text
    to: Ref | Jump
