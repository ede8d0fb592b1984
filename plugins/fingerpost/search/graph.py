"""What a search finds: the states of a tree, the steps between them, and how many paths there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fingerpost.model import End, Jump

STATES = 200_000


class State(NamedTuple):
    """A node, and the last answers to those questions that guards look at (None: not asked)."""

    node: str
    known: tuple[str | None, ...]


class Edge(NamedTuple):
    """A step that a reader can take: `via` an option, an outcome of a subtree, or nothing; `to` a state, or out.

    Where it is by an exit, `via` is the name that moves have for it.
    """

    via: str | None
    to: "int | Jump | End"
    is_exit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """All states that can be reached, the start first, in breadth-first order, so that `cause` tells shortest walks.

    `guards` are the questions whose answers the states keep. `complete` is False when there were more than `STATES`
    states; then nothing can be said of the tree for certain.
    """

    tree: str
    guards: tuple[str, ...]
    states: Sequence[State]
    edges: Sequence[tuple[Edge, ...]]
    cause: Sequence[tuple[int, str | None] | None]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many paths, and how many steps the shortest and the longest of them have."""

    paths: int
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What comes of walking a tree from its start: the outcomes reached, and the trees jumped to.

    A tally is None when a loop makes the paths unbounded, or the graph is not complete.
    """

    outcomes: Mapping[str, Tally | None]
    jumps: Mapping[str, Tally | None]
    bounded: bool
