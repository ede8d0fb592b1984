"""The one door to Typst: data in, the bytes of a PDF out."""

import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fingerpost.cards import qr
from fingerpost.cards.fonts import Font, lacking
from fingerpost.failures import Failure

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).with_name("templates")
FONTS = Path(__file__).parent.parent / "fonts"
_OWN = "Inter"
_OVER, _WIDE = "over:", "wide:"
# A compiler has read the fonts, and can be used again, by one thread.
_own = threading.local()


class TooLong(Exception):
    """A side of a card does not fit, or a part of it is too long, by so many lines; `card` counts from 0."""

    def __init__(self, card: int, side: str, lines: int) -> None:
        self.card, self.side, self.lines = card, side, lines
        super().__init__(f"{card}: {side}: {lines}")


class TooWide(Exception):
    """A word of a card is wider than its line; `card` counts from 0."""

    def __init__(self, card: int, word: str) -> None:
        self.card, self.word = card, word
        super().__init__(f"{card}: {word}")


class NoShape(Exception):
    """No font has these letters of a card; `card` counts from 0."""

    def __init__(self, card: int, letters: Sequence[str]) -> None:
        self.card, self.letters = card, tuple(letters)
        super().__init__(f"{card}: {' '.join(letters)}")


def pdf(data: Mapping[str, Any], fonts: tuple[Font, ...] = ()) -> bytes:
    """A PDF/UA-1 of what the data say, with the `address` of a card as its QR code.

    Words are in our own font, and letters that it lacks in the first of `fonts` that has them. Raises `TooLong`,
    `TooWide` and `NoShape`.
    """
    import typst

    for at, card in enumerate(data["cards"]):
        if missing := lacking(json.dumps(card, ensure_ascii=False), fonts):
            raise NoShape(at, missing)
    if getattr(_own, "fonts", None) != fonts:
        paths = [FONTS, *dict.fromkeys(font.path.parent for font in fonts)]
        found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
        _own.families = _families(found.fonts(), fonts)
        # The templates are all that can be read, and data go in as data.
        _own.compiler = typst.Compiler(root=TEMPLATES, font_paths=found)
        _own.fonts = fonts
    cards = [{**card, "qr": qr.svg(card["address"]) if card["address"] else None} for card in data["cards"]]
    told = {**data, "cards": cards, "fonts": _own.families}
    try:
        made = _own.compiler.compile(
            TEMPLATES / f"{data['file']}.typ",
            sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
            pdf_standards=["ua-1"],
        )
        assert isinstance(made, bytes)
        return made
    except typst.TypstError as error:
        if _WIDE in error.message:
            card, _, word = error.message.partition(_WIDE)[2].partition(":")
            raise TooWide(int(card), word) from error
        if _OVER in error.message:
            card, side, lines = error.message.split(_OVER)[1].split(":")[:3]
            raise TooLong(int(card), side, int("".join(filter(str.isdigit, lines)))) from error
        raise


def _families(found: "Sequence[typst.FontInfo]", fonts: Sequence[Font]) -> list[str]:
    """The families in which words are set, as Typst calls them: a letter is in the first that has it, ours first."""
    names = {Path(one.path).resolve(): one.family for one in found if one.path}
    families = [_OWN]
    for font in fonts:
        family = names.get(font.path.resolve())
        if family is None:
            raise Failure(f"{font.path} is not a font that can be set.")
        if family.casefold() == _OWN.casefold():
            raise Failure(f"{font.path} has the name of our own font, {_OWN}, and would take its place. Take it out.")
        families.append(family)
    return list(dict.fromkeys(families))
