"""Official tables: cells with their places, rows against trees, and the table that a tree makes by itself."""

import csv
import heapq
import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from fingerpost.checks import differing_row
from fingerpost.failures import Failure
from fingerpost.load import load_text
from fingerpost.model import Question, Ref, Site, Table
from fingerpost.search import summary
from fingerpost.source import Source
from fingerpost.tables import COLUMNS, ROWS, Comparison, compare, comparing, own_table, read, written
from fingerpost.tables.reading import places
from support import trees
from support.judged import DEFAULT, find
from support.today import TODAY
from support.trees import NAMES, Spot

TRIAGE = """\
title: Triage
table: {id: official}
nodes:
  breath: {question: "Short of breath?", options: {none: fever, some: fever, bad: now}}
  fever: {question: "Fever?", options: {yes: rash, no: later}}
  rash:
    question: A rash?
    options:
      yes: now
      no: [{when: {breath: some}, to: today}, {to: later}]
  now: {outcome: Now, urgency: now}
  today: {outcome: Today, urgency: today}
  later: {outcome: Later, urgency: routine}
"""
PATH = "trees/_tables/official.csv"
GOOD = """\
breath,fever,rash,outcome
bad,*,*,now
none..some,yes,yes,now
some,yes,no,today
none,yes,no,later
none|some,no,,later
"""


def wrong(table: str, tree: str = TRIAGE, **more: str) -> list[tuple[str, str, str]]:
    """The code of each error, the words of the table (or the tree) that are pointed at, and the message."""
    files = {DEFAULT: tree, PATH: table, **{f"trees/{name}.yaml": text for name, text in more.items()}}
    found = []
    for one in find(files):
        line = files[one.span.path].split("\n")[one.span.line - 1]
        found.append((one.code, line[one.span.column - 1 : one.span.end_column - 1], one.message))
    return found


def test_a_tree_agrees_with_its_table() -> None:
    assert wrong(GOOD) == []


def test_a_row_that_differs_is_pointed_at_and_told_the_shortest_path() -> None:
    table = GOOD.replace("none,yes,no,later", "none,yes,no,today").replace("*,now", "*,later")
    assert wrong(table) == [
        ("differing-row", "later", "1 -> bad ends in `now`; the table says `later`."),
        ("differing-row", "today", "1 -> none, 2 -> yes, 3 -> no ends in `later`; the table says `today`."),
        ("differing-row", "official", "2 of 5 rows differ from this tree."),
    ]


def test_each_step_of_the_path_is_a_label_on_its_option() -> None:
    found = find({DEFAULT: TRIAGE, PATH: GOOD.replace("some,yes,no,today", "some,yes,no,now")})
    labels = [(label.span.path, label.span.line, label.message) for label in found[0].labels]
    assert labels == [(DEFAULT, 4, "1 -> some"), (DEFAULT, 5, "2 -> yes"), (DEFAULT, 10, "3 -> no")]
    first = TRIAGE.split("\n")[3]
    assert found[0].labels[0].span.column == first.index("some: ") + 1


def test_a_row_stands_for_all_combinations_of_its_cells() -> None:
    assert wrong("breath,outcome\n*,now\n")[0][2] == "1 -> none, 2 -> no ends in `later`; the table says `now`."
    assert wrong("fever,outcome\nno|yes,later\n")[0][2] == "1 -> bad ends in `now`; the table says `later`."
    assert wrong("breath,fever,outcome\nnone,no,later\n") == []


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("brath,outcome\nnone,now\n", ("brath", "There is no question `brath`.")),
        ("now,outcome\nnone,now\n", ("now", "`now` is no question.")),
        ("breath/x,outcome\nnone,now\n", ("breath", "`example` has no subtree `breath`.")),
        ("breath,,outcome\nbad,,now\n", (",", "This column has no name.")),
        ("breath,breath,outcome\nbad,bad,now\n", ("breath", "There are two columns `breath`.")),
        ("breath,end\nbad,now\n", ("end", "No column is called `outcome`.")),
        ("breath;outcome\nbad;now\n", ("breath;outcome", "No column is called `outcome`.")),
        ("breath,outcome\nbda,now\n", ("bda", "`breath` has no option `bda`.")),
        ('breath,outcome\n" none | bda ",now\n', ("bda", "`breath` has no option `bda`.")),
        ("breath,outcome\nnone||some,now\n", ("none||some", "An option is missing in this cell.")),
        ("breath,outcome\nnone..,now\n", ("none..", "An option is missing in this cell.")),
        ("breath,outcome\nnone|*,now\n", ("*", "`breath` has no option `*`.")),
        (
            "breath,outcome\nnone..some..bad,now\n",
            ("none..some..bad", "`none..some..bad` is no range: write `first..last`."),
        ),
        (
            "breath,outcome\nbad..none,now\n",
            ("bad..none", "`bad..none` is empty, because `breath` offers `none` before `bad`."),
        ),
        ("breath,outcome\nbad,\n", ("", "This row does not say where it ends.")),
        ("breath,outcome\nbad,nwo\n", ("nwo", "There is no outcome `nwo`.")),
        ("breath,outcome\nbad,fever\n", ("fever", "`fever` is no outcome.")),
        ("breath,outcome\nbad,tree:exmple\n", ("exmple", "There is no tree `exmple`.")),
        ("breath,outcome\nbad\n", ("bad", "This row has 1 cell, and the first line has 2 cells.")),
        ("breath,outcome\nbad,now,\n", ("bad,now,", "This row has 3 cells, and the first line has 2 cells.")),
        ('breath,outcome\n"bad,now\n', ('"bad,now', "The quotes in this row do not pair.")),
        ('breath,outcome\n"bad"x,now\n', ('"bad"x,now', "The quotes in this row do not pair.")),
        ("\n", ("", "This table is empty.")),
        ("breath,outcome\n\n# no rows yet\n", ("breath", "This table has no rows.")),
    ],
)
def test_what_cannot_be_compared_is_pointed_at(table: str, found: tuple[str, str]) -> None:
    assert wrong(table) == [("uncompared-row", *found)]


def test_a_wrong_word_is_told_the_nearest_and_mended_alone() -> None:
    (one,) = find({DEFAULT: TRIAGE, PATH: 'breath,outcome\nnone|"smoe",now\n'.replace('"', "")})
    assert (one.help, [edit.replacement for fix in one.fixes for edit in fix.edits]) == (
        "Did you mean `some`?",
        ["some"],
    )
    assert (one.span.column, one.span.end_column) == (6, 10)


def test_good_rows_are_compared_beside_bad_ones() -> None:
    codes = [code for code, _, _ in wrong(GOOD.replace("bad,*,*,now", "bd,*,*,now").replace("today", "later"))]
    assert codes == ["uncompared-row", "differing-row", "differing-row"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("breath,outcome\n" + "bad,now\n" * (ROWS + 1), f"A table may hold {ROWS:,} rows;"),
        (",".join(["breath"] * (COLUMNS + 1)) + "\n", f"A table may have {COLUMNS:,} columns;"),
        ("breath,outcome\n" + "x" * 1_001 + ",now\n", "A cell may hold 1,000 letters."),
        ("breath,outcome\n" + "x" * 100_001 + ",now\n", "This line is longer than 100,000 letters."),
    ],
)
def test_limits(table: str, message: str) -> None:
    ((code, _, said),) = wrong(table)
    assert (code, said.startswith(message)) == ("uncompared-row", True)
    assert wrong("breath,outcome\n" + "bad,now\n" * ROWS) == []


def test_where_comparing_takes_too_long_it_stops_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "STATES", 3)
    ((code, word, message),) = wrong("breath,outcome\nbad,now\nbad,now\nbad,now\n")
    assert (code, word, "not compared" in message) == ("uncompared-row", "now", True)


LOOP = """\
title: Ring
table: {id: official}
nodes:
  ring: {question: "Does anybody answer?", options: {yes: talk, no: wait}}
  wait: {action: Wait., to: ring}
  talk: {outcome: Talk}
"""


def test_a_row_that_never_comes_to_an_end_is_idle() -> None:
    found = [one for one in wrong("ring,outcome\nno,talk\nyes|no,talk\n", LOOP) if one[0] != "walkable-loop"]
    assert found == [("idle-row", "talk", "With these answers `example` comes to no end.")]


USES = """\
title: Twice
table: {id: official}
nodes:
  first: {tree: inner, outcomes: {calm: second, upset: end}}
  second: {tree: inner, outcomes: {calm: fine, upset: "tree:inner"}}
  fine: {outcome: Fine}
"""
INNER = """\
title: Inner
nodes:
  ask: {question: "Upset?", options: {yes: upset, no: calm}}
  calm: {outcome: Calm}
  upset: {outcome: Upset}
"""


def test_questions_and_ends_of_a_subtree_are_called_by_its_use() -> None:
    table = "first/ask,second/ask,outcome\nyes,*,first/upset\nno,yes,tree:inner\nno,no,fine\n"
    assert wrong(table, USES, inner=INNER) == []
    table = table.replace("no,no,fine", "no,*,fine")
    message = "1/1 -> no, 2/1 -> yes ends in `tree:inner`; the table says `fine`."
    assert ("differing-row", "fine", message) in wrong(table, USES, inner=INNER)
    bad = ("uncompared-row", "aks", "There is no question `aks`.")
    assert wrong("first/aks,outcome\nyes,fine\n", USES, inner=INNER) == [bad]


def test_a_tree_that_is_missing_names_is_not_compared() -> None:
    assert [code for code, _, _ in wrong(GOOD, TRIAGE.replace("bad: now", "bad: nwo"))] == ["missing-target"]


# Cells ------------------------------------------------------------------------------------------------------------


@given(st.text(alphabet='ab, "|*', max_size=30))
@example('"a ""b"" ",, a"b ,""')
def test_cells_stand_where_csv_reads_them(line: str) -> None:
    try:
        (cells,) = csv.reader([line], strict=True)
    except csv.Error:
        assume(False)
    assume(line.strip())
    found = [line[start:end] for start, end in places(line)]
    assert [one.replace('""', '"') if '"' in cell else one for one, cell in zip(found, cells, strict=True)] == [
        cell.strip().replace('""', '"') for cell in cells
    ]


@given(st.text(max_size=200))
def test_any_text_is_read_or_told_what_is_wrong(text: str) -> None:
    sheet = read(Source(path="t.csv", text=text))
    assert sheet.header or sheet.flaws
    assert all(len(row) == len(sheet.header) for row in sheet.rows)


# Against all walks of random sites --------------------------------------------------------------------------------

Allowed = Mapping[str, frozenset[str]]


def nearest_ends(site: Site, name: str, allowed: Allowed) -> dict[str, int]:
    """Every end of walks within a row, with the fewest answers, over all spots of a site."""
    found: dict[str, int] = {}
    order = itertools.count()
    queue: list[tuple[int, int, Spot]] = [(0, next(order), trees.begin(site, name))]
    done: set[Spot] = set()
    while queue:
        count, _, spot = heapq.heappop(queue)
        if spot in done:
            continue
        done.add(spot)
        asked = isinstance(trees.node_at(site, spot), Question)
        only = allowed.get("/".join(place.node for place in spot)) if asked else None
        for step in trees.steps(site, spot):
            if only is not None and step.via not in only:
                continue
            if isinstance(step.to, str):
                found[step.to] = min(count + asked, found.get(step.to, count + asked))
            else:
                heapq.heappush(queue, (count + asked, next(order), step.to))
    return found


def questions(site: Site, name: str) -> dict[str, list[str]]:
    """The questions that walks through a tree come to, each with its options."""
    found = {}
    for spot in trees.spots(site, name):
        node = trees.node_at(site, spot)
        if isinstance(node, Question):
            found["/".join(place.node for place in spot)] = [option.id for option in node.options]
    return found


def compared(site: Site, name: str, text: str) -> tuple[Site, Comparison]:
    tree = replace(site.trees[name], table=Table(id=Ref(id="t")))
    table = Source(path="trees/_tables/t.csv", text=text)
    site = replace(site, trees={**site.trees, name: tree}, tables={"t": table})
    found = compare(tree, site)
    assert found is not None
    return site, found


@given(site=trees.sites(), name=st.sampled_from(NAMES), data=st.data())
def test_a_row_differs_exactly_when_a_walk_within_it_ends_elsewhere(site: Site, name: str, data: st.DataObject) -> None:
    asked = questions(site, name)
    columns = data.draw(st.lists(st.sampled_from(sorted(asked)), unique=True)) if asked else []
    allowed = {one: frozenset(data.draw(st.lists(st.sampled_from(asked[one]), min_size=1))) for one in columns}
    ends = nearest_ends(site, name, allowed)
    anyhow = [end for end in nearest_ends(site, name, {}) if "/" not in end]
    own = [node for node in site.trees[name].nodes if node.startswith("o")]
    outcome = data.draw(st.sampled_from([*own, *anyhow]))
    cells = ["|".join(sorted(options)) for options in allowed.values()]
    _, found = compared(site, name, f"{','.join([*columns, 'outcome'])}\n{','.join([*cells, outcome])}\n")
    assert found.flaws == ()
    others = {end: count for end, count in ends.items() if end != outcome}
    assert bool(found.idle) == (not ends)
    assert bool(found.differing) == bool(others)
    for one in found.differing:
        assert one.count == min(others.values()) == others[one.end]
        assert len(one.answers) == min(one.count, comparing.SHOWN)
        told = [(answer.name, answer.option) for answer in one.answers]
        assert one.count > comparing.SHOWN or end_after(site, name, told) == one.end


def end_after(site: Site, name: str, answers: list[tuple[str, str]]) -> str:
    """Where the walk ends that gives just these answers."""
    spot: Spot | str = trees.begin(site, name)
    left = list(answers)
    while not isinstance(spot, str):
        taken = None
        if isinstance(trees.node_at(site, spot), Question):
            asked, taken = left.pop(0)
            assert asked == "/".join(place.node for place in spot)
        spot = next(step.to for step in trees.steps(site, spot) if taken in (None, step.via))
    assert left == []
    return spot


@st.composite
def tabled(draw: st.DrawFn) -> tuple[Site, str, str]:
    """A random site and a tree of it whose paths a table can tell, with that table."""
    site, name = draw(trees.sites()), draw(st.sampled_from(NAMES))
    assume(summary(site.trees[name], site).bounded)
    try:
        return site, name, written(own_table(site.trees[name], site))
    except Failure:
        assume(False)
        raise


@given(tabled())
def test_the_table_that_a_tree_makes_agrees_with_it(drawn: tuple[Site, str, str]) -> None:
    site, name, text = drawn
    _, found = compared(site, name, text)
    assert (found.differing, found.idle, found.flaws) == ((), (), ())
    assert found.rows == text.count("\n") - 1


def assignments(asked: Mapping[str, list[str]]) -> Iterator[dict[str, str]]:
    """Every way to answer each question, always alike."""
    for options in itertools.product(*asked.values()):
        yield dict(zip(asked, options, strict=True))


@given(tabled(), st.data())
def test_a_tree_with_another_target_differs_where_it_ends_elsewhere(
    drawn: tuple[Site, str, str], data: st.DataObject
) -> None:
    """A row is there for every way to answer, and only what ends alike for all of them agrees."""
    site, name, text = drawn
    path = f"trees/{name}.yaml"
    tree = json.loads(site.files[path].text)
    targets = [(node.get("options") or node.get("outcomes") or node) for node in tree["nodes"].values()]
    ways = [(one, key) for one in targets for key in one if key not in ("outcome", "action")]
    if not ways:
        return
    changed, key = data.draw(st.sampled_from(ways))
    changed[key] = data.draw(st.sampled_from(list(tree["nodes"])))
    files = {one: source.text for one, source in site.files.items()}
    other = load_text({**files, path: json.dumps(tree)}, today=TODAY).site
    asked = {**questions(site, name), **questions(other, name)}
    assume(len(asked) <= 6)
    elsewhere = False
    for told in assignments(asked):
        allowed = {one: frozenset({option}) for one, option in told.items()}
        (end,) = nearest_ends(site, name, allowed)
        elsewhere |= not nearest_ends(other, name, allowed).keys() <= {end}
    _, found = compared(other, name, text)
    assert bool(found.differing) >= elsewhere
    # Who answers a question differently when it comes again may end where nobody does who always answers alike.
    if summary(other.trees[name], other).bounded and not asks_twice(other, name):
        assert bool(found.differing) == elsewhere


def asks_twice(site: Site, name: str) -> bool:
    try:
        own_table(site.trees[name], site)
    except Failure:
        return True
    return False


# A tree's own table -----------------------------------------------------------------------------------------------


def own(tree: str, **more: str) -> str:
    site = load_text({DEFAULT: tree, **{f"trees/{name}.yaml": text for name, text in more.items()}}, today=TODAY).site
    return written(own_table(site.trees["example"], site))


def test_answers_from_which_all_goes_on_alike_are_one_row() -> None:
    tree = TRIAGE.replace("when: {breath: some}", "when: {fever: no}")
    assert own(tree).splitlines() == [
        "breath,fever,rash,outcome",
        "none|some,yes,yes,now",
        "none|some,yes,no,later",
        "none|some,no,*,later",
        "bad,*,*,now",
    ]


def test_columns_of_subtrees_stand_where_they_are_used() -> None:
    assert own(USES, inner=INNER).splitlines() == [
        "first/ask,second/ask,outcome",
        "yes,*,first/upset",
        "no,yes,tree:inner",
        "no,no,fine",
    ]


def test_paths_without_bound_make_no_table() -> None:
    with pytest.raises(Failure, match="unbounded"):
        own(LOOP)


AGAIN = """\
title: Again
nodes:
  first: {question: "First?", options: {yes: second, no: second}}
  second:
    question: Second?
    options:
      yes: [{when: {second-thoughts: yes}, to: done}, {to: second-thoughts}]
      no: done
  second-thoughts: {question: "Really?", options: {yes: second, no: done}}
  done: {outcome: Done}
"""


def test_a_question_that_is_asked_twice_makes_no_table() -> None:
    with pytest.raises(Failure, match="asks second twice"):
        own(AGAIN)


def test_a_table_has_a_limit_and_says_so() -> None:
    nodes = {f"q{at}": {"question": "?", "options": {"yes": f"q{at + 1}", "no": f"q{at + 1}"}} for at in range(11)}
    every = {one: {"when": {f"q{at}": "yes" for at in range(11)}, "to": "done"} for one in ("yes", "no")}
    nodes["q11"] = {"question": "?", "options": {one: [every[one], {"to": "late"}] for one in every}}
    tree = {"title": "T", "nodes": {**nodes, "done": {"outcome": "."}, "late": {"outcome": "."}}}
    site = trees.site({"a": tree})
    table = own_table(site.trees["a"], site)
    assert (len(table.rows), table.more) == (ROWS, True)


def test_findings_about_rows_stand_in_the_file_of_the_table() -> None:
    site = load_text({DEFAULT: TRIAGE, PATH: "breath,outcome\nbad,later\n"}, today=TODAY).site
    found = [one.span.path for one in differing_row.check(site.trees["example"], site)]
    assert found == [DEFAULT, PATH]
