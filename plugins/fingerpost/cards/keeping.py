"""Cards are set once: what they look like is kept by the hash of all that goes into them."""

import functools
import hashlib
import json
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from fingerpost import __version__
from fingerpost.cards.fonts import Font
from fingerpost.cards.typesetting import FONTS, TEMPLATES, TooLong, TooWide, pdf
from fingerpost.layout import cache

_PDF = b"%PDF"


def keeping(folder: Path | None, fonts: tuple[Font, ...] = ()) -> Callable[[Mapping[str, Any]], bytes]:
    """What does as `pdf` does in these fonts, but asks a folder first; that a side does not fit is kept too."""
    return functools.partial(_kept, folder, fonts) if folder else functools.partial(pdf, fonts=fonts)


def _kept(folder: Path, fonts: tuple[Font, ...], data: Mapping[str, Any]) -> bytes:
    digests = " ".join(font.digest for font in fonts)
    name = cache.key("card", _setter(), digests, json.dumps(data, ensure_ascii=False, sort_keys=True))
    found = cache.load(folder, name)
    if found is None:
        found = _set(data, fonts)
        cache.store(folder, name, found)
    if not found.startswith(_PDF):
        match json.loads(found):
            case [card, side, lines]:
                raise TooLong(card, side, lines)
            case [card, word]:
                raise TooWide(card, word)
    return found


def _set(data: Mapping[str, Any], fonts: tuple[Font, ...]) -> bytes:
    """A PDF, or as JSON which side of which card does not fit, by how many lines, or which word of which card."""
    try:
        return pdf(data, fonts)
    except TooLong as error:
        return json.dumps([error.card, error.side, error.lines]).encode()
    except TooWide as error:
        return json.dumps([error.card, error.word]).encode()


@functools.cache
def _setter() -> str:
    """What names all that sets a card, but for its words: the templates, the fonts, this package, Typst and segno."""
    digest = hashlib.sha256()
    for path in (*sorted(TEMPLATES.glob("*.typ")), *sorted(FONTS.glob("*.ttf"))):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return "\n".join([digest.hexdigest(), __version__, metadata.version("typst"), metadata.version("segno")])
