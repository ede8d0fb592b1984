"""No path of a tree follows a row of its official table to an end."""

from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree
from fingerpost.tables import compare

CODE = "idle-row"
SEVERITY = Severity.WARNING


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each row whose answers never come to an end, so that nothing is compared."""
    compared = compare(tree, site)
    for row in compared.idle if compared else ():
        message = f"With these answers `{tree.id}` comes to no end."
        help_ = "Somebody goes round and round. Allow an answer that leads out of the loop, or delete the row."
        yield Finding(message=message, span=row.span, help=help_)
