"""A local fact does not say who checked it where, and until when."""

from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import LocalFact, Site

CODE = "unverified-fact"
SEVERITY = Severity.WARNING


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each value of a place without a source, a day of checking, or a day from which to check again."""
    for place in site.places.values():
        for fact in place.facts.values():
            if not fact.look_up and (missing := _missing(fact)):
                words = " and no ".join(f"`{field}`" for field in missing)
                yield Finding(
                    message=f"`{fact.id}` has no {words}.",
                    span=fact.span,
                    help="Check it at its source, and write down the source and the day.",
                )


def _missing(fact: LocalFact) -> list[str]:
    fields = {"source": fact.source, "verified_on": fact.verified_on, "expires": fact.expires}
    return [name for name, value in fields.items() if value is None]
