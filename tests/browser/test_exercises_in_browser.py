"""Exercises in a browser: what a tree says opens when it is asked for, and is on no paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from fingerpost.site import list_element
from support.axe import faults
from support.hosts import serving
from support.pages import GUARDED, WhereAsked, of, put

CASES = """\
cases:
  together: {story: Two friends wait outside., answers: [friend: yes, safe: yes], outcome: together, passes: [safe]}
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page of exercises under a strict policy, and nothing around them."""
    folder = tmp_path_factory.mktemp("exercises")
    made = list_element("exercises", of(guarded=GUARDED + CASES), page_path="exercises.md")
    name = put(folder, "strict", made)
    with serving(folder, WhereAsked) as served:
        yield f"{served}/{name}"


def test_what_a_tree_says_opens_when_it_is_asked_for(page: Page, address: str) -> None:
    page.goto(address)
    story, end = page.get_by_text("Two friends wait outside."), page.get_by_role("link", name="They go together")
    expect(story).to_be_visible()
    expect(end).to_be_hidden()
    page.get_by_text("What the tree says").click()
    expect(end).to_be_visible()
    assert faults(page) == ""


def test_on_paper_stand_the_stories_alone(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text("What the tree says").click()
    page.emulate_media(media="print")
    shown = page.locator("main").inner_text()
    assert "Two friends wait outside." in shown
    for told in ("What the tree says", "Are they safe?", "They go together"):
        assert told not in shown
