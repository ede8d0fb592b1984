"""How words are written: as their author wrote them where they stand on one line, else in the form that fits."""

import re
import textwrap
from collections.abc import Sequence
from unicodedata import category

from fingerpost.canon.comments import block_header
from fingerpost.load.quoting import quoted
from fingerpost.load.values import Scalar

# What double quotes must spell out: letters that a reader of YAML may not find as they are.
_UNSEEN = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
_ID = re.compile(r"[a-z][a-z0-9_-]*")
# A line within a sentence that would begin a comment, or a key with its value.
_MARKS = re.compile(r"[ \t]#|:(?:[ \t]|$)|^[\s\-?:,\[\]{}#&*!|>'\"%@`]")


def on_one_line(scalar: Scalar, lines: Sequence[str], *, flow: bool = False) -> str:
    """The words without a line break; bare or in quotes as they were, unless only quotes can hold them."""
    if not scalar.value:
        return '""' if flow or not scalar.plain else ""
    line, start, end_line, end = scalar.mark
    if line == end_line and not block_header(scalar, lines):
        source = lines[line][start:end]
        return quoted(scalar.value) if source.startswith("'") else source
    unsafe = "\n" in scalar.value or _MARKS.search(scalar.value) or scalar.value != scalar.value.strip()
    if scalar.plain and not unsafe and not (flow and re.search(r"[,\[\]{}]", scalar.value)):
        return scalar.value
    return _spelt(scalar.value)


def key_word(key: Scalar, lines: Sequence[str]) -> str:
    """A key; one that could be an id or a word of the language needs no quotes."""
    return key.value if _ID.fullmatch(key.value) else on_one_line(key, lines, flow=True)


def below(scalar: Scalar, lines: Sequence[str], *, width: int, room: int) -> list[str]:
    """The words as a header and the lines below it, which are still to be indented; nothing where one line will do.

    `width` is what a line below may hold, `room` what is left behind the key.
    """
    header = block_header(scalar, lines)
    if not scalar.value or re.search(r"^[ \t]+$", scalar.value, re.MULTILINE):
        return []
    if header:
        return [_header(header[0], scalar.value), *_unindented(scalar, lines)]
    if scalar.mark.line == scalar.mark.end_line or len(on_one_line(scalar, lines)) <= room:
        return []
    if scalar.value != " ".join(scalar.value.split()) or any(map(_is_unseen, scalar.value)):
        return []
    return [">-", *textwrap.wrap(scalar.value, width, break_long_words=False, break_on_hyphens=False)]


def _header(style: str, words: str) -> str:
    """What follows the last line break has no meaning here; a blank at the front needs its indentation told."""
    told = "2" if words.lstrip("\n").startswith((" ", "\t")) else ""
    return f"{style}{told}-"


def _unindented(scalar: Scalar, lines: Sequence[str]) -> list[str]:
    written = lines[scalar.mark.line + 1 : scalar.mark.end_line + 1]
    first = next(line for line in written if line.strip())
    base = _blanks(first) - _blanks(scalar.value.lstrip("\n"))
    return [line[base:] if line.strip() else "" for line in written]


def _blanks(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _spelt(words: str) -> str:
    """In double quotes, on one line, whatever they hold."""
    if not any(map(_is_unseen, words)):
        return quoted(words)
    marked = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + "".join(_escaped(letter) if _is_unseen(letter) else letter for letter in marked) + '"'


def _is_unseen(letter: str) -> bool:
    return category(letter) in _UNSEEN or letter == "\ufeff"


def _escaped(letter: str) -> str:
    return f"\\U{ord(letter):08x}"
