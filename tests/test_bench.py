"""The bench works: its trees are sound and the same each time, its peers say the same, its command runs."""

import re
import subprocess
import sys
from pathlib import Path

import pygraphviz
import pytest

from bench import page, peer_files, printing, sites
from bench.measure import Cost
from bench.results import Figure, Row, Section
from bench.trees import Procedure, procedures
from fingerpost.audit import audit
from fingerpost.cards.act import lines_of
from fingerpost.load import load_site
from support.today import TODAY

BENCH = Path(__file__).with_name("bench")


@pytest.fixture(scope="module")
def made() -> list[Procedure]:
    """Some procedures, enough for a jump from one to the next."""
    return list(procedures(6, nodes=20))


def test_the_same_trees_each_time(made: list[Procedure]) -> None:
    assert made == list(procedures(6, nodes=20))


@pytest.mark.parametrize("nodes", [8, 20, 150])
def test_the_trees_have_no_findings(nodes: int, tmp_path: Path) -> None:
    sites.trees(tmp_path, procedures(5, nodes=nodes))
    loaded = load_site(tmp_path / "trees", today=TODAY)
    assert [len(tree.nodes) for tree in loaded.site.trees.values()] == [nodes] * 5
    assert audit(loaded) == []


def test_trees_have_guards_and_shared_nodes_and_jumps(made: list[Procedure]) -> None:
    ways = [way for one in made for step in one.steps for way in step.ways]
    assert any(way.then for way in ways)
    assert any(way.to.startswith("tree:") for way in ways)
    targets = [way.to for step in made[0].steps for way in step.ways]
    assert len(targets) > len(set(targets))


def test_a_plain_page_has_every_step_and_every_way(made: list[Procedure]) -> None:
    text = peer_files.markdown(made[0])
    assert re.findall(r"^### \d+ .* \{#(.*)\}$", text, re.MULTILINE) == [step.id for step in made[0].steps]
    for step in made[0].steps:
        assert all(f"](#{way.to})" in text for way in step.ways)
        assert all(line in text for line in step.lists["avoid"])


def test_a_graph_has_every_box_and_every_arrow(made: list[Procedure]) -> None:
    graph = pygraphviz.AGraph(string=peer_files.dot(made[0]))
    assert sorted(graph.nodes()) == sorted(step.id for step in made[0].steps)
    assert len(graph.edges()) == sum(1 + bool(way.then) for step in made[0].steps for way in step.ways)


def test_a_card_as_html_has_every_line_of_the_card(tmp_path: Path) -> None:
    made = printing.site(tmp_path, 2)
    assert audit(load_site(tmp_path / "trees", today=TODAY)) == []
    told = [printing.printed(lambda data: printing.page(data).encode(), made, name).decode() for name in made.trees]
    assert told[0] != told[1]
    for line in (*lines_of(next(iter(made.trees.values())).cards["wet"], made.places["here"]), "Supervisor", "2 of 2"):
        assert line.removeprefix("Do not: ") in told[0]


def test_our_cards_are_timed_and_weighed(tmp_path: Path) -> None:
    told = printing.ours(printing.site(tmp_path, 2), tmp_path)
    assert told.keys() == {"cold", "cached", "bytes"}
    assert min(told.values()) > 0


def test_the_page_says_which_bars_are_met() -> None:
    cost = Cost(seconds=3.0, megabytes=40)
    rows = (Row(what="ours", cost=cost, most=10), Row(what="against", cost=cost, share=1.5, most=1.25))
    text = page.page([Section(letter="z", title="Draw a line", how="With a ruler.", rows=rows)])
    assert "| [Draw a line](#draw-a-line): ours | 3.00 s | at most 10 s | met |" in text
    assert "| [Draw a line](#draw-a-line): against | 1.50 times | at most 1.25 times | **missed** |" in text
    assert "| against | 3.00 s | 1.50 | 40 MB |" in text


def test_the_page_says_what_is_measured_in_other_units() -> None:
    figures = (Figure(what="ink", value=2.25, unit="ml", most=2), Figure(what="paper", value=3, unit="sheets"))
    text = page.page([Section(letter="z", title="Draw a line", how="With a ruler.", figures=figures)])
    assert "| [Draw a line](#draw-a-line): ink | 2.2 ml | at most 2 ml | **missed** |" in text
    assert "| paper | 3.0 sheets |" in text
    assert "peak memory |" not in text


def test_the_command_measures_small_sizes() -> None:
    """All but the peers that draw, which `make test` does not install."""
    command = [sys.executable, BENCH, "--quick", "--only", "a,b,d,f,h,j"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    titles = [
        "Check a large site",
        "Build a site",
        "Build a large tree",
        "Start",
        "Script and style",
        "Take a step",
        "Machine",
    ]
    assert re.findall(r"^## (.*)$", done.stdout, re.MULTILINE) == titles
    assert "read and parse" in done.stdout
    assert "The heaviest imports of `check`: " in done.stdout
