"""The sizes that a card comes in, how large its type is on each, and the sheets that are cut or folded into cards."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A sheet in millimetres, its type in points, `gap` in ems; type belongs to the sheet and is never smaller to fit.

    What stands below the title of an act card grows until the actions have `most` points, as far as it fits.
    `qr` holds the margin of the code too, so that the code itself is 22 mm wide or more. Where lines are `counted`, an
    action has no more than it may have.
    """

    width: float
    height: float
    margin: float
    title: float
    action: float
    small: float
    line: float
    gap: float
    qr: float = 31.0
    columns: int = 1
    most: float = 0.0
    counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Paper that is cut into cards: its size as it lies, and how many lie beside and below each other.

    Both sides are printed and flipped on the short edge: of a sheet on its side, left and right change; of an upright
    one, top and bottom.
    """

    width: float
    height: float
    across: int
    down: int


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "a6": Form(width=105, height=148, margin=6, title=18, action=12, small=10, line=14, gap=0.62, most=14),
        "a5": Form(width=148, height=210, margin=11, title=24, action=15, small=11, line=20, gap=1.0, qr=34, most=17),
        "a4": Form(width=210, height=297, margin=15, title=30, action=20, small=14, line=30, gap=0.9, qr=40, most=24),
        "letter": Form(
            width=215.9, height=279.4, margin=15, title=30, action=20, small=14, line=30, gap=0.9, qr=40, most=24
        ),
    }
)
# What is read at a table and not by the door: smaller type, in columns.
_READING: Mapping[str, Form] = MappingProxyType(
    {
        "a6": replace(FORMS["a6"], title=14, action=12, most=14),
        "a5": replace(FORMS["a5"], title=18, action=12, small=10, margin=8, columns=2, gap=0.8, most=16),
        "a4": replace(FORMS["a4"], title=22, action=12, small=10, margin=12, columns=3, gap=0.8, qr=34, most=18),
        "letter": replace(
            FORMS["letter"], title=22, action=12, small=10, margin=12, columns=3, gap=0.8, qr=34, most=18
        ),
    }
)
# A booklet takes as many pages as it needs, so its type may be larger where the sheet is.
_BOUND: Mapping[str, Form] = MappingProxyType(
    {
        "a5": _READING["a5"],
        "a4": replace(_READING["a4"], action=13, small=11, margin=15, columns=2),
        "letter": replace(_READING["letter"], action=13, small=11, margin=15, columns=2),
    }
)
LARGE = 16.0
SHEETS = ("a4", "letter")
_FOLDS = 4, 2


def form(size: str, *, large: bool = False) -> Form:
    """A form by its name; in large print nothing is below 16 points, and lines are as many as that takes."""
    found = FORMS[size]
    if not large:
        return found
    action, small, title = max(found.action, 18.0), max(found.small, LARGE), max(found.title, 24.0)
    return replace(
        found, action=action, small=small, title=title, line=found.line * 0.7, gap=found.gap * 0.6, counted=False
    )


def reading(size: str, *, large: bool = False) -> Form:
    """The form of what is read at a table; in large print nothing is below 16 points."""
    return _enlarged(_READING[size]) if large else _READING[size]


def bound(size: str, *, large: bool = False) -> Form:
    """The form of a booklet's pages."""
    return _enlarged(_BOUND[size]) if large else _BOUND[size]


def _enlarged(found: Form) -> Form:
    columns = max(found.columns - 1, 1)
    return replace(found, title=max(found.title, 20.0), action=LARGE, small=LARGE, columns=columns, gap=found.gap * 0.8)


def folded(size: str, *, large: bool = False) -> Form:
    """One of the eight panels into which a sheet on its side is folded."""
    sheet, (across, down) = FORMS[size], _FOLDS
    panel = replace(_READING["a6"], width=sheet.height / across, height=sheet.width / down, title=13)
    return replace(panel, title=18.0, action=LARGE, small=LARGE) if large else panel


def sheet(on: str, size: str) -> Sheet:
    """As many cards of a size as a sheet holds, upright unless on its side more fit or more is left around them."""
    paper, card = FORMS[on], FORMS[size]
    ways = ((paper.width, paper.height), (paper.height, paper.width))
    laid = [Sheet(width=w, height=h, across=int(w // card.width), down=int(h // card.height)) for w, h in ways]
    return max(laid, key=lambda one: (one.across * one.down, _around(one, card)))


def _around(sheet: Sheet, card: Form) -> float:
    """What is left at the nearest edge, in millimetres, for the marks at which a sheet is cut."""
    return min(sheet.width - sheet.across * card.width, sheet.height - sheet.down * card.height) / 2


def holds(on: str, size: str) -> int:
    """How many cards of a size a sheet holds."""
    laid = sheet(on, size)
    return laid.across * laid.down
