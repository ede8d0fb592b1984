"""Fonts beside the trees, for letters that ours has not: each letter in the first font that has it."""

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pypdfium2 import raw

from fingerpost.cards import Wanted, fonts_of, press
from fingerpost.cards.fonts import lacking
from fingerpost.failures import Failure
from fingerpost.load import load_text
from fingerpost.model import Cards, Site
from support import pdfs
from support.today import TODAY

ALEF, BET = "\u05d0", "\u05d1"
LEAK = f"""
title: Leak
language: he
status: approved
next_review: 2027-01-01
nodes:
  smell: {{question: Gas?, options: {{yes: out, no: fine}}}}
  out: {{outcome: Out}}
  fine: {{outcome: Well}}
cards:
  gas:
    kind: act
    title: Gas {ALEF}{BET}
    danger: Fire? Run.
    steps: [{{text: Sniff., from: smell}}]
    tail: [Tell somebody.]
"""


def a_site(leak: str = LEAK) -> Site:
    loaded = load_text({"trees/leak.yaml": leak}, today=TODAY)
    assert loaded.diagnostics == ()
    return loaded.site


def a_font(
    path: Path, letters: Sequence[str], *, family: str = "Plain Blocks", licence: int = 0, empty: bool = False
) -> Path:
    """Write a font in which each letter is a square."""
    names = [".notdef", *(f"u{ord(letter):04x}" for letter in letters)]
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(corner)
    pen.closePath()
    font = FontBuilder(1000)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({ord(letter): name for letter, name in zip(letters, names[1:], strict=True)})
    square = pen.glyph()
    font.setupGlyf({name: TTGlyphPen(None).glyph() if empty else square for name in names})
    font.setupHorizontalMetrics(dict.fromkeys(names, (900, 100)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    font.setupOS2(fsType=licence)
    font.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    font.save(path)
    return path


@pytest.fixture
def trees(tmp_path: Path) -> Path:
    (tmp_path / "trees").mkdir()
    return tmp_path / "trees"


def printed(trees: Path, site: Site | None = None) -> Cards:
    wanted = Wanted(kinds=("act",), sizes=("a6",))
    return press(site or a_site(), wanted, trees=trees, cache=trees.parent / "cache")


def the_pdf(cards: Cards) -> bytes:
    return cards.files["cards/leak/gas_a6.pdf"]


def fonts_in(pdf: bytes) -> set[str]:
    """The names of the fonts in which words are set, without the mark that each is cut down."""
    found = set[str]()
    for content in pypdfium2.PdfDocument(pdf):
        for item in content.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=9):
            name = bytearray(100)
            font = raw.FPDFTextObj_GetFont(item.raw)
            length = raw.FPDFFont_GetBaseFontName(font, (raw.c_char * 100).from_buffer(name), 100)
            found.add(name[: length - 1].decode().rpartition("+")[2])
    return found


def test_letters_without_a_font_are_told_and_there_is_no_card(trees: Path) -> None:
    (why,) = printed(trees).printouts[0].reasons
    assert why == f"The font has no {ALEF} {BET}, which this card shows."
    a_font(trees / "_fonts/blocks.ttf", [ALEF])
    (why,) = printed(trees).printouts[0].reasons
    assert why == f"The font has no {BET}, which this card shows."


def test_a_font_beside_the_trees_shows_what_ours_has_not_and_nothing_else(trees: Path) -> None:
    a_font(trees / "_fonts/blocks.ttf", [ALEF, BET, "G", "a", "s"])
    pdf = the_pdf(printed(trees))
    assert pdfs.faults(pdf) == ""
    assert pdfs.embedded(pdf) == {True}
    assert fonts_in(pdf) == {"Inter-Regular", "Inter-Bold", "PlainBlocks"}
    both = the_pdf(printed(trees, a_site(LEAK.replace(f" {ALEF}{BET}", ""))))
    assert fonts_in(both) == {"Inter-Regular", "Inter-Bold"}


def test_a_font_that_names_a_letter_and_draws_nothing_has_no_such_letter(trees: Path) -> None:
    a_font(trees / "_fonts/blocks.ttf", [ALEF, BET], empty=True)
    (why,) = printed(trees).printouts[0].reasons
    assert why == f"The font has no {ALEF} {BET}, which this card shows."


@pytest.mark.parametrize("family", ["Plain Blocks Narrow", "Plain Blocks Bold Italic", " Plain Blocks "])
def test_a_font_is_found_whatever_the_name_of_its_family(trees: Path, family: str) -> None:
    """Typst takes the width and the weight out of a name."""
    a_font(trees / "_fonts/blocks.ttf", [ALEF, BET], family=family)
    assert len(fonts_in(the_pdf(printed(trees)))) == 3


def test_of_several_fonts_the_first_counts_that_has_a_letter(trees: Path) -> None:
    a_font(trees / "_fonts/a.ttf", [ALEF], family="First")
    a_font(trees / "_fonts/b.otf", [ALEF, BET], family="Second")
    assert lacking(f"a{ALEF}{BET}\u05d2", fonts_of(trees)) == ["\u05d2"]
    assert fonts_in(the_pdf(printed(trees))) == {"Inter-Regular", "Inter-Bold", "First", "Second"}


def test_another_font_is_another_picture_and_the_same_edition(trees: Path) -> None:
    a_font(trees / "_fonts/blocks.ttf", [ALEF, BET])
    first = printed(trees)
    a_font(trees / "_fonts/blocks.ttf", [ALEF, BET], family="Other Blocks")
    second = printed(trees)
    assert the_pdf(first) != the_pdf(second)
    assert [one.edition for one in first.printouts] == [one.edition for one in second.printouts]


def not_a_font(trees: Path) -> None:
    (trees / "_fonts").mkdir()
    (trees / "_fonts/a.ttf").write_bytes(b"\0\1\0\0" + b"x" * 99)


def ours(trees: Path) -> None:
    a_font(trees / "_fonts/a.ttf", [ALEF, BET], family="inter")


def restricted(trees: Path) -> None:
    a_font(trees / "_fonts/a.ttf", [ALEF], licence=2)


def a_link(trees: Path) -> None:
    font = a_font(trees.parent / "a.ttf", [ALEF])
    (trees / "_fonts").mkdir()
    (trees / "_fonts/a.ttf").symlink_to(font)


def a_linked_folder(trees: Path) -> None:
    a_font(trees.parent / "fonts/a.ttf", [ALEF])
    (trees / "_fonts").symlink_to(trees.parent / "fonts")


def a_collection(trees: Path) -> None:
    a_font(trees / "_fonts/a.ttf", [ALEF]).rename(trees / "_fonts/a.TTC")


def a_folder(trees: Path) -> None:
    a_font(trees / "_fonts/more/a.ttf", [ALEF])


def too_many(trees: Path) -> None:
    for at in range(21):
        a_font(trees / f"_fonts/{at}.ttf", [ALEF])


REFUSED = {
    "is not a font that can be read": not_a_font,
    "has the name of our own font": ours,
    "must not be put into documents": restricted,
    "is not a file of one font": a_link,
    "is a link": a_linked_folder,
    "such files alone": a_collection,
    "alone may be in that folder": a_folder,
    "20 are the most": too_many,
}


@pytest.mark.parametrize("why", REFUSED)
def test_whatever_else_is_in_that_folder_is_refused(trees: Path, why: str) -> None:
    REFUSED[why](trees)
    with pytest.raises(Failure, match=why):
        printed(trees)
