"""A place is named that has no file."""

from collections.abc import Iterator

from fingerpost.checks._names import unknown
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Ref, Site, Tree

CODE = "unknown-place"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each place that a tree is made for and `_places/` does not hold."""
    for code in tree.places:
        yield from _judge(code, site)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield a default place that does not exist."""
    if site.default_place is not None:
        yield from _judge(site.default_place, site)


def _judge(code: Ref, site: Site) -> Iterator[Finding]:
    if code.id not in site.places:
        help_ = f"Write its facts in _places/{code.id}.yaml."
        yield unknown(f"There is no place `{code.id}`.", code, site.places, otherwise=help_)
