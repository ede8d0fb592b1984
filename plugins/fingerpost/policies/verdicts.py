"""What comes of judging a policy: a verdict, and the walks that break the promise."""

from dataclasses import dataclass
from enum import StrEnum

from fingerpost.model import Policy
from fingerpost.paths import Move


class Verdict(StrEnum):
    """Whether a promise is kept on every walk from the start."""

    HOLDS = "holds"
    VIOLATED = "violated"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A walk that breaks a promise, as the moves from the start that `paths.move` takes.

    Events are the nodes come to, the answers and the exits, numbered from 1. `length` is the number of the event that
    breaks the promise. In an `endless` walk it is the number of the event from which on the walk goes round for ever
    without what is owed; the moves then hold the way there and one round. `beside` is the other walk where two are
    compared.
    """

    taken: tuple[Move, ...]
    length: int
    endless: bool = False
    beside: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A policy judged on all walks from the start of one tree.

    `vacuous`: nothing ever sets it off. `witnesses` are the shortest walks to different last steps, the shortest first;
    `more` says how many last steps there are beside them. A promise that something is possible breaks without any.
    """

    policy: Policy
    tree: str
    verdict: Verdict
    vacuous: bool = False
    witnesses: tuple[Witness, ...] = ()
    more: int = 0
