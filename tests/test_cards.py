"""Printed cards: what stands on them, and when there is none."""

import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
import segno
import zxingcpp
from click.testing import CliRunner

import page
from fingerpost.cards import FORMS, Refused, Wanted, act_card, edition, press
from fingerpost.cli import FINDINGS, FINE, WRONG_USE, cli
from fingerpost.cli.printing import SIZES
from fingerpost.load import load_text
from fingerpost.model import Place, Site
from support import pdfs

TREE = """
title: Leak
version: "2"
language: en
status: approved
next_review: 2027-01-01
changelog: [{version: "2", on: 2026-10-01, text: Second}]
nodes:
  smell:
    question: Do you smell gas?
    tags: [look]
    options: {yes: out, no: fine}
  out: {outcome: Go outside, urgency: now}
  fine: {outcome: All is well, urgency: routine}
cards:
  gas:
    kind: act
    title: You smell gas
    danger: "Fire? Call {emergency}."
    steps:
      - {text: Sniff the air twice., from: smell}
      - {text: Go outside., from: out}
    not: [Light a match]
    tail: [Tell the caretaker today.]
    covers: [look-first]
"""
REVIEWED = TREE.replace("2027-01-01", "2026-12-20")
DRAFT = TREE.replace("approved", "draft")
SITE = """
facts: {emergency: {label: the emergency number, kind: phone}}
tags: {look: To look}
policies:
  look-first: {require: look, before: "node:leak/out", because: Look before you run.}
"""
HERE = """
name: Here
languages: [en]
facts: {emergency: {text: "112", source: town, verified_on: 2026-10-02, expires: 2026-12-24}}
"""
SOURCES = "town: {title: The town}"
ADDRESS = "https://example.org/card/"
# One line of a foot, on any sheet.
TELL = "Tellthewholehouseholdnow. "
TODAY = date(2026, 11, 1)


def a_site(tree: str = TREE, *, here: str = HERE, today: date = TODAY) -> Site:
    words = {"leak": tree, "_site": SITE, "_sources": SOURCES, "_places/here": here}
    return load_text({f"trees/{name}.yaml": text for name, text in words.items()}, today=today).site


def printed(site: Site, *, size: str = "a6", large: bool = False, place: str | None = "here") -> bytes:
    tree = site.trees["leak"]
    where: Place | None = site.places[place] if place else None
    return act_card(tree.cards["gas"], tree, site, where, size=size, large=large, page=ADDRESS)


def mark(site: Site) -> str:
    tree = site.trees["leak"]
    return edition(tree.cards["gas"], tree, site.places["here"])


def side(pdf: bytes, number: int) -> str:
    return " ".join(pypdfium2.PdfDocument(pdf)[number].get_textpage().get_text_range().split())


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("size", FORMS)
def test_every_size_is_accessible_by_the_standard(size: str, large: bool) -> None:
    pdf = printed(a_site(), size=size, large=large)
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report.to_json()
    assert len(pdf) < 60_000
    assert len(pypdfium2.PdfDocument(pdf)) == 2


def test_the_front_says_what_the_author_wrote_in_that_order() -> None:
    site = a_site()
    words = "You smell gas Fire? Call 112. 1 Sniff the air twice. 2 Go outside. Do not \u00d7 Light a match Tell"
    front = side(printed(site), 0)
    assert front.startswith(words)
    assert front.endswith(f"Discard after 2026-12-23 Numbers: on the back leak · Edition {mark(site)} · 1 of 2")


def test_a_card_is_printed_up_to_the_day_that_it_says(tmp_path: Path) -> None:
    """From the day on which a fact expires it must be checked again; a review may still be made on its day."""
    for changed, last in (({"here": HERE}, date(2026, 12, 23)), ({"tree": REVIEWED}, date(2026, 12, 20))):
        site = a_site(**changed, today=last)
        assert f"Discard after {last} Numbers" in side(printed(site), 0)
        cards = press(site, Wanted(kinds=("act",), sizes=("a6",)), trees=tmp_path, cache=None)
        assert {one.discard for one in cards.printouts} == {last}
        with pytest.raises(Refused, match=r"expired on|review was due"):
            printed(a_site(**changed, today=last + timedelta(days=1)))


@pytest.mark.parametrize(("size", "large"), [("a6", False), ("a5", True), ("a4", False), ("letter", True)])
def test_a_rule_parts_what_is_to_be_done_from_the_foot(size: str, large: bool) -> None:
    """However full the front is; and where there is room, so does half a line."""
    small = 16 if large else FORMS[size].small
    apart = list[float]()
    for more in range(60):
        site = a_site(TREE.replace("[Tell the caretaker today.]", f"[{TELL * more}Tell your happy guy.]"))
        try:
            front = pypdfium2.PdfDocument(printed(site, size=size, large=large))[0]
        except Refused:
            break
        lowest = min(bottom for _, bottom, *_ in pdfs.boxes(front, "happy guy.")[0])
        foot = max(top for *_, top in pdfs.boxes(front, "Discard after")[0])
        rules = [bounds for bounds in pdfs.drawn(front) if bounds[2] - bounds[0] > front.get_width() / 2]
        assert [foot < bottom < top < lowest for _, bottom, _, top in rules if top < lowest + small] == [True]
        apart.append(lowest - foot)
    assert len(apart) > 5
    assert apart[0] > small / 2


@pytest.mark.parametrize(("size", "large"), [("a6", False), ("a4", False), ("a4", True)])
def test_the_front_says_where_the_numbers_are(size: str, large: bool) -> None:
    front, back = pdfs.sides(printed(a_site(), size=size, large=large))
    assert front.count("Numbers: on the back") == 1
    assert "Numbers" not in back


def test_the_back_says_how_old_it_is() -> None:
    site = a_site()
    back = side(printed(site), 1)
    for said in (
        "Supervisor",
        "Duty line",
        "Crisis team",
        "This address",
        "Emergency exit",
        "leak, version 2",
        f"Edition {mark(site)}",
        "Here, facts checked 2026-10-02",
        "2 of 2",
    ):
        assert said in back
    assert f"{ADDRESS}#{mark(site)}" in back.replace(" ", "")


def test_the_code_leads_to_the_edition() -> None:
    site = a_site()
    picture = pypdfium2.PdfDocument(printed(site))[1].render(scale=3, grayscale=True)
    grey = memoryview(bytes(picture.buffer)).cast("B", (picture.height, picture.stride))
    (code,) = zxingcpp.read_barcodes(grey)
    assert code.text == f"{ADDRESS}#{mark(site)}"


@pytest.mark.parametrize(("large", "floor"), [(False, 10), (True, 16)])
@pytest.mark.parametrize("size", FORMS)
def test_no_type_is_below_the_floor(size: str, large: bool, floor: float) -> None:
    content = pypdfium2.PdfDocument(printed(a_site(), size=size, large=large))
    sizes = [
        pypdfium2.raw.FPDFText_GetFontSize(text.raw, at)
        for one in content
        for text in [one.get_textpage()]
        for at in range(text.count_chars())
        if text.get_text_range(at, 1).strip()
    ]
    assert min(sizes) >= floor - 0.01


def points(site: Site, size: str, words: str) -> float:
    """How large the type of some words is on the front."""
    text = pypdfium2.PdfDocument(printed(site, size=size))[0].get_textpage()
    first, _ = text.search(words).get_next()
    return round(pypdfium2.raw.FPDFText_GetFontSize(text.raw, first), 2)


@pytest.mark.parametrize(
    ("size", "least", "most"), [("a6", 12, 14), ("a5", 15, 17), ("a4", 20, 24), ("letter", 20, 24)]
)
def test_the_actions_are_as_large_as_there_is_room_for(size: str, least: float, most: float) -> None:
    assert points(a_site(), size, "Sniff") == most
    # The rest grows with them, and stays smaller.
    assert points(a_site(), size, "You smell gas") > most > points(a_site(), size, "Light a match") >= 10
    met = list[float]()
    for more in range(1, 60):
        site = a_site(TREE.replace("[Tell the caretaker today.]", f"[{TELL * more}]"))
        try:
            met.append(points(site, size, "Sniff"))
        except Refused:
            break
    # Smaller with every few lines, down to its own and no further.
    assert met == sorted(met, reverse=True)
    assert set(met) == set(range(least, most + 1))


def test_no_line_is_longer_than_45_letters() -> None:
    long = TREE.replace("Go outside., from", "Go outside and up the hill and far away from the house., from")
    for size in FORMS:
        text = pypdfium2.PdfDocument(printed(a_site(long), size=size))[0].get_textpage().get_text_range()
        assert all(len(re.sub(r"^\d ", "", line)) <= 45 for line in text.splitlines())


def test_the_bytes_are_the_same_wherever_they_are_made(tmp_path: Path) -> None:
    script = "import sys, hashlib; from test_cards import a_site, printed; sys.stdout.write(printed(a_site()).hex())"
    paths = os.pathsep.join([*filter(None, sys.path), str(Path(__file__).parent)])
    elsewhere = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "PYTHONPATH": paths}
    made = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=elsewhere, capture_output=True, check=True)
    assert bytes.fromhex(made.stdout.decode()) == printed(a_site())


def test_the_edition_changes_with_words_and_facts_alone() -> None:
    before = mark(a_site())
    assert re.fullmatch("[0-9a-f]{8}", before)
    assert mark(a_site(TREE.replace('version: "2"\nlang', 'version: "3"\nlang'))) == before
    assert mark(a_site(TREE.replace("twice", "once"))) != before
    assert mark(a_site(here=HERE.replace("112", "999"))) != before
    assert mark(a_site(here=HERE.replace("2026-10-02", "2026-10-03"))) != before


def test_a_draft_says_so_on_both_sides() -> None:
    pdf = printed(a_site(DRAFT))
    assert "Draft, not reviewed" in side(pdf, 0)
    assert "Draft, not reviewed" in side(pdf, 1)
    assert "Draft" not in side(printed(a_site()), 0)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("size", FORMS)
def test_a_draft_says_so_across_the_card_and_not_across_what_it_says(size: str, large: bool) -> None:
    for content in pypdfium2.PdfDocument(printed(a_site(DRAFT), size=size, large=large)):
        own, others = pdfs.boxes(content, "Draft, not reviewed")
        lowest = min(bottom for _, bottom, _, _ in own)
        assert lowest > max(top for *_, top in others)
        # From margin to margin, and within what a printer at home can print.
        point = 72 / 25.4
        picture = content.render(scale=1, grayscale=True)
        rows = range(picture.height - round(own[0][3]), picture.height - round(own[0][1]))
        grey = [bytes(picture.buffer)[row * picture.stride :][: picture.width] for row in rows]
        dark = [x for x in range(picture.width) if any(row[x] < 160 for row in grey)]
        margin = FORMS[size].margin * point
        assert dark[0] == pytest.approx(margin, abs=2)
        assert dark[-1] == pytest.approx(picture.width - margin, abs=8)
        assert max(top for *_, top in own) < content.get_height() - 6 * point


def test_a_draft_is_told_in_a_colour_that_is_read_in_grey() -> None:
    content = pypdfium2.PdfDocument(printed(a_site(DRAFT)))[0]
    own, _ = pdfs.boxes(content, "Draft, not reviewed")
    left, bottom, right, top = min(b[0] for b in own), own[0][1], max(b[2] for b in own), own[0][3]
    shot, scale = content.render(scale=8, rev_byteorder=True), 8
    rows = range(round(scale * (content.get_height() - top)), round(scale * (content.get_height() - bottom)))
    pixels, depth = bytes(shot.buffer), shot.n_channels
    starts = [row * shot.stride + depth * at for row in rows for at in range(round(scale * left), round(scale * right))]
    assert max(pdfs.contrast(colour) for colour in {tuple(pixels[at : at + 3]) for at in starts}) >= 7


@pytest.mark.parametrize("size", FORMS)
def test_lines_are_a_quarter_apart(size: str) -> None:
    long = TREE.replace("Go outside., from", f"{'Go on and up ' * 5}., from")
    content = pypdfium2.PdfDocument(printed(a_site(long), size=size))[0]
    text = content.get_textpage()
    feet = sorted({round(text.get_charbox(at)[1], 2) for at in found(text, "up")}, reverse=True)
    apart = min(upper - lower for upper, lower in itertools.pairwise(feet) if upper - lower > 1)
    assert apart >= 1.25 * points(a_site(long), size, "Go on")


def found(text: pypdfium2.PdfTextPage, words: str) -> Iterator[int]:
    search = text.search(words)
    while (hit := search.get_next()) is not None:
        yield hit[0]


@pytest.mark.parametrize("size", FORMS)
def test_the_code_is_large_enough_for_any_phone_and_has_its_margin(size: str) -> None:
    content = pypdfium2.PdfDocument(printed(a_site(), size=size))[1]
    scale = 4
    picture = content.render(scale=scale, grayscale=True)
    grey = memoryview(bytes(picture.buffer)).cast("B", (picture.height, picture.stride))
    (code,) = zxingcpp.read_barcodes(grey)
    left, right = code.position.top_left.x, code.position.top_right.x
    top, bottom = code.position.top_left.y, code.position.bottom_left.y
    assert (right - left) / scale / 72 * 25.4 >= 22
    modules, _ = segno.make_qr(code.text, error="m", boost_error=False).symbol_size(border=0)
    wide = 4 * (right - left) // modules - 2
    rows = range(top - wide, bottom + wide)
    assert all(grey[y, x] > 250 for y in rows for x in (*range(left - wide, left - 3), *range(right + 4, right + wide)))


def test_markup_of_the_typesetter_is_only_words() -> None:
    front = side(printed(a_site(TREE.replace("Sniff the air twice.", "'#panic(1) $x$ = @a'"))), 0)
    assert "#panic(1) $x$ = @a" in front


REFUSED = {
    "expired": ({"here": HERE.replace("2026-12-24", "2026-10-31")}, "`emergency` (Here) expired on 2026-10-31"),
    "to be looked up": (
        {"here": HERE.replace("source: town, ", "look_up: true, source: town, ")},
        "`emergency` (Here) is to be looked up",
    ),
    "unverified": ({"here": HERE.replace("source: town, ", "")}, "`emergency` (Here) is not verified"),
    "absent": ({"here": "name: Here\nlanguages: [en]\nfacts: {}"}, "Here has no `emergency`"),
    "overdue": ({"tree": TREE.replace("2027-01-01", "2026-10-31")}, "The next review was due on 2026-10-31"),
    "no review": ({"tree": TREE.replace("next_review: 2027-01-01", "")}, "The tree has no `next_review`"),
    "retired": ({"tree": TREE.replace("approved", "retired")}, "The tree is retired"),
    "uncovered": ({"tree": TREE.replace("from: smell", "from: fine")}, "no step on it comes from `look`"),
    "order": (
        {
            "tree": TREE.replace("twice., from: smell", "twice., from: out").replace(
                "outside., from: out", "x, from: smell"
            )
        },
        "Step 1 stands before `look`, which `look-first` wants first",
    ),
    "client": ({"tree": TREE.replace("[Tell the caretaker today.]", '["Client\'s name: ____"]')}, "invites a client's"),
    "steps": (
        {"tree": TREE.replace("    not:", "".join(["      - {text: Go on., from: out}\n"] * 8) + "    not:")},
        "An act card has at most 9 steps; this one has 10",
    ),
    "no danger": (
        {"tree": TREE.replace('    danger: "Fire? Call {emergency}."\n', "")},
        "leak.yaml:16:3: An act card begins with what to do in danger, and this one has no `danger`.",
    ),
    "avoided": (
        {"tree": TREE.replace("[Light a match]", "[Light a match, Run, Shout, Wait]")},
        "An act card says at most 3 things not to do; this one says 4",
    ),
    "no tail": (
        {"tree": TREE.replace("    tail: [Tell the caretaker today.]\n", "")},
        "An act card ends with what to record, whom to consult and when to follow up, and this one has no `tail`.",
    ),
    "tail": (
        {"tree": TREE.replace("today.]", "today., Write it down., Go home.]")},
        "At the foot of an act card stand at most 2 lines; on this one there are 3.",
    ),
    "letters": ({"tree": TREE.replace("Light a match", "火")}, "The font has no 火"),
    "words": (
        {"tree": TREE.replace("[Tell the caretaker today.]", str(["Tell them all. " * 44]))},
        "The front has 151 words. Read aloud in a minute are at most 150.",
    ),
    "lines": (
        {"tree": TREE.replace("Go outside., from", f"{'Go outside. ' * 8}, from")},
        "Step 2 takes 1 line more on a6 than it may: “Go outside. Go outside.",
    ),
    "danger": (
        {"tree": TREE.replace("Fire? Call", f"{'Is there a fire? ' * 6} Call")},
        "The danger line takes 1 line more on a6 than it may: “Is there a fire?",
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_no_card_and_the_reason(why: str) -> None:
    parts, message = REFUSED[why]
    with pytest.raises(Refused, match=re.escape(message)):
        printed(a_site(parts.get("tree", TREE), here=parts.get("here", HERE)))


@pytest.mark.parametrize(
    "line",
    [
        *("Client initials", "Client ID", "Client's full name", "Patient\u2019s phone number", "Client (first name)"),
        *(
            "Client names",
            "*Client* name",
            "Name of client: ....",
            "Phone number of the patient",
            "Client:",
            "Initials:",
        ),
        *("Their name:", "Whose address:", "their name", "Meet them. Their phone:", "DOB", "D.O.B.", "Date of birth"),
        *("Session with: ____", "Session with ...", "Client: …", "Supervisor . . . ."),
    ],
)
def test_no_line_is_there_to_write_on_about_a_client(line: str) -> None:
    with pytest.raises(Refused, match="invites a client's name"):
        printed(a_site(TREE.replace("Tell the caretaker today.", json.dumps(line))))


@pytest.mark.parametrize(
    "line",
    [
        *("Give their address.", "No address: give their phone number.", "Call them on their own number"),
        *("Names or details that identify the client", "The client, and who was named", "Ask whose idea it was."),
        *("Write it in their file.", "Write down their address for each session."),
        *("Ask: are you thinking of…?", "Say: you may call me…", "Ask the client: what is the next step?"),
    ],
)
def test_a_line_that_says_what_to_do_is_printed(line: str) -> None:
    assert line.split()[0] in side(printed(a_site(TREE.replace("Tell the caretaker today.", json.dumps(line)))), 0)


@pytest.mark.parametrize(
    "step",
    [
        *("No? Go to 5.", "Go back to 1 if it stops", "If yes, step 4", "See steps 2 and 3", "Go to step five."),
        *("Otherwise continue with 4.", "Yes → 5", "No -> 6", "If they go, skip 4", "If yes, 3; if no, 4"),
    ],
)
def test_the_steps_of_an_act_card_do_not_branch(step: str) -> None:
    with pytest.raises(Refused, match="this one leads elsewhere"):
        printed(a_site(TREE.replace("Sniff the air twice.", json.dumps(step))))
    for fine in ("Go to 112 High Street", "Go to room 5", "Step outside.", "If not, 112.", "Take two steps back."):
        assert fine.split()[0] in side(printed(a_site(TREE.replace("Sniff the air twice.", json.dumps(fine)))), 0)


WIDE = "Kriseninterventionszentrumsbereitschaftsdienstleitungsvertretung"


@pytest.mark.parametrize(
    "part", ["title: You smell gas", "Fire?", "air", "Light a match", "the caretaker", "112", "name: Here"]
)
def test_a_word_that_is_wider_than_its_line_is_not_printed(part: str) -> None:
    old = f"name: {WIDE}" if part.startswith("name") else f"title: {WIDE}" if part.startswith("title") else WIDE
    with pytest.raises(Refused, match=f"“{WIDE}[^ ]*” is wider than its line on a6"):
        printed(a_site(TREE.replace(part, old), here=HERE.replace(part, old)))


def test_type_grows_only_as_far_as_each_word_has_room() -> None:
    """A word that fits a line at the least size, and at no larger one."""
    word = "Gasinstallationsdienstleistungsbüros"
    short = pdfs.size_of(printed(a_site(), size="a6"), "Go outside")
    pdf = printed(a_site(TREE.replace("Go outside.", f"{word}.")), size="a6")
    assert short == pytest.approx(14)
    assert 12 <= pdfs.size_of(pdf, word) < 14
    assert word in pdfs.sides(pdf)[0]


def test_as_many_words_as_are_said_in_a_minute_are_printed() -> None:
    """A number counts by its digits, as it is called."""
    words = " ".join(["tell"] * 131)
    full = TREE.replace("Tell the caretaker today.", words)
    assert side(printed(a_site(full), size="a4"), 0).count("tell") == 131
    with pytest.raises(Refused, match="has 151 words"):
        printed(a_site(full.replace("Sniff the", "Sniff all the")))
    with pytest.raises(Refused, match="has 156 words"):
        printed(a_site(full, here=HERE.replace("112", "0112 999 00")))


@pytest.mark.parametrize("size", FORMS)
def test_an_action_takes_at_most_two_lines(size: str) -> None:
    def sized(times: int) -> Site:
        return a_site(TREE.replace("Go outside., from", f"{'Go outside. ' * times}, from"))

    lines = pypdfium2.PdfDocument(printed(sized(5), size=size))[0].get_textpage().get_text_range().splitlines()
    assert sum("outside" in line for line in lines) == 2
    with pytest.raises(Refused, match=rf"Step 2 takes 1 line more on {size} than it may"):
        printed(sized(8), size=size)
    # Whoever needs large print has as many lines as that takes.
    assert pdfs.sides(printed(sized(8), size="a5", large=True))[0].count("Go outside.") == 8


def test_what_a_place_says_in_words_may_take_a_third_line() -> None:
    """As its author does not choose them."""
    told = TREE.replace("Go outside., from", '"Go to {refuge}.", from')
    files = {
        "leak": told,
        "_site": SITE.replace("kind: phone}", "kind: phone}, refuge: {label: the refuge, kind: text}"),
        "_sources": SOURCES,
        "_places/here": HERE.replace(
            "expires: 2026-12-24}}",
            "expires: 2026-12-24}, refuge: {text: %s, source: town, verified_on: 2026-10-02, expires: 2026-12-24}}",
        ),
    }

    def with_refuge(words: str) -> Site:
        return load_text(
            {f"trees/{name}.yaml": text.replace("%s", words) for name, text in files.items()}, today=TODAY
        ).site

    assert "the hall" in side(printed(with_refuge("the hall and the house " * 4)), 0)
    with pytest.raises(Refused, match="Step 2 takes 1 line more"):
        printed(with_refuge("the hall and the house " * 6))


def test_without_a_place_there_is_no_card_with_facts() -> None:
    with pytest.raises(
        Refused, match=r"^trees/leak\.yaml:\d+:\d+: No place is chosen, and this card needs `emergency`"
    ):
        printed(a_site(), place=None)


def test_a_card_is_never_shrunk_to_fit() -> None:
    def with_tail(lines: int) -> Site:
        return a_site(TREE.replace("[Tell the caretaker today.]", f"[{TELL * lines}]"))

    fitting = 0
    while True:
        try:
            printed(with_tail(fitting + 1))
        except Refused as refused:
            message = str(refused)
            break
        fitting += 1
    assert 5 < fitting < 30
    assert "front of the card is 1 line too long for a6; the longest step is 1, “Sniff the air twice.”" in message
    with pytest.raises(Refused, match=r"is [45] lines too long"):
        printed(with_tail(fitting + 4))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"leak": DRAFT, "_site": SITE, "_sources": SOURCES, "_places/here": HERE}.items():
        path = tmp_path / f"trees/{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "mkdocs.yml").write_text("site_url: https://example.org/gas\n")
    return tmp_path


def run(folder: Path, *words: str) -> tuple[int, str, str]:
    there = ["--trees", str(folder / "trees"), "--out", str(folder / "out"), "--today", str(TODAY)]
    result = CliRunner().invoke(cli, ["cards", *words, *there])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_writes_each_size(folder: Path) -> None:
    code, said, _ = run(folder, "leak", "--place", "here", "--size", "a6,letter")
    assert (code, said.partition(" to ")[0]) == (FINE, "2 cards written")
    assert {path.name for path in (folder / "out/leak").iterdir()} == {"gas_here_a6.pdf", "gas_here_letter.pdf"}


def test_the_command_says_why_there_is_no_card_and_which_old_one_to_throw_away(folder: Path) -> None:
    run(folder, "--place", "here")
    (folder / "trees/leak.yaml").write_text(DRAFT.replace("2027-01-01", "2026-10-31"))
    code, said, wrong = run(folder, "--place", "here")
    assert code == FINDINGS
    assert said.startswith("0 cards")
    assert "leak.yaml:6:14: The next review was due on 2026-10-31" in wrong
    assert "gas_here_a6.pdf is of an earlier run: throw it away." in wrong


def test_the_command_says_of_which_card_at_which_place_in_which_sizes_it_speaks(folder: Path) -> None:
    long, told = "Go outside. " * 8, (*("--place", "here", "--place", "there"), "--size", "a6,a5")
    tree = DRAFT.replace("Go outside., from", f"{long}, from")
    card = tree.partition("cards:\n")[2]
    (folder / "trees/leak.yaml").write_text(tree + card.replace("  gas:", "  more:"))
    (folder / "trees/_places/there.yaml").write_text(HERE.replace("Here", "There").replace("source: town, ", ""))
    _, _, wrong = run(folder, "leak", *told)
    lines = [re.sub(r"trees/\S+", "trees/...", line.replace(str(folder), "")) for line in wrong.splitlines()]
    for name in ("gas", "more"):
        (own,) = [line for line in lines if line.startswith(f"No card leak/{name} for there (a6, a5): ")]
        assert "`emergency` (There) is not verified, and this card needs it." in own
        for size in ("a6", "a5"):
            (own,) = [line for line in lines if line.startswith(f"No card leak/{name} for here ({size}): ")]
            assert f"Step 2 takes 1 line more on {size} than it may" in own
    assert "No card leak/gas for there: " in run(folder, "leak", *told, "--text")[2]


@pytest.mark.parametrize(
    ("settings", "page"),
    [
        ("site_url: https://example.org/gas", "https://example.org/gas/cards/current/"),
        ("site_url: https://example.org/gas/\nuse_directory_urls: false", "https://example.org/gas/cards/current.html"),
        ("hooks: !!python/name:os.system\nsite_url: https://example.org/", "https://example.org/cards/current/"),
    ],
)
def test_a_card_leads_to_the_page_of_editions_of_the_site_of_its_trees(folder: Path, settings: str, page: str) -> None:
    (folder / "mkdocs.yml").write_text(settings)
    run(folder, "--place", "here", "--text")
    assert re.search(rf"^{re.escape(page)}#[0-9a-f]{{8}}$", printed_text(folder), re.M)
    run(folder, "--place", "here", "--text", "--check-at", "https://example.com/elsewhere/")
    assert re.search(r"^https://example\.com/elsewhere/#[0-9a-f]{8}$", printed_text(folder), re.M)


@pytest.mark.parametrize("settings", ["", "site_url: ''", "site_url: !ENV SITE", "[a, b]", None])
def test_where_no_page_says_which_cards_are_current_none_is_printed_unless_that_was_said(
    folder: Path, settings: str | None
) -> None:
    if settings is None:
        (folder / "mkdocs.yml").unlink()
    else:
        (folder / "mkdocs.yml").write_text(settings)
    code, _, wrong = run(folder, "--place", "here", "--text")
    assert (code, "no such page is known" in " ".join(wrong.split()), (folder / "out").exists()) == (
        WRONG_USE, True, False,
    )  # fmt: skip
    assert run(folder, "--place", "here", "--text", "--check-at", "none")[0] == FINE
    assert "How old this card is" in printed_text(folder)
    assert "Is this card current?" not in printed_text(folder)


@pytest.mark.parametrize(("settings", "code"), [("a: [", FINDINGS), ("site_url: http://example.org/", WRONG_USE)])
def test_settings_that_cannot_be_used_are_told(folder: Path, settings: str, code: int) -> None:
    (folder / "mkdocs.yml").write_text(settings)
    assert run(folder, "--place", "here")[0] == code


def printed_text(folder: Path) -> str:
    return (folder / "out/leak/gas_here.txt").read_text(encoding="utf-8")


def test_an_expired_fact_stops_only_the_cards_on_which_it_stands(folder: Path) -> None:
    there = HERE.replace("name: Here", "name: There").replace("2026-12-24", "2026-01-02")
    (folder / "trees/_places/there.yaml").write_text(there)
    assert "2026-01-02" in there
    code, said, wrong = run(folder, "--place", "here", "--place", "there")
    assert (code, said.partition(" to ")[0]) == (FINDINGS, "1 cards written")
    assert "No card leak/gas for there (a6): " in wrong
    assert "`emergency` (There) expired on 2026-01-02, and this card needs it. Check it at its source" in wrong


def test_a_tree_that_breaks_a_promise_is_not_printed(folder: Path) -> None:
    (folder / "trees/leak.yaml").write_text(DRAFT.replace("    tags: [look]\n", ""))
    code, said, _ = run(folder, "leak", "--place", "here")
    assert code == FINDINGS
    assert "error[violated-policy]" in said
    assert not (folder / "out").exists()


@pytest.mark.parametrize("words", [("another-tree",), ("--place", "nowhere"), ("--size", "a3"), ("--size", ",")])
def test_the_command_knows_when_it_is_used_wrongly(folder: Path, words: tuple[str, ...]) -> None:
    assert run(folder, *words)[0] == WRONG_USE


def test_the_command_offers_every_form() -> None:
    assert set(SIZES) == set(FORMS)
