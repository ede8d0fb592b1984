"""Something in an official table keeps rows from being compared with the tree."""

from collections.abc import Iterator

from fingerpost.checks._names import unknown
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Ref, Site, Tree
from fingerpost.tables import Flaw, compare

CODE = "uncompared-row"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each cell that means nothing to the tree, each row that cannot be read, and where comparing stopped."""
    compared = compare(tree, site)
    for flaw in compared.flaws if compared else ():
        yield _finding(flaw)


def _finding(flaw: Flaw) -> Finding:
    if not flaw.word:
        return Finding(message=flaw.message, span=flaw.span, help=flaw.help)
    name = Ref(id=flaw.name, span=flaw.span)
    return unknown(flaw.message, name, flaw.known, start=flaw.start, word=flaw.word)
