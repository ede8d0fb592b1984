"""The one door to Typst: data in, the bytes of a PDF out."""

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fingerpost.cards import qr

TEMPLATES = Path(__file__).with_name("templates")
FONTS = Path(__file__).parent.parent / "fonts"
_OVER = "over:"
# A compiler has read the fonts, and can be used again, by one thread.
_own = threading.local()


class TooLong(Exception):
    """A side of a card does not fit, or a part of it is too long, by so many lines; `card` counts from 0."""

    def __init__(self, card: int, side: str, lines: int) -> None:
        self.card, self.side, self.lines = card, side, lines
        super().__init__(f"{card}: {side}: {lines}")


def pdf(data: Mapping[str, Any]) -> bytes:
    """A PDF/UA-1 of what the data say, with the `address` of a card as its QR code. Raises `TooLong`."""
    import typst

    if not hasattr(_own, "compiler"):
        # The templates are all that can be read, and data go in as data.
        _own.compiler = typst.Compiler(root=TEMPLATES, font_paths=[FONTS], ignore_system_fonts=True)
    cards = [{**card, "qr": qr.svg(card["address"]) if card["address"] else None} for card in data["cards"]]
    try:
        made = _own.compiler.compile(
            TEMPLATES / f"{data['file']}.typ",
            sys_inputs={"data": json.dumps({**data, "cards": cards}, ensure_ascii=False)},
            pdf_standards=["ua-1"],
        )
        assert isinstance(made, bytes)
        return made
    except typst.TypstError as error:
        if _OVER in error.message:
            card, side, lines = error.message.split(_OVER)[1].split(":")[:3]
            raise TooLong(int(card), side, int("".join(filter(str.isdigit, lines)))) from error
        raise
