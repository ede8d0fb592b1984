"""The name of a fact stands in braces that are not read as one."""

import re
from collections.abc import Iterator

from fingerpost.checks._words import place, shown
from fingerpost.diagnostics import Edit, Finding, Fix, Severity
from fingerpost.model import Site, Tree

CODE = "unread-fact"
SEVERITY = Severity.ERROR
PARTIAL = True

# Two braces, as template languages want them, or one that is never closed.
_UNREAD = re.compile(r"\{\{\s*(?P<two>[a-z][a-z0-9-]*)\s*\}{0,2}|(?<!\{)\{(?P<open>[a-z][a-z0-9-]*)(?![a-z0-9}-])")


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Only names of declared facts: any other brace may be meant as a brace."""
    all_words = shown(tree, site)
    for text, at, _ in all_words.words if "{" in all_words.together else ():
        for match in _UNREAD.finditer(text.value) if "{" in text.value else ():
            name = match["two"] or match["open"]
            if name in site.facts:
                span = place(text, match.start(), match.end(), site)
                better = f"{{{name}}}"
                fix = Fix(message=f"Write `{better}`.", edits=(Edit(span=span, replacement=better),))
                message = f"`{match[0]}` would be shown as it stands, not as the fact."
                yield Finding(message=message, span=span, at=at, help=f"A fact is written {better}.", fixes=(fix,))
