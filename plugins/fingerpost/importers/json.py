"""From JSON, as the exporter writes it, to YAML; whatever does not come back as the same JSON is refused."""

import datetime
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, NoReturn

from fingerpost.canon import canonical
from fingerpost.importers.refusal import Imported, Refusal
from fingerpost.importers.shaping import shaped
from fingerpost.importers.writing import written
from fingerpost.load import load_text
from fingerpost.load.limits import FILE_BYTES
from fingerpost.load.schema import validator
from fingerpost.source import Source
from fingerpost.treedata import told

_REASONS = 20
_LETTERS = 200
# Nothing in a tree says what day it is today.
_ANY_DAY = datetime.date(2000, 1, 1)


def from_json(raw: bytes) -> Imported:
    """The tree that JSON tells of. Raises `Refusal` for whatever else the bytes may be."""
    data = _read(raw)
    wrong = list(islice(validator("export").iter_errors(data), _REASONS))
    if wrong:
        raise Refusal(*(_visible(f"{one.json_path}: {one.message}") for one in wrong))
    path = f"trees/{data['id']}.yaml"
    text = canonical(Source(path=path, text=written(shaped(data))))
    assert isinstance(text, str), text
    loaded = load_text({path: text}, today=_ANY_DAY)
    if loaded.diagnostics:
        raise Refusal(*(_visible(one.message) for one in loaded.diagnostics[:_REASONS]))
    _compare(data, told(loaded.site.trees[data["id"]]))
    return Imported(data["id"], text)


def _read(raw: bytes) -> Any:  # noqa: ANN401 - it is whatever JSON has
    if len(raw) > FILE_BYTES:
        raise Refusal(f"The file is larger than {FILE_BYTES // 1_000_000} MB.")
    try:
        text = raw.decode("utf-8")
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        # An escape may stand for half a letter, which no file can hold.
        json.dumps(data, ensure_ascii=False).encode()
    except RecursionError:
        raise Refusal("Lists and objects stand too deep.") from None
    except UnicodeError:
        raise Refusal("The file is not UTF-8, as JSON is. Only JSON can be imported.") from None
    except ValueError as error:
        raise Refusal(_visible(f"This is not JSON, and only JSON can be imported: {error}.")) from None
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name in found if sum(name == key for key, _ in pairs) > 1)
        raise Refusal(_visible(f"The key {twice} stands twice in one object."))
    return found


def _no_number(word: str) -> NoReturn:
    raise Refusal(f"{word} is no number.")


def _visible(words: str) -> str:
    """A stranger's words as they can be printed: not too many, and nothing in them that is not seen."""
    cut = words if len(words) <= _LETTERS else words[:_LETTERS] + "…"
    return "".join(letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in cut)


def _compare(data: object, again: object) -> None:
    """Refuse what the language cannot say as it stands."""
    for path in islice(_differing(data, again, "$"), 1):
        raise Refusal(_visible(f"{path} cannot be said in a tree as it is."))


def _differing(data: object, again: object, path: str) -> Iterator[str]:
    match data, again:
        case dict(), dict():
            for key in dict.fromkeys([*data, *again]):
                yield from _differing(data.get(key), again.get(key), f"{path}.{key}")
        case list(), list() if len(data) == len(again):
            for at, (one, other) in enumerate(zip(data, again, strict=True)):
                yield from _differing(one, other, f"{path}[{at}]")
        case _:
            if data != again:
                yield path
