"""A source is listed that nothing leans on."""

from collections.abc import Iterator

from fingerpost.checks.unknown_source import named, named_by_site
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site

CODE = "unused-source"
SEVERITY = Severity.WARNING


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each source that no step, policy, table or fact names, once every tree could be read whole."""
    if site.unread or not all(tree.whole for tree in site.trees.values()):
        return
    used = {name.id for name in named_by_site(site)}
    for tree in site.trees.values():
        used |= {name.id for name, _ in named(tree)}
    for source in site.sources.values():
        if source.id not in used:
            message = f"Nothing leans on `{source.id}`."
            yield Finding(message=message, span=source.span, help="Name it where it is leant on, or delete it.")
