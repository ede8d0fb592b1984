"""One way to break a tree."""

from dataclasses import dataclass

from fingerpost.diagnostics import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """A change of a tree's file that makes the tree a worse one.

    `message` says what the broken tree does; `at` names the place as a waiver does; `edits` do not overlap.
    """

    message: str
    at: str
    edits: tuple[Edit, ...]
