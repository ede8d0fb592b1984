"""The flowchart as SVG: what a screen reader, a style sheet, a script and a search engine find in it."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import pytest
from material.plugins.search.plugin import Parser

from fingerpost.layout import layout
from fingerpost.load.limits import LETTERS
from fingerpost.model import Site, Tree
from fingerpost.renderers import flowchart
from fingerpost.renderers.words import ENGLISH
from support.drawn import EVERYTHING, SHARED, everything, saying, site_of

STYLES = Path(flowchart.__file__).parents[1] / "assets" / "flowchart.css"
CANARY = "c4n4ry"


def href(tree: str) -> str:
    return "" if tree == "everything" else f"../{tree}/"


def drawn(tree: Tree, site: Site) -> Element:
    return flowchart.figure(tree, site, layout(tree, site, cache=None), href=href)


@pytest.fixture(scope="module")
def figure() -> Element:
    return drawn(*everything())


def classed(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if name in element.get("class", "").split()]


def words(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def links(figure: Element) -> dict[str, str]:
    """The links of the list, by name."""
    return {
        link.attrib["aria-label"]: link.attrib["href"]
        for item in figure.iter()
        if item.get("role") == "listitem"
        for link in item.iter("a")
    }


# For a screen reader ---------------------------------------------------------------------------------------------


def test_it_is_a_named_region_with_a_named_document(figure: Element) -> None:
    (region,) = classed(figure, "fp-flowchart__region")
    (picture,) = classed(figure, "fp-flowchart__picture")
    assert region.attrib | {"role": "region", "aria-label": "Flowchart, scrollable", "tabindex": "0"} == region.attrib
    assert (picture.get("role"), picture.get("aria-label")) == ("graphics-document document", "Everything at once")


def test_the_description_says_what_is_not_drawn(figure: Element) -> None:
    (description,) = classed(figure, "fp-flowchart__about")
    (picture,) = classed(figure, "fp-flowchart__picture")
    assert picture.get("aria-describedby") == description.get("id")
    assert "".join(description.itertext()) == (
        "10 steps from the top down; scroll sideways to see all. Each box leads to its place in the text. "
        "At any step, Danger now leads to 10; it is drawn once. "
        "At any step, Another matter leads to A short safety conversation; it is not drawn."
    )


def test_a_way_past_all_the_links_leads_behind_the_region(figure: Element) -> None:
    (skip,), (behind,) = classed(figure, "fp-flowchart__skip"), classed(figure, "fp-flowchart__behind")
    assert (words(skip), skip.get("href")) == ("Skip the flowchart", f"#{behind.get('id')}")
    parts = [part.get("class", "").removeprefix("fp-flowchart__") for part in figure]
    assert parts[-4:] == ["about", "skip", "region", "behind"]


def test_each_step_is_an_item_of_a_list_and_links_to_its_section(figure: Element) -> None:
    assert links(figure) == {
        "1. Question: Are they calmer than a minute ago?": "#everything.look",
        "2. Action: Wait quietly for a minute.": "#everything.wait",
        "3. Question: Do they want to talk?": "#everything.talk",
        f"4. {ENGLISH.kinds['subtree']}: A short safety conversation": "#everything.check",
        "5. Action: Make a short plan together.": "#everything.plan",
        "6. Question: Are they sure of it?": "#everything.sure",
        "7. Outcome, soon: They come back on Thursday": "#everything.later",
        "8. Outcome, routine: They go with an open door": "#everything.bye",
        "9. Outcome, today: Meet today": "#everything.meet",
        "10. Outcome, now: Get emergency help": "#everything.help",
        "At any step: Danger now": "#everything.help",
        "End: In danger": "#everything.check.danger",
        "Go to: A short safety conversation": "../shared/",
    }


def test_all_else_is_hushed_and_cannot_be_reached_by_tab(figure: Element) -> None:
    (picture,) = classed(figure, "fp-flowchart__picture")
    hidden = [part for part in picture if part.get("aria-hidden") == "true"]
    assert [part.get("role") for part in picture if part not in hidden] == ["list"]
    assert [link.get("tabindex") for part in hidden for link in part.iter("a")] == ["-1"]


def test_what_is_seen_is_part_of_the_name(figure: Element) -> None:
    for link in (link for link in figure.iter("a") if link.get("aria-label")):
        told = words(link).rsplit(" ", 1)[0] if link.get("aria-label", "")[0].isdigit() else words(link)
        assert re.sub(r"\W", "", told) in re.sub(r"\W", "", link.attrib["aria-label"])


# For the eye -----------------------------------------------------------------------------------------------------


def test_each_kind_and_each_urgency_has_a_look_without_colour(figure: Element) -> None:
    looks = {}
    for box in classed(figure, "fp-flowchart__box"):
        (shape,) = classed(box, "fp-flowchart__shape")
        commands = re.sub(r"[^a-zA-Z]", "", shape.attrib["d"])
        corner = re.findall(r"a([\d.]+)", shape.attrib["d"])[:1]
        looks[box.attrib["class"]] = (commands, *corner, shape.get("stroke-width"), shape.get("stroke-dasharray"))
    assert len(looks) == len(set(looks.values())) == 11


def test_the_text_of_a_box_is_all_there(figure: Element) -> None:
    (box,) = [box for box in classed(figure, "fp-flowchart__box") if box.get("data-node") == "look"]
    assert words(box) == "Question Are they calmer than a minute ago? 1"


def test_plates_show_options_and_conditions(figure: Element) -> None:
    arrows = {words(arrow) for arrow in classed(figure, "fp-flowchart__arrow")}
    assert {"Yes otherwise", "Yes if at 3: Yes, and at 1: Much the same or I did not see", "No", "In danger"} < arrows


@pytest.mark.parametrize("kind", ["condition", "option", "question", "outcome"])
def test_the_longest_text_is_shown_to_its_last_word(kind: str) -> None:
    answer = "Thoughts of suicide, not about to act, or no clear answer " * (LETTERS // 58)
    tail = "LAST"
    kinds = ("condition", "option", "question", "outcome")
    long = {name: answer + tail if name == kind else "Short" for name in kinds}
    site = site_of(
        long=f"""
title: Long
nodes:
  one: {{question: One, options: {{a: {{text: "{long["condition"]}", to: two}}, b: {{text: B, to: two}}}}}}
  two:
    question: "{long["question"]}"
    options:
      c: {{text: "{long["option"]}", to: [{{when: {{one: a}}, to: done}}, {{to: stop}}]}}
      d: {{text: D, to: stop}}
  done: {{outcome: "{long["outcome"]}"}}
  stop: {{outcome: Stop}}
"""
    )
    shown = words(drawn(site.trees["long"], site))
    assert tail in shown
    assert "…" not in shown


SHEETS = {"": (300, 600), "fp-flowchart--wide": (1_000, 600), "fp-flowchart--screen": (1_000, 1_000)}


@pytest.mark.parametrize("css", SHEETS)
def test_a_picture_is_printed_whole_or_not_at_all(css: str) -> None:
    tree, site = everything()
    (picture,) = layout(tree, site, cache=None)
    width, height = SHEETS[css]
    figure = flowchart.figure(tree, site, [replace(picture, width=width, height=height)], href=href)
    assert figure.attrib["class"] == f"fp-flowchart {css}".strip()
    told = [words(part) for part in classed(figure, "fp-flowchart__instead")]
    assert told == ["The flowchart is on the screen; its steps are above."] * (css == "fp-flowchart--screen")


def test_it_needs_no_style_sheet(figure: Element) -> None:
    (picture,) = classed(figure, "fp-flowchart__picture")
    painted = {"fill", "stroke"}
    shapes = [*picture.iter("path"), *picture.iter("rect")]
    assert all(painted & shape.attrib.keys() for shape in shapes if "line" not in shape.get("class", ""))
    assert "var(" not in tostring(picture, encoding="unicode")


def test_the_mirror_image_has_its_badges_and_fingers_on_the_other_side() -> None:
    site = site_of(everything=f"language: ar\n{EVERYTHING}", shared=SHARED)
    figure = drawn(site.trees["everything"], site)
    (picture,) = classed(figure, "fp-flowchart__picture")
    assert picture.get("direction") == "rtl"
    first = picture.find("g[@role='list']")[0]
    (badge,), (shape,) = classed(first, "fp-flowchart__badge"), classed(first, "fp-flowchart__shape")
    begins = float(re.match(r"M(-?[\d.]+)", shape.attrib["d"])[1])
    assert float(badge.attrib["x"]) > begins + 150


def test_a_tree_too_large_for_a_picture_says_so() -> None:
    tree, site = everything()
    figure = flowchart.figure(tree, site, (), href=href)
    assert words(figure) == "There is no picture of this tree: it has more than 300 steps. The text has all of them."


# For a script ----------------------------------------------------------------------------------------------------


def test_arrows_name_what_they_lead_from_by_and_to(figure: Element) -> None:
    arrows = classed(figure, "fp-flowchart__arrow")
    told = [(one.attrib["data-from"], one.get("data-option"), one.attrib["data-to"]) for one in arrows]
    assert sorted(told, key=str) == sorted(
        [
            ("look", "yes", "talk"),
            ("look", "same", "wait"),
            ("look", "unsure", "look"),
            ("wait", None, "look"),
            ("talk", "yes", "check"),
            ("talk", "no", "bye"),
            ("check", "fine", "plan"),
            ("check", "danger", "end"),
            ("plan", None, "sure"),
            ("sure", "yes", "later"),
            ("sure", "yes", "bye"),
            ("sure", "no", "plan"),
            ("sure", "other", "tree:shared"),
            ("*", None, "help"),
        ],
        key=str,
    )


def test_each_node_has_one_box_with_an_id_of_its_own(figure: Element) -> None:
    tree, _ = everything()
    boxes = {element.get("data-node"): element.get("id") for element in figure.iter() if element.get("data-node")}
    assert boxes == {node: flowchart.box_id("everything", node) for node in tree.nodes}
    ids = [element.attrib["id"] for element in figure.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("everything.-") for name in ids)


# For safety ------------------------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "]]><!-- --><![CDATA[",
    "javascript:alert(1)",
    "\x00\x01\x0b\x1f\ufffe\uffff\ud800\udfff",
    "&#0; &lt; &amp;amp;",
    "\u202e\u2066\u200b",
    "a" * 10_000,
    "e\u0301" * 3_000,
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_is_more_than_text(hostile: str) -> None:
    tree, site = everything()
    markup = tostring(drawn(saying(tree, hostile), site), encoding="unicode")
    again = ET.fromstring(markup.encode())  # noqa: S314 - our own
    assert {element.tag.rpartition("}")[2] for element in again.iter()} <= {
        *("div", "span", "p", "svg", "g", "a", "path", "rect", "text", "tspan")
    }
    assert [
        name for element in again.iter() for name in element.attrib if name.startswith("on") or name == "style"
    ] == []
    assert {link.attrib["href"][0] for link in again.iter() if "href" in link.attrib} <= {"#", "."}


def test_the_same_tree_gives_the_same_bytes() -> None:
    assert tostring(drawn(*everything())) == tostring(drawn(*everything()))


# For the search --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("serialise", ["html", "xml"])
def test_materials_search_finds_the_text_around_it_alone(serialise: str) -> None:
    tree, site = everything()
    markup = tostring(drawn(saying(tree, CANARY), site), encoding="unicode", method=serialise)
    parser = Parser()
    parser.feed(f"<h2 id=a>Before</h2><div><p>words</p>{markup}{markup}<p>after</p></div><h2 id=b>Behind</h2>")
    parser.close()
    told = json.dumps([["".join(section.title), "".join(section.text)] for section in parser.data])
    assert CANARY in markup
    assert CANARY not in told
    assert all(word in told for word in ("words", "after", "Behind"))


# Its style sheet -------------------------------------------------------------------------------------------------


def test_every_class_that_is_styled_exists_and_every_property_that_is_used_is_set(figure: Element) -> None:
    rules = re.sub(r"/\*.*?\*/", "", STYLES.read_text(encoding="utf-8"), flags=re.DOTALL)
    known = {name for element in figure.iter() for name in element.get("class", "").split()}
    rare = {f"fp-flowchart{one}" for one in ("__stage", "__instead", "--wide", "--screen")}
    assert set(re.findall(r"\.(fp-flowchart[\w-]*)", rules)) <= known | rare
    assert set(re.findall(r"var\((--fp-flowchart[\w-]*)", rules)) <= set(re.findall(r"(--fp-flowchart[\w-]*):", rules))


def test_both_darks_are_the_same() -> None:
    blocks = re.findall(r"\{([^{}]*--fp-flowchart-on-badge[^{}]*)\}", STYLES.read_text(encoding="utf-8"))
    names = [sorted(re.findall(r"(--[\w-]+):", block)) for block in blocks]
    assert names[1] == names[2]
    colours = [re.findall(r"#[0-9a-f]{6}", block) for block in blocks]
    assert colours[1] == colours[2]


BORDERS = ("border", "question", "now", "today", "soon", "routine")
CONTRASTS = [
    *((ink, ground, 4.5) for ink in ("ink", "quiet") for ground in ("ground", "plate", "surface")),
    *((border, "ground", 3.0) for border in ("line", *BORDERS)),
    *(("on-badge", badge, 4.5) for badge in BORDERS),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("one", "other", "least"), CONTRASTS)
def test_colours_are_far_enough_apart(scheme: int, one: str, other: str, least: float) -> None:
    blocks = re.findall(r"\{([^{}]*--fp-flowchart-on-badge[^{}]*)\}", STYLES.read_text(encoding="utf-8"))
    colours = dict(re.findall(r"--fp-flowchart-([\w-]+):[^;]*?(#[0-9a-f]{3,6})", blocks[scheme]))
    lighter, darker = sorted((_luminance(colours[one]), _luminance(colours[other])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least


def _luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
