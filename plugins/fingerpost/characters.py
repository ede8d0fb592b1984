"""Characters that a reader cannot see, or that change how others look: which they are, and what they are called."""

import re
import unicodedata
from collections.abc import Iterator

# Most files hold nothing else, and are done with at once.
_USUAL = re.compile("[\\t\\n -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20ac\u2190-\u23ff]*")
# Format characters that are seen: signs of Arabic, Syriac and Kaithi that stand around a number or below letters.
_SEEN = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
# Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties that are neither controls nor format characters.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
_CATEGORIES = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}

_EMOJI = "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_PART = f"{_EMOJI}(?:[\U0001f3fb-\U0001f3ff]|\ufe0f)?"
# Hidden characters that a script or an emoji needs, in the places where it needs them.
_NEEDED = re.compile(
    "|".join(
        [
            f"{_PART}(?:\u200d{_PART})+",  # families, professions: emoji joined into one
            f"{_EMOJI}[\ufe0e\ufe0f]",  # a sign as a picture, or as a letter
            "[0-9#*]\ufe0f\u20e3",  # keycaps
            # The flags of England, Scotland and Wales, the only ones made of tags
            "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074"
            "|\U000e0077\U000e006c\U000e0073)\U000e007f",
        ]
    )
)
# Scripts without spaces, where a space of no width tells words apart.
_UNSPACED = {"KHMER", "LAO", "MYANMAR", "TAI", "THAI"}
_VIRAMA = 9  # the combining class of signs that kill a vowel
_CONTROLS = {
    0x00: "NULL",
    0x07: "BELL",
    0x08: "BACKSPACE",
    0x09: "TAB",
    0x0A: "LINE FEED",
    0x0B: "VERTICAL TAB",
    0x0C: "FORM FEED",
    0x0D: "CARRIAGE RETURN",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
    0x85: "NEXT LINE",
}
_KINDS = {
    "Cc": "a control character",
    "Cn": "a code point that stands for nothing",
    "Co": "a private-use character",
    "Cs": "half of a surrogate pair",
}


def hidden(text: str) -> Iterator[int]:
    """Where hidden characters stand in a text, in order, leaving out those that its script or an emoji needs there.

    Hidden are controls but for line feed and tab, Unicode's format characters, default-ignorable, private-use and
    unassigned code points, lone surrogates, and the line separators that editors do not show.
    """
    if _USUAL.fullmatch(text):
        return
    suspects = {letter for letter in set(text) if _is_hidden(letter)}
    if not suspects:
        return
    needed = {at for match in _NEEDED.finditer(text) for at in range(*match.span())}
    for at, letter in enumerate(text):
        if letter in suspects and at not in needed and not _has_use(text, at):
            yield at


def describe(letter: str) -> str:
    """A character by number and name: "U+200B ZERO WIDTH SPACE"."""
    name = unicodedata.name(letter, "") or _CONTROLS.get(ord(letter)) or _KINDS.get(unicodedata.category(letter), "")
    return f"{number(letter)} {name}".rstrip()


def number(letter: str) -> str:
    """A character by number: "U+200B"."""
    return f"U+{ord(letter):04X}"


def _is_hidden(letter: str) -> bool:
    if letter in "\n\t" or _SEEN.match(letter):
        return False
    category = unicodedata.category(letter)
    if category == "Cn":
        return _is_unassigned(letter)
    return category in _CATEGORIES or bool(_IGNORABLE.match(letter))


def _is_unassigned(letter: str) -> bool:
    """By the Unicode of fontTools: Python's own differs from version to version, and findings must not."""
    from fontTools import unicodedata as newer

    return bool(newer.script(letter) == "Zzzz")


def _has_use(text: str, at: int) -> bool:
    """Whether a script needs this hidden character here."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    match text[at]:
        case "\r":
            return after == "\n"
        case "\u200c":  # Persian suffixes, Kurdish vowels, Indic letters that are not to join
            return _script(before) == "ARABIC" or _is_virama(before)
        case "\u200d":  # Indic conjuncts; an Arabic letter in its joining form on its own
            joined = {_script(before), _script(after)}
            return _is_virama(before) or _is_virama(after) or ("ARABIC" in joined and len(joined) > 1)
        case "\u200b":
            return _script(before) in _UNSPACED and _script(after) in _UNSPACED
        case "\u180b" | "\u180c" | "\u180d" | "\u180e" | "\u180f":
            return _script(before) == "MONGOLIAN"
        case "\ufe00" | "\ufe01" | "\ufe02":
            return _script(before) == "CJK"
        case selector if "\U000e0100" <= selector <= "\U000e01ef":  # forms of an ideograph, as in names
            return _script(before) == "CJK"
    return False


def _script(letter: str) -> str:
    """The script of a letter as the first word of its name says it; empty for none, and for what is hidden itself.

    A hidden character can be needed by a letter alone: what is shown by its number has no use for another one.
    """
    return unicodedata.name(letter, "").split(" ")[0] if letter and not _is_hidden(letter) else ""


def _is_virama(letter: str) -> bool:
    return bool(letter) and unicodedata.combining(letter) == _VIRAMA
