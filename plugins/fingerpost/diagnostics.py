"""What was found wrong, as values: where, how grave, in whose words, and what would mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fingerpost.source import Span


class Severity(StrEnum):
    """How grave a finding is; an error stops a build."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A related place and what it has to do with the finding."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a walk: where it is written, what happens there, and what it did (set a promise off, or broke it)."""

    span: Span
    message: str
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Put `replacement` where `span` is."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A mend that changes nothing else, said in the imperative."""

    message: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check yields: a fault and its place, not yet a name or a level.

    `at` names what a waiver may point at: a node, `node/option`, case, policy or card id; empty for the file.
    `walk` is what a reader does to come upon the fault, and `link` where a page opens on it, from the site's root.
    `severity` stands where the author of the rule gave it one of its own.
    """

    message: str
    span: Span
    at: str = ""
    labels: tuple[Label, ...] = ()
    help: str = ""
    fixes: tuple[Fix, ...] = ()
    walk: tuple[Step, ...] = ()
    link: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A finding with its code (the name of the fault) and its severity."""

    code: str
    severity: Severity
    message: str
    span: Span
    labels: tuple[Label, ...] = ()
    help: str = ""
    fixes: tuple[Fix, ...] = ()
    walk: tuple[Step, ...] = ()
    link: str = ""


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place, then code and message, so that two runs read alike; said once where said twice."""
    return sorted(dict.fromkeys(diagnostics), key=lambda one: (one.span, one.code, one.message))


def diagnostic(finding: Finding, *, code: str, severity: Severity) -> Diagnostic:
    """A finding under its check's name, at the level that the site gives it."""
    return Diagnostic(
        code=code,
        severity=severity,
        message=finding.message,
        span=finding.span,
        labels=finding.labels,
        help=finding.help,
        fixes=finding.fixes,
        walk=finding.walk,
        link=finding.link,
    )
