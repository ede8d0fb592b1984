"""Cards that are made from a tree: learn cards, folded ones, booklets, and the index of all cards."""

import copy
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pypdfium2
import pytest

from fingerpost import paths
from fingerpost.cards import KINDS, Job, Refused, every_card, name_of, plain_text
from fingerpost.cards.complete import unshown
from fingerpost.cards.learn import sentences, spoken
from fingerpost.cards.local import filled
from fingerpost.diagnostics import Finding
from fingerpost.load import load_site, load_text
from fingerpost.model import Action, Question, Site, Tree
from fingerpost.paths import Move
from support import pdfs
from support.cards import made, matter_of
from support.today import TODAY

LEAK = """
title: Gas, or only a smell?
summary: What to do when it smells.
audience: Everybody in the house
not_for: "A fire: call {emergency}."
version: "2"
language: en
license: CC-BY-4.0
status: approved
next_review: 2027-01-01
changelog: [{version: "2", on: 2026-10-01, text: Second}]
stages: {look: Look, act: Act}
exits: {fire: {text: It burns, to: out}, other: {text: Something else, to: "tree:stove"}}
nodes:
  smell:
    question: Do you smell gas?
    stage: look
    say: ["Is it *you*, or the stove?"]
    do: [Sniff twice.]
    avoid: [Light a match]
    look_for: [A hiss]
    why: The nose is quick.
    evidence: consensus
    options:
      yes: {text: "Yes, clearly", to: window, note: Also for a faint smell.}
      no: {text: "No", to: fine}
      unsure: {text: "#panic(1) $x$ = @a", to: stove}
  stove:
    tree: stove
    stage: look
    outcomes: {off: fine, on: end}
  window:
    action: Open a window.
    stage: act
    to: hiss
  hiss:
    question: Does it hiss?
    stage: act
    options:
      yes: {text: It hisses, to: out}
      no:
        text: Not a sound
        to: [{when: {smell: [yes, unsure]}, to: out}, {to: fine}]
      call: {text: I cannot hear, to: "tree:stove"}
  out:
    outcome: Go outside
    urgency: now
    within: At once
    detail: "Then:\\n\\n- call {emergency}\\n- *wait* for them"
    record: [The time]
    consult: [The caretaker]
    follow_up: {who: You, when: today, stop: When it is repaired}
    next: [stove]
  fine: {outcome: All is well, urgency: routine}
cards:
  gas:
    kind: act
    title: You smell gas
    danger: Fire? Run.
    steps: [{text: Sniff the air twice., from: smell}]
    tail: [Tell the caretaker.]
  whole: {kind: learn, title: All about gas, danger: Fire? Run.}
"""
STOVE = """
title: Is the stove off?
status: draft
next_review: 2027-02-01
nodes:
  knob: {question: Is the knob turned off?, options: {yes: off, no: on}}
  off: {outcome: It is off, urgency: routine}
  on: {outcome: It is on, urgency: soon}
"""
SITE = "facts: {emergency: {label: the emergency number, kind: phone}}"
HERE = """
name: Here
languages: [en]
facts: {emergency: {text: "112", source: town, verified_on: 2026-10-02, expires: 2026-12-24}}
"""
ADDRESS = "https://example.org/card/"
LARGE = "client-leaves-early"
FROM_TREES = ("booklet", "fold", "learn")


def a_site(leak: str = LEAK, *, here: str = HERE, stove: str = STOVE) -> Site:
    words = {"leak": leak, "stove": stove, "_site": SITE, "_sources": "town: {title: Town}", "_places/here": here}
    loaded = load_text({f"trees/{name}.yaml": text for name, text in words.items()}, today=TODAY)
    assert loaded.diagnostics == ()
    return loaded.site


REAL = load_site(Path(__file__).parents[1] / "trees", today=TODAY, name="trees").site


def wanted(site: Site, *kinds: str, place: str = "here", sizes: tuple[str, ...] = (), large: bool = False) -> list[Job]:
    every = sizes or ("a6", "a5", "a4", "letter")
    return [*every_card(site, places=[site.places[place]], sizes=every, kinds=kinds or [*KINDS], large=large)]


def one(site: Site, kind: str, size: str = "a4") -> bytes:
    tree = "" if kind == "index" else "leak"
    (card,) = (card for card in wanted(site, kind, sizes=(size,)) if (card.tree.id if card.tree else "") == tree)
    return made(card, site, page=ADDRESS)


def that_fit(site: Site, place: str) -> Iterator[tuple[str, Job, bytes]]:
    """Every card of every kind that may be printed, in most sizes; in large print those of one size."""
    for large, sizes in ((False, ("a6", "a5", "a4")), (True, ("letter",))):
        for card in wanted(site, place=place, large=large, sizes=sizes):
            try:
                yield name_of(card), card, made(card, site, page=ADDRESS)
            except Refused:
                continue


@cache
def all_cards(whose: str) -> "Cards":
    """Those of a made-up site, and of ours."""
    site, place = (a_site(), "here") if whose == "made up" else (REAL, whose)
    found = [*that_fit(site, place)]
    assert {card.kind for _, card, _ in found} == {*KINDS}
    assert len(found) > 20
    return site, found


@pytest.fixture(params=["made up", "gb-eng"])
def cards(request: pytest.FixtureRequest) -> "Cards":
    return all_cards(request.param)


Cards = tuple[Site, list[tuple[str, Job, bytes]]]


# Every file -------------------------------------------------------------------------------------------------------


def test_every_card_is_accessible_by_the_standard_with_its_fonts_in_it(cards: Cards) -> None:
    assert [(name, fault) for name, _, pdf in cards[1] if (fault := pdfs.faults(pdf))] == []
    assert [name for name, _, pdf in cards[1] if pdfs.embedded(pdf) != {True}] == []


def test_no_type_is_below_the_floor(cards: Cards) -> None:
    floors = {name: (16 if card.large else 10) - 0.01 for name, card, _ in cards[1]}
    assert [(name, size) for name, _, pdf in cards[1] if (size := min(pdfs.sizes(pdf))) < floors[name]] == []


def test_what_is_to_be_done_at_a_step_has_12_points_or_more(cards: Cards) -> None:
    site, found = cards
    for name, card, pdf in found:
        for step in matter_of(card, site).steps if card.kind == "learn" else ():
            assert pdfs.size_of(pdf, f"{step.name} {step.words.split()[0]}") >= 11.99, (name, step)


def test_the_type_of_a_learn_card_is_as_large_as_there_is_room_for() -> None:
    at = dict[str, tuple[float, float]]()
    for size in ("a6", "a5", "a4"):
        pdf = one(a_site(), "learn", size)
        at[size] = pdfs.size_of(pdf, "you smell gas?"), pdfs.size_of(pdf, "Yes, clearly")
    assert [tuple(round(points, 1) for points in at[size]) for size in at] == [(12, 10), (16, 13.3), (18, 15)]


def test_the_code_on_every_card_leads_to_its_edition(cards: Cards) -> None:
    site, found = cards
    for name, card, pdf in found:
        assert pdfs.codes(pdf) == [f"{ADDRESS}#{matter_of(card, site).edition}"], name


def test_every_card_is_one_sheet_but_a_booklet(cards: Cards) -> None:
    sides = {"fold": 1}
    for name, card, pdf in cards[1]:
        assert card.kind == "booklet" or len(pypdfium2.PdfDocument(pdf)) == sides.get(card.kind, 2), name


def test_a_draft_says_so_first_on_each_side_of_each_card(cards: Cards) -> None:
    site, found = cards
    for name, card, pdf in found:
        draft = matter_of(card, site).body["draft"]
        for side in pdfs.panels(pdf) if card.kind == "fold" else pdfs.sides(pdf):
            assert side.startswith("Draft, not reviewed") is (draft is not None), name


def test_nothing_stands_in_the_margins(cards: Cards) -> None:
    least = 6 * 72 / 25.4 - 0.5  # a letter may stand a little out of its line
    for name, _, pdf in cards[1]:
        for content in pypdfium2.PdfDocument(pdf):
            width, height = content.get_size()
            text = content.get_textpage()
            boxes = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
            assert min(left for left, *_ in boxes) >= least, name
            assert min(bottom for _, bottom, *_ in boxes) >= least, name
            assert max(right for *_, right, _ in boxes) <= width - least, name
            assert max(top for *_, top in boxes) <= height - least, name


def test_words_have_at_most_three_colours_and_all_are_dark(cards: Cards) -> None:
    for name, card, pdf in cards[1]:
        if card.kind in ("act", "booklet", "index", "fold"):
            found = pdfs.colours(pdf)
            assert len(found) <= 3, name
            assert min(map(pdfs.contrast, found)) >= 7, name


def test_no_line_of_running_text_is_longer_than_45_letters(cards: Cards) -> None:
    """Without the mark of an entry of a list or the number of an action, and without the stamp below."""
    for name, _, pdf in cards[1]:
        running = [re.sub(r"^[•\u00d7\d] ", "", line.strip()) for line in pdfs.lines(pdf)]
        long = [line for line in running if len(line) > 45 and " · " not in line]
        assert long == [], name


def test_the_bytes_are_the_same_wherever_they_are_made(tmp_path: Path) -> None:
    script = (
        "import hashlib; from test_cards_of_trees import a_site, that_fit;"
        "print([(name, hashlib.sha256(pdf).hexdigest()) for name, _, pdf in that_fit(a_site(), 'here')])"
    )
    found = os.pathsep.join([*filter(None, sys.path), str(Path(__file__).parent)])
    said = set[str]()
    for zone, seed in (("Asia/Tokyo", "7"), ("America/Lima", "8")):
        folder = tmp_path / seed
        folder.mkdir()
        elsewhere = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": found}
        run = subprocess.run([sys.executable, "-c", script], cwd=folder, env=elsewhere, capture_output=True, check=True)
        said.add(run.stdout.decode())
    assert len(said) == 1
    assert len(said.pop()) > 1_000


# The words --------------------------------------------------------------------------------------------------------


def foot(body: Mapping[str, Any], side: int) -> list[str]:
    stamp = body["stamp"]
    if side == 2:
        return [f"{stamp['discard']} · 2 of 2"]
    if "write" in body:
        return [f"{stamp['discard']} Numbers: on the back", f"{stamp['tree']} · Edition {stamp['edition']} · 1 of 2"]
    return [f"{stamp['discard']} · 1 of 2", f"{stamp['tree']} · Edition {stamp['edition']}"]


def origin(body: Mapping[str, Any], *, narrow: bool = False) -> list[str]:
    stamp = body["stamp"]
    look_up = [] if narrow else [body["look_up"]]
    return [body["current"], *stamp["lines"], *look_up, body["page"], f"#{stamp['edition']}"]


def opening(body: Mapping[str, Any]) -> str:
    return spoken([body["danger"] or "", body["start"], body["words"]["exits"] if body["exits"] else "", body["exits"]])


def bare(pdf: bytes, body: Mapping[str, Any], *more: str) -> str:
    """All words of a card without blanks, and without what stands on every side."""
    draft = [body["draft"]] if body["draft"] else []
    text = "".join(map(pdfs.pressed, pdfs.sides(pdf)))
    for words in (*foot(body, 1), *foot(body, 2), *more):
        text = text.replace(pdfs.pressed(words), "", 1)
    for words in draft:  # across each side
        text = re.sub(rf"{pdfs.pressed(words)}", "", text)
    return text


def without_draft(words: str, body: Mapping[str, Any]) -> str:
    return pdfs.pressed(words).replace(pdfs.pressed(body["draft"]), "") if body["draft"] else pdfs.pressed(words)


def drawn(body: Mapping[str, Any]) -> str:
    """The words of the flowchart in their order, or of the empty place where there is none."""
    if body["chart"] is None:
        return "no flowchart"
    return pdfs.pressed("".join(ET.fromstring(body["chart"]["svg"]).itertext()))  # noqa: S314 - our own


def test_a_learn_card_says_the_words_of_the_tree_in_order(cards: Cards) -> None:
    site, found = cards
    for name, card, pdf in found:
        if card.kind == "learn":
            body = matter_of(card, site, page=ADDRESS).body
            told = spoken([body["title"], opening(body), body["chunks"], origin(body)])
            assert bare(pdf, body).replace(drawn(body), "") == without_draft(told, body), name


def test_the_panels_of_a_folded_card_say_the_same_in_their_order(cards: Cards) -> None:
    site, found = cards
    for name, card, pdf in found:
        if card.kind == "fold":
            body = matter_of(card, site, page=ADDRESS).body
            stamp = body["stamp"]
            cover = [stamp["discard"], f"{stamp['tree']} · Edition {stamp['edition']}"]
            told = spoken([body["title"], opening(body), cover, body["chunks"], origin(body, narrow=True)])
            panels = [without_draft(panel, body) for panel in pdfs.panels(pdf)]
            assert all(panel.endswith(f"{n}of8") for n, panel in enumerate(panels, 1)), name
            assert "".join(panel.removesuffix(f"{n}of8") for n, panel in enumerate(panels, 1)) == without_draft(
                told, body
            )


def test_an_index_card_lists_every_card_that_may_be_printed(cards: Cards) -> None:
    site, found = cards
    for name, card, pdf in found:
        if card.kind == "index":
            body = matter_of(card, site, page=ADDRESS).body
            told = spoken([body["title"], body["throw"], body["entries"], origin(body)])
            assert bare(pdf, body) == without_draft(told, body), name
            listed = [one for one in found if one[1].kind in ("act", "booklet", "learn")]
            editions = {matter_of(one, site).edition for _, one, _ in listed}
            assert editions <= {edition for edition in editions if edition in told}
            assert (
                body["stamp"]["discard"] == f"Discard after {min(matter_of(one, site).discard for _, one, _ in listed)}"
            )


def test_an_index_card_says_how_old_its_facts_are_and_under_which_licence() -> None:
    back = pdfs.sides(one(a_site(), "index", "a6"))[1]
    edition = matter_of(next(card for card in wanted(a_site()) if card.kind == "index"), a_site()).edition
    assert f"Edition {edition} Here, facts checked 2026-10-02 CC-BY-4.0" in back
    assert back.endswith("Discard after 2026-12-23 · 2 of 2")
    older = a_site(here=HERE.replace("2026-10-02", "2026-10-01"))
    assert "Here, facts checked 2026-10-01 CC-BY-4.0" in pdfs.sides(one(older, "index", "a6"))[1]
    free = a_site(stove=STOVE.replace("status", "license: CC0-1.0\nstatus"))
    assert "CC-BY-4.0, CC0-1.0" in pdfs.sides(one(free, "index", "a6"))[1]


def bare_pages(pdf: bytes, body: Mapping[str, Any]) -> Iterator[str]:
    """The pages of a booklet without what stands above and below each of them."""
    stamp, sides = body["stamp"], pdfs.sides(pdf)
    for n, side in enumerate(sides, 1):
        below = f"{stamp['discard']} · {n} of {len(sides)} {stamp['tree']} · Edition {stamp['edition']}"
        assert below in side, n
        for part in body.get("parts", ()):
            side = side.replace(f"{below} · {part['title']}", below)
        yield without_draft(side.replace(below, ""), body)


def test_the_booklet_of_a_site_has_the_booklet_of_each_tree_and_every_card(cards: Cards) -> None:
    site, found = cards
    several = [(card, pdf) for _, card, pdf in found if card.kind == "booklet" and card.tree is None]
    assert len(several) >= 2
    for card, pdf in several:
        body = matter_of(card, site, page=ADDRESS).body
        pages = [*map(pdfs.pressed, bare_pages(pdf, body))]
        told = "".join(pages)
        for tree in site.trees.values():
            own = matter_of(replace(card, tree=tree, id="_booklet"), site, page=ADDRESS).body
            begun = pdfs.pressed(spoken([own["title"], own["danger"] or "", own["about"]]))
            (at,) = (n for n, page in enumerate(pages) if page.startswith(begun))
            whole = pdfs.pressed(spoken([opening(own | {"danger": ""}), own["chunks"]]))
            assert "".join(pages[at:]).startswith(begun + whole), tree.id
            # Where it stands, by the first page.
            assert re.search(rf"{re.escape(pdfs.pressed(own['title']))}{at + 1}(?!\d)", "".join(pages[:at])), tree.id
        for kind, one in (("act", "act card"), ("learn", "learn card"), ("booklet", "booklet")):
            editions = {matter_of(job, site).edition for _, job, _ in found if job.kind == kind and job.tree}
            assert all(pdfs.pressed(f"{one}, edition {edition}") in told for edition in editions)


def test_the_booklet_of_a_site_names_what_is_not_in_it_and_is_named_on_the_index() -> None:
    def of_site(site: Site, kind: str) -> str:
        card = next(job for job in wanted(site, kind, sizes=("a4",)) if job.tree is None)
        return " ".join(pdfs.sides(made(card, site, page=ADDRESS)))

    site = a_site()
    edition = matter_of(next(job for job in wanted(site, "booklet") if job.tree is None), site).edition
    assert f"All trees: Here booklet, edition {edition}, draft Discard after 2026-12-23" in of_site(site, "index")
    assert "Not in this booklet" not in of_site(site, "booklet")
    overdue = a_site(LEAK.replace("next_review: 2027-01-01", "next_review: 2026-10-31"))
    assert "All trees: Here Not in this booklet: “Gas, or only a smell?”." in of_site(overdue, "booklet")
    assert "Do you smell gas?" not in of_site(overdue, "booklet")


def test_of_one_tree_the_booklet_is_that_of_the_site() -> None:
    loaded = load_text({"trees/stove.yaml": STOVE}, today=TODAY).site
    kinds = [(job.kind, job.id) for job in every_card(loaded, places=[None], sizes=["a5"], kinds=["booklet", "index"])]
    assert kinds == [("booklet", "_booklet"), ("index", "index")]


def test_a_booklet_says_everything_and_where_it_stands(cards: Cards) -> None:
    site, found = cards
    for name, card, pdf in found:
        if card.kind != "booklet" or card.tree is None:
            continue
        body = matter_of(card, site, page=ADDRESS).body
        bare_sides = [*bare_pages(pdf, body)]
        heads = [(f"{one['number']}{one['text']}", one["stage"]) for one in body["chunks"]]
        where = {
            pdfs.pressed(head): n
            for head, _ in heads
            for n, side in enumerate(bare_sides, 1)
            if pdfs.pressed(head) in side
        }
        index = "".join(
            "".join(f"{pdfs.pressed(one)}{where[pdfs.pressed(head)]}" for one in ((stage,) if stage else ()))
            + pdfs.pressed(head)
            + str(where[pdfs.pressed(head)])
            for head, stage in heads
        )
        incomplete = ""
        if body["by_hand"]:
            lines_at = pdfs.pressed(body["words"]["write"])
            (page,) = (n for n, side in enumerate(bare_sides, 1) if side.startswith(lines_at))
            incomplete = body["words"]["to_write"].format(page=page)
        told = [
            spoken([body["title"], body["danger"] or "", incomplete]),
            spoken([body["about"], opening(body | {"danger": ""}), origin(body)]),
            spoken([body["words"]["write"], body["by_hand"]] if body["by_hand"] else []),
            body["words"]["steps"] + index + body["words"]["cards"] + body["throw"] + spoken(body["entries"]),
            spoken(body["chunks"]),
        ]
        assert "".join(bare_sides) == "".join(without_draft(part, body) for part in told), name


LOOK_UP = HERE.replace("source: town, verified_on: 2026-10-02, expires: 2026-12-24", "look_up: true").replace(
    '"112"', "Ask the town hall"
)


def test_a_booklet_has_lines_for_what_is_to_be_looked_up() -> None:
    site = a_site(here=LOOK_UP)
    cover, write, _, *steps = pdfs.sides(one(site, "booklet", "a5"))
    assert "on page 2, write in by hand what is still to be looked up" in cover
    assert "A fire: call the emergency number: ________." in cover
    assert write.startswith("Look up and write in the emergency number Ask the town hall ")
    assert "call the emergency number: ________" in "".join(steps)
    assert "Ask the town hall" not in "".join(steps)
    by_hand = [
        [matter_of(card, whose).by_hand for card in wanted(whose, "booklet", sizes=("a5",))]
        for whose in (site, a_site())
    ]
    assert by_hand == [[("emergency",), (), ("emergency",)], [(), (), ()]]


@pytest.mark.parametrize("size", KINDS["booklet"])
def test_a_booklet_with_lines_is_accessible_and_the_same_when_made_again(size: str) -> None:
    pdf = one(a_site(here=LOOK_UP), "booklet", size)
    assert pdfs.faults(pdf) == ""
    assert pdf == one(a_site(here=LOOK_UP), "booklet", size)


def test_the_edition_of_a_booklet_changes_with_what_is_to_be_looked_up() -> None:
    def mark(here: str) -> str:
        site = a_site(here=here)
        return matter_of(wanted(site, "booklet", sizes=("a5",))[0], site).edition

    assert len({mark(LOOK_UP), mark(HERE), mark(LOOK_UP.replace("Ask the", "Ask at the"))}) == 3


@pytest.mark.parametrize(
    ("kind", "leak", "here", "said"),
    [
        # Who has no time finds the number where it is to be called, or no card.
        ("booklet", LEAK.replace("kind: learn, title: All about gas, danger: Fire? Run.",
            'kind: booklet, title: All about gas, danger: "Fire? {emergency}."'), LOOK_UP, "is to be looked up"),
        ("act", LEAK.replace("Sniff the air twice.", '"Call {emergency}."'), LOOK_UP, "is to be looked up"),
        ("learn", LEAK.replace("Open a window.", '"Call {emergency}."'), LOOK_UP, "is to be looked up"),
        # What has a day has it whatever it is.
        ("booklet", LEAK, LOOK_UP.replace("look_up: true", "look_up: true, expires: 2026-10-31"), "expired on"),
        ("booklet", LEAK, LOOK_UP.replace("look_up: true", "note: Not asked"), "is not verified"),
    ],
)  # fmt: skip
def test_a_fact_has_a_line_only_in_the_steps_of_a_booklet(kind: str, leak: str, here: str, said: str) -> None:
    site = load_text(
        {path: source.text for path, source in a_site(leak).files.items()} | {"trees/_places/here.yaml": here},
        today=TODAY,
    ).site
    with pytest.raises(Refused, match=said):
        one(site, kind)


def test_a_booklet_parts_no_step_that_fits_on_a_page() -> None:
    for card in wanted(REAL, "booklet", place="gb-eng", sizes=("a4", "letter")):
        if card.tree is None:
            continue
        sides = [*map(pdfs.pressed, pdfs.sides(made(card, REAL, page=ADDRESS)))]
        body = matter_of(card, REAL).body
        for chunk in body["chunks"]:
            assert sum(pdfs.pressed(spoken({**chunk, "stage": None})) in side for side in sides) == 1, chunk["number"]


def test_the_border_of_an_outcome_that_is_parted_stays_open() -> None:
    """So that what comes in the next column is no box of its own."""
    long = "\\n\\n".join(f"Line {n} of what is to be done." for n in range(90))
    pdf = one(a_site(LEAK.replace('detail: "Then:', f'detail: "{long}')), "booklet", "a5")
    parts = [page for page in pypdfium2.PdfDocument(pdf) if "of what is" in page.get_textpage().get_text_range()]
    assert len(parts) == 2
    lines = [(right - left, top - bottom) for page in parts for left, bottom, right, top in pdfs.drawn(page)]
    # One side for each column on the left and on the right, one line above them all, and one below.
    upright = [wide for wide, high in lines if high > 300]
    assert len(upright) == 6
    assert max(upright) < 5
    assert len([high for wide, high in lines if wide > 150 and 2.6 <= high < 9]) == 2


def test_markup_of_the_typesetter_is_only_words() -> None:
    for kind in FROM_TREES:
        assert "#panic(1)$x$=@a:goto2" in "".join(map(pdfs.pressed, pdfs.sides(one(a_site(), kind))))


def test_an_author_may_write_the_title_and_the_danger_line() -> None:
    assert pdfs.sides(one(a_site(), "learn", "a5"))[0].startswith("All about gas Fire? Run. Start at 1.")
    assert {one.id for one in wanted(a_site(), "learn", "booklet") if one.tree} == {"whole", "_learn", "_booklet"}


# As plain text ----------------------------------------------------------------------------------------------------


def unmarked(line: str) -> str:
    """A line of a text as it stands on the paper, without blanks."""
    return pdfs.pressed(re.sub(r"^ *- |: _{24}$", "", re.sub(r"^(\d+)\. ", r"\1", line)))


def test_the_text_of_a_card_says_what_its_paper_says_in_that_order(cards: Cards) -> None:
    site, found = cards
    seen = set[str]()
    for name, card, pdf in found:
        if card.kind in ("act", "learn", "index"):
            matter = matter_of(card, site, page=ADDRESS)
            body = matter.body
            # On paper that stands on each side, and here once.
            lines = plain_text(matter).splitlines()[1 if body["draft"] else 0 :]
            del lines[len(lines) - 1 - lines[::-1].index(body["stamp"]["discard"])]
            chart = drawn(body) if card.kind == "learn" else "no flowchart"
            paper = bare(pdf, body).replace(chart, "")
            assert "".join(map(unmarked, lines)) == paper, name
            seen.add(card.kind)
    assert seen == {"act", "learn", "index"}


def test_the_text_of_a_booklet_and_a_fold_has_every_step_in_order(cards: Cards) -> None:
    site, found = cards
    for name, card, _ in found:
        if card.kind in ("booklet", "fold"):
            matter = matter_of(card, site, page=ADDRESS)
            text, at = "".join(map(unmarked, plain_text(matter).splitlines())), 0
            for chunk in (chunk for part in matter.body.get("parts", [matter.body]) for chunk in part["chunks"]):
                words = pdfs.pressed(spoken(chunk))
                assert words in text[at:], (name, chunk["number"])
                at = text.index(words, at)


def test_the_text_of_an_act_card_is_as_somebody_would_type_it() -> None:
    (card,) = (job for job in wanted(a_site(), "act", sizes=("a4",)) if job.id == "gas")
    matter = matter_of(card, a_site(), page=ADDRESS)
    assert plain_text(matter).splitlines() == [
        "You smell gas",
        "",
        "Fire? Run.",
        "",
        "1. Sniff the air twice.",
        "",
        "Tell the caretaker.",
        "",
        "Write in",
        *(
            f"{one}: ________________________"
            for one in ("Supervisor", "Duty line", "Crisis team", "This address", "Emergency exit")
        ),
        "",
        "Discard after 2027-01-01",
        "Is this card current?",
        "leak, version 2",
        f"Edition {matter.edition}",
        "Last reviewed: never",
        "Here",
        "CC-BY-4.0",
        "Look up this edition:",
        f"{ADDRESS}#{matter.edition}",
    ]
    draft = a_site(LEAK.replace("approved", "draft"))
    (card,) = (job for job in wanted(draft, "act", sizes=("a4",)) if job.id == "gas")
    assert plain_text(matter_of(card, draft)).startswith("Draft, not reviewed\nYou smell gas\n")


# The whole tree ---------------------------------------------------------------------------------------------------


def cut(pdf: bytes, site: Site, card: Job) -> tuple[str, list[str]]:
    """What stands before the first step, and each step, as they are read off the paper."""
    parts = pdfs.panels(pdf) if card.kind == "fold" else pdfs.sides(pdf)
    text, behind, starts = " ".join(parts), 0, list[int]()
    for chunk in matter_of(card, site).body["chunks"]:
        behind = text.index(f"{chunk['number']} {chunk['text']}", behind)
        starts.append(behind)
    return text[: starts[0]], [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def test_every_step_and_answer_is_read_back_from_the_paper(cards: Cards) -> None:
    site, found = cards
    for name, card, pdf in found:
        if card.kind in ("learn", "fold"):
            assert card.tree
            body = matter_of(card, site).body
            head, sections = cut(pdf, site, card)
            steps, above = sentences(body)
            assert [*unshown(steps, above, card.tree, site, card.place)] == [], name
            assert spoken(above) in head.replace(f" {body['words']['exits']} ", " "), name
            for section, chunk in zip(sections, body["chunks"], strict=True):
                assert pdfs.pressed(section).startswith(pdfs.pressed(spoken({**chunk, "stage": None}))), name


def test_what_a_walk_does_stands_on_the_card(cards: Cards) -> None:
    """Somebody follows the paper, somebody else the page: they come to the same step each time."""
    site, found = cards
    random = Random(7)  # noqa: S311, a walk and no secret
    walked = 0
    for name, card, pdf in found:
        if card.kind not in ("learn", "fold"):
            continue
        tree = card.tree
        assert tree
        head, sections = cut(pdf, site, card)
        read = dict(zip(tree.nodes, sections, strict=True))
        assert f"Start at {tree.nodes[tree.start.id].number}." in head
        for _ in range(40):
            walk = paths.begin(site, tree.id)
            while not walk.ended and len(walk.frames) == 1 and walk.frames[0].tree == tree.id:
                node = paths.here(site, walk)
                match node:
                    case Question(options=options):
                        option = random.choice(options)
                        answer, after = (
                            filled(option.text, card.place),
                            paths.move(site, walk, Move("answer", option.id)),
                        )
                    case Action():
                        answer, after = "Then", paths.move(site, walk, Move("on"))
                    case _:  # a subtree is another card
                        break
                answers = dict(after.frames[-1].answers) if len(after.frames) == 1 else {}
                told = dict(walk.frames[-1].answers) | ({node.id: option.id} if isinstance(node, Question) else {})
                arrived = after.frames[0]
                where = (
                    f"go to {tree.nodes[arrived.node].number}"
                    if arrived.tree == tree.id and not after.jumps
                    else f"go on with the card “{filled(site.trees[arrived.tree].title, card.place)}”"
                )
                assert followed(read[node.id], answer, told, tree, card) == where, (name, node.id, answer, answers)
                walk, walked = after, walked + 1
    assert walked > 500


def followed(section: str, answer: str, told: Mapping[str, str], tree: Tree, card: Job) -> str:
    """Where somebody goes who reads an answer on the paper and remembers what was answered before."""
    rest = section[section.index(f"{answer}:") + len(answer) + 1 :].strip()
    goal = r"(go to \d+|go on with the card “[^”]*”|the path ends here)"
    while rest.startswith("If the answer"):
        guard = re.match(rf"((?:(?: and )?If the answer to \d+ was “.*?”(?: or “.*?”)*)+): {goal}", rest)
        assert guard
        conditions = re.split(r" and (?=If the answer)", guard[1])
        if all(holds(condition, told, tree, card) for condition in conditions):
            return guard[2]
        rest = rest[guard.end() :].strip()
    plain = re.match(rf"(?:Otherwise: )?{goal}", rest)
    assert plain
    return plain[1]


def holds(condition: str, told: Mapping[str, str], tree: Tree, card: Job) -> bool:
    number, answers = condition.removeprefix("If the answer to ").split(" was ", 1)
    (asked,) = (node for node in tree.nodes.values() if str(node.number) == number)
    assert isinstance(asked, Question)
    given = [filled(option.text, card.place) for option in asked.options if told.get(asked.id) == option.id]
    return any(f"“{answer}”" in answers for answer in given)


def mutants(chunks: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each card that lacks one step or row, has one more, has two changed over, or sends somebody elsewhere."""
    for at, chunk in enumerate(chunks):
        yield f"no {chunk['number']}", chunks[:at] + chunks[at + 1 :]
        other = copy.deepcopy(chunks)
        other[at]["text"] = other[at]["text"][1:]
        yield f"other words at {chunk['number']}", other
        yield (
            f"more words at {chunk['number']}",
            [*chunks[:at], {**chunk, "text": f"{chunk['text']}x"}, *chunks[at + 1 :]],
        )
        for what, rows in of_rows(chunk["rows"], len(chunks)):
            yield f"{what} at {chunk['number']}", [*chunks[:at], {**chunk, "rows": rows}, *chunks[at + 1 :]]


def of_rows(rows: list[dict[str, Any]], most: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows of a step, or the ways out, with one fault each; there are `most` steps."""
    for at, row in enumerate(rows):
        yield f"no row {at}", rows[:at] + rows[at + 1 :]
        yield f"row {at} twice", [*rows[: at + 1], *rows[at:]]
        yield f"more words in row {at}", [*rows[:at], {**row, "text": f"x{row['text']}"}, *rows[at + 1 :]]
        if number := re.search(r"\d+$", row["to"]):
            # Another step, and one whose number begins with that of the right one.
            for wrong in (int(number[0]) % most + 1, f"{number[0]}2"):
                yield f"row {at} to {wrong}", [*rows[:at], {**row, "to": f"go to {wrong}"}, *rows[at + 1 :]]
        if at and rows[at - 1] != row:
            yield f"rows {at - 1} and {at} changed over", [*rows[: at - 1], row, rows[at - 1], *rows[at + 1 :]]
    for place in (0, len(rows)):
        false = {"text": "Perhaps:", "to": "go to 1", "whole": True, "inner": False}
        yield f"a false row {place}", [*rows[:place], false, *rows[place:]]


@pytest.mark.parametrize("kind", ["learn", "booklet"])
@pytest.mark.parametrize(
    ("site", "tree", "place"), [(a_site(), "leak", "here"), *((REAL, name, "gb-eng") for name in REAL.trees)]
)
def test_the_proof_sees_whatever_is_left_out_added_or_wrong(site: Site, tree: str, place: str, kind: str) -> None:
    (card,) = (one for one in wanted(site, kind, place=place, sizes=("a4",)) if one.tree and one.tree.id == tree)
    body = matter_of(card, site).body

    def proven(**other: object) -> list[Finding]:
        assert card.tree
        return [*unshown(*sentences({**body, **other}), card.tree, site, card.place, noted=kind == "booklet")]

    assert proven() == []
    seen = 0
    for what, chunks in mutants(body["chunks"]):
        assert proven(chunks=chunks), what
        seen += 1
    assert seen > 5 * len(body["chunks"])
    for what, exits in of_rows(body["exits"], len(body["chunks"])):
        assert proven(exits=exits), what
    for start in ("", f"{body['start']} ", body["start"].replace(".", "2.")):
        assert proven(start=start), start


# When there is none -----------------------------------------------------------------------------------------------

REFUSED = {
    "expired": ({"here": HERE.replace("2026-12-24", "2026-10-31")}, ("booklet",), "expired on 2026-10-31"),
    "unverified": ({"here": HERE.replace("source: town, ", "")}, ("booklet",), "`emergency` (Here) is not verified"),
    "overdue": (
        {"leak": LEAK.replace("2027-01-01", "2026-10-31")},
        FROM_TREES,
        "The next review was due on 2026-10-31",
    ),
    "retired": ({"leak": LEAK.replace("status: approved", "status: retired")}, FROM_TREES, "The tree is retired"),
    "client": ({"leak": LEAK.replace("All is well", '"Client name: ____"')}, FROM_TREES, "invites a client's"),
    "letters": ({"leak": LEAK.replace("Open a window", "開ける")}, FROM_TREES, "The font has no "),
}


def test_no_card_sends_its_reader_on_to_one_that_there_is_not() -> None:
    site = a_site(stove=STOVE.replace("2027-02-01", "2026-10-31"))
    for kind in FROM_TREES:
        with pytest.raises(
            Refused, match=r"^trees/stove\.yaml:4:14: This card sends its reader on to that of stove\. The "
        ):
            one(site, kind)


@pytest.mark.parametrize("why", REFUSED)
def test_no_card_and_the_reason(why: str) -> None:
    parts, kinds, message = REFUSED[why]
    for kind in kinds:
        with pytest.raises(Refused, match=re.escape(message)):
            one(a_site(parts.get("leak", LEAK), here=parts.get("here", HERE)), kind)


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TOO_WIDE = {
    "a title": ("title: Gas, or only a smell?", f"title: Gas, {LONG}?", ("booklet",)),
    "the title of an author": ("title: All about gas", f"title: All about {LONG}", ("learn", "fold")),
    "a danger line": ("danger: Fire? Run.}", f"danger: {LONG}.}}", ("learn", "fold")),
    "a way out": ("text: It burns", f"text: {LONG}", FROM_TREES),
    "a stage": ("look: Look", f"look: {LONG}", FROM_TREES),
    "a question": ("Do you smell gas", f"Do you smell {LONG}", FROM_TREES),
    "an answer": ("Yes, clearly", f"Yes, {LONG}", FROM_TREES),
    "an answer that a guard repeats": ("#panic(1) $x$ = @a", LONG, FROM_TREES),
    "an outcome": ("Go outside", LONG, FROM_TREES),
    "a time": ("within: At once", f"within: {LONG}", FROM_TREES),
    "what to say": ("Is it *you*", LONG, ("booklet",)),
    "what to do": ("Sniff twice", LONG, ("booklet",)),
    "what it is about": ("audience: Everybody in the house", f"audience: {LONG}", ("booklet",)),
    "its licence": ("license: CC-BY-4.0", f"license: {LONG}{LONG}", FROM_TREES),
}


@pytest.mark.parametrize("what", TOO_WIDE)
def test_a_word_that_is_wider_than_its_line_stops_the_card_and_is_named(what: str) -> None:
    old, new, kinds = TOO_WIDE[what]
    for kind in kinds:
        with pytest.raises(Refused, match=rf"“{LONG}[^ ]*” is wider than its line on a4\. Say it in shorter words"):
            one(a_site(LEAK.replace(old, new)), kind)


def test_a_long_word_may_be_parted_at_a_hyphen_and_an_address_at_its_slashes() -> None:
    told = "https://example.org/" + "/".join(["emergency-gas-service"] * 5)
    for kind in FROM_TREES:
        text = pdfs.pressed("".join(pdfs.sides(one(a_site(LEAK.replace("Yes, clearly", f"Call {told}")), kind))))
        assert pdfs.pressed(f"Call {told}: go to 3") in text


def test_nothing_lies_over_the_foot_of_a_booklet() -> None:
    (card,) = (
        job
        for job in wanted(REAL, "booklet", place="gb-eng", sizes=("a5",), large=True)
        if job.tree is REAL.trees[LARGE]
    )
    pages = pypdfium2.PdfDocument(made(card, REAL, page=ADDRESS))
    for n, content in enumerate(pages, 1):
        foot = f"{matter_of(card, REAL, page=ADDRESS).body['stamp']['discard']} · {n} of {len(pages)}"
        own, others = pdfs.boxes(content, foot)
        low, high = min(box[1] for box in own), max(box[3] for box in own)
        assert [box for box in others if box[1] < high and box[3] > low] == [], n
        # Nor is a page empty but for the foot and for what stands above a draft.
        assert len(others) > 2 * len(pdfs.pressed(foot)), n


def test_the_origin_of_a_booklet_stands_on_one_page() -> None:
    about = "What to do when it smells. " * 14
    for large in (False, True):
        for size in ("a5", "a4"):
            site = a_site(LEAK.replace("summary: What to do when it smells.", f"summary: {about}"))
            jobs = wanted(site, "booklet", sizes=(size,), large=large)
            card = next(job for job in jobs if job.tree and job.tree.id == "leak")
            body = matter_of(card, site, page=ADDRESS).body
            whole = pdfs.pressed(spoken(origin(body)))
            assert sum(whole in pdfs.pressed(side) for side in pdfs.sides(made(card, site, page=ADDRESS))) == 1


def test_a_card_that_shows_no_fact_needs_none() -> None:
    site = a_site(here=HERE.replace("2026-12-24", "2026-10-31"))
    assert "112" not in " ".join(pdfs.sides(one(site, "learn")))
    assert "booklet" not in " ".join(pdfs.sides(one(site, "index"))).split("All about gas")[1].split("stove")[0]


@pytest.mark.parametrize(("kind", "size"), [("learn", "a6"), ("learn", "a5"), ("learn", "letter"), ("fold", "a4")])
def test_a_card_is_never_shrunk_to_fit(kind: str, size: str) -> None:
    def grown(by: int) -> Site:
        steps = "".join(f"  step-{n}: {{action: Walk on and do not stop., to: fine}}\n" for n in range(by))
        options = "".join(f", o{n}: {{text: Way {n}, to: step-{n}}}" for n in range(by))
        ask = f"  ask: {{question: Which way do you take when you have to?, options: {{x: fine{options}}}}}\n"
        return a_site(LEAK.replace("  fine: {", f"{ask}{steps}  fine: {{").replace("to: window", "to: ask"))

    with pytest.raises(Refused, match=rf"card is \d+ lines too long for .*{size}; the longest step is \d+, “") as some:
        one(grown(80), kind, size)
    with pytest.raises(Refused) as more:
        one(grown(90), kind, size)
    lines = [int(re.findall(r"is (\d+) lines", str(refused.value))[0]) for refused in (some, more)]
    assert lines[0] < lines[1]
    one(a_site(), kind, size)


def test_the_edition_is_the_same_on_every_size_and_folded() -> None:
    site = a_site()
    of_leak = [card for card in wanted(site, "learn", "fold") if card.tree and card.tree.id == "leak"]
    editions = {matter_of(card, site).edition for card in of_leak if card.kind == "learn"}
    assert len(editions) == 1
    assert {matter_of(card, site).edition for card in of_leak if card.kind == "fold"} == editions


@pytest.mark.parametrize("kind", ["learn", "booklet", "index"])
def test_the_edition_changes_with_the_words(kind: str) -> None:
    def mark(leak: str) -> str:
        site = a_site(leak)
        return matter_of(
            next(one for one in wanted(site, kind) if kind == "index" or (one.tree and one.tree.id == "leak")), site
        ).edition

    assert mark(LEAK) != mark(LEAK.replace("Open a window", "Open the window"))
    assert mark(LEAK) != mark(LEAK.replace("It burns, to: out", "It burns, to: window"))
    assert mark(LEAK) != mark(LEAK.replace("[yes, unsure]", "[yes]"))
    assert (mark(LEAK) == mark(LEAK.replace("Sniff twice", "Sniff once"))) is (kind == "learn")


# A copy that was changed ------------------------------------------------------------------------------------------

COPY = LEAK.replace("license:", "derived_from: The *Gas* of the town, version 1\nlicense:")
PEOPLE = """
authors: [{name: Ada Author, role: Author}]
editors: [{name: Ed Editor, role: Editor}]
reviewers: [{name: Rita Reviewer, role: Clinician, organisation: Town clinic, on: 2026-09-01}]
endorsers: [{name: Guild of Endorsers, role: Guild, on: 2026-09-01}]
"""


@pytest.mark.parametrize("kind", ["act", *FROM_TREES])
def test_a_copy_says_what_it_is_based_on_and_is_an_edition_of_its_own(kind: str) -> None:
    def read(leak: str) -> tuple[str, str]:
        site = a_site(leak)
        (card,) = (job for job in wanted(site, kind, sizes=("a4",)) if job.tree is site.trees["leak"])
        return matter_of(card, site).edition, "".join(map(pdfs.pressed, pdfs.sides(made(card, site))))

    (original, before), (copied, after) = read(LEAK), read(COPY)
    assert "Basedon" not in before
    assert f"leak,version2BasedonTheGasofthetown,version1Edition{copied}" in after
    assert original != copied
    # Of another original it is another.
    assert read(COPY.replace("version 1", "version 3"))[0] not in (original, copied)


@pytest.mark.parametrize("kind", ["act", *FROM_TREES])
def test_no_card_names_anybody_who_reviewed_or_endorses_a_tree(kind: str) -> None:
    """A copy would go on to name those of its original."""
    told = "".join(pdfs.sides(one(a_site(COPY + PEOPLE), kind)))
    assert "Based on" in told
    assert not re.search("Author|Editor|Reviewer|Clinic|clinic|Endorser|Ada|Rita|Guild", told)


# In grey ----------------------------------------------------------------------------------------------------------


def test_how_urgent_an_outcome_is_says_its_word() -> None:
    text = " ".join(pdfs.sides(one(a_site(), "learn")))
    assert "5 Go outside Now · At once" in text
    assert "6 All is well Routine" in text


# A sheet that is folded -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", KINDS["fold"])
def test_the_panels_lie_so_that_they_follow_one_another_when_folded(size: str) -> None:
    pdf = one(a_site(), "fold", size)
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    assert width > height
    ring = [(1, 1), (2, 1), (3, 1), (3, 0), (2, 0), (1, 0), (0, 0), (0, 1)]
    for n, (x, y) in enumerate(ring, 1):
        ((across, down),) = pdfs.places(pdf, 0, f"{n} of 8")
        assert (int(across * 4), int(down * 2)) == (x, y), n
        # The foot of a panel is at the edge of the sheet.
        assert down < 0.1 or down > 0.9


def test_a_folded_card_is_read_aloud_panel_by_panel(cards: Cards) -> None:
    for name, card, pdf in cards[1]:
        if card.kind == "fold":
            assert pdfs.pressed(pdfs.spoken(pdf)[0]) == "".join(map(pdfs.pressed, pdfs.panels(pdf))), name


def test_every_card_is_read_aloud_as_it_is_read(cards: Cards) -> None:
    for name, card, pdf in cards[1]:
        if card.kind in ("act", "index"):
            assert [*map(pdfs.pressed, pdfs.spoken(pdf))] == [*map(pdfs.pressed, pdfs.sides(pdf))], name


# The flowchart ----------------------------------------------------------------------------------------------------


def test_a_small_tree_has_its_flowchart_where_its_words_are_as_large_as_all_others() -> None:
    shown = {}
    for card in wanted(a_site(), "learn"):
        if card.tree is not None and card.tree.id == "stove":
            front, back = pdfs.sides(made(card, a_site(), page=ADDRESS))
            assert "Is the knob turned off?" in front
            shown[card.size] = "Outcome, soon It is on" in back
    assert shown == {"a6": False, "a5": False, "a4": True, "letter": True}


def test_the_flowchart_of_a_large_tree_stays_on_its_page() -> None:
    (card,) = (one for one in wanted(REAL, "learn", place="gb-eng", sizes=("a4",)) if one.tree is REAL.trees[LARGE])
    assert matter_of(card, REAL).body["chart"] is None
