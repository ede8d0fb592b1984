"""The one door to Typst: data in, the bytes of a PDF out."""

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fingerpost.cards import qr

TEMPLATE = Path(__file__).with_name("card.typ")
FONTS = Path(__file__).parent.parent / "fonts"
_OVER = "over:"
# A compiler has read the fonts, and can be used again, by one thread.
_own = threading.local()


class TooLong(Exception):
    """A side of a card does not fit, by so many lines."""

    def __init__(self, side: str, lines: int) -> None:
        self.side, self.lines = side, lines
        super().__init__(f"{side}: {lines}")


def pdf(data: Mapping[str, Any]) -> bytes:
    """A PDF/UA-1 of what the data say, with `address` as a QR code. Raises `TooLong` where a side does not fit."""
    import typst

    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(font_paths=[FONTS], ignore_system_fonts=True)
    code = qr.svg(data["address"]) if data["address"] else None
    try:
        made = _own.compiler.compile(
            TEMPLATE.read_bytes(),
            sys_inputs={"data": json.dumps({**data, "qr": code}, ensure_ascii=False)},
            pdf_standards=["ua-1"],
        )
        assert isinstance(made, bytes)
        return made
    except typst.TypstError as error:
        if _OVER in error.message:
            side, lines = error.message.split(_OVER)[1].split(":")[:2]
            raise TooLong(side, int("".join(filter(str.isdigit, lines)))) from error
        raise
