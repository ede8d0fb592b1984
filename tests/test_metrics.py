"""Lines of text: how wide they come out, and where they break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost import metrics

WRAPPED = {
    "": [],
    " \t\n": [],
    "Yes": ["Yes"],
    "Is anyone in immediate danger right now?": ["Is anyone in", "immediate", "danger", "right now?"],
    "It is a self-harm question, asked plainly": ["It is a self-", "harm question,", "asked plainly"],
    "call 0800-555-0123 today": ["call", "0800-555-0123", "today"],
    "and/or either/or both": ["and/or either/", "or both"],
    "Donaudampfschifffahrtsgesellschaft": ["Donaudampfsc-", "hifffahrtsgesell-", "schaft"],
    "Notfallseelsorgebegleitung?": ["Notfallseelsorg-", "ebegleitung?"],
    "someone.of.that.name@example.org": ["someone.of.", "that.name@", "example.org"],
    "危険ですか。すぐに電話してください。": ["危険ですか。", "すぐに電話し", "てください。"],
    "a\u0301\u0301b": ["a\u0301\u0301b"],
}


def wrap(text: str, *, width: float = 130, most: int = 20) -> list[str]:
    return list(metrics.wrap(text, width=width, size=15, most=most))


@pytest.mark.parametrize("text", WRAPPED)
def test_lines_are_even_and_break_where_words_may(text: str) -> None:
    assert wrap(text) == WRAPPED[text]


def test_text_that_is_left_out_is_marked() -> None:
    assert wrap("Is anyone in immediate danger right now?", most=2) == ["Is anyone in", "immediate…"]
    assert wrap("word " * 4_000, most=3)[-1].endswith("…")


@given(st.text(max_size=60), st.floats(40, 200))
def test_no_line_is_wider_than_it_may_be_and_no_letter_is_lost(text: str, width: float) -> None:
    lines = wrap(text, width=width, most=1_000)
    letters = [letter for line in lines for letter in line if not letter.isspace()]
    assert all(metrics.width(line, size=15) <= width or len(line) <= 2 for line in lines)
    assert [letter for letter in letters if letter != "-"] == [one for one in text if not one.isspace() and one != "-"]


@given(st.text(max_size=200), st.integers(1, 5))
def test_there_are_never_more_lines_than_asked_for(text: str, most: int) -> None:
    assert len(wrap(text, most=most)) <= most


def test_what_the_font_lacks_is_estimated() -> None:
    assert metrics.width("字", size=10) > metrics.width("ع", size=10) > metrics.width("\u0301", size=10) == 0
    assert metrics.width("🚑", size=10) > metrics.width("字", size=10)


def test_bold_is_wider_and_size_scales() -> None:
    assert metrics.width("Danger", size=10, bold=True) > metrics.width("Danger", size=10)
    assert metrics.width("Danger", size=20) == pytest.approx(2 * metrics.width("Danger", size=10))
