"""From each step to where it can be mended: the right line of the right file, and forms that know the step."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest
import yaml

from fingerpost.load import load_text
from fingerpost.model import Site
from fingerpost.renderers import page
from fingerpost.renderers.repository import PROBLEM, PROPOSAL, SUGGESTION, Repository, repository
from fingerpost.site import INDEX, list_element
from fingerpost.wall import keep
from support.markup import words
from support.today import TODAY

FORMS = Path(__file__).parents[1] / ".github/ISSUE_TEMPLATE"
KETTLE = """title: The kettle whistles
version: "1.2"
nodes:
  empty:
    question: Is there water in it?
    options: {yes: pour, no: fill-it, not-sure: fill-it}
  fill-it:
    tree: fill
    outcomes: {full: pour}
  pour:
    outcome: Pour the tea
    urgency: now
"""
FILL = """title: Fill the kettle
nodes:
  full:
    outcome: It is full
"""
HERE = "https://code.example/kitchen"


def site() -> Site:
    loaded = load_text({"trees/kettle.yaml": KETTLE, "trees/fill.yaml": FILL}, today=TODAY)
    assert loaded.diagnostics == ()
    return loaded.site


def rendered(where: Repository | None) -> Element:
    made = site()
    return keep(page.element(made.trees["kettle"], made, href=lambda other: other, repository=where))


def links(element: Element) -> dict[str, str]:
    groups = (group for group in element.iter("div") if "fp-suggest" in group.get("class", ""))
    return {words(link): link.attrib["href"] for group in groups for link in group.iter("a")}


def test_each_step_has_all_three_by_its_number() -> None:
    found = links(rendered(repository(HERE, "edit/main/docs/", trees="../trees")))
    steps = ("1", "2", "2.1", "3")
    what = ("Report a problem at", "Suggest a change to", "Edit")
    assert list(found) == [f"{one} step {step}" for step in steps for one in what]


@pytest.mark.parametrize(
    ("step", "leads_to"),
    [("1", "kettle.yaml#L4"), ("2", "kettle.yaml#L7"), ("2.1", "fill.yaml#L3"), ("3", "kettle.yaml#L10")],
)
def test_the_editor_opens_at_the_line_of_the_step(step: str, leads_to: str) -> None:
    """A step of a subtree is written in the file of that tree."""
    found = links(rendered(repository(HERE, "edit/main/docs/", trees="../trees")))
    assert found[f"Edit step {step}"] == f"{HERE}/edit/main/trees/{leads_to}"
    file, _, line = leads_to.partition("#L")
    text = {"kettle.yaml": KETTLE, "fill.yaml": FILL}[file].splitlines()
    assert text[int(line) - 1].endswith(":")


@pytest.mark.parametrize(
    ("link", "form", "title"),
    [
        ("Report a problem at step 2.1", PROBLEM, "Problem at kettle.fill-it.full"),
        ("Suggest a change to step 2.1", SUGGESTION, "Change kettle.fill-it.full"),
    ],
)
def test_a_form_knows_the_tree_its_version_and_the_step_and_nothing_else(link: str, form: str, title: str) -> None:
    made = rendered(repository(HERE, None, trees="../trees"))
    (address,) = [href for name, href in links(made).items() if name == link]
    assert address.startswith(f"{HERE}/issues/new?")
    assert parse_qs(urlsplit(address).query) == {
        "template": [form],
        "title": [title],
        "tree": ["kettle"],
        "step": ["kettle.fill-it.full"],
        "version": [f"1.2 ({made.attrib['data-edition']})"],
    }
    assert not urlsplit(address).fragment


@pytest.mark.parametrize("name", [PROBLEM, SUGGESTION])
def test_the_form_has_the_fields_that_are_filled_in(name: str) -> None:
    form = yaml.safe_load((FORMS / name).read_text(encoding="utf-8"))
    fields = {part["id"] for part in form["body"] if "id" in part}
    assert {"tree", "step", "version"} <= fields


def test_nothing_is_shown_without_a_repository() -> None:
    assert links(rendered(None)) == {}
    assert "Propose" not in words(list_element("index", site(), page_path=INDEX))


def test_whoever_misses_a_tree_is_led_to_the_form_for_one() -> None:
    where = repository(HERE, None, trees="../trees")
    listed = list_element("index", site(), page_path=INDEX, repository=where)
    assert {words(link): link.attrib["href"] for link in listed.iter("a")}["Propose a tree"] == (
        f"{HERE}/issues/new?template={PROPOSAL}"
    )
    assert (FORMS / PROPOSAL).exists()


@pytest.mark.parametrize(
    ("address", "edit_uri", "editor"),
    [
        (HERE, "edit/main/docs/", f"{HERE}/edit/main/trees/"),
        (f"{HERE}/", "edit/main/docs", f"{HERE}/edit/main/trees/"),
        (HERE, "-/edit/main/site/docs/", f"{HERE}/-/edit/main/site/trees/"),
        (HERE, "https://editor.example/docs/", "https://editor.example/trees/"),
        (HERE, "?file=docs/", f"{HERE}?file=docs/../trees/"),
        (HERE, "http://editor.example/docs/", ""),
        (HERE, None, ""),
        (HERE, "", ""),
    ],
)
def test_where_the_editor_is(address: str, edit_uri: str | None, editor: str) -> None:
    assert repository(address, edit_uri, trees="../trees") == Repository(editor=editor, issues=f"{HERE}/issues/new")


@pytest.mark.parametrize("address", [None, "", "http://code.example/kitchen", "javascript:alert(1)"])
def test_an_address_that_no_page_may_hold_is_none(address: str | None) -> None:
    assert repository(address, "edit/main/docs/", trees="../trees") is None


def test_a_folder_with_blanks_is_written_as_an_address() -> None:
    found = repository(HERE, "edit/main/docs/", trees="../our trees")
    assert found is not None
    assert found.editor == f"{HERE}/edit/main/our%20trees/"
