"""A text names a fact that nobody has declared."""

from collections.abc import Iterator

from fingerpost.checks._names import unknown
from fingerpost.checks._words import of_sources, place, shown
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Ref, Site, Text, Tree
from fingerpost.text import facts

CODE = "unknown-fact"
SEVERITY = Severity.ERROR
PARTIAL = True
_DECLARE = "Declare it under `facts:` in _site.yaml."


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each `{fact}` of a text that `_site.yaml` does not declare."""
    all_words = shown(tree, site)
    for text, at, _ in all_words.words if "{" in all_words.together else ():
        if "{" in text.value:
            yield from _judge(text, at, site)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield the same of exits, sources and demands, and each fact of a place that the site does not declare."""
    for out in site.exits.values():
        yield from _judge(out.text, "", site)
    for text, at, _ in of_sources(site).words:
        yield from _judge(text, at, site)
    for wanted in site.demands.calls.values():
        if wanted.id not in site.facts:
            yield unknown(f"No fact `{wanted.id}` is declared.", wanted, site.facts, otherwise=_DECLARE)
    for here in site.places.values():
        for fact in here.facts.values():
            if fact.id not in site.facts:
                name = Ref(id=fact.id, span=fact.span)
                help_ = "Declare it under `facts:` in _site.yaml, or delete it."
                yield unknown(f"No fact `{fact.id}` is declared.", name, site.facts, otherwise=help_)


def _judge(text: Text, at: str, site: Site) -> Iterator[Finding]:
    for use in facts(text.value):
        if use.id not in site.facts:
            braced = place(text, use.start, use.end, site)
            name = Ref(id=text.value[use.start : use.end], span=braced)
            help_ = "Declare it under `facts:` in _site.yaml; a brace that is only a brace is written {{."
            message = f"No fact `{use.id}` is declared."
            yield unknown(message, name, site.facts, at=at, start=1, word=use.id, otherwise=help_)
