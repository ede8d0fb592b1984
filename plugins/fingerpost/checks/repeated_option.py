"""Two options of one question read alike."""

import unicodedata
from collections.abc import Iterator

from fingerpost.characters import hidden
from fingerpost.checks._steps import option_at
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Option, Question, Site, Tree
from fingerpost.text import plain

CODE = "repeated-option"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each option whose words look like those of one before it, to an eye that is in a hurry."""
    for node in tree.nodes.values():
        if isinstance(node, Question):
            yield from _judge(node)


def _judge(question: Question) -> Iterator[Finding]:
    first: dict[str, Option] = {}
    for option in question.options:
        same = first.setdefault(_looks(option.text.value), option)
        if same is not option:
            alike = "reads like" if option.text.value != same.text.value else "reads the same as"
            yield Finding(
                message=f"`{option.id}` {alike} `{same.id}`.",
                span=option.text.span,
                at=option_at(question, option),
                labels=(Label(span=same.text.span, message="the other one"),),
                help="Say in their words how the two differ.",
            )


def _looks(value: str) -> str:
    """What is left of words when case, spaces, marks and the scripts of look-alike letters are overlooked."""
    value = plain(value)
    if not value.isascii():
        unseen = set(hidden(value))
        value = "".join(letter for at, letter in enumerate(value) if at not in unseen)
        value = _in_latin(unicodedata.normalize("NFKC", value))
    folded = " ".join(value.casefold().split())
    return folded.strip(" .,;:!?") or folded


def _in_latin(value: str) -> str:
    """Each letter that looks like a Latin one replaced by it; letters of Latin's own are left as they are."""
    from confusable_homoglyphs.confusables import confusables_data  # imported late: it reads a large table

    def like(letter: str) -> str:
        if letter.isascii() or unicodedata.name(letter, "").startswith("LATIN"):
            return letter
        twins = sorted(twin["c"] for twin in confusables_data.get(letter, ()) if twin["c"].isascii())
        return str(twins[0]) if twins else letter

    return "".join(map(like, value))
