"""Which cards lie among the pages, as a file beside them, for a builder of sites that knows of files alone."""

import datetime
import json
from dataclasses import asdict
from typing import Any

from fingerpost.cards import ledger
from fingerpost.model import Cards, Printout, Sheets

_LINES = ("by_hand", "lines", "reasons")


def written(cards: Cards) -> bytes:
    """All that is to be said of some cards, but for their bytes."""
    told = {
        "printouts": [_plain(one) for one in cards.printouts],
        "sheets": [asdict(one) for one in cards.sheets],
        "ledger": ledger.written(cards.ledger),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def read(raw: bytes) -> Cards:
    """The cards that `written` told of. Raises `ValueError` for anything else."""
    try:
        told = json.loads(raw)
        printouts = tuple(_printout(one) for one in told["printouts"])
        sheets = tuple(Sheets(**{key: str(value) for key, value in one.items()}) for one in told["sheets"])
        return Cards(printouts=printouts, sheets=sheets, ledger=ledger.read(told["ledger"]))
    except (AttributeError, KeyError, RecursionError, TypeError) as error:
        raise ValueError("not a record of cards") from error


def _plain(one: Printout) -> dict[str, Any]:
    return asdict(one) | {"discard": one.discard.isoformat() if one.discard else None}


def _printout(told: dict[str, Any]) -> Printout:
    names = {key: str(value) for key, value in told.items() if key not in (*_LINES, "discard")}
    lines = {key: tuple(map(str, told[key])) for key in _LINES}
    day = told["discard"]
    return Printout(**names, **lines, discard=datetime.date.fromisoformat(day) if day else None)  # type: ignore[arg-type]
