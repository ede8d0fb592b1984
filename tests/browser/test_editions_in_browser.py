"""“Is my card current?” in a browser: by what is typed, by the code of a card, and without a script."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from fingerpost.load import load_text
from fingerpost.model import Cards, Edition, Printout, Site
from fingerpost.site import list_element
from support.axe import faults
from support.hosts import serving
from support.pages import GUARDED, WhereAsked, of, put
from support.today import TODAY

NOW, OLD, PAST = "3fa9c1d2", "00112233", "a0b1c2d3"
LINES = ("They are leaving now", "Step back.", "Ask once.")


def cards() -> Cards:
    def printout(card: str, edition: str, discard: date) -> Printout:
        path = f"cards/guarded/{card}-a6.pdf"
        return Printout(
            tree="guarded", card=card, title=LINES[0], place="", size="a6",
            path=path, edition=edition, lines=LINES, discard=discard,
        )  # fmt: skip

    old = Edition(
        tree="guarded", card="door", place="", since=date(2026, 1, 2), edition=OLD, lines=(LINES[0], "Stand.", LINES[2])
    )  # fmt: skip
    printouts = (printout("door", NOW, date(2999, 1, 1)), printout("stairs", PAST, date(2020, 1, 1)))
    return Cards(printouts=printouts, ledger=(old, replace(old, edition=NOW, since=date(2026, 3, 4), lines=LINES)))


def in_two_places() -> tuple[Site, Cards]:
    """A card that is made for one place and not for the other, and the card of the site for both."""
    files = {"trees/guarded.yaml": GUARDED}
    for code, name in (("ie", "Ireland"), ("us", "United States")):
        files[f"trees/_places/{code}.yaml"] = f"name: {name}\nlanguages: [en]\nfacts: {{}}\n"
    site = load_text(files, today=TODAY).site
    first = replace(cards().printouts[0], place="us", path="cards/guarded/door_us_a6.pdf")
    other = replace(first, place="ie", path="cards/guarded/door_ie_a6.pdf", reasons=("It is late.",))
    index = [replace(first, tree="", card="_index", title="", place=place) for place in ("ie", "us")]
    return site, Cards(printouts=(first, other, *index))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with three editions under a strict policy, and nothing around them."""
    folder = tmp_path_factory.mktemp("editions")
    site: Site = of(guarded=GUARDED)
    made = list_element("editions", site, page_path="cards/current.md", cards=cards())
    name = put(folder, "strict", made)
    put(folder, "cards-strict", list_element("cards", site, page_path="cards/print.md", cards=cards()))
    with_places, of_places = in_two_places()
    put(folder, "places-strict", list_element("cards", with_places, page_path="cards/print.md", cards=of_places))
    with serving(folder, WhereAsked) as served:
        yield f"{served}/{name}"


def answer(page: Page) -> Locator:
    return page.get_by_role("status")


def ask(page: Page, typed: str) -> None:
    page.get_by_label("Edition on your card").fill(typed)
    page.get_by_role("button", name="Look it up").click()


@pytest.mark.parametrize("typed", [NOW, f" #{NOW.upper()} ", "3fa9 c1d2", "3FA9CLD2", "3fa9-cid2"])
def test_what_is_typed_is_read_as_it_is_printed(page: Page, address: str, typed: str) -> None:
    page.goto(address)
    expect(answer(page)).to_be_empty()
    ask(page, typed)
    expect(answer(page)).to_contain_text("Current")
    expect(answer(page)).to_contain_text("Keep it until 1 January 2999.")
    assert page.url == f"{address}#{NOW}"


def test_the_code_of_a_card_is_answered_at_once_and_in_view(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 500})
    page.goto(f"{address}#{OLD}")
    expect(answer(page)).to_contain_text("Replaced")
    expect(answer(page)).to_contain_text("Stand.")
    expect(answer(page)).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate(f"location.hash = '{NOW}'")
    expect(answer(page)).to_contain_text("Current")


def test_a_card_past_its_day_is_thrown_away_whenever_the_page_was_made(page: Page, address: str) -> None:
    page.goto(f"{address}#{PAST}")
    expect(answer(page)).to_contain_text("Its day to be discarded has passed.")
    expect(answer(page)).not_to_contain_text("Current")
    ask(page, NOW)
    expect(answer(page)).not_to_contain_text("has passed")


def test_an_edition_that_nobody_knows_and_one_that_is_none(page: Page, address: str) -> None:
    page.goto(f"{address}#ffffffff")
    expect(answer(page)).to_contain_text("This edition is not known.")
    ask(page, "<b>")
    expect(answer(page)).to_contain_text("An edition is eight of the digits")
    assert answer(page).locator("b").count() == 0


@pytest.mark.parametrize("fragment", ["", "#content", "#%zz", "#3fa9c1"])
def test_another_fragment_asks_nothing(page: Page, address: str, fragment: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address + fragment)
    expect(page.get_by_label("Edition on your card")).to_have_value("")
    expect(answer(page)).to_be_empty()
    assert errors == []


def test_nothing_is_sent(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ask(page, NOW)
    expect(answer(page)).to_contain_text("Current")
    assert asked == []


@pytest.mark.parametrize("edition", [NOW, OLD, PAST])
def test_without_a_script_the_code_leads_to_the_entry(browser: Browser, address: str, edition: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 300})
    page = context.new_page()
    page.goto(f"{address}#{edition}")
    expect(page.locator(f"li[id='{edition}']")).to_be_in_viewport()
    expect(page.get_by_text("An edition that is not in this list is not known.")).to_be_visible()
    assert page.get_by_role("button").count() == 0
    context.close()


@pytest.mark.parametrize("state", ["", f"#{NOW}", f"#{OLD}", f"#{PAST}", "#ffffffff"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing(page: Page, address: str, state: str, scheme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + state)
    if scheme == "dark":
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    assert faults(page) == ""
    small = "[...document.querySelectorAll('button, input')].filter((part) => part.offsetHeight < 44).length"
    assert page.evaluate(small) == 0


@pytest.mark.parametrize("name", ["cards-strict", "places-strict"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_among_the_cards_to_print(
    page: Page, address: str, scheme: str, width: int, name: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address.replace("strict", name))
    if scheme == "dark":
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    assert faults(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_somebody_chooses_a_place_among_the_cards_to_print(page: Page, address: str) -> None:
    page.goto(address.replace("strict", "places-strict"))
    both = page.get_by_role("heading", level=2)
    expect(both).to_have_text(["Ireland", "United States", "The whole site"])
    choice = page.get_by_label("Cards for")
    expect(choice).to_have_value("")
    choice.select_option("Ireland")
    expect(both.filter(visible=True)).to_have_text(["Ireland", "The whole site"])
    expect(page.get_by_text("No card (A6): It is late.")).to_be_visible()
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("link", name="They are leaving now, United States, A6 (PDF)")).to_be_hidden()
    page.get_by_text("Index card").click()
    expect(page.get_by_role("listitem").filter(has_text="Edition", visible=True)).to_have_count(1)
    # As on the pages of trees, and remembered with theirs.
    page.reload()
    expect(choice).to_have_value("ie")
    choice.select_option("All places")
    expect(both.filter(visible=True)).to_have_count(3)
    assert page.evaluate("localStorage.length") == 0


def test_without_a_script_the_cards_of_each_place_stand_below_its_name(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address.replace("strict", "places-strict"))
    page.get_by_role("navigation").get_by_role("link", name="United States").click()
    expect(page.get_by_role("heading", name="United States")).to_be_in_viewport()
    expect(page.get_by_role("link", name="They are leaving now, United States, A6 (PDF)")).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_count(0)
    context.close()


def test_it_works_from_a_disk(page: Page, address: str, tmp_path: Path) -> None:
    for name in ("strict.html", "fingerpost.js", "fingerpost.css", "host.css"):
        response = page.request.get(address.replace("strict.html", name))
        (tmp_path / name).write_bytes(response.body())
    page.goto(f"file://{tmp_path}/strict.html#{NOW}")
    expect(answer(page)).to_contain_text("Current")
