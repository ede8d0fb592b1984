"""A place lacks a fact that a tree made for it uses."""

from collections.abc import Iterator

from fingerpost.checks._words import place, shown
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Site, Tree
from fingerpost.source import Span
from fingerpost.text import facts

CODE = "missing-fact"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each fact that the tree uses and one of its `places` has no value for."""
    used = _used(tree, site) if tree.places else {}
    for code in tree.places:
        here = site.places.get(code.id)
        for name in used if here else ():
            if here and name not in here.facts:
                yield Finding(
                    message=f"{here.name.value} has no `{name}`, which this tree uses.",
                    span=code.span,
                    labels=(Label(span=used[name], message="used here"),),
                    help=f"Add it to _places/{code.id}.yaml, or say it without.",
                )


def _used(tree: Tree, site: Site) -> dict[str, Span]:
    """Each declared fact of the tree's texts and where it is used first."""
    used: dict[str, Span] = {}
    for text, _, _ in shown(tree, site).words:
        for use in facts(text.value):
            if use.id in site.facts and use.id not in used:
                used[use.id] = place(text, use.start, use.end, site)
    return used
