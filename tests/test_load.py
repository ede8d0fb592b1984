"""What authors really get wrong, each with its message; a new case is a new file in `load/`, and --snapshot-update."""

import random
import re
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fingerpost.load import CODES, Loaded, events, load_text
from fingerpost.load.events import read
from fingerpost.load.values import MappingValue, span
from fingerpost.model import Placed, Question, Ref, Text, ref_at, text_at
from fingerpost.source import Source, Span
from support.mending import mended
from support.scribbling import scribbled, tree
from support.telling import told
from support.today import TODAY

CASES = sorted((Path(__file__).parent / "load").glob("*.yaml"))
NAME = "trees/kettle.yaml"


def load(text: str) -> Loaded:
    return load_text({NAME: text}, today=TODAY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_message(case: Path, pytestconfig: pytest.Config) -> None:
    text = case.read_text(encoding="utf-8")
    said = told(load(text).diagnostics, Source(path=NAME, text=text))
    golden = case.with_suffix(".txt")
    if pytestconfig.getoption("update_snapshots"):
        golden.write_text(said, encoding="utf-8")
    assert said
    assert said == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_mends_lead_to_a_file_without_these_mistakes(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    before = load(text).diagnostics
    after = load(mended(text, before)).diagnostics
    offered = {one.message for one in before if one.fixes}
    assert not offered & {one.message for one in after}
    assert len(after) <= len(before) - len(offered)


def test_messages_are_in_an_authors_words() -> None:
    """No word of the libraries gets through, and every code but those of whole files has a case."""
    text = "".join(case.with_suffix(".txt").read_text(encoding="utf-8") for case in CASES)
    assert not re.search(r"expected|scalar|mapping|sequence|parsing|scanning|token|null|instance|schema", text)
    assert set(re.findall(r"error\[([a-z0-9-]+)\]", text)) == CODES.keys() - {"not-utf-8", "too-large", "unsafe-file"}


# Sentences --------------------------------------------------------------------------------------------------------

WORDS = ("Say", "hello", "don't", "now", "yes", "to", "text", "do", "tree", "other", "12", "é")
MARKS = (": ", ":", " #", "# ", "'", '"', *"{}[]*&!|>%@`", ", ", "- ", "-", "? ", "?", " ", "  ", ".", "\\")
SENTENCES = st.lists(st.sampled_from(WORDS + MARKS), min_size=1, max_size=8).map("".join).map(str.strip).filter(bool)
PLACES = {
    "the text of a step": ("    outcome: {}\n    why: It may boil\n", lambda node: node.text.value),
    "an item": (
        "    outcome: Done\n    do:\n      - {}\n      - Wait\n    why: It may boil\n",
        lambda node: node.do[0].value,
    ),
    "the end of the file": ("    outcome: Done\n    do:\n      - Wait\n      - {}", lambda node: node.do[1].value),
}
HEAD = "title: The kettle\nnodes:\n  look:\n    question: Is it on?\n    options: {yes: end, no: end}\n  end:\n"


@pytest.mark.parametrize("place", PLACES)
@example(sentence="Look closely: is it on?")
@example(sentence="Kettle #1 or another")
@example(sentence="{emergency} call")
@example(sentence="- : ' #")
@given(sentence=SENTENCES)
def test_a_sentence_is_read_as_written_or_refused(place: str, sentence: str) -> None:
    """Nothing is lost in silence; and when all mends are made and nothing is left, it says what was written."""
    before, after = PLACES[place][0].split("{}")
    text = HEAD + before + sentence + after
    loaded = load(text)
    for _ in range(4):
        text = mended(text, loaded.diagnostics)
        loaded = load(text)
    if loaded.diagnostics or sentence[0] in "'\"":  # an author's own quotes are not part of the words
        return
    read = PLACES[place][1](loaded.site.trees["kettle"].nodes["end"])
    assert read in (sentence, re.split(" +# ", sentence + " ")[0])


@given(sentences=st.lists(SENTENCES, min_size=2, max_size=5))
def test_several_mistakes_are_told_in_one_run(sentences: list[str]) -> None:
    """A line that is refused alone is refused too among others, unless one before it cannot be read past."""
    lines = [HEAD + "    outcome: Done\n    do:\n"] + [f"      - {sentence}\n" for sentence in sentences]
    alone = [bool(load(lines[0] + line).diagnostics) for line in lines[1:]]
    together = load("".join(lines)).diagnostics
    first = HEAD.count("\n") + 3
    told_of = {one.span.line - first for one in together} | {
        line - first for one in together for line in range(one.span.line, one.span.end_line + 1)
    }
    if all(one.fixes for one in together):
        assert {number for number, wrong in enumerate(alone) if wrong} <= told_of


# The short way ----------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    (*WORDS, *MARKS, "\n", "\n  ", "\n    ", "\n- ", "\n  - ", "\nto: ", "<<: ", "|\n  ", "\x85", "---")
)
SCRIBBLES = st.integers(0, 10**6).map(random.Random).map(lambda chance: scribbled(chance, tree(chance)))


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A tree that is laid out at random, with something put in, or only the rest of it."""
    text = draw(SCRIBBLES)
    at = draw(st.integers(0, len(text)))
    return draw(st.sampled_from((text[:at], ""))) + draw(PIECES) + text[at:]


@example(text="a: b\na: c")
@example(text="a: b\na: {c: d}\n")
@example(text="<<: b")
@example(text='"<<": b\n"<<": c')
@example(text="? [a]\n: b\nc: d")
@example(text="a: b #c\n'd': 'e' #f\n")
@example(text="a: |")
@example(text="a: |  ")
@example(text="a: | #b")
@example(text="a:")
@example(text="a: &b c\nd: !e f\ng: *b")
@example(text="- a: b: c\n- d: e #f\n- g")
@given(text=st.one_of(SCRIBBLES, damaged(), st.lists(PIECES, max_size=12).map("".join)))
def test_words_taken_in_one_loop_are_those_taken_one_by_one(text: str) -> None:
    source = Source(path=NAME, text=text)
    short = read(source)
    with mock.patch.object(events, "_beyond_words", lambda _, parser: iter(parser.get_event, None)):
        assert repr(short) == repr(read(source))


def test_words_on_one_line_are_taken_in_one_loop() -> None:
    taken: list[object] = []
    with mock.patch.dict(events._TAKE, {events._WORD: lambda _, event: taken.append(event)}):
        read(Source(path=NAME, text=HEAD + "    outcome: Done\n    do: [Wait, 'Or go']\n"))
    assert not taken


@pytest.mark.parametrize(
    ("quick", "slow"),
    [(ref_at, lambda id, span: Ref(id=id, span=span)), (text_at, lambda value, span: Text(value=value, span=span))],
)
def test_what_is_made_quickly_is_the_same_and_as_frozen(
    quick: Callable[[str, Span], Placed], slow: Callable[[str, Span], Placed]
) -> None:
    where = Span(path=NAME, line=1, column=2, end_line=3, end_column=4)
    made, same = quick("kettle", where), slow("kettle", where)
    assert (made, type(made), made.span, hash(made)) == (same, type(same), same.span, hash(same))
    with pytest.raises(FrozenInstanceError):
        made.span = where  # type: ignore[misc]


# Places -----------------------------------------------------------------------------------------------------------


def test_every_word_is_kept_with_its_place() -> None:
    text = HEAD + '    outcome: >-\n      Over\n      lines\n    do: [Wait, "Then pour"]\n'
    tree = load(text).site.trees["kettle"]
    lines = text.split("\n")

    def at(span: Span) -> str:
        assert span.line == span.end_line
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]

    look, end = tree.nodes.values()
    assert isinstance(look, Question)
    assert at(tree.title.span) == "The kettle"
    assert [at(look.span), at(look.text.span)] == ["look", "Is it on?"]
    assert [at(option.span) for option in look.options] == ["yes", "no"]
    assert [at(option.to[0].span) for option in look.options] == ["end", "end"]
    assert [at(one.span) for one in end.do] == ["Wait", '"Then pour"']
    assert (end.text.span.line, end.text.span.end_line) == (7, 9)
    assert end.text.value == "Over lines"


def test_words_behind_a_mend_keep_their_place() -> None:
    loaded = load(HEAD.replace("Is it on?", "Now: is it on?").replace("yes: end", "yes: nowhere"))
    look = next(iter(loaded.site.trees["kettle"].nodes.values()))
    assert isinstance(look, Question)
    assert look.text.value == "Now: is it on?"
    assert (look.text.span.column, look.text.span.end_column) == (15, 29)
    assert look.options[0].to[0].span.column == 20
    assert not loaded.site.trees["kettle"].whole


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("title: |", (1, 9)),
        ("title: |\n  Tea", (2, 6)),
        ("title: |\n  Tea\n", (2, 6)),
        ("title: |\n  Tea\n\n  now\n\nsummary: S", (4, 6)),
    ],
)
def test_words_behind_a_bar_end_where_the_last_of_them_stands(text: str, end: tuple[int, int]) -> None:
    document, _ = read(Source(path=NAME, text=text))
    assert document is not None
    assert isinstance(document.root, MappingValue)
    place = span(NAME, document.root.entries["title"].value.mark)
    assert (place.end_line, place.end_column) == end


def test_a_file_that_ends_at_a_bar_is_found_fault_with_where_it_is() -> None:
    (found,) = load("- type: | ").diagnostics
    assert (found.span.line, found.span.end_line) == (1, 1)
