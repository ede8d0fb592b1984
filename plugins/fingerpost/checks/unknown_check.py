"""A check is named that does not exist."""

from collections.abc import Iterator

from fingerpost import checks
from fingerpost.checks._names import unknown
from fingerpost.diagnostics import Finding, Severity
from fingerpost.load import CODES
from fingerpost.model import Ref, Site, Tree

CODE = "unknown-check"
SEVERITY = Severity.ERROR
PARTIAL = True
# What is judged beside the checks, as one.
_OTHERS = {"policies"}


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each waiver of a check that does not exist."""
    for waiver in tree.allow:
        yield from _judge(waiver.check)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield the same of the site's levels and of what may not be waived."""
    for name, level in site.levels.items():
        yield from _judge(Ref(id=name, span=level.span))
    for ref in site.never_waive:
        yield from _judge(ref)


def known() -> set[str]:
    """Every name that `levels` and `allow` may hold."""
    return {*checks.CHECKS, *_OTHERS}


def _judge(name: Ref) -> Iterator[Finding]:
    if name.id in CODES:
        message = f"`{name.id}` is about how a file is written; it is always an error, and mended where it stands."
        yield Finding(message=message, span=name.span, help="Delete this line.")
    elif name.id not in known():
        yield unknown(
            f"There is no check `{name.id}`.", name, known(), otherwise="`fingerpost explain` lists them all."
        )
