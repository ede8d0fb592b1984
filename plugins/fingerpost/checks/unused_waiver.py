"""A waiver silences nothing."""

from collections.abc import Collection, Iterator

from fingerpost.checks._names import listed, unknown
from fingerpost.checks.unknown_check import known
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree, Waiver

CODE = "unused-waiver"
SEVERITY = Severity.ERROR
NEVER = ("hidden-characters", "policies", CODE)


def check_waivers(tree: Tree, site: Site, found: Collection[tuple[str, str]]) -> Iterator[Finding]:
    """Yield each waiver that may not be given, or for which there is nothing to waive.

    `found` are the code and the place (the tree's id for the tree as a whole) of all that was found in the tree.
    """
    places: dict[str, list[str]] = {}
    for code, at in sorted(found) if tree.allow else ():
        places.setdefault(code, []).append(at)
    for waiver in tree.allow:
        if waiver.check.id in never(site):
            message = f"`{waiver.check.id}` cannot be waived."
            yield Finding(message=message, span=waiver.check.span, help="Mend what it finds, and delete the waiver.")
        elif waiver.check.id in known() and (waiver.check.id, waiver.at.id) not in found:
            yield _finding(waiver, places.get(waiver.check.id, []))


def never(site: Site) -> set[str]:
    """What no tree may waive, whatever it says."""
    return {*NEVER, *(ref.id for ref in site.never_waive)}


def _finding(waiver: Waiver, places: list[str]) -> Finding:
    message = f"`{waiver.check.id}` finds nothing at `{waiver.at.id}`."
    help_ = f"It finds something at {listed(places)}." if places else "Delete the waiver."
    return unknown(message, waiver.at, places, otherwise=help_)
