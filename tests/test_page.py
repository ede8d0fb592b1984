"""The page of a tree without a script; a new case is a new file in `page/`, and --snapshot-update."""

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.load import load_text
from fingerpost.model import Outcome, Question, Site, Subtree, Tree
from fingerpost.renderers import index, page
from fingerpost.wall import keep
from support.cases import CASES, load
from support.markup import parse, words
from support.today import TODAY

BLOCKS = "decision-tree|dd|details|div|dl|dt|footer|h[1-6]|header|li|nav|ol|p|pre|section|summary|ul"
# Each example is several pages.
FEW = settings(max_examples=25)
HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def rendered(tree: Tree, site: Site) -> Element:
    return page.element(tree, site, href=lambda other: "" if other == tree.id else f"{other}.html")


def in_lines(element: Element) -> str:
    """The page with every block on a line of its own, so that a change is easy to read."""
    html = tostring(element, encoding="unicode", method="html")
    return re.sub(rf"(?<!^)(?=<(?:{BLOCKS})[ >])", "\n", html) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_page(case: Path, pytestconfig: pytest.Config) -> None:
    shown = in_lines(keep(rendered(*load(case))))
    golden = case.with_suffix(".html")
    if pytestconfig.getoption("update_snapshots"):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_browser_reads_the_page_as_it_is_made(case: Path) -> None:
    """The words of hostile cases stay words: what is parsed has the same elements, attributes and text."""
    made = rendered(*load(case))
    (read,) = parse(tostring(made, encoding="unicode", method="html"))
    pairs = itertools.zip_longest(made.iter(), read.iter())
    assert all(one.tag == other.tag and one.attrib == other.attrib for one, other in pairs)
    assert "".join(made.itertext()) == "".join(read.itertext())


# What is true of every page ---------------------------------------------------------------------------------------


def ids(element: Element) -> Counter[str]:
    return Counter(part.attrib["id"] for part in element.iter() if "id" in part.attrib)


def headings(element: Element) -> dict[str, str]:
    """The words of each heading by its id."""
    return {part.attrib["id"]: words(part) for part in element.iter() if part.tag in HEADINGS}


def ways(element: Element) -> Iterator[Element]:
    """The links that lead on from a step."""
    return (part for part in element.iter("a") if "fp-way" in part.get("class", "").split())


def number_and_words(text: str) -> str:
    """What a link says that its target's heading must say, too: "5, Ask directly" is "5 Ask directly"."""
    return re.sub(r"^.*?: (?:go to )?(?=[\d.]+, )|(?<=\d), ", lambda found: " " if found[0] == ", " else "", text)


@st.composite
def sites(draw: st.DrawFn) -> Site:
    """Up to three trees with all kinds of nodes; a tree uses only later ones, and jumps anywhere."""
    names = [f"t{at}" for at in range(draw(st.integers(1, 3)))]
    trees = {name: draw(_tree(name, names)) for name in names}
    loaded = load_text({f"trees/{name}.yaml": json.dumps(tree) for name, tree in trees.items()}, today=TODAY)
    assert loaded.diagnostics == ()
    return loaded.site


@st.composite
def _tree(draw: st.DrawFn, own: str, names: list[str]) -> dict[str, object]:
    steps = [f"n{at}" for at in range(draw(st.integers(0, 4)))]
    plain = st.sampled_from([*steps, "out", "done", *(f"tree:{name}" for name in names)])
    asked = [step for step in steps if draw(st.booleans())]
    guards = st.dictionaries(st.sampled_from(asked), st.sampled_from(["yes", ["no"], ["yes", "no"]]), min_size=1)
    guarded = st.tuples(guards, plain, plain).map(lambda drawn: [{"when": drawn[0], "to": drawn[1]}, {"to": drawn[2]}])
    targets = plain | guarded if asked else plain
    stage = st.fixed_dictionaries({}, optional={"stage": st.sampled_from(["one", "two"])})
    later = names[names.index(own) + 1 :]
    action = st.fixed_dictionaries({"action": st.just("Do *it*"), "to": targets})
    # Every tree has these two outcomes.
    back = targets | st.just("end")
    mapped = st.fixed_dictionaries({"out": back, "done": back})
    uses = [st.fixed_dictionaries({"tree": st.sampled_from(later), "outcomes": mapped})] if later else []
    nodes: dict[str, dict[str, object]] = {}
    for step in steps:
        options = {"yes": draw(targets), "no": {"text": "No", "to": draw(targets)}}
        question = {"question": f"Is it {step}?", "options": options}
        nodes[step] = {**(question if step in asked else draw(st.one_of(action, *uses))), **draw(stage)}
    onward = draw(st.lists(st.sampled_from(names), min_size=1))
    nodes |= {"out": {"outcome": "Out", "urgency": "now"}, "done": {"outcome": "Done", "next": onward}}
    exits = draw(st.dictionaries(st.sampled_from(["x", "y"]), plain.map(lambda to: {"text": "Exit", "to": to})))
    more = {"exits": exits} if exits else {}
    return {"title": f"Tree {own}", "stages": {"one": "One", "two": "Two"}, "nodes": nodes, **more}


@FEW
@given(site=sites())
def test_every_link_leads_to_what_it_says(site: Site) -> None:
    pages = {tree.id: keep(rendered(tree, site)) for tree in site.trees.values()}
    found = {name: headings(shown) for name, shown in pages.items()}
    for name, shown in pages.items():
        every = ids(shown)
        for link in shown.iter("a"):
            path, _, fragment = link.attrib["href"].partition("#")
            there = ids(pages[path.removesuffix(".html")]) if path else every
            assert fragment in there or (path and not fragment)
        for link in ways(shown):
            path, _, fragment = link.attrib["href"].partition("#")
            says = words(link)
            if path or "go on in" in says:
                assert says.endswith(f"go on in {site.trees[path.removesuffix('.html') or name].title.value}")
            else:
                assert number_and_words(says) == found[name][fragment]


@FEW
@given(site=sites())
def test_every_step_stands_once_under_its_number(site: Site) -> None:
    for tree in site.trees.values():
        shown = rendered(tree, site)
        assert set(ids(shown).values()) <= {1}
        assert all(name.startswith(f"{tree.id}.") for name in ids(shown))
        found = headings(shown)
        for anchor, number, title in expected(tree, site):
            assert found[anchor] == f"{number} {title}"


def expected(tree: Tree, site: Site, anchor: str = "", number: str = "") -> Iterator[tuple[str, str, str]]:
    """The id, number and title of every step of a page, worked out once more and simply."""
    for node in tree.nodes.values():
        title = node.text.value.replace("*", "")
        if isinstance(node, Subtree):
            title = title or site.trees[node.tree.id].title.value
        yield f"{anchor or tree.id}.{node.id}", f"{number}{node.number}", title
        if isinstance(node, Subtree):
            inner = f"{anchor or tree.id}.{node.id}"
            yield from expected(site.trees[node.tree.id], site, inner, f"{number}{node.number}.")


@FEW
@given(site=sites())
def test_headings_go_down_one_level_at_a_time(site: Site) -> None:
    for tree in site.trees.values():
        levels = [1, *(int(part.tag[1]) for part in rendered(tree, site).iter() if part.tag in HEADINGS)]
        assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))


@FEW
@given(site=sites())
def test_trees_share_a_page(site: Site) -> None:
    every = Counter[str]()
    for tree in site.trees.values():
        every += ids(rendered(tree, site))
    assert set(every.values()) <= {1}


@FEW
@given(site=sites())
def test_a_search_finds_a_step_on_the_page_of_its_own_tree(site: Site) -> None:
    for tree in site.trees.values():
        own = {f"{tree.id}.{node}" for node in tree.nodes}
        steps = {anchor for anchor, _, _ in expected(tree, site)}
        for part in rendered(tree, site).iter():
            if part.get("id") in steps:
                assert ("data-search-exclude" in part.attrib) == (part.attrib["id"] not in own)


def test_a_page_is_the_same_twice() -> None:
    for case in CASES:
        assert in_lines(rendered(*load(case))) == in_lines(rendered(*load(case)))


def test_a_guard_reminds_of_a_long_question_by_its_first_words() -> None:
    asked = {"question": "Long " + "and longer " * 30 + "?", "options": {"yes": "b", "no": "b"}}
    guarded = {"action": "Do", "to": [{"when": {"a": "yes"}, "to": "z"}, {"to": "z"}]}
    site = site_of(t={"title": "T", "nodes": {"a": asked, "b": guarded, "z": {"outcome": "Z"}}})
    (reminder,) = (part for part in rendered(site.trees["t"], site).iter("em"))
    assert words(reminder) == "Long " + "and longer " * 7 + "and…"


# Limits -----------------------------------------------------------------------------------------------------------


def site_of(**trees: dict[str, object]) -> Site:
    return load_text({f"trees/{name}.yaml": json.dumps(tree) for name, tree in trees.items()}, today=TODAY).site


def using(*used: str) -> dict[str, object]:
    """A tree whose steps are one subtree each."""
    uses = {f"u{at}": {"tree": name, "outcomes": {"done": "end"}} for at, name in enumerate(used)}
    return {"title": "T", "nodes": {**uses, "done": {"outcome": "Done"}}}


def test_a_tree_within_itself_comes_to_an_end() -> None:
    site = site_of(a=using("b"), b=using("a"))
    assert {"a.u0", "a.u0.u0"} <= ids(rendered(site.trees["a"], site)).keys()
    assert "a.u0.u0.u0" not in ids(rendered(site.trees["a"], site))


def test_trees_that_double_do_not_fill_the_page() -> None:
    names = [f"t{at}" for at in range(20)]
    trees = {name: using(after, after) for name, after in itertools.pairwise(names)}
    site = site_of(**trees, t19=using())
    shown = rendered(site.trees["t0"], site)
    assert sum("fp-step" in part.get("class", "").split() for part in shown.iter("section")) <= 2_003
    # What is not shown here is linked to.
    assert any(part.get("href") == "t9.html" for part in shown.iter("a"))


# Single promises --------------------------------------------------------------------------------------------------


def test_an_expired_number_cannot_be_followed_anywhere() -> None:
    tree, site = load(next(case for case in CASES if case.stem == "facts"))
    shown = rendered(tree, site)
    dialled = {part.attrib["href"] for part in shown.iter("a") if part.attrib["href"].startswith("tel:")}
    assert dialled == {"tel:116123", "tel:112", "tel:08001122"}
    assert "check this number" in words(shown)


def test_promises_are_folded_by_whose_they_are() -> None:
    files = {
        "trees/_site.yaml": 'policies: {everywhere: {possible: "urgency:now", because: Somebody has to come}}',
        "trees/t.yaml": """
title: T
policies: {own: {possible: "node:a", because: Nobody has to stay}}
nodes:
  q: {question: "Q?", options: {yes: a, no: z}}
  a: {outcome: A}
  z: {outcome: Z, urgency: now}
""",
    }
    site = load_text(files, today=TODAY).site
    folds = [part for part in rendered(site.trees["t"], site).iter("details") if part.get("class") == "fp-fold"]
    assert [words(fold[0]) for fold in folds] == ["1 promise of this tree", "1 promise for all trees"]


def test_exits_stand_in_one_place_and_lead_where_they_say() -> None:
    tree, site = load(next(case for case in CASES if case.stem == "outcome"))
    (bar,) = (part for part in rendered(tree, site).iter("nav") if part.get("class") == "fp-exits")
    assert [(words(link), link.attrib["href"]) for link in bar.iter("a")] == [
        ("It can wait: go to 4, Soon", "#outcome.end-soon"),
        ("All is well: go to 5, Routine", "#outcome.end-routine"),
        ("Another matter: go on in Another matter", "other.html#other.done"),
    ]


def parts_of(element: Element, kind: str) -> list[Element]:
    """All parts with a class, in the order of the page."""
    return [part for part in element.iter() if kind in part.get("class", "").split()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_way_to_the_first_step_and_the_ways_out_come_before_all_steps(case: Path) -> None:
    tree, site = load(case)
    shown = rendered(tree, site)
    (start,) = (link for row in parts_of(shown, "fp-ways--start") for link in row.iter("a"))
    assert start.attrib["href"] == f"#{tree.id}.{tree.start.id}"
    order = list(shown.iter())
    first = order.index(parts_of(shown, "fp-steps")[0])
    assert all(order.index(part) < first for part in [start, *parts_of(shown, "fp-exits")])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_lists_are_called_what_stands_above_them(case: Path) -> None:
    for part in [part for kind in ("fp-say", "fp-list") for part in parts_of(rendered(*load(case)), kind)]:
        label, content = part
        assert content.attrib["aria-labelledby"] == label.attrib["id"]


def test_a_fact_with_its_values_nearby_leads_nowhere_else() -> None:
    shown = rendered(*load(next(case for case in CASES if case.stem == "facts")))
    around = [*parts_of(shown, "fp-header"), *parts_of(shown, "fp-step")]
    strips = [(part, strip) for part in around for strip in parts_of(part, "fp-local")]
    nearby = 0
    for part, strip in strips:
        # What is too long for the strip is read at the foot.
        held = [link for link in part.iter("a") if "data-fact" in link.attrib and words(link) in words(strip)]
        assert {link.attrib["href"] for link in held} <= {f"#{strip.attrib['id']}"}
        nearby += len(held)
        (record,) = (link for within in parts_of(strip, "fp-local__record") for link in within.iter("a"))
        assert record.attrib["href"].removeprefix("#") in ids(parts_of(shown, "fp-foot")[0])
    assert nearby


def test_counts_are_those_of_the_tree() -> None:
    for case in CASES:
        tree, site = load(case)
        questions = sum(isinstance(node, Question) for node in tree.nodes.values())
        outcomes = sum(isinstance(node, Outcome) for node in tree.nodes.values())
        (counts,) = (part for part in rendered(tree, site).iter("ul") if part.get("class") == "fp-counts")
        told = [int(re.sub(r"\D", "", words(item)) or -1) for item in counts]
        assert told[:2] == [questions, outcomes]


# The index --------------------------------------------------------------------------------------------------------


def test_the_index_tells_what_each_tree_is() -> None:
    _, site = load(next(case for case in CASES if case.stem == "small"))
    shown = keep(index.element(site, href=lambda name: f"{name}.html"))
    (link,) = shown.iter("a")
    assert link.attrib["href"] == "client-leaves.html"
    assert [words(part) for part in shown.iter() if part.tag in ("h2", "li", "p")][1:] == [
        "A client leaves the session early",
        "Draft",
        "The first minutes when an upset client gets up to go.",
        "2 questions",
        "2 outcomes",
        "7 paths",
        "at most 4 steps long",
    ]


def test_an_index_of_nothing_says_so() -> None:
    site = Site(trees={}, today=TODAY)
    assert words(index.element(site, href=str)) == "There are no trees yet."


# Numbers that can be called ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("911", ["911"]),
        ("116 123", ["116123"]),
        ("9-8-8", ["988"]),
        ("112 or 999", ["112", "999"]),
        ("112/999", ["112", "999"]),
        ("+44 (0)20 7946 0000", ["+442079460000"]),
        ("(020) 7946 0000", ["02079460000"]),
        ("0800 123 456, press 1", ["0800123456"]),
        ("988 (press 1)", ["988"]),
        ("999, 24/7", ["999"]),
        ("1737, 9-17", ["1737"]),
        ("1737, 8 - 20 h", ["1737"]),
        ("1737 from 9.00-17.00 or 8:00-20:00", ["1737"]),
        ("0800-HELP", []),
        ("A123456", []),
        ("your supervisor", []),
    ],
)
def test_what_can_be_called(written: str, called: list[str]) -> None:
    files = {
        "trees/t.yaml": 'title: T\nnodes: {a: {outcome: "Call {n}"}}',
        "trees/_site.yaml": "facts: {n: {label: the number, kind: phone}}",
        "trees/_places/p.yaml": f"name: P\nfacts: {{n: {{text: {json.dumps(written)}}}}}",
    }
    site = load_text(files, today=TODAY).site
    shown = rendered(site.trees["t"], site)
    links = [part.attrib["href"] for part in shown.iter("a") if part.get("class") == "fp-tel"]
    assert links == [f"tel:{number}" for number in called] * 2
    assert written in words(shown)
