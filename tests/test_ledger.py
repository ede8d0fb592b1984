"""The ledger of editions: what the command adds, that it adds nothing twice, and what is no ledger."""

import json
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.cards import ledger
from fingerpost.cli import FINDINGS, FINE, WRONG_USE, cli
from fingerpost.failures import Failure
from fingerpost.model import Edition
from fingerpost.renderers.replacing import note
from support.today import TODAY
from test_site_cards import LEAK, PLACE, SITE, SOURCES, a_site, printed

LATER = date(2026, 12, 25)

EDITIONS = st.builds(
    Edition,
    tree=st.sampled_from(["leak", "fire", ""]),
    card=st.sampled_from(["gas", "act", "_learn"]),
    place=st.sampled_from(["", "here"]),
    since=st.dates(),
    edition=st.text("0123456789abcdef", min_size=8, max_size=8),
    lines=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3).map(tuple),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)  # where the cache is kept
    here = PLACE % ("Here", "112", "2026-12-24")
    for name, text in {"leak": LEAK, "_site": SITE, "_sources": SOURCES, "_places/here": here}.items():
        path = tmp_path / f"trees/{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def run(folder: Path, *words: str, today: str = "2026-11-01") -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["ledger", "--trees", str(folder / "trees"), "--today", today, *words])
    return result.exit_code, result.output


def told(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "trees/_cards.jsonl").read_text().splitlines()]


def test_an_edition_is_added_once_and_keeps_its_first_day(folder: Path) -> None:
    code, said = run(folder)
    assert (code, said.splitlines()[-1].partition(": ")[2]) == (FINE, "4 editions added")
    before = (folder / "trees/_cards.jsonl").read_bytes()
    assert run(folder, today="2026-11-02")[1].endswith("0 editions added\n")
    assert (folder / "trees/_cards.jsonl").read_bytes() == before
    assert [(one["tree"], one["card"], one["place"], one["since"]) for one in told(folder)] == [
        ("", "_index", "here", "2026-11-01"),
        ("leak", "_booklet", "here", "2026-11-01"),
        ("leak", "_learn", "here", "2026-11-01"),
        ("leak", "gas", "here", "2026-11-01"),
    ]


def test_a_changed_card_is_a_new_line_below_the_old(folder: Path) -> None:
    run(folder)
    (folder / "trees/leak.yaml").write_text(LEAK.replace("twice", "once"))
    code, said = run(folder, "--check", today="2026-11-02")
    assert (code, said.splitlines()[-1].partition(": ")[2]) == (FINDINGS, "3 editions missing")
    run(folder, today="2026-11-02")
    # The booklet and the index card list it with its edition.
    assert [(one["card"], one["since"][-1]) for one in told(folder)] == [
        *(("_index", day) for day in "12"),
        *(("_booklet", day) for day in "12"),
        ("_learn", "1"),
        *(("gas", day) for day in "12"),
    ]
    assert run(folder, "--check")[0] == FINE


def test_a_card_that_must_not_be_printed_is_no_edition(folder: Path) -> None:
    run(folder, today="2027-03-01")
    assert not (folder / "trees/_cards.jsonl").exists()


def test_what_two_people_added_becomes_one_again(folder: Path) -> None:
    run(folder)
    path = folder / "trees/_cards.jsonl"
    line = path.read_text()
    path.write_text(line.replace("2026-11-01", "2026-11-09") + line)
    run(folder)
    assert path.read_text() == line


# The note of a release ------------------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def test_the_note_says_which_cards_to_replace_and_what_changed_since_the_last_record(folder: Path) -> None:
    run(folder)
    old = {one["card"]: one["edition"] for one in told(folder)}
    before = (folder / "trees/_cards.jsonl").read_bytes()
    assert run(folder, "--note") == (FINE, "No card is to be replaced.\n")
    (folder / "trees/leak.yaml").write_text(LEAK.replace("Sniff the air twice.", '"Sniff *twice* & <b>wait</b>."'))
    code, said = run(folder, "--note", today="2026-11-02")
    assert (folder / "trees/_cards.jsonl").read_bytes() == before
    run(folder, today="2026-11-02")
    new = {one["card"]: one["edition"] for one in told(folder) if one["since"] == "2026-11-02"}
    assert (code, said.splitlines()) == (
        FINE,
        [
            "## Replace these cards",
            "",
            "Throw away each card whose edition stands here before an arrow, and print the one behind it. "
            "The edition stands on both sides of a card.",
            "",
            "### Leak",
            "",
            f"- **You smell gas**: Here {old['gas']} → {new['gas']}.",
            "  - No longer on it: “Sniff the air twice.”",
            r"  - New on it: “Sniff twice & \<b\>wait\</b\>.”",
            f"- **Booklet: Leak**: Here {old['_booklet']} → {new['_booklet']}.",
            "  - A booklet is too long to be compared here. Read the new one.",
            "",
            "### The whole site",
            "",
            f"- **Index card: Cards that are current: Here**: Here {old['_index']} → {new['_index']}.",
        ],
    )
    assert run(folder, "--note", today="2026-11-02")[1] == "No card is to be replaced.\n"


def test_the_note_can_be_since_a_revision(folder: Path) -> None:
    git(folder, "init", "-q")
    run(folder)
    git(folder, "add", "trees")
    git(folder, "commit", "-qm", "One")
    for day, words in ((2, "once"), (3, "thrice")):
        (folder / "trees/leak.yaml").write_text(LEAK.replace("twice", words))
        run(folder, today=f"2026-11-0{day}")
    editions = {one["since"]: one["edition"] for one in told(folder) if one["card"] == "gas"}
    said = run(folder, "--note", "--since", "HEAD", today="2026-11-03")[1]
    assert f"Here {editions['2026-11-01']} → {editions['2026-11-03']}." in said
    assert editions["2026-11-02"] not in said
    (folder / "trees/leak.yaml").write_text(LEAK)
    # It is again as it was then.
    assert run(folder, "--note", "--since", "HEAD", today="2026-11-04")[1] == "No card is to be replaced.\n"


@pytest.mark.parametrize(
    ("change", "today", "said"),
    [
        (("  gas:", "  odour:"), TODAY, ". Throw it away. There is no card in its place."),
        (("x", "x"), LATER, ". Take it down until it is printed again: “the emergency number” (Here) expired on"),
        (("twice", "once"), LATER, ". Throw it away. The card in its place is not printed now: “the emergency"),
    ],
)
def test_the_note_says_what_to_do_where_there_is_no_card_in_its_place(
    tmp_path: Path, change: tuple[str, str], today: date, said: str
) -> None:
    past = ledger.added((), printed(a_site(), tmp_path).printouts, TODAY)
    site = a_site(LEAK.replace(*change), today=today)
    lines = note(replace(printed(site, tmp_path), ledger=past), site)
    (line,) = [one for one in lines if one.startswith(f"- **You smell gas**: Here {past[0].edition}")]
    assert said in line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "HEAD"), "--since goes with --note"),
        (("--note", "--check"), "Say --note or --check"),
    ],
)
def test_a_note_is_asked_for_in_one_way(folder: Path, words: tuple[str, ...], said: str) -> None:
    code, told = run(folder, *words)
    assert code == WRONG_USE
    assert said in told


def test_a_revision_without_a_ledger_is_said_so(folder: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", "trees")
    git(folder, "commit", "-qm", "One")
    for revision, said in (("HEAD", "There is no trees/_cards.jsonl in HEAD."), ("never", "never is neither a folder")):
        result = CliRunner().invoke(cli, ["ledger", "--trees", "trees", "--note", "--since", revision])
        assert said in f"{result.output}{result.exception}"


@given(st.lists(EDITIONS, max_size=8))
def test_a_ledger_is_read_back_in_one_order_whatever_was_merged(editions: list[Edition]) -> None:
    once = ledger.read(ledger.written(editions))
    assert ledger.read(ledger.written(once)) == once
    assert ledger.read(ledger.written(reversed(editions))) == once
    assert {(one.tree, one.edition) for one in once} == {(one.tree, one.edition) for one in editions}


SOUND = '{"tree": "t", "card": "c", "place": "", "since": "2026-11-01", "edition": "0123abcd", "lines": ["x"]}'


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< ours",
        "[]",
        "3",
        "[" * 50_000,
        SOUND.replace("2026-11-01", "yesterday"),
        SOUND.replace('"c"', '"../c"'),
        SOUND.replace('"c"', "1"),
        SOUND.replace("0123abcd", "0123ABCD"),
        SOUND.replace('["x"]', "[1]"),
        SOUND.replace('["x"]', '"x"'),
        SOUND.replace('"place": "", ', ""),
        SOUND.replace("{", '{"more": 1, '),
    ],
)
def test_what_is_no_edition_is_pointed_at(folder: Path, line: str) -> None:
    (folder / "trees/_cards.jsonl").write_text(f"{SOUND}\n{line}\n")
    with pytest.raises(Failure, match=r"_cards\.jsonl: Line 2 is not an edition of a card"):
        ledger.ledger_of(folder / "trees")
    assert ledger.read(SOUND) != ()


def test_a_ledger_that_is_a_link_or_not_text_or_too_large_is_refused(folder: Path) -> None:
    path = folder / "trees/_cards.jsonl"
    path.write_bytes(b"\xff")
    with pytest.raises(Failure):
        ledger.ledger_of(folder / "trees")
    path.write_bytes(b" " * 10_000_001)
    with pytest.raises(Failure, match="larger than 10 MB"):
        ledger.ledger_of(folder / "trees")
    path.unlink()
    path.symlink_to(folder / "trees/leak.yaml")
    with pytest.raises(Failure, match="is a link"):
        ledger.ledger_of(folder / "trees")


def test_a_site_that_breaks_a_promise_gets_no_ledger(folder: Path) -> None:
    (folder / "trees/leak.yaml").write_text(LEAK.replace("no: fine", "no: fin"))
    assert run(folder)[0] == FINDINGS
    assert run(folder, "--today", "then")[0] == WRONG_USE


def test_the_ledger_of_our_own_trees_is_as_the_command_writes_it() -> None:
    path = Path(__file__).parents[1] / "trees/_cards.jsonl"
    assert ledger.written(ledger.read(path.read_text(encoding="utf-8"))) == path.read_text(encoding="utf-8")
    assert all(one.since <= date.today() for one in ledger.read(path.read_text(encoding="utf-8")))
