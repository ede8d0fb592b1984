"""Cards on sheets that are cut: what lies where, on both sides, and how the command is asked for them."""

import math
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from fingerpost.cards import CUT, KINDS, SHEETS, TWO_SIDED, Job, every_card, name_of
from fingerpost.cli import FINDINGS, FINE, WRONG_USE, cli, printing
from fingerpost.load import load_text
from fingerpost.model import Site
from support import pdfs
from support.cards import made, matter_of, on_sheets
from support.today import TODAY

# Five act cards, so that one more than a sheet holds.
CARDS = "".join(
    f"  card-{n}: {{kind: act, title: Card {n}, danger: Run., steps: [{{text: Do it, from: ask}}], tail: [Tell.]}}\n"
    for n in range(1, 6)
)
TREE = f"""
title: A little tree
status: draft
next_review: 2027-01-01
nodes:
  ask: {{question: "Is it well?", options: {{yes: fine, no: bad}}}}
  fine: {{outcome: All is well, urgency: routine}}
  bad: {{outcome: Get help, urgency: now}}
cards:
{CARDS}"""
ADDRESS = "https://example.org/card/"
# How many lie beside and below each other, and on which side of the sheet.
LAID = {("a4", "a6"): (2, 2), ("a4", "a5"): (2, 1), ("letter", "a6"): (2, 1), ("letter", "a5"): (1, 1)}


def a_site(tree: str = TREE) -> Site:
    loaded = load_text({"trees/little.yaml": tree}, today=TODAY)
    assert loaded.diagnostics == ()
    return loaded.site


def wanted(site: Site, size: str, *kinds: str) -> list[Job]:
    return [*every_card(site, places=[None], sizes=[size], kinds=kinds or TWO_SIDED)]


@pytest.mark.parametrize("on", SHEETS)
@pytest.mark.parametrize("size", CUT)
def test_the_back_of_each_card_lies_behind_its_front(on: str, size: str) -> None:
    site = a_site()
    cards = wanted(site, size, "act")
    pdf = on_sheets(cards, site, on=on, page=ADDRESS)
    across, down = LAID[on, size]
    sheets = -(-len(cards) // (across * down))
    assert len(pypdfium2.PdfDocument(pdf)) == 2 * sheets
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    editions = [matter_of(card, site).edition for card in cards]
    met = list[str]()
    for sheet in range(sheets):
        fronts, backs = (cells(pdf, 2 * sheet + side, editions, across, down) for side in (0, 1))
        # Flipped on the short edge: of a sheet on its side left and right change, of an upright one top and bottom.
        behind = {
            ((across - 1 - x, y) if width > height else (x, down - 1 - y)): edition for (x, y), edition in backs.items()
        }
        assert fronts == behind
        assert len(fronts) == across * down
        met += [fronts[x, y] for y in range(down) for x in range(across)]
    # What is left over at the end holds the first cards once more.
    assert met == [editions[n % len(editions)] for n in range(sheets * across * down)]


def cells(pdf: bytes, page: int, editions: list[str], across: int, down: int) -> dict[tuple[int, int], str]:
    """Which edition lies where on a page."""
    return {
        (int(x * across), int(y * down)): edition for edition in editions for x, y in pdfs.places(pdf, page, edition)
    }


@pytest.mark.parametrize("on", SHEETS)
@pytest.mark.parametrize("size", CUT)
def test_a_sheet_is_read_card_by_card(on: str, size: str) -> None:
    """In the order of the cards, whatever lies where: as it is copied, and as it is read aloud."""
    site = a_site()
    cards = wanted(site, size)
    alone = [pdfs.sides(made(card, site, page=ADDRESS)) for card in cards]
    many = math.prod(LAID[on, size])
    sheets = [
        [alone[(first + slot) % len(cards)][side] for slot in range(many)]
        for first in range(0, len(cards), many)
        for side in (0, 1)
    ]
    pdf = on_sheets(cards, site, on=on, page=ADDRESS)
    assert pdfs.sides(pdf) == [" ".join(words) for words in sheets]
    assert [*map(pdfs.pressed, pdfs.spoken(pdf))] == [pdfs.pressed("".join(words)) for words in sheets]


@pytest.mark.parametrize("on", SHEETS)
@pytest.mark.parametrize("size", CUT)
def test_a_sheet_is_as_good_as_the_cards_on_it(on: str, size: str) -> None:
    site = a_site()
    cards = wanted(site, size)
    pdf = on_sheets(cards, site, on=on, page=ADDRESS)
    assert pdfs.faults(pdf) == ""
    assert pdfs.embedded(pdf) == {True}
    assert min(pdfs.sizes(pdf)) >= 9.99
    assert set(pdfs.codes(pdf, most=99)) == {f"{ADDRESS}#{matter_of(card, site).edition}" for card in cards}
    assert pdf == on_sheets(cards, site, on=on, page=ADDRESS)


def test_nothing_is_made_smaller_on_a_sheet() -> None:
    for on in SHEETS:
        pdf = on_sheets(wanted(a_site(), "a6", "act"), a_site(), on=on)
        paper = sorted(side / 72 * 25.4 for side in pypdfium2.PdfDocument(pdf)[0].get_size())
        assert paper == pytest.approx({"a4": [210, 297], "letter": [215.9, 279.4]}[on], abs=0.1)
        first, second = (pdfs.places(pdf, 0, name)[0][0] for name in ("Card 1", "Card 2"))
        assert (second - first) * pypdfium2.PdfDocument(pdf)[0].get_width() / 72 * 25.4 == pytest.approx(105, abs=0.2)


# Where it is cut, in millimetres from the left and from the top; a card may end where the paper does, or nearly there.
CUTS = {
    ("a4", "a6"): ([105], [148.5]),
    ("a4", "a5"): ([148.5], []),
    ("letter", "a6"): ([34.7, 139.7, 244.7], [33.95, 181.95]),
    ("letter", "a5"): ([33.95, 181.95], [34.7, 244.7]),
}
REACH = 6  # millimetres from the edge that no printer at home reaches


@pytest.mark.parametrize("on", SHEETS)
@pytest.mark.parametrize("size", CUT)
def test_along_each_cut_are_two_marks_that_are_printed_and_cross_no_words(on: str, size: str) -> None:
    site = a_site()
    page = pypdfium2.PdfDocument(on_sheets(wanted(site, size, "act"), site, on=on))[0]
    width, height = (side / 72 * 25.4 for side in page.get_size())
    met: dict[tuple[str, float], list[tuple[float, float]]] = {}
    for left, bottom, right, top in marks(page):
        assert REACH <= left < right <= width - REACH
        assert REACH <= bottom < top <= height - REACH
        upright = top - bottom > right - left
        along, across = ((bottom, top), (left + right) / 2) if upright else ((left, right), height - (bottom + top) / 2)
        met.setdefault(("x" if upright else "y", round(across, 1)), []).append(along)
    cuts = dict(zip("xy", CUTS[on, size], strict=True))
    expected = [(way, pytest.approx(at, abs=0.1)) for way, every in cuts.items() for at in every]
    assert sorted(met) == expected
    for (way, _), (one, two) in met.items():
        # At either end, so that a ruler lies true.
        assert abs(one[0] - two[0]) > (height if way == "x" else width) / 2
    words = [tuple(at / 72 * 25.4 for at in box) for box in every_letter(page)]
    for left, bottom, right, top in marks(page):
        assert not [box for box in words if box[0] < right and left < box[2] and box[1] < top and bottom < box[3]]


def every_letter(page: pypdfium2.PdfPage) -> list[pdfs.Box]:
    return [box for boxes in pdfs.boxes(page, "Card 1") for box in boxes]


def marks(page: pypdfium2.PdfPage) -> list[tuple[float, ...]]:
    """The short lines of a page, in millimetres from its lower left."""
    every = [tuple(at / 72 * 25.4 for at in box) for box in pdfs.drawn(page)]
    sides = [(box, *sorted((box[2] - box[0], box[3] - box[1]))) for box in every]
    return [box for box, short, long in sides if short < 0.5 and 5 < long < 7]


# The command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "trees").mkdir()
    (tmp_path / "trees/little.yaml").write_text(TREE)
    (tmp_path / "mkdocs.yml").write_text("site_url: https://example.org/little\n")
    return tmp_path


def run(folder: Path, *words: str) -> tuple[int, str, str]:
    there = ["--trees", str(folder / "trees"), "--out", str(folder / "out"), "--today", str(TODAY)]
    result = CliRunner().invoke(cli, ["cards", *words, *there])
    return result.exit_code, result.stdout, result.stderr


def written(folder: Path) -> set[str]:
    return {path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("*.pdf")}


def test_the_command_makes_every_kind(folder: Path) -> None:
    code, said, wrong = run(folder, "--kind", "act,learn,fold,booklet,index", "--size", "a4")
    assert (code, wrong) == (FINE, "")
    assert said.startswith("9 cards written")
    assert written(folder) == {
        "index_a4.pdf",
        *(f"little/{name}_a4.pdf" for name in ("_booklet", "_fold", "_learn", *(f"card-{n}" for n in range(1, 6)))),
    }


def test_the_command_lays_cards_out_on_sheets_and_leaves_others_as_they_are(folder: Path) -> None:
    code, _, wrong = run(folder, "--kind", "act,learn,index", "--size", "a6,a4", "--sheet", "letter")
    assert (code, wrong) == (FINE, "")
    assert written(folder) == {
        "little/_sheet_a6-on-letter.pdf",
        "index_a6-on-letter.pdf",
        "index_a4.pdf",
        *(f"little/{name}_a4.pdf" for name in ("_learn", *(f"card-{n}" for n in range(1, 6)))),
    }


def test_a_card_that_does_not_fit_keeps_no_other_from_its_sheet(folder: Path) -> None:
    long = TREE.replace("title: Card 3,", f"title: Card 3 {'unquestionably ' * 40},")
    (folder / "trees/little.yaml").write_text(long)
    code, _, wrong = run(folder, "--sheet", "a4")
    assert code == FINDINGS
    assert "The front of the card is" in wrong
    text = "".join(pdfs.sides((folder / "out/little/_sheet_a6-on-a4.pdf").read_bytes()))
    assert [n for n in range(1, 6) if f"Card {n}" in text] == [1, 2, 4, 5]
    assert "earlier run" not in wrong


def test_the_command_writes_the_words_of_each_kind_once(folder: Path) -> None:
    code, said, wrong = run(folder, "--kind", "act,learn,booklet,index", "--size", "a6,a4", "--text")
    assert (code, wrong) == (FINE, "")
    assert said.startswith("8 cards written")
    files = {path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("*.*")}
    assert files == {
        "index.txt",
        *(f"little/{name}.txt" for name in ("_booklet", "_learn", *(f"card-{n}" for n in range(1, 6)))),
    }
    card = (folder / "out/little/card-1.txt").read_text(encoding="utf-8")
    assert card.startswith("Draft, not reviewed\nCard 1\n\nRun.\n\n1. Do it\n")


def test_a_card_that_must_not_be_printed_is_not_written_as_text(folder: Path) -> None:
    run(folder, "--text")
    (folder / "trees/little.yaml").write_text(TREE.replace("danger: Run., ", ""))
    (folder / "out/little/card-2.txt").unlink()
    code, said, wrong = run(folder, "--text")
    assert (code, said.partition(" to")[0]) == (FINDINGS, "0 cards written")
    assert "this one has no `danger`" in wrong
    assert wrong.count("is of an earlier run: throw it away.") == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--kind", "poster"], "There is no kind 'poster'. There are act, learn, fold, booklet, index."),
        (["--kind", "booklet"], "A card of kind booklet comes in a5, a4, letter. Say which with --size."),
        (["--text", "--large"], "--text has no size: it goes without --sheet and --large."),
        (["--sheet", "a4", "--size", "a4"], "On sheets lie cards of a6 and a5, of the kinds act, index, learn."),
    ],
)
def test_the_command_knows_when_it_is_used_wrongly(folder: Path, words: list[str], said: str) -> None:
    code, _, wrong = run(folder, *words)
    assert code == WRONG_USE
    assert said in " ".join(wrong.replace("\u2502", " ").split())


def test_the_command_offers_every_kind_and_sheet() -> None:
    assert set(printing.KINDS) == set(KINDS)
    assert printing.SHEETS == SHEETS
    assert name_of(wanted(a_site(), "a6", "index")[0]) == "index_a6.pdf"


def test_every_kind_is_told_of_with_its_sizes() -> None:
    page = (Path(__file__).parents[1] / "docs/cards.md").read_text(encoding="utf-8")
    for kind, sizes in KINDS.items():
        assert [
            row for row in page.splitlines() if row.startswith(f"| `{kind}` |") and f"| {', '.join(sizes)} |" in row
        ]
