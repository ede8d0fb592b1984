"""What is set on paper: plain values for a template, and what to say when they do not fit."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from fingerpost.cards.fonts import FOLDER
from fingerpost.cards.forms import Form, Sheet
from fingerpost.cards.refusal import Refused
from fingerpost.cards.typesetting import NoShape, TooLong, TooWide, pdf
from fingerpost.diagnostics import Finding
from fingerpost.source import Span

Typeset = Callable[[Mapping[str, Any]], bytes]
_SHORTEN = "Say it in fewer words, or make two of it."
_NARROW = "Say it in shorter words, part it with a hyphen, or print the card larger."
_LARGER = "Say it in fewer words, make two cards of it, or print it larger."
# What runs over as many pages as it needs has a file of its own.
_PAGED = frozenset({"booklet"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One step as it is printed: its name on the card, its words, how many letters it has in all, and its place."""

    name: str
    words: str
    length: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One card, judged and filled, before it has a size; `body` has a `title`, and what its template wants.

    `lines` are what is kept of it, to say later what has changed; `by_hand` are the facts that it has lines for,
    and `checked` is the day of the oldest of all its facts.
    """

    id: str
    template: str
    edition: str
    discard: datetime.date
    lines: tuple[str, ...]
    body: Mapping[str, Any]
    steps: Sequence[Line]
    span: Span
    by_hand: tuple[str, ...] = ()
    danger: Line | None = None
    checked: datetime.date | None = None
    license: str = ""


def set_on(
    cards: Sequence[tuple[Matter, Form]], *, size: str, sheet: Sheet | None = None, typeset: Typeset = pdf
) -> bytes:
    """The PDF of a card, or of several on sheets that are cut. Raises `Refused` where one does not fit.

    `typeset` makes it of plain values, as `typesetting.pdf` does.
    """
    data = [{"template": matter.template, "form": asdict(form), **matter.body} for matter, form in cards]
    file = cards[0][0].template if cards[0][0].template in _PAGED else "cards"
    try:
        return typeset({"file": file, "cards": data, "sheet": asdict(sheet) if sheet else None})
    except NoShape as error:
        matter, _ = cards[error.card]
        message = f"The font has no {' '.join(error.letters)}, which this card shows."
        help_ = f"Put a font that has it into {FOLDER}/ beside the trees."
        raise Refused([Finding(message=message, span=matter.span, at=matter.id, help=help_)]) from error
    except TooWide as error:
        matter, _ = cards[error.card]
        message = f"“{error.word}” is wider than its line on {size}."
        at = next((step.span for step in matter.steps if error.word in step.words), matter.span)
        raise Refused([Finding(message=message, span=at, at=matter.id, help=_NARROW)]) from error
    except TooLong as error:
        raise Refused([_too_long(cards[error.card][0], size, error)]) from error


def _too_long(matter: Matter, size: str, error: TooLong) -> Finding:
    lines = "1 line" if error.lines == 1 else f"{error.lines} lines"
    if (part := _part(matter, error.side)) is not None:
        message = f"{part.name} takes {lines} more on {size} than it may: “{part.words}”."
        return Finding(message=message, span=part.span, at=matter.id, help=_SHORTEN)
    whole = error.side == "all"
    message = f"The {'card' if whole else f'{error.side} of the card'} is {lines} too long for {size}"
    # On the cover of a fold stand no steps.
    if error.side == "back" or not matter.steps or (matter.template == "fold" and not whole):
        return Finding(message=f"{message}.", span=matter.span, at=matter.id, help=_LARGER)
    longest = max(matter.steps, key=lambda step: step.length)
    message += f"; the longest step is {longest.name}, “{longest.words}”."
    return Finding(message=message, span=longest.span, at=matter.id, help=_LARGER)


def _part(matter: Matter, name: str) -> Line | None:
    """The danger line or the step that is too long in itself."""
    if name == "danger":
        return matter.danger and replace(matter.danger, name="The danger line")
    step = next((one for one in matter.steps if name == f"step {one.name}"), None)
    return step and replace(step, name=f"Step {step.name}")
