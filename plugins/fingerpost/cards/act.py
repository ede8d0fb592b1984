"""An act card: one situation, in the words of its author."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from fingerpost.cards import words
from fingerpost.cards.covering import uncovered
from fingerpost.cards.facts import checked
from fingerpost.cards.forms import form
from fingerpost.cards.local import filled, used, words_of
from fingerpost.cards.matter import Line, Matter, Typeset, set_on
from fingerpost.cards.refusal import Refused
from fingerpost.cards.subject import (
    Subject,
    can_be_said,
    edition_of,
    last_day,
    stamped,
    standing,
)
from fingerpost.cards.typesetting import pdf
from fingerpost.diagnostics import Finding
from fingerpost.model import Card, Place, Site, Text, Tree

MOST_STEPS = 9
MOST_AVOIDED = 3
MOST_TAIL = 2
# In the moment there is a minute for all of it, and somebody who reads aloud calmly says 150 words in that.
MOST_WORDS = 150
MOST_LINES = 2
# A number of a street or a telephone has more digits, or words before it.
_NUMBER = r"(?:\d{1,2}(?![\w-])|(?:one|two|three|four|five|six|seven|eight|nine)\b)"
_BRANCH = re.compile(
    rf"""\b(?:go|skip|jump|return|turn|move)(?:\ \w+)?\ to\ (?:(?:number|point|step)\ )?{_NUMBER}
    |\b(?:continue|carry\ on|go\ on|start\ again)\ (?:with|at|from)\ (?:(?:number|point|step)\ )?{_NUMBER}
    |\b(?:skip|omit|leave\ out)\ (?:(?:number|point|step)\ )?{_NUMBER}
    |\bsteps?\ {_NUMBER}
    |(?:[\u2190-\u21ff\u27f0-\u27ff\u2794-\u27be]|->|=>)\s*\d{{1,2}}(?![\w-])
    |\bif\ (?:yes|no|not|so|they\ (?:do|do\ not|don't)),?\ (?:then\ )?\d{{1,2}}(?![\w-])""",
    re.I | re.X,
)
# What a place says in words is not the author's to shorten.
_MOST_LINES_WITH_A_FACT = 3


def edition(card: Card, tree: Tree, place: Place | None) -> str:
    """Eight hex digits that change when a word, the place or a fact of a card changes, and with nothing else."""
    return edition_of(_subject(card, tree, place), [str(len(group)) for group in (card.steps, card.avoid, card.tail)])


def act_card(
    card: Card,
    tree: Tree,
    site: Site,
    place: Place | None,
    *,
    size: str,
    large: bool = False,
    page: str = "",
    typeset: Typeset = pdf,
) -> bytes:
    """The PDF of one act card; `page` is the address that says which editions are current, for the QR code.

    `typeset` makes it of plain values, as `typesetting.pdf` does.

    Raises `Refused` with every reason where the card must not be printed, or does not fit.
    """
    matter = act_matter(card, tree, site, place, page=page)
    return set_on([(matter, form(size, large=large))], size=size, typeset=typeset)


def act_matter(card: Card, tree: Tree, site: Site, place: Place | None, *, page: str = "") -> Matter:
    """What stands on an act card. Raises `Refused` with every reason where it must not be printed."""
    subject = _subject(card, tree, place)
    reasons = [*standing(subject, site), *_reasons(card, tree, site)]
    if not can_be_said(subject):
        raise Refused(reasons)
    mark, lines = edition(card, tree, place), lines_of(card, place)
    if reasons := [*reasons, *_too_many_words(card, place)]:
        raise Refused(reasons, edition=mark, lines=lines)
    body = _body(card, place, site) | stamped(subject, mark, page)
    texts = [(step.text, filled(step.text, place)) for step in card.steps]
    return Matter(
        id=card.id,
        template="act",
        edition=mark,
        discard=last_day(subject),
        lines=lines,
        body=body,
        steps=[
            Line(name=str(at), words=said, length=len(said), span=text.span) for at, (text, said) in enumerate(texts, 1)
        ],
        span=card.span,
        danger=Line(name="", words=body["danger"], length=0, span=card.danger.span) if card.danger else None,
        checked=checked(subject.words, place),
        license=tree.license.value if tree.license else "",
    )


def lines_of(card: Card, place: Place | None) -> tuple[str, ...]:
    """What a card says, line by line, with the facts of a place, which must have them."""
    said = partial(filled, place=place)
    danger = [said(card.danger)] if card.danger else []
    avoid = [f"Do not: {said(text)}" for text in card.avoid]
    return (said(card.title), *danger, *(said(step.text) for step in card.steps), *avoid, *map(said, card.tail))


def _subject(card: Card, tree: Tree, place: Place | None) -> Subject:
    return Subject(id=card.id, tree=tree, place=place, words=tuple(words_of(card)), span=card.span)


def _reasons(card: Card, tree: Tree, site: Site) -> Iterator[Finding]:
    yield from uncovered(card, tree, site)
    if card.danger is None:
        message = "An act card begins with what to do in danger, and this one has no `danger`."
        yield Finding(message=message, span=card.span, at=card.id, help="Say in one line whom to call.")
    if len(card.steps) > MOST_STEPS:
        message = f"An act card has at most {MOST_STEPS} steps; this one has {len(card.steps)}."
        help_ = "Keep those that go wrong when they are left out, or make two cards of it."
        yield Finding(message=message, span=card.steps[MOST_STEPS].span, at=card.id, help=help_)
    for step in card.steps:
        if branch := _BRANCH.search(step.text.value):
            message = f"The steps of an act card follow one another, and this one leads elsewhere: “{branch[0]}”."
            yield Finding(message=message, span=step.text.span, at=card.id, help="Make a card of each way.")
    if len(card.avoid) > MOST_AVOIDED:
        message = f"An act card says at most {MOST_AVOIDED} things not to do; this one says {len(card.avoid)}."
        help_ = "Keep those that people really do."
        yield Finding(message=message, span=card.avoid[MOST_AVOIDED].span, at=card.id, help=help_)
    if not card.tail:
        message = (
            "An act card ends with what to record, whom to consult and when to follow up, and this one has no `tail`."
        )
        yield Finding(message=message, span=card.span, at=card.id, help="Say it under `tail`, in one or two lines.")
    if len(card.tail) > MOST_TAIL:
        message = f"At the foot of an act card stand at most {MOST_TAIL} lines; on this one there are {len(card.tail)}."
        yield Finding(message=message, span=card.tail[MOST_TAIL].span, at=card.id, help="Say it in fewer lines.")


def _too_many_words(card: Card, place: Place | None) -> Iterator[Finding]:
    """Yield the finding that the front cannot be read aloud in a minute."""
    told = [words.AVOID, *(filled(text, place) for text in words_of(card))]
    said = sum(map(_said, " ".join(told).split()))
    if said > MOST_WORDS:
        message = f"The front has {said} words. Read aloud in a minute are at most {MOST_WORDS}."
        yield Finding(message=message, span=card.span, at=card.id, help="A digit counts as a word. Say it in fewer.")


def _said(word: str) -> int:
    """How many words are said for one that is written: a number is called digit by digit."""
    return max(1, sum(letter.isdigit() for letter in word))


def _most_lines(text: Text, site: Site) -> int:
    """How many lines a step may take."""
    told = any(name in site.facts and site.facts[name].kind.id != "phone" for name in used([text]))
    return _MOST_LINES_WITH_A_FACT if told else MOST_LINES


def _body(card: Card, place: Place | None, site: Site) -> dict[str, Any]:
    """All that the template shows but for the stamp."""
    return {
        "title": filled(card.title, place),
        "danger": filled(card.danger, place) if card.danger else None,
        "steps": [filled(step.text, place) for step in card.steps],
        "avoid": [filled(text, place) for text in card.avoid],
        "tail": [filled(text, place) for text in card.tail],
        "most": {"danger": MOST_LINES, "steps": [_most_lines(step.text, site) for step in card.steps]},
        "words": {
            "avoid": words.AVOID,
            "write": words.WRITE,
            "numbers": words.NUMBERS,
            "edition": words.EDITION,
        },
        "write": words.BLANKS,
    }
