"""What a comparison of two versions of a site finds, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fingerpost.diagnostics import Diagnostic
from fingerpost.model import Site
from fingerpost.source import Span, start_of

NOWHERE = start_of("")


class Part(StrEnum):
    """Where in a report a change stands: what got weaker, what steps lead to, cases, and how it is said."""

    WEAKER = "weaker"
    LOCAL = "local"
    STEPS = "steps"
    CASES = "cases"
    SAFETY_WORDING = "safety-wording"
    WORDING = "wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change in a sentence; `was` and `now` are an author's words where those changed, `words` those of a new step.

    `tree` is the id of the tree, "" for what holds for all; `at` is a step, `step/answer` or the name of what else
    changed; `span` stands in the new version, or in the old one for what is gone. `brief` is what the first sentence of
    a report says of it, the tree aside; "" where it counts it with others of its kind.
    """

    part: Part
    code: str
    message: str
    tree: str = ""
    at: str = ""
    was: str = ""
    now: str = ""
    words: tuple[str, ...] = ()
    brief: str = ""
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Where a path ends: an outcome by its name in the tree, or `tree:other`, with its words and its urgency.

    `helps`: it is a tree in which some path goes on to help, an outcome for now or today.
    """

    name: str
    text: str
    urgency: str = ""
    helps: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One line of an example: a question and its answer, and which of the two versions ask it."""

    question: str
    option: str
    asks: str
    answers: str
    old: bool
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many pairs of paths there are, and on how many of them what changed.

    `less_urgent`: they end in an outcome that is less urgent than the old one, or than help in the tree that they went
    on to; `more_urgent`: in one that is more so. `fewer_checks`, `more_checks`: the new path passes fewer or more steps
    that ask about safety. `steps`: by so many a new path is longer, at most.
    """

    paths: int = 0
    ends: int = 0
    less_urgent: int = 0
    more_urgent: int = 0
    fewer_checks: int = 0
    more_checks: int = 0
    longer: int = 0
    steps: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PathChange:
    """What changed on the pairs of paths that end alike; `example` is one of them, question by question.

    `link` is where the page of the tree opens on the new one, from the root of its site.
    """

    was: End
    now: End
    tally: Tally
    example: tuple[Answered, ...] = ()
    link: str = ""


_NO_TALLY = Tally()


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsChange:
    """The paths of a tree, old and new, compared.

    `tally` counts the pairs of paths that correspond; `changes` are the most urgent groups of them, `more` how many are
    left. `lost` and `gained` are ends that no path, or some path now, comes to. `helpless` are the steps from which
    help could be reached and now cannot, `no_help` says that it is so of the whole tree. `loops`: the paths have no
    number, and the ends alone are compared. `beyond`: nothing was compared, as there are more states than this.
    """

    before: int | None
    after: int | None
    tally: Tally = _NO_TALLY
    changes: tuple[PathChange, ...] = ()
    more: int = 0
    lost: tuple[End, ...] = ()
    gained: tuple[End, ...] = ()
    helpless: tuple[str, ...] = ()
    no_help: bool = False
    loops: bool = False
    beyond: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file that could not be read as a whole, or cannot be walked, and what a check says of it."""

    side: str
    tree: str
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The two versions themselves, the old one under the names of the new one, for pictures of them."""

    old: Site
    new: Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All that a change of trees means; nothing in it when it means nothing.

    `differs`: the two versions are not the same, be it in something that is told nowhere, such as a source's address.
    """

    changes: tuple[Change, ...]
    paths: Mapping[str, PathsChange]
    errors: tuple[Diagnostic, ...] = ()
    unread: tuple[Unread, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    versions: Versions | None = field(default=None, compare=False, repr=False)
    differs: bool = False

    def of(self, part: Part) -> tuple[Change, ...]:
        """The changes of one part, in order."""
        return tuple(one for one in self.changes if one.part is part)
