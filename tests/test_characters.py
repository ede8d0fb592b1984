"""Which characters are hidden, and which a script or an emoji needs where it stands."""

import unicodedata
from pathlib import Path

import pytest

from fingerpost.characters import describe, hidden

LANGUAGES = sorted((Path(__file__).parent / "languages").glob("*.txt"))
# Default_Ignorable_Code_Point of Unicode 15.1, as its data files have it.
IGNORABLE = [
    0x00AD, 0x034F, 0x061C, (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), 0x3164, (0xFE00, 0xFE0F), 0xFEFF, 0xFFA0, (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]  # fmt: skip
# Format characters that are printed: they stand around numbers and names.
PRINTED = [0x0600, 0x0601, 0x0602, 0x0603, 0x0604, 0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD]


def ignorable() -> list[str]:
    spans = [span if isinstance(span, tuple) else (span, span) for span in IGNORABLE]
    return [chr(code) for first, last in spans for code in range(first, last + 1)]


def test_no_such_character_stands_between_two_letters_unseen() -> None:
    kinds = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
    wanted = {chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in kinds}
    wanted = wanted.union(ignorable()).difference(map(chr, PRINTED), "\n\t")
    assert [describe(letter) for letter in sorted(wanted) if list(hidden(f"a{letter}b")) != [1]] == []


@pytest.mark.parametrize("code", [0x0378, 0xFDD0, 0x1FFFE, 0x10FFFF])
def test_what_stands_for_nothing_is_hidden(code: int) -> None:
    assert list(hidden(f"a{chr(code)}")) == [1]


def test_an_emoji_newer_than_this_python_is_not() -> None:
    assert list(hidden("\U0001fae8")) == []  # of Unicode 15; Python 3.11 knows 14


@pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: file.stem)
def test_no_language_is_taken_for_hidden(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert [describe(text[at]) for at in hidden(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # a family
        "\U0001f3f3\ufe0f\u200d\U0001f308",  # a rainbow flag
        "\U0001f469\U0001f3fd\u200d\u2695\ufe0f",  # a doctor
        "1\ufe0f\u20e3 #\ufe0f\u20e3",  # keycaps
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # the flag of Scotland
        "\u845b\U000e0100\u57ce",  # a form of a letter in a Japanese name
        "\u1820\u180b\u1821",  # Mongolian
    ],
)
def test_what_is_needed_is_let_be(text: str) -> None:
    assert list(hidden(text)) == []


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("\u0645\u06cc\u200c\u200c\u062e", [3]),  # one non-joiner is enough
        ("\u2764\ufe0f\ufe0f", [2]),  # letters hidden in a row of selectors
        ("\u200d\u0905", [0]),
        ("x\u200c\u0915", [1]),
        ("\U0001f3f4\U000e0078\U000e0079\U000e007f", [1, 2, 3]),  # words written in tags behind a flag
        ("a\r\nb\rc", [4]),
        ("\ufeffa", [0]),
        ("\u180e\u180b", [0, 1]),  # what is hidden itself needs nothing
        ("\u061c\u200c", [0, 1]),
    ],
)
def test_the_same_characters_elsewhere_are_not(text: str, at: list[int]) -> None:
    assert list(hidden(text)) == at


@pytest.mark.parametrize(
    ("letter", "name"),
    [
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\x07", "U+0007 BELL"),
        ("\x01", "U+0001 a control character"),
        ("\ue000", "U+E000 a private-use character"),
        ("\ud800", "U+D800 half of a surrogate pair"),
        ("\U0010ffff", "U+10FFFF a code point that stands for nothing"),
    ],
)
def test_every_one_has_a_name(letter: str, name: str) -> None:
    assert describe(letter) == name
