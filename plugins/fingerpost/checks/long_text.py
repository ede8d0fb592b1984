"""A text is too long to be read, or said, in a hurry."""

from collections.abc import Iterator

from fingerpost.checks._steps import option_at
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Question, Site, Text, Tree

CODE = "long-text"
SEVERITY = Severity.WARNING
PARTIAL = True
STEP, SAY, OPTION = 20, 25, 12


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each step, line to say and option with more words than its measure."""
    for node in tree.nodes.values():
        yield from _longer(node.text, STEP, "A step", node.id)
        for text in node.say:
            yield from _longer(text, SAY, "A line to say", node.id)
        if isinstance(node, Question):
            yield from _options(node)


def _options(question: Question) -> Iterator[Finding]:
    for option in question.options:
        yield from _longer(option.text, OPTION, "An option", option_at(question, option))


def _longer(text: Text, most: int, what: str, at: str) -> Iterator[Finding]:
    # Languages that put no spaces between words have no such measure here.
    count = len(text.value.split())
    if count > most:
        message = f"{what} has at most {most} words; this has {count}."
        yield Finding(message=message, span=text.span, at=at, help="Say it shorter, and move the rest to `detail`.")
