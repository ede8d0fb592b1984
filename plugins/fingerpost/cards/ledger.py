"""The ledger: every edition of every card that there has been, a line each, in a file beside the trees."""

import datetime
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fingerpost.failures import Failure
from fingerpost.model import Edition, Printout

NAME = "_cards.jsonl"
_MOST_BYTES = 10_000_000
_NAME = re.compile(r"[a-z][a-z0-9-]{0,62}")
_EDITION = re.compile(r"[0-9a-f]{8}")
_NAME_OR_NONE = re.compile(rf"(?:{_NAME.pattern})?")
# A card that no author names begins with an underscore, and that of the whole site has no tree.
_CARD = re.compile(rf"_?{_NAME.pattern}")
_FORMS = {"tree": _NAME_OR_NONE, "card": _CARD, "place": _NAME_OR_NONE, "edition": _EDITION}


def ledger_of(trees: Path) -> tuple[Edition, ...]:
    """The editions on record beside some trees; none where there is no ledger. Raises `Failure` for one not of ours."""
    path = trees / NAME
    if path.is_symlink():
        raise Failure(f"{path} is a link, and links are not followed. Put a plain file there.")
    try:
        with path.open("rb") as stream:
            raw = stream.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return ()
    if len(raw) > _MOST_BYTES:
        raise Failure(f"{path} is larger than {_MOST_BYTES // 1_000_000} MB.")
    try:
        return read(raw.decode())
    except ValueError as error:
        raise Failure(f"{path}: {error} Take the line out, then run `fingerpost ledger`.") from error


def ledger_at(trees: Path, revision: str, text: str) -> tuple[Edition, ...]:
    """The editions that were on record in a git revision. Raises `Failure` for a text that is no ledger."""
    try:
        return read(text)
    except ValueError as error:
        raise Failure(f"{trees / NAME} in {revision}: {error}") from error


def read(text: str) -> tuple[Edition, ...]:
    """The editions in a ledger, in order, each once, as two people may have added it. Raises `ValueError`."""
    found = [_entry(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    return _in_order(found)


def written(ledger: Iterable[Edition]) -> str:
    """The ledger as it stands in its file: a line for each edition, so that what two people add can be merged."""
    return "".join(f"{json.dumps(_plain(one), ensure_ascii=False)}\n" for one in ledger)


def added(ledger: Iterable[Edition], printouts: Iterable[Printout], today: datetime.date) -> tuple[Edition, ...]:
    """The ledger with all editions that can be printed; those that are on record keep their days."""
    return _in_order([*ledger, *(_new(one, today) for one in printouts if not one.reasons)])


def unrecorded(ledger: Iterable[Edition], printouts: Iterable[Printout]) -> Iterator[Printout]:
    """The first printout of each edition that the ledger does not know."""
    known = {(one.tree, one.card, one.place, one.edition) for one in ledger}
    for one in printouts:
        key = (one.tree, one.card, one.place, one.edition)
        if not one.reasons and key not in known:
            known.add(key)
            yield one


def _new(one: Printout, today: datetime.date) -> Edition:
    return Edition(
        tree=one.tree, card=one.card, place=one.place, since=today, edition=one.edition, lines=one.lines
    )  # fmt: skip


def _in_order(entries: Iterable[Edition]) -> tuple[Edition, ...]:
    """By card, place and day; of an edition that stands there twice, the earlier entry."""
    first: dict[tuple[str, str, str, str], Edition] = {}
    for one in sorted(entries, key=lambda one: (one.tree, one.card, one.place, one.since, one.edition, one.lines)):
        first.setdefault((one.tree, one.card, one.place, one.edition), one)
    return tuple(first.values())


def _plain(one: Edition) -> dict[str, Any]:
    names = {"tree": one.tree, "card": one.card, "place": one.place}
    return {**names, "since": one.since.isoformat(), "edition": one.edition, "lines": list(one.lines)}


def _entry(number: int, line: str) -> Edition:
    try:
        told = json.loads(line)
        names = {key: told.pop(key) for key in _FORMS}
        day, lines = datetime.date.fromisoformat(told.pop("since")), told.pop("lines")
        if not told and _are_sound(names) and isinstance(lines, list) and all(isinstance(one, str) for one in lines):
            return Edition(since=day, lines=tuple(lines), **names)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        pass
    raise ValueError(f"Line {number} is not an edition of a card.")


def _are_sound(names: dict[str, Any]) -> bool:
    return all(isinstance(name, str) and _FORMS[key].fullmatch(name) for key, name in names.items())
