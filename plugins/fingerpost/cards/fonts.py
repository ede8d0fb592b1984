"""The fonts of cards: this package's own, and those that a site has beside its trees for other scripts."""

import functools
import hashlib
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from fingerpost import metrics
from fingerpost.failures import Failure

OWN = "Inter"
# A folder beside the trees, with files of fonts in it.
FOLDER = "_fonts"
_ENDINGS = (".otf", ".ttf")
# What Typst would read in that folder, and we do not.
_COLLECTIONS = (".otc", ".ttc")
_MOST, _MOST_BYTES = 20, 20_000_000
# What a font may say of itself in OS/2 `fsType`: only its licensee may embed it.
_RESTRICTED = 0x0002


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A file of a font, the name of its family, the code points that it has, and the SHA-256 of its bytes."""

    path: Path
    family: str
    letters: frozenset[int] = field(repr=False)
    digest: str


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
    """The letters of a text that neither our font nor any of these has a shape for, in order, each once."""
    return [letter for letter in metrics.lacking(text) if not any(ord(letter) in font.letters for font in fonts)]


def families(fonts: Iterable[Font]) -> Sequence[str]:
    """The families in which words are set: each letter in the first that has it, so that no other takes ours' place."""
    return list(dict.fromkeys([OWN, *(font.family for font in fonts)]))


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
        with TTFont(BytesIO(raw), lazy=True) as font:
            # The family as people know it, which has Regular and Bold in it.
            family = font["name"].getBestFamilyName()
            letters = frozenset(font.getBestCmap() or ())
            restricted = "OS/2" in font and font["OS/2"].fsType & _RESTRICTED
    except Exception as error:  # whatever fontTools makes of bytes that are no font
        raise Failure(f"{path} is not a font that can be read: {type(error).__name__}.") from error
    if not family or not letters:
        raise Failure(f"{path} is a font without a name or without letters.")
    if restricted:
        raise Failure(f"{path} must not be put into documents, by what it says of its licence. Take another font.")
    if family.casefold() == OWN.casefold():
        raise Failure(f"{path} has the name of our own font, {OWN}, and would take its place. Take it out.")
    return Font(path=path, family=family, letters=letters, digest=hashlib.sha256(raw).hexdigest())
