"""The sizes that a card comes in, and how large its type is on each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A sheet in millimetres, its type in points, `gap` in ems; type belongs to the sheet and is never smaller to fit.

    `qr` holds the margin of the code too, so that the code itself is 22 mm wide or more.
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


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "a6": Form(width=105, height=148, margin=6, title=18, action=12, small=10, line=14, gap=0.75),
        "a5": Form(width=148, height=210, margin=11, title=24, action=15, small=11, line=20, gap=1.0, qr=34),
        "a4": Form(width=210, height=297, margin=18, title=30, action=20, small=14, line=30, gap=1.1, qr=40),
        "letter": Form(width=215.9, height=279.4, margin=18, title=30, action=20, small=14, line=30, gap=1.1, qr=40),
    }
)
LARGE = 16.0


def form(size: str, *, large: bool = False) -> Form:
    """A form by its name; in large print nothing is below 16 points."""
    found = FORMS[size]
    if not large:
        return found
    action, small, title = max(found.action, 18.0), max(found.small, LARGE), max(found.title, 24.0)
    return replace(found, action=action, small=small, title=title, gap=found.gap * 0.6)
