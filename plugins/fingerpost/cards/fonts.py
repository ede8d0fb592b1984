"""The fonts that a site has beside its trees, for letters that the package's own has not."""

import functools
import hashlib
import stat
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from fingerpost import metrics
from fingerpost.failures import Failure

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# A folder beside the trees, with files of fonts in it.
FOLDER = "_fonts"
_ENDINGS = (".otf", ".ttf")
# What Typst would read in that folder, and we do not.
_COLLECTIONS = (".otc", ".ttc")
_MOST, _MOST_BYTES = 20, 20_000_000
# What a font may say of itself in OS/2 `fsType`: only its licensee may embed it.
_RESTRICTED = 0x0002
# By Unicode's categories: what has no shape of its own.
_SHAPELESS = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


class _Shapes:
    """Which letters a font really draws: it may name a shape for a letter, and have nothing in it."""

    def __init__(self, font: "TTFont") -> None:
        self._font, self._known = font, dict[str, bool]()
        self._glyphs, self._names = font.getGlyphSet(), dict(font.getBestCmap() or ())
        # The library reads a shape when it is asked for, and cards are set side by side.
        self._lock = threading.Lock()

    def has(self, letter: str) -> bool:
        with self._lock:
            if letter not in self._known:
                self._known[letter] = self._is_drawn(letter)
            return self._known[letter]

    def _is_drawn(self, letter: str) -> bool:
        from fontTools.pens.boundsPen import BoundsPen

        name = self._names.get(ord(letter))
        if name is None or unicodedata.category(letter) in _SHAPELESS:
            return name is not None
        pen = BoundsPen(self._glyphs)
        try:
            self._glyphs[name].draw(pen)
        except Exception:
            return False
        return pen.bounds is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A file of a font, the SHA-256 of its bytes, and which letters it draws."""

    path: Path
    digest: str
    shapes: _Shapes = field(repr=False, compare=False)


def fonts_of(trees: Path) -> tuple[Font, ...]:
    """The fonts in `_fonts` beside some trees, by the names of their files; none where there is no such folder.

    Raises `Failure` for a file that is no font, or one that must not be embedded.
    """
    folder = trees / FOLDER
    if folder.is_symlink():
        raise Failure(f"{folder} is a link, and links are not followed. Make it a folder.")
    if not folder.is_dir():
        return ()
    entries = sorted(folder.iterdir())
    for path in entries:
        if path.is_symlink() or path.is_dir() or path.name.lower().endswith(_COLLECTIONS):
            raise Failure(f"{path} is not a file of one font, and such files alone may be in that folder.")
    paths = [path for path in entries if path.name.lower().endswith(_ENDINGS)]
    if len(paths) > _MOST:
        raise Failure(f"{folder} holds {len(paths)} fonts, and {_MOST} are the most.")
    return tuple(map(_font, paths))


def lacking(text: str, fonts: Iterable[Font] = ()) -> list[str]:
    """The letters of a text that neither our font nor any of these draws, in order, each once."""
    return [letter for letter in metrics.lacking(text) if not any(font.shapes.has(letter) for font in fonts)]


def _font(path: Path) -> Font:
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise Failure(f"{path} is no plain file.")
    if found.st_size > _MOST_BYTES:
        raise Failure(f"{path} is larger than {_MOST_BYTES // 1_000_000} MB.")
    return _read(path, found.st_mtime_ns, found.st_size)


@functools.lru_cache(maxsize=_MOST)
def _read(path: Path, _: int, __: int) -> Font:
    """What a file says that has not changed since it was read."""
    from fontTools.ttLib import TTFont

    with path.open("rb") as stream:
        raw = stream.read(_MOST_BYTES)
    try:
        font = TTFont(BytesIO(raw), lazy=True)
        shapes = _Shapes(font)
        restricted = "OS/2" in font and font["OS/2"].fsType & _RESTRICTED
    except Exception as error:  # whatever fontTools makes of bytes that are no font
        raise Failure(f"{path} is not a font that can be read: {type(error).__name__}.") from error
    if restricted:
        raise Failure(f"{path} must not be put into documents, by what it says of its licence. Take another font.")
    return Font(path=path, digest=hashlib.sha256(raw).hexdigest(), shapes=shapes)
