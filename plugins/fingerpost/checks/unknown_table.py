"""A tree names an official table that is not there."""

from collections.abc import Iterator

from fingerpost.checks._names import unknown
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree

CODE = "unknown-table"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield a table that `_tables/` does not hold."""
    if tree.table is not None and tree.table.id.id not in site.tables:
        name = tree.table.id
        message = f"There is no table `{name.id}`."
        yield unknown(message, name, site.tables, otherwise=f"Put it in _tables/{name.id}.csv.")
