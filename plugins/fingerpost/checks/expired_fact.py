"""A local fact is past the day from which it must be checked again."""

from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Date, LocalFact, Site

CODE = "expired-fact"
SEVERITY = Severity.ERROR


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each fact of a place that has expired by today."""
    for place in site.places.values():
        for fact in place.facts.values():
            match fact:
                case LocalFact(expires=Date(value=day)) if day <= site.today:
                    yield _finding(fact, place.name.value)


def _finding(fact: LocalFact, place: str) -> Finding:
    assert fact.expires is not None
    return Finding(
        message=f"`{fact.id}` ({place}) has expired; it was to be checked again by {fact.expires.value}.",
        span=fact.expires.span,
        help="Check it at its source, then set `verified_on` and `expires` anew.",
    )
