"""One procedure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fingerpost.model.beside import Card, Case, Change, Contributor, Policy, Stage, Table, Tag, Waiver
from fingerpost.model.nodes import Node
from fingerpost.model.targets import Exit
from fingerpost.model.words import Date, Placed, Ref, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree(Placed):
    """One procedure; `start` names a node, the first one where the author did not say.

    `whole` is False when parts of the file had no meaning and were left out: then only single names and words can
    be judged, not the shape of the tree.
    """

    id: str
    title: Text
    nodes: Mapping[str, Node]
    start: Ref
    whole: bool = True
    summary: Text | None = None
    audience: Text | None = None
    setting: Text | None = None
    not_for: Text | None = None
    purpose: Text | None = None
    language: Ref | None = None
    status: Ref | None = None
    version: Text | None = None
    license: Text | None = None
    derived_from: Text | None = None
    supersedes: Text | None = None
    places: tuple[Ref, ...] = ()
    authors: tuple[Contributor, ...] = ()
    editors: tuple[Contributor, ...] = ()
    reviewers: tuple[Contributor, ...] = ()
    endorsers: tuple[Contributor, ...] = ()
    approved_on: Date | None = None
    last_reviewed: Date | None = None
    next_review: Date | None = None
    changelog: tuple[Change, ...] = ()
    hazards: tuple[Ref, ...] = ()
    tags: Mapping[str, Tag] = field(default_factory=dict)
    stages: Mapping[str, Stage] = field(default_factory=dict)
    exits: Mapping[str, Exit] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    cards: Mapping[str, Card] = field(default_factory=dict)
    table: Table | None = None
    allow: tuple[Waiver, ...] = ()
