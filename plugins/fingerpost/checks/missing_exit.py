"""A tree lacks a way out that the site wants at every step."""

from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree

CODE = "missing-exit"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each of `demands.exits` that neither the tree nor the site has."""
    for wanted in site.demands.exits:
        if wanted.id not in tree.exits and wanted.id not in site.exits:
            help_ = f"Write it under `exits:`, such as `{wanted.id}: {{text: …, to: …}}`."
            yield Finding(message=f"The tree has no way out `{wanted.id}`.", span=tree.span, help=help_)
