"""What stands around the trees, and all of it together."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from fingerpost.model.beside import Policy, Tag
from fingerpost.model.targets import Exit
from fingerpost.model.tree import Tree
from fingerpost.model.words import Date, Placed, Ref, Text
from fingerpost.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Placed):
    """A declared fact: what it is called where no place is chosen, and what kind of value it has."""

    id: str
    label: Text
    kind: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFact(Placed):
    """A fact's value at one place; without `verified_on` it is unverified, and the page says so.

    With `look_up` it is no value: it says what to look up and write down.
    """

    id: str
    text: Text
    source: Ref | None = None
    verified_on: Date | None = None
    expires: Date | None = None
    note: Text | None = None
    look_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Placed):
    """Somewhere with its own numbers and rules."""

    code: str
    name: Text
    languages: tuple[Ref, ...]
    facts: Mapping[str, LocalFact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Placed):
    """A source that nodes, policies and facts lean on: what it says that is used here, and how far that carries."""

    id: str
    title: Text
    organisation: Text | None = None
    authors: tuple[Text, ...] = ()
    year: Text | None = None
    doi: Text | None = None
    url: Text | None = None
    accessed: Date | None = None
    kind: Ref | None = None
    supports: Text | None = None
    limits: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList(Placed):
    """Wording that is not wanted, each with the better word, and why."""

    id: str
    because: Text
    words: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard(Placed):
    """What can go wrong, how it comes about, and what keeps it from happening.

    `checked_by` names what watches over the controls: `policy:…`, `check:…`, `demand:…`, `words:…`, `exit:…`,
    `node:tree/…`, `case:tree/…`.
    """

    id: str
    text: Text
    cause: Text | None = None
    controls: tuple[Text, ...] = ()
    checked_by: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands(Placed):
    """What a site wants of its trees beyond the language.

    `tree` and `outcome` name fields that must be filled in, and `source` those of a source that a tree or a policy
    names; `evidence` wants a source or a grade at every node; a
    tree must open with a node that carries one of `opens_with`, and has all of `exits`; a question that carries a
    key of `offers` must have an option that carries its value; an outcome whose urgency is a key of `calls` shows its
    fact in `do`; a node that carries one of `well_sourced` leans on
    a guideline or on two sources; a follow-up is due at one of `times`, in which digits stand for any number; the role
    of a reviewer who counts for an approval holds one of `reviewers`.
    """

    tree: tuple[Ref, ...] = ()
    outcome: tuple[Ref, ...] = ()
    source: tuple[Ref, ...] = ()
    evidence: bool = False
    opens_with: tuple[Ref, ...] = ()
    exits: tuple[Ref, ...] = ()
    offers: Mapping[str, Ref] = field(default_factory=dict)
    calls: Mapping[str, Ref] = field(default_factory=dict)
    well_sourced: tuple[Ref, ...] = ()
    times: tuple[Text, ...] = ()
    reviewers: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Site:
    """All that is judged and shown together; nothing outside it is read when a tree is checked.

    Two sites are the same only when they are one, so that what is worked out of a site can be kept with it.

    `files` are the decoded words of each file, by path, for excerpts; `tables` are the official tables, by id, as
    they were written; `unread` are the ids of trees whose files have no meaning at all; `half_read` are those of
    "site", "sources", "places" and "hazards" in which something is wrong, so that what is missing may stand there
    after all. `today` is an input like any other.
    """

    trees: Mapping[str, Tree]
    today: datetime.date
    tags: Mapping[str, Tag] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    exits: Mapping[str, Exit] = field(default_factory=dict)
    levels: Mapping[str, Ref] = field(default_factory=dict)
    never_waive: tuple[Ref, ...] = ()
    words: Mapping[str, WordList] = field(default_factory=dict)
    demands: Demands = field(default_factory=Demands)
    default_place: Ref | None = None
    sources: Mapping[str, Citation] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    hazards: Mapping[str, Hazard] = field(default_factory=dict)
    tables: Mapping[str, Source] = field(default_factory=dict)
    files: Mapping[str, Source] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    half_read: frozenset[str] = frozenset()
