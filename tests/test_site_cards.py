"""The cards of a site: which are made, what pages say of them, and that an unchanged one is not set again."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from fingerpost.cards import (
    BOOKLETS,
    FORMS,
    OFFERED,
    SHEETS,
    SIZES,
    USUAL,
    Wanted,
    every_card,
    keeping,
    ledger,
    press,
    unrecorded,
)
from fingerpost.cards.record import read, written
from fingerpost.cards.typesetting import TooLong
from fingerpost.cli import FINE, building, cli
from fingerpost.failures import Failure
from fingerpost.load import load_site, load_text
from fingerpost.model import Cards, Edition, Outcome, Site
from fingerpost.site import CURRENT, PRINT, cards_in, list_element, site_files, tree_element, write_site
from support import pdfs
from support.cards import made, matter_of
from support.cards import on_sheets as sheets_of
from support.markup import words
from support.today import TODAY

LEAK = """
title: Leak
status: review
next_review: 2027-01-01
nodes:
  smell: {question: Do you smell gas?, options: {yes: out, no: fine}}
  out: {outcome: Go outside}
  fine: {outcome: All is well}
cards:
  gas:
    kind: act
    title: You smell gas
    danger: "Fire? Call {emergency}."
    steps: [{text: Sniff the air twice., from: smell}, {text: Go outside., from: out}]
    not: [Light a match]
    tail: [Tell the caretaker.]
"""
SITE = "facts: {emergency: {label: the emergency number, kind: phone}}"
PLACE = """
name: %s
languages: [en]
facts: {emergency: {text: "%s", source: town, verified_on: 2026-10-02, expires: %s}}
"""
SOURCES = "town: {title: The town}"
PAGE = "https://example.org/cards/current/"


def a_site(leak: str = LEAK, *, until: str = "2026-12-24", today: date = TODAY) -> Site:
    """Two places: of the second, the number was never checked."""
    here, there = PLACE % ("Here", "112", until), PLACE % ("There", "999", "2026-12-24")
    there = there.replace("source: town, ", "")
    files = {"leak": leak, "_site": SITE, "_sources": SOURCES, "_places/here": here, "_places/there": there}
    return load_text({f"trees/{name}.yaml": text for name, text in files.items()}, today=today).site


def printed(
    site: Site,
    folder: Path,
    *,
    kinds: tuple[str, ...] = ("act",),
    sizes: tuple[str, ...] = ("a6", "a5"),
    booklets: tuple[str, ...] = ("a5",),
    sheets: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
) -> Cards:
    wanted = Wanted(kinds=kinds, sizes=sizes, booklets=booklets, sheets=sheets, places=places)
    return press(site, wanted, trees=folder, cache=folder / "cache", page=PAGE)


def test_a_card_is_made_for_each_place_in_each_size_or_the_reason_is_told(tmp_path: Path) -> None:
    cards = printed(a_site(), tmp_path)
    assert [(one.path, bool(one.reasons)) for one in cards.printouts] == [
        ("cards/leak/gas_here_a6.pdf", False),
        ("cards/leak/gas_here_a5.pdf", False),
        ("cards/leak/gas_there_a6.pdf", True),
        ("cards/leak/gas_there_a5.pdf", True),
    ]
    assert cards.files.keys() == {path for one in cards.printouts if not one.reasons for path in (one.path, one.text)}
    assert [one.text for one in cards.printouts] == ["cards/leak/gas_here.txt"] * 2 + [""] * 2
    assert cards.printouts[0].lines == (
        "You smell gas",
        "Fire? Call 112.",
        "Sniff the air twice.",
        "Go outside.",
        "Do not: Light a match",
        "Tell the caretaker.",
    )


def test_the_code_of_a_card_leads_to_the_page_of_editions(tmp_path: Path) -> None:
    cards = printed(a_site(), tmp_path)
    back = pypdfium2.PdfDocument(cards.files["cards/leak/gas_here_a6.pdf"])[1].get_textpage().get_text_range()
    assert f"{PAGE}#{cards.printouts[0].edition}" in "".join(back.split())


def test_places_can_be_named_and_what_there_is_not_is_refused(tmp_path: Path) -> None:
    assert {one.place for one in printed(a_site(), tmp_path, places=("here",)).printouts} == {"here"}
    with pytest.raises(Failure, match=r"There is no place nowhere\. There are here, there"):
        printed(a_site(), tmp_path, places=("nowhere",))
    with pytest.raises(Failure, match="There is no size a3"):
        printed(a_site(), tmp_path, sizes=("a3",))
    with pytest.raises(Failure, match="There is no size of a booklet a6"):
        printed(a_site(), tmp_path, booklets=("a6",))
    with pytest.raises(Failure, match="There is no kind fold"):
        printed(a_site(), tmp_path, kinds=("fold",))
    assert set(USUAL) <= set(SIZES)


def test_a_retired_tree_and_a_card_that_learns_are_left_alone(tmp_path: Path) -> None:
    assert printed(a_site(LEAK.replace("kind: act", "kind: learn")), tmp_path).printouts == ()
    assert printed(a_site(LEAK.replace("review\n", "retired\n")), tmp_path).files == {}


# The cache -------------------------------------------------------------------------------------------------------


def test_an_unchanged_card_is_not_set_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = printed(a_site(), tmp_path)
    monkeypatch.setattr(keeping, "pdf", _fails)
    assert printed(a_site(), tmp_path).files == first.files
    with pytest.raises(AssertionError, match="set again"):
        printed(a_site(LEAK.replace("twice", "once")), tmp_path)


def test_that_a_card_is_too_long_is_kept_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = LEAK.replace("[Tell the caretaker.]", f"[{'Tellthewholehouseholdnow. ' * 40}]")
    first = printed(a_site(long), tmp_path)
    monkeypatch.setattr(keeping, "pdf", _fails)
    assert "lines too long for a6" in first.printouts[0].reasons[0]
    assert printed(a_site(long), tmp_path) == first


def test_what_was_kept_and_damaged_is_set_again(tmp_path: Path) -> None:
    first = printed(a_site(), tmp_path)
    for kept in (tmp_path / "cache").iterdir():
        kept.write_bytes(kept.read_bytes()[:-1])
    assert printed(a_site(), tmp_path).files == first.files


@pytest.mark.parametrize("what", ["TEMPLATES", "FONTS", "__version__"])
def test_all_that_sets_a_card_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    (tmp_path / "card.typ").write_text("another template")
    (tmp_path / "a.ttf").write_text("another font")
    before = keeping._setter()
    keeping._setter.cache_clear()
    other = {"TEMPLATES": tmp_path, "FONTS": tmp_path, "__version__": "0"}[what]
    monkeypatch.setattr(keeping, what, other)
    assert keeping._setter() != before
    keeping._setter.cache_clear()


def _fails(data: object, fonts: object) -> bytes:
    raise AssertionError("set again")


def test_nothing_is_kept_without_a_folder() -> None:
    assert keeping.keeping(None).func is keeping.pdf
    assert issubclass(TooLong, Exception)


# What pages say --------------------------------------------------------------------------------------------------


def test_the_page_of_a_tree_links_its_cards_by_place_and_size_and_says_why_one_is_missing(tmp_path: Path) -> None:
    site = a_site()
    cards = printed(site, tmp_path)
    page = tree_element(site, "leak", page_path="trees/leak.md", pictures=(), cards=cards)
    (heading,) = [one for one in page.iter("h2") if one.get("id") == "leak.cards_"]
    section = next(part for part in page.iter("section") if heading in part)
    mark = cards.printouts[0].edition
    assert tight(words(section)) == tight(
        "Cards to print Print at 100 %, on both sides, flipped on the short edge. Is my card current? You smell gas "
        f"Here. Print: A6, A5, text. Edition {mark}, discard after 23 December 2026. "
        "There. No card (A6, A5): “the emergency number” (There) is not verified, and this card needs it."
    )
    links = {words(link): link for link in section.iter("a")}
    assert links["A6"].get("href") == "../cards/leak/gas_here_a6.pdf"
    assert links["A6"].get("aria-label") == "You smell gas, Here, A6 (PDF)"
    assert links["text"].get("href") == "../cards/leak/gas_here.txt"
    assert links["text"].get("aria-label") == "You smell gas, Here, text"
    assert links["Is my card current?"].get("href") == "../cards/current.md"
    assert "#leak.cards_" in {link.get("href") for link in page.iter("a")}


def test_a_tree_without_cards_says_nothing_of_them(tmp_path: Path) -> None:
    site = a_site()
    page = tree_element(site, "leak", page_path="trees/leak.md", pictures=())
    assert "Cards to print" not in words(page)


def test_one_page_lists_the_cards_of_all_trees(tmp_path: Path) -> None:
    site = a_site()
    listed = list_element("cards", site, page_path=PRINT, cards=printed(site, tmp_path))
    assert [link.get("href") for link in listed.iter("a")] == [
        "current.md",
        *("#cards.here", "#cards.there"),
        *("../trees/leak.md", "leak/gas_here_a6.pdf", "leak/gas_here_a5.pdf", "leak/gas_here.txt"),
        "../trees/leak.md",
    ]
    assert words(list_element("cards", site, page_path=PRINT)) == "There are no cards to print."


def test_below_each_place_stands_what_is_made_for_it_and_why_the_rest_is_not(tmp_path: Path) -> None:
    site = a_site()
    cards = printed(site, tmp_path, kinds=("act", "learn"))
    marks = {one.card: one.edition for one in cards.printouts if one.place == "here"}
    here, there = list_element("cards", site, page_path=PRINT, cards=cards).iter("section")
    until = "discard after 23 December 2026."
    assert tight(words(here)) == tight(
        f"Here Leak You smell gas. Print: A6, A5, text. Edition {marks['gas']}, {until} "
        f"Learn card. Print: A6, A4, text. Edition {marks['_learn']}, discard after 1 January 2027."
    )
    assert tight(words(there)).startswith(
        tight(
            "There Leak You smell gas. No card (A6, A5): “the emergency number” (There) is not verified, "
            "and this card needs it. Learn card. Print: A6, A4, text."
        )
    )
    assert [(one.tag, one.get("id")) for one in (*here.iter("h2"), *there.iter("h2"))] == [
        ("h2", "cards.here"),
        ("h2", "cards.there"),
    ]
    assert [one.get("data-place") for one in (here, there)] == ["here", "there"]


def test_a_place_that_only_says_what_to_look_up_comes_last(tmp_path: Path) -> None:
    files = {path: source.text for path, source in a_site().files.items()}
    files["trees/_places/here.yaml"] = files["trees/_places/here.yaml"].partition(", source")[0] + ", look_up: true}}"
    site = load_text(files, today=TODAY).site
    page = list_element("cards", site, page_path=PRINT, cards=printed(site, tmp_path))
    assert [words(heading) for heading in page.iter("h2")] == ["There", "Here"]


def test_where_a_site_has_no_places_its_cards_stand_by_tree(tmp_path: Path) -> None:
    site = load_text({"trees/leak.yaml": LEAK.replace("Call {emergency}.", "Run.")}, today=TODAY).site
    page = list_element("cards", site, page_path=PRINT, cards=printed(site, tmp_path))
    assert [words(heading) for heading in page.iter("h2")] == ["Leak"]
    assert [link.get("href") for link in page.iter("a")][2:] == ["leak/gas_a6.pdf", "leak/gas_a5.pdf", "leak/gas.txt"]
    assert page.find(".//nav") is None


def test_a_site_has_the_pages_and_the_cards_only_where_it_wants_cards(tmp_path: Path) -> None:
    site = a_site()
    cards = printed(site, tmp_path)
    plain, more = list(site_files(site)), list(site_files(site, cards=cards))
    assert {one.path for one in more} - {one.path for one in plain} == {PRINT, CURRENT, *cards.files}
    assert plain[0].content != more[0].content  # a builder that keeps unchanged pages is to notice


def test_a_builder_that_knows_files_alone_finds_the_cards_beside_them(tmp_path: Path) -> None:
    site = a_site()
    cards = printed(site, tmp_path)
    write_site(site, tmp_path / "docs", cards=cards)
    assert (tmp_path / "docs/cards/leak/gas_here_a6.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "docs/cards/leak/gas_here.txt").read_text(encoding="utf-8").startswith("Draft, not reviewed\n")
    assert cards_in(tmp_path / "docs") == replace(cards, files={})
    write_site(site, tmp_path / "docs")
    assert not (tmp_path / "docs/cards").exists()
    assert cards_in(tmp_path / "docs") == Cards()


@pytest.mark.parametrize("raw", [b"", b"[]", b'{"printouts": [1], "ledger": ""}', b'{"printouts": [], "ledger": "x"}'])
def test_a_damaged_record_is_said_so(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "assets/fingerpost/cards.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(raw)
    with pytest.raises(Failure, match="is damaged"):
        cards_in(tmp_path)


def test_words_of_an_author_stay_words(tmp_path: Path) -> None:
    site = a_site(LEAK.replace("You smell gas", '"<b>x</b> & `y`"'))
    cards = printed(site, tmp_path)
    old = Edition(tree="leak", card="gas", place="here", since=TODAY, edition="0" * 8, lines=("<img src=x>",))
    told = list_element("editions", site, page_path=CURRENT, cards=replace(cards, ledger=(old,)))
    assert "<img src=x>" in words(told)
    assert "<b>x</b> & y" in words(list_element("cards", site, page_path=PRINT, cards=cards))


# Is my card current? ---------------------------------------------------------------------------------------------


def tight(words: str) -> str:
    """Words without blanks: where a line ends is left to the style."""
    return words.replace(" ", "")


def standing(site: Site, cards: Cards) -> dict[str, str]:
    page = list_element("editions", site, page_path=CURRENT, cards=cards)
    return {entry.get("id", ""): words(entry) for entry in page.iter("li") if entry.get("id")}


def recorded(site: Site, folder: Path, day: date, kinds: tuple[str, ...] = ("act",)) -> tuple[Edition, ...]:
    return ledger.added((), printed(site, folder, kinds=kinds).printouts, day)


def test_an_edition_is_current_until_its_day(tmp_path: Path) -> None:
    site = a_site()
    cards = printed(site, tmp_path)
    told = standing(site, replace(cards, ledger=recorded(site, tmp_path, date(2026, 10, 5))))
    mark = cards.printouts[0].edition
    text = f"{mark} Current You smell gas, Here Keep it until 23 December 2026. On record since 5 October 2026"
    assert {mark: tight(told[mark])} == {mark: tight(text)}


def test_a_replaced_edition_says_what_has_changed_for_its_user(tmp_path: Path) -> None:
    old = a_site(
        LEAK.replace("Sniff the air twice.", "Light a candle.").replace("[Tell the caretaker.]", "[Tell all.]")
    )
    past = recorded(old, tmp_path, date(2026, 10, 5))
    site = a_site()
    cards = replace(printed(site, tmp_path), ledger=past)
    told = standing(site, cards)[past[0].edition]
    assert tight(told) == tight(
        f"{past[0].edition} Replaced You smell gas, Here Throw it away, and print the one that is current. "
        f"In its place {cards.printouts[0].edition} No longer on it Light a candle. Tell all. "
        "New on it Sniff the air twice. Tell the caretaker. On record since 5 October 2026"
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("verified_on: 2026-10-02", "verified_on: 2026-10-01", "The numbers and rules on it were checked again."),
        ("Sniff the air twice., from: smell}, {text: Go outside., from: out}", "", "in another order"),
    ],
)
def test_a_change_that_takes_no_line_away_is_told_in_words(tmp_path: Path, before: str, after: str, said: str) -> None:
    site = a_site()
    cards = printed(site, tmp_path)
    (now,) = recorded(site, tmp_path, TODAY)
    lines = now.lines if "verified" in before else (*now.lines[:2], now.lines[3], now.lines[2], *now.lines[4:])
    past = replace(now, edition="0" * 8, lines=lines)
    assert said in standing(site, replace(cards, ledger=(past,)))["0" * 8]


def test_a_card_that_must_not_be_printed_any_more_is_to_be_taken_down(tmp_path: Path) -> None:
    past = recorded(a_site(), tmp_path, TODAY)
    site = a_site(today=date(2027, 2, 1))
    told = standing(site, replace(printed(site, tmp_path), ledger=past))[past[0].edition]
    assert "Not to be used now" in told
    assert "Take it down until it is printed again: “the emergency number” (Here) expired on 2026-12-24" in told
    other = a_site(LEAK.replace("twice", "once"), today=date(2027, 2, 1))
    told = standing(other, replace(printed(other, tmp_path), ledger=past))[past[0].edition]
    assert "Throw it away. The card in its place is not printed now:" in told


def test_a_card_that_is_gone_is_to_be_thrown_away_and_one_of_another_place_is_not_judged(tmp_path: Path) -> None:
    past = recorded(a_site(), tmp_path, TODAY)
    gone = a_site(LEAK.replace("  gas:", "  gas-2:"))
    told = standing(gone, replace(printed(gone, tmp_path), ledger=past))[past[0].edition]
    assert "No longer made" in told
    elsewhere = replace(printed(a_site(), tmp_path, places=("there",)), ledger=past)
    assert "Not printed here" in standing(a_site(), elsewhere)[past[0].edition]


# A second tree, with whatever cards.
PIPE = """
title: A pipe drips
status: review
next_review: 2027-01-01
nodes:
  smell: {question: Does it drip?, options: {yes: out, no: fine}}
  out: {outcome: Close the tap}
  fine: {outcome: All is dry}
"""
CARD = LEAK[LEAK.index("cards:") :]


def two_trees(leak: str, pipe: str, *, today: date = TODAY) -> Site:
    files = {path: source.text for path, source in a_site(leak).files.items()}
    return load_text({**files, "trees/pipe.yaml": pipe}, today=today).site


def gone_from(leak: str, pipe: str, folder: Path, *more: Edition, today: date = TODAY) -> str:
    """What is told of the edition of the card `gas` that the tree `leak` had on 5 October."""
    (past,) = recorded(a_site(), folder, date(2026, 10, 5))
    site = two_trees(leak, pipe, today=today)
    return standing(site, replace(printed(site, folder), ledger=(past, *more)))[past.edition]


@pytest.mark.parametrize(
    ("now", "title", "changed"),
    [
        (CARD, "You smell gas", "What has changed Its words are the same."),
        (CARD.replace("  gas:", "  odour:"), "You smell gas", "What has changed Its words are the same."),
        (CARD.replace("You smell gas", "It smells"), "It smells", "No longer on it You smell gas New on it It smells"),
    ],
)
def test_a_card_that_moved_to_another_tree_says_where_it_went(
    tmp_path: Path, now: str, title: str, changed: str
) -> None:
    (past,) = recorded(a_site(), tmp_path, date(2026, 10, 5))
    site = two_trees(LEAK.replace(CARD, ""), PIPE + now)
    cards = replace(printed(site, tmp_path), ledger=(past,))
    new = cards.printouts[0].edition
    assert tight(standing(site, cards)[past.edition]) == tight(
        f"{past.edition} Moved to another tree You smell gas, Here "
        f"Throw it away. In its place is “{title}” of the tree “A pipe drips”. "
        f"In its place {new} {changed} On record since 5 October 2026"
    )
    page = list_element("editions", site, page_path=CURRENT, cards=cards)
    assert "../trees/pipe.md#pipe.cards_" in {link.get("href") for link in page.iter("a")}


def test_a_moved_card_that_must_not_be_printed_now_is_told_with_the_reason(tmp_path: Path) -> None:
    told = gone_from(LEAK.replace(CARD, ""), PIPE + CARD, tmp_path, today=date(2027, 2, 1))
    assert "Moved to another tree" in told
    assert "That card is not printed now: “the emergency number” (Here) expired on 2026-12-24" in told


def test_another_card_of_the_same_name_is_not_where_it_went(tmp_path: Path) -> None:
    """One that stood beside it on record, and one that only bears its name."""
    without = LEAK.replace(CARD, "")
    beside = Edition(tree="pipe", card="gas", place="here", since=date(2026, 10, 1), edition="0" * 8, lines=("x",))
    assert "No longer made" in gone_from(without, PIPE + CARD, tmp_path, beside)
    later = replace(beside, since=date(2026, 10, 5))
    assert "Moved to another tree" in gone_from(without, PIPE + CARD, tmp_path, later)
    newer = replace(beside, tree="leak", since=date(2026, 10, 6), edition="1" * 8)
    assert "No longer made" in gone_from(without, PIPE + CARD, tmp_path, later, newer)
    other = CARD.replace("You smell gas", "It drips").replace("Sniff the air twice.", "Close the tap.")
    other = other.replace("Go outside.", "Wipe it up.").replace("Light a match", "Run").replace("the caretaker", "all")
    assert "No longer made" in gone_from(without, PIPE + other, tmp_path)


def test_the_learn_card_of_a_renamed_tree_is_found_by_its_title(tmp_path: Path) -> None:
    past = recorded(a_site(), tmp_path, TODAY, ("learn", "booklet"))
    files = {path.replace("leak.yaml", "pipe.yaml"): source.text for path, source in a_site().files.items()}
    site = load_text(files, today=TODAY).site
    told = standing(site, replace(printed(site, tmp_path, kinds=("learn", "booklet")), ledger=past))
    cards = {"_learn": "Learn card: Leak", "_booklet": "Booklet: Leak"}
    for one in past:
        assert f"In its place is “{cards[one.card]}” of the tree “Leak”." in told[one.edition]


def test_editions_stand_by_tree_card_and_place_the_newest_first(tmp_path: Path) -> None:
    site = two_trees(LEAK, PIPE + CARD.replace("  gas:", "  drip:").replace("You smell gas", "It drips"))
    cards = printed(site, tmp_path, kinds=("act", "index"), places=("here",))
    marks = {(one.tree, one.card): one.edition for one in cards.printouts}
    (now,) = (one for one in recorded(site, tmp_path, date(2026, 10, 20)) if one.tree == "leak")
    old = [
        replace(now, since=date(2026, 10, day), edition=edition)
        for day, edition in ((5, "f0000000"), (12, "00000000"), (3, "a0000000"))
    ]
    gone = replace(now, card="flame", edition="10000000", lines=("A flame",))
    lost = replace(now, tree="fire", edition="20000000", lines=("Fire",))
    page = list_element("editions", site, page_path=CURRENT, cards=replace(cards, ledger=(now, gone, lost, *old)))
    assert [
        (words(next(section.iter("h2"))), [entry.get("id") for entry in section.iter("li") if entry.get("id")])
        for section in page.iter("section")
    ] == [
        ("A pipe drips", [marks["pipe", "drip"]]),
        ("Leak", [marks["leak", "gas"], "00000000", "f0000000", "a0000000", "10000000"]),
        ("fire", ["20000000"]),
        ("The whole site", [marks["", "_index"]]),
    ]


def test_a_card_that_was_never_printed_is_no_edition(tmp_path: Path) -> None:
    site = a_site(today=date(2027, 2, 1))
    assert standing(site, printed(site, tmp_path)) == {}


def test_a_record_is_read_back(tmp_path: Path) -> None:
    cards = printed(a_site(), tmp_path)
    cards = replace(cards, ledger=recorded(a_site(), tmp_path, TODAY))
    assert read(written(cards)) == replace(cards, files={})
    assert re.search(rb'"edition": "[0-9a-f]{8}"', written(cards))


# The cards of whole trees, and of the site -------------------------------------------------------------------------

EVERY = OFFERED
# With a fact among its steps, which the second place has not verified.
NUMBER = LEAK.replace("Go outside}", '"Go outside, call {emergency}"}')


def long(steps: int) -> str:
    """A tree that takes so many steps more before its end."""
    walk = [f"  s{n}: {{action: Walk on for a while until step {n} is done, to: s{n + 1}}}\n" for n in range(steps)]
    told = LEAK.replace("  fine:", "".join(walk) + f"  s{steps}: {{outcome: There}}\n  fine:")
    return told.replace("no: fine", "no: fine, maybe: s0")


def test_a_learn_card_is_of_the_smallest_size_that_it_fits_and_a_booklet_of_those_asked_for(tmp_path: Path) -> None:
    kinds, booklets = ("learn", "booklet"), ("a5", "letter")
    cards = printed(a_site(), tmp_path, kinds=kinds, booklets=booklets, places=("here",))
    assert list(cards.files) == [
        "cards/leak/_learn_here_a6.pdf",
        # Its flowchart has room on a whole sheet.
        "cards/leak/_learn_here_a4.pdf",
        "cards/leak/_learn_here.txt",
        "cards/leak/_booklet_here_a5.pdf",
        "cards/leak/_booklet_here_letter.pdf",
    ]
    shown = ["Outcome" in "".join(pdfs.sides(cards.files[one.path])) for one in cards.printouts[:2]]
    assert shown == [False, True]
    assert cards.printouts[0].lines[:3] == ("Leak", "Start at 1.", "1 Do you smell gas? Yes: go to 2 No: go to 3")
    more = printed(a_site(long(25)), tmp_path, kinds=("learn",), sizes=USUAL, places=("here",))
    assert list(more.files) == ["cards/leak/_learn_here_a5.pdf", "cards/leak/_learn_here.txt"]


def test_a_whole_sheet_is_one_of_those_that_act_cards_are_printed_on(tmp_path: Path) -> None:
    for sizes, sheets in ((USUAL, ["a4", "letter"]), (("a6", "letter"), ["letter"]), (("a6",), ["a4"])):
        cards = printed(a_site(long(70)), tmp_path, kinds=("learn",), sizes=sizes, places=("here",))
        assert [one.size for one in cards.printouts if not one.reasons] == sheets


def test_where_a_learn_card_fits_no_size_that_is_said_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = a_site(long(400))
    cards = printed(site, tmp_path, kinds=("learn",), places=("here",))
    (one,) = cards.printouts
    assert one.reasons[0] == "It fits no size that is printed here."
    assert one.reasons[1].startswith("The card is ")
    page = tree_element(site, "leak", page_path="trees/leak.md", pictures=(), cards=cards)
    assert tight("No card (A4): It fits no size that is printed here. The card is") in tight(words(page))
    assert standing(site, cards) == {}
    monkeypatch.setattr(keeping, "pdf", _fails)
    assert printed(site, tmp_path, kinds=("learn",), places=("here",)) == cards


def test_a_card_that_fits_no_size_is_on_no_list_of_cards(tmp_path: Path) -> None:
    def listed(site: Site) -> dict[str, set[str]]:
        jobs = every_card(site, places=[site.places["here"]], sizes=["a4"], kinds=("booklet", "index"))
        told = {job.kind: matter_of(job, site).body["entries"] for job in jobs}
        return {kind: {one["edition"].partition(",")[0] for one in entries} for kind, entries in told.items()}

    assert listed(a_site()) == {"booklet": {"act card", "learn card"}, "index": {"act card", "learn card", "booklet"}}
    assert listed(a_site(long(400))) == {"booklet": {"act card"}, "index": {"act card", "booklet"}}
    # An action of three lines is printed in large print alone.
    large = a_site(LEAK.replace("Go outside., from", f"{'Go outside. ' * 8}, from"))
    assert listed(large) == listed(a_site())
    # The list is the same whatever a site prints.
    editions = {
        one.edition
        for sizes in (("a6",), ("a4",))
        for one in printed(a_site(), tmp_path, kinds=("index",), sizes=sizes, places=("here",)).printouts
    }
    assert len(editions) == 1


def test_nothing_of_any_kind_is_set_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = printed(a_site(), tmp_path, kinds=EVERY)
    assert {path.rpartition("/")[2].rpartition("_")[0] for path in first.files if path.endswith(".pdf")} == {
        "gas_here", "_learn_here", "_learn_there", "_booklet_here", "_booklet_there", "index_here", "index_there",
    }  # fmt: skip
    monkeypatch.setattr(keeping, "pdf", _fails)
    assert printed(a_site(), tmp_path, kinds=EVERY) == first


def test_the_editions_are_those_that_the_command_prints(tmp_path: Path) -> None:
    site = a_site()
    cards = printed(site, tmp_path, kinds=EVERY)
    known = standing(site, cards)
    for job in every_card(site, places=[site.places["here"]], sizes=["a4"], kinds=[*EVERY, "fold"]):
        assert " Current" in known[matter_of(job, site).edition], job.kind


def test_small_act_cards_of_a_tree_are_also_laid_out_on_sheets(tmp_path: Path) -> None:
    two = LEAK + LEAK.partition("cards:\n")[2].replace("  gas:", "  more:").replace(
        "You smell gas", "Somebody else does"
    )
    site = a_site(two)
    cards = printed(site, tmp_path, sizes=("a6", "a5", "a4"), sheets=("a4", "letter"))
    assert [(one.place, one.size, one.on, one.path) for one in cards.sheets] == [
        ("here", "a6", "a4", "cards/leak/_sheet_here_a6-on-a4.pdf"),
        ("here", "a6", "letter", "cards/leak/_sheet_here_a6-on-letter.pdf"),
        ("here", "a5", "a4", "cards/leak/_sheet_here_a5-on-a4.pdf"),
    ]
    jobs = [*every_card(site, places=[site.places["here"]], sizes=["a6"], kinds=["act"])]
    for one in cards.sheets[:2]:
        assert cards.files[one.path] == sheets_of(jobs, site, on=one.on, page=PAGE)
    page = tree_element(site, "leak", page_path="trees/leak.md", pictures=(), cards=cards)
    fold = next(part for part in page.iter("details") if words(part).startswith("All act cards"))
    assert tight(words(fold)) == tight(
        "All act cards, to be cut from sheets Here. Print: A6 on A4, A6 on Letter, A5 on A4."
    )
    link = next(fold.iter("a"))
    assert link.get("aria-label") == "All act cards, to be cut from sheets, Here, A6 on A4 (PDF)"
    assert link.get("href") == "../cards/leak/_sheet_here_a6-on-a4.pdf"
    here, there = list_element("cards", site, page_path=PRINT, cards=cards).iter("section")
    assert tight(words(here)).endswith(
        tight("All act cards, to be cut from sheets. Print: A6 on A4, A6 on Letter, A5 on A4.")
    )
    assert "sheets" not in words(there)
    write_site(site, tmp_path / "docs", cards=cards)
    assert cards_in(tmp_path / "docs") == replace(cards, files={})
    # A sheet is no edition of its own.
    assert [one.path for one in unrecorded((), cards.printouts)] == [
        "cards/leak/gas_here_a6.pdf",
        "cards/leak/more_here_a6.pdf",
    ]


def test_the_whole_tree_is_one_entry_below_its_act_cards(tmp_path: Path) -> None:
    site = a_site(NUMBER)
    cards = printed(site, tmp_path, kinds=EVERY)
    page = tree_element(site, "leak", page_path="trees/leak.md", pictures=(), cards=cards)
    section = next(part for part in page.iter("section") if words(part).startswith("Cards to print"))
    folds = list(section.iter("details"))
    assert [words(next(fold.iter("summary"))) for fold in folds] == [
        "You smell gas",
        "The whole tree: learn card, booklet",
    ]
    learn, _, booklet, _ = folds[1].iter("li")
    marks = {one.card: one.edition for one in cards.printouts if one.place == "here"}
    until = "discard after 23 December 2026."
    assert tight(words(learn)) == tight(f"Learn card, Here. Print: A6, A4, text. Edition {marks['_learn']}, {until}")
    assert tight(words(booklet)) == tight(f"Booklet, Here. Print: A5. Edition {marks['_booklet']}, {until}")
    assert next(learn.iter("a")).get("aria-label") == "Learn card: Leak, Here, A6 (PDF)"
    assert "(There) is not verified, and this card needs it." in words(folds[1])


def test_a_booklet_says_what_is_to_be_written_in_by_hand(tmp_path: Path) -> None:
    files = {path: source.text for path, source in a_site(NUMBER).files.items()}
    to_ask = files["trees/_places/there.yaml"].replace("verified_on: 2026-10-02, expires: 2026-12-24", "look_up: true")
    site = load_text({**files, "trees/_places/there.yaml": to_ask}, today=TODAY).site
    cards = printed(site, tmp_path, kinds=("act", "booklet"))
    assert {(one.card, one.place): one.by_hand for one in cards.printouts if not one.reasons} == {
        ("gas", "here"): (),
        ("_booklet", "here"): (),
        ("_booklet", "there"): ("emergency",),
    }
    page = words(list_element("cards", site, page_path=PRINT, cards=cards))
    assert page.count("Look up and write in by hand: “the emergency number”.") == 1
    assert read(written(cards)).printouts == cards.printouts


def test_the_card_of_the_whole_site_stands_last_among_the_cards_to_print(tmp_path: Path) -> None:
    site = a_site()
    listed = list_element("cards", site, page_path=PRINT, cards=printed(site, tmp_path, kinds=EVERY))
    last = list(listed.iter("section"))[-1]
    assert tight(words(last)).startswith(tight("The whole site Index card Here. Print: A6."))
    assert [link.get("href") for link in last.iter("a")] == ["index_here_a6.pdf", "index_there_a6.pdf"]


def test_a_replaced_card_of_a_whole_tree_says_what_has_changed(tmp_path: Path) -> None:
    past = recorded(a_site(LEAK.replace("Do you smell gas?", "Does it smell?")), tmp_path, TODAY, EVERY)
    site = a_site()
    cards = replace(printed(site, tmp_path, kinds=EVERY), ledger=past)
    told = standing(site, cards)
    old = {one.card: one.edition for one in past if one.place == "here"}
    assert tight("Replaced Learn card: Leak, Here") in tight(told[old["_learn"]])
    gone, come = (f"1 {asked} Yes: go to 2 No: go to 3" for asked in ("Does it smell?", "Do you smell gas?"))
    assert tight(f"No longer on it {gone} New on it {come}") in tight(told[old["_learn"]])
    assert "A booklet is too long to be compared here. Read the new one." in told[old["_booklet"]]
    page = list_element("editions", site, page_path=CURRENT, cards=cards)
    ways = {entry.get("id"): [link.get("href") for link in entry.iter("a")] for entry in page.iter("li")}
    assert ways[old["_learn"]] == ["../trees/leak.md#leak.cards_"]
    assert ways[old["_index"]] == ["print.md#.cards_"]


def test_a_card_of_a_whole_tree_that_must_not_be_printed_any_more_is_to_be_taken_down(tmp_path: Path) -> None:
    past = recorded(a_site(NUMBER), tmp_path, TODAY, ("learn", "booklet"))
    site = a_site(NUMBER, today=date(2026, 12, 30))
    told = standing(site, replace(printed(site, tmp_path, kinds=("learn", "booklet")), ledger=past))
    (learn,) = [one.edition for one in past if one.card == "_learn"]
    assert "Take it down until it is printed again: “the emergency number” (Here) expired on 2026-12-24" in told[learn]
    assert "Throw it away" not in told[learn]


def test_a_kind_that_a_site_does_not_print_is_not_judged(tmp_path: Path) -> None:
    past = recorded(a_site(), tmp_path, TODAY, EVERY)
    site = a_site()
    told = standing(site, replace(printed(site, tmp_path), ledger=past))
    assert all("Not printed here" in told[one.edition] for one in past if one.card != "gas")


def test_a_learn_card_keeps_its_place_on_record_when_an_author_names_it(tmp_path: Path) -> None:
    named = LEAK + "  all: {kind: learn, title: All about leaks}\n"
    past = recorded(a_site(), tmp_path, TODAY, ("learn",))
    site = a_site(named)
    cards = printed(site, tmp_path, kinds=("act", "learn"))
    assert "cards/leak/all_here_a6.pdf" in cards.files
    assert "Replaced" in standing(site, replace(cards, ledger=past))[past[0].edition]


# The cards of our own trees --------------------------------------------------------------------------------------

OURS = Path(__file__).parents[1] / "trees"
LEAVES = "client-leaves-early"


@pytest.fixture(scope="module")
def ours() -> Site:
    return load_site(OURS, today=TODAY).site


def test_every_end_of_the_first_tree_that_is_due_now_or_today_has_a_card(ours: Site) -> None:
    tree = ours.trees[LEAVES]
    ends = {one.id for one in tree.nodes.values() if isinstance(one, Outcome) and one.urgency.id in ("now", "today")}
    assert ends - {ref.id for card in tree.cards.values() for step in card.steps for ref in step.origin} == set()
    assert all(len(card.steps) <= 7 for card in tree.cards.values())
    assert "They are leaving now" in {card.title.value for card in tree.cards.values()}


# What is made from a tree differs from place to place in its numbers alone.
WANTED = [Wanted(kinds=["act", "index"]), Wanted(kinds=["learn", "booklet"], places=["us", "gb-eng"])]


def test_a_card_of_ours_is_missing_only_where_a_fact_is_not_verified(ours: Site, tmp_path: Path) -> None:
    # The cards that an index lists are set for it, and kept for those who want them.
    for wanted in WANTED:
        cards = press(ours, wanted, trees=OURS, cache=tmp_path, page=PAGE)
        reasons = {reason for one in cards.printouts for reason in one.reasons}
        assert [reason for reason in reasons if not reason.endswith(", and this card needs it.")] == []
        several = {one.path for one in cards.printouts if one.card == "_booklet"} | {one.path for one in cards.sheets}
        assert all(
            one.text in cards.files for one in cards.printouts if not one.reasons and one.card[:2] not in ("_b", "_i")
        )
        assert max(len(pdf) for path, pdf in cards.files.items() if path not in several) < 60_000
        assert {one.card for one in cards.printouts if not one.reasons} == {one.card for one in cards.printouts}


# What there is to say there has no shorter words; on the smallest card, one of them does not fit at all.
IN_TWO_LINES = {"call-ended", "gone-and-not-sure", "journey"}
TOO_LONG = {"a6": {"gone-and-not-sure"}}


@pytest.mark.parametrize("size", FORMS)
def test_the_danger_line_of_a_card_of_ours_is_one_line_but_where_it_cannot_be(ours: Site, size: str) -> None:
    told = dict[str, bool]()
    for job in every_card(ours, places=[ours.places["gb-eng"]], sizes=[size], kinds=["act"]):
        if job.id not in TOO_LONG.get(size, ()):
            line = matter_of(job, ours).body["danger"]
            assert line
            told[job.id] = line in [one.strip() for one in pdfs.lines(made(job, ours))]
    assert told == {name: name not in IN_TWO_LINES for name in told}
    assert told.keys() | TOO_LONG.get(size, set()) > IN_TWO_LINES


# The command -----------------------------------------------------------------------------------------------------


def test_the_command_writes_the_cards_of_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for path, source in a_site().files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(source.text, encoding="utf-8")
    words = [
        "site",
        "docs",
        "--cards",
        "--card-size",
        "a6, a5",
        "--card-sheet",
        "a4",
        "--check-at",
        PAGE,
        "--today",
        str(TODAY),
    ]
    words += ["--card-kind", "act, learn, booklet", "--card-place", "here", "--card-place", "there"]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == FINE, done.output
    assert "No card leak/gas for there (a6, a5): `emergency` (There) is not verified" in done.stderr
    assert {path.name for path in Path("docs/cards/leak").iterdir()} == {
        "gas_here_a6.pdf",
        "gas_here_a5.pdf",
        *("_sheet_here_a6-on-a4.pdf", "_sheet_here_a5-on-a4.pdf"),
        *("gas_here.txt", "_learn_here.txt", "_learn_there.txt"),
        *(f"_learn_{place}_{size}.pdf" for place in ("here", "there") for size in ("a6", "a4")),
        *(f"_booklet_{place}_a5.pdf" for place in ("here", "there")),
    }
    assert cards_in(Path("docs")).printouts[0].edition


def test_the_command_offers_the_usual_sizes() -> None:
    assert (building.USUAL, building.OFFERED, building.BOOKLETS) == (USUAL, OFFERED, BOOKLETS)
    assert building.SHEETS == SHEETS


@pytest.mark.parametrize("what", ["fingerpost.cli", "fingerpost.mkdocs_plugin", "fingerpost.cards"])
def test_whoever_prints_nothing_does_not_wait_for_what_prints(what: str) -> None:
    script = f"import sys, {what}; print(sorted({{'typst', 'segno', 'weasyprint'}} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_two_cards_with_the_same_digits_are_both_told(tmp_path: Path) -> None:
    site = a_site()
    cards = printed(site, tmp_path)
    mark = cards.printouts[0].edition
    other = Edition(tree="leak", card="old", place="here", since=TODAY, edition=mark, lines=("Another card",))
    told = standing(site, replace(cards, ledger=(other,)))[mark]
    assert "Current" in told
    assert "Another card" in told
