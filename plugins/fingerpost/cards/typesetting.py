"""The one door to Typst: data in, the bytes of a PDF out."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_TEMPLATE = Path(__file__).with_name("card.typ")
_FONTS = Path(__file__).parent.parent / "fonts"
_OVER = "over:"


class TooLong(Exception):
    """A side of a card does not fit, by so many lines."""

    def __init__(self, side: str, lines: int) -> None:
        self.side, self.lines = side, lines
        super().__init__(f"{side}: {lines}")


def pdf(data: Mapping[str, Any]) -> bytes:
    """A PDF/UA-1 of what the data say. Raises `TooLong` where a side does not fit."""
    import typst

    try:
        compiler = typst.Compiler(font_paths=[_FONTS], ignore_system_fonts=True)
        made = compiler.compile(
            _TEMPLATE.read_bytes(),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
        )
        assert isinstance(made, bytes)
        return made
    except typst.TypstError as error:
        if _OVER in error.message:
            side, lines = error.message.split(_OVER)[1].split(":")[:2]
            raise TooLong(side, int("".join(filter(str.isdigit, lines)))) from error
        raise
