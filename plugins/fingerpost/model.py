"""What an author wrote, as frozen values that know where each was written."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from fingerpost.source import Source, Span, start_of

_NOWHERE = start_of("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Anything that stands somewhere in a file; the place takes no part in comparison."""

    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref(Placed):
    """A name by which something is meant; what it means may be missing, and then it is pointed at."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Placed):
    """Words for a person, in inline Markdown (block Markdown where the field says so)."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Placed):
    """A day."""

    value: datetime.date


# Where a path can go on ------------------------------------------------------------------------------------------


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


# Nodes -----------------------------------------------------------------------------------------------------------


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


# Beside the nodes ------------------------------------------------------------------------------------------------


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


# Around the trees ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Placed):
    """A declared fact: what it is called where no place is chosen, and what kind of value it has."""

    id: str
    label: Text
    kind: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFact(Placed):
    """A fact's value at one place; without `verified_on` it is unverified, and the page says so."""

    id: str
    text: Text
    source: Ref | None = None
    verified_on: Date | None = None
    expires: Date | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Placed):
    """Somewhere with its own numbers and rules."""

    code: str
    name: Text
    languages: tuple[Ref, ...]
    facts: Mapping[str, LocalFact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Placed):
    """A source that nodes, policies and facts lean on."""

    id: str
    title: Text
    organisation: Text | None = None
    authors: tuple[Text, ...] = ()
    year: Text | None = None
    doi: Text | None = None
    url: Text | None = None
    accessed: Date | None = None
    kind: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList(Placed):
    """Wording that is not wanted, each with the better word, and why."""

    id: str
    because: Text
    words: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard(Placed):
    """What can go wrong, how it comes about, and what keeps it from happening."""

    id: str
    text: Text
    cause: Text | None = None
    controls: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands(Placed):
    """What a site wants of its trees beyond the language.

    `tree` and `outcome` name fields that must be filled in; `evidence` wants a source or a grade at every node;
    a tree must open with a node that carries one of `opens_with`; a question that carries a key of `offers` must
    have an option that carries its value.
    """

    tree: tuple[Ref, ...] = ()
    outcome: tuple[Ref, ...] = ()
    evidence: bool = False
    opens_with: tuple[Ref, ...] = ()
    offers: Mapping[str, Ref] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Site:
    """All that is judged and shown together; nothing outside it is read when a tree is checked.

    Two sites are the same only when they are one, so that what is worked out of a site can be kept with it.

    `files` are the decoded words of each file, by path, for excerpts; `tables` are the official tables, by id, as
    they were written; `unread` are the ids of trees whose files have no meaning at all. `today` is an input like
    any other.
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
