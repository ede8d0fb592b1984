"""Pictures of trees: what is in them, that nothing collides, and what happens when Graphviz does."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost import metrics
from fingerpost.layout import MOST_BOXES, Box, EngineError, Picture, layout, layouts, pool
from fingerpost.layout.diagram import BOX_TEXT, PLATE_TEXT, diagram
from fingerpost.layout.dot import dot
from fingerpost.layout.layers import depths, upward
from fingerpost.model import Outcome, Ref, Text, Tree
from support.drawn import SHARED, everything, faults, forks, plates, saying, site_of, site_with, trees

# All that Graphviz ever reads: our names, sizes, and cells without words.
CELL = r'<TD(?: PORT="p\d+")? FIXEDSIZE="TRUE" WIDTH="\d+" HEIGHT="\d+"></TD>'
TABLE = rf'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>(?:{CELL})+</TR></TABLE>>'
LINES = "|".join(
    (
        r"digraph \{",
        r"\tgraph \[nodesep=0\.\d+ ordering=out ranksep=0\.\d+\]",
        r'\tnode \[fixedsize=true label="" shape=box\]',
        r"\tedge \[dir=none\]",
        r"\tn\d+ \[height=\d+\.\d+ width=\d+\.\d+\]",
        rf"\tn\d+ \[label={TABLE} fixedsize=false shape=plain\]",
        r"\tn\d+(?::p\d+)? -> n\d+ \[id=e\d+(?: weight=\d+)?\]",
        r"\tn\d+ -> n\d+ \[style=invis weight=0\]",
        r"\}",
    )
)
HOSTILE = (
    '"]; n0 [label="<script>',
    "<TABLE><TR><TD HREF='https://example.org'>",
    '\\N \\G \\"',
    "}; graph [imagepath=/etc]",
    "a -> b; /* // #",
    "\x00\x08\ufffe\ud800",
    "\u202eevil",
    "&lt;&amp;&#0;",
)


def picture_of(tree: Tree) -> Picture:
    (picture,) = layout(tree, site_with(tree), cache=None)
    return picture


def boxes(picture: Picture, kind: str) -> list[Box]:
    return [box for box in picture.boxes if box.kind == kind]


def arrows(picture: Picture) -> list[tuple[str, str, str]]:
    """From which node, by which option, to which box."""
    return [
        (picture.boxes[edge.source].node, edge.plate.option if edge.plate else "", picture.boxes[edge.target].kind)
        for edge in picture.edges
    ]


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Put a script in the place of the worker."""

    def instead(script: str) -> None:
        pool.stop()
        path = tmp_path / "worker.py"
        path.write_text(script, encoding="utf-8")
        monkeypatch.setattr(pool, "COMMAND", (sys.executable, "-P", str(path)))

    yield instead
    pool.stop()


# What is in a picture --------------------------------------------------------------------------------------------


def test_every_node_has_its_box_and_every_option_its_plate() -> None:
    tree, site = everything()
    (picture,) = layout(tree, site, cache=None)
    assert [box.node for box in picture.boxes if box.kind in ("question", "action", "outcome", "subtree")] == [
        *tree.nodes
    ]
    assert Counter(plate.option for plate in plates(picture)) == Counter(
        ["yes", "same", "unsure", "yes", "no", "fine", "danger", "yes", "yes", "no", "other"]
    )
    assert list(faults(picture)) == []


def test_a_guarded_option_has_an_arrow_for_each_target_with_the_condition_in_words() -> None:
    tree, site = everything()
    (picture,) = layout(tree, site, cache=None)
    guarded = [plate for plate in plates(picture) if plate.condition]
    assert [" ".join(plate.lines) for plate in guarded] == ["Yes", "Yes"]
    assert [" ".join(plate.condition) for plate in guarded] == [
        "if at 3: Yes, and at 1: Much the same or I did not see",
        "otherwise",
    ]


def test_a_jump_and_an_end_have_small_boxes_of_their_own() -> None:
    tree, site = everything()
    (picture,) = layout(tree, site, cache=None)
    assert [(box.tree, box.text) for box in boxes(picture, "jump")] == [("shared", "A short safety conversation")]
    assert [(box.node, box.text) for box in boxes(picture, "end")] == [("check.danger", "In danger")]


def test_an_exit_is_drawn_once_and_only_to_a_box() -> None:
    tree, site = everything()
    (picture,) = layout(tree, site, cache=None)
    (way_out,) = boxes(picture, "exit")
    assert (way_out.text, way_out.node) == ("At any step: Danger now", "help")
    assert [arrow for arrow in arrows(picture) if arrow[0] == "help"] == [("help", "", "outcome")]


def test_an_outcome_from_afar_is_named_where_the_arrow_would_begin() -> None:
    site = site_of(
        far="""
title: Far
nodes:
  one: {question: First?, options: {yes: two, no: stop}}
  two: {question: Second?, options: {yes: go, no: stop}}
  go: {outcome: Go}
  stop: {outcome: Stop at once, urgency: now}
"""
    )
    (picture,) = layout(site.trees["far"], site, cache=None)
    (onward,) = boxes(picture, "onward")
    assert (onward.number, onward.text, onward.urgency) == (4, "Stop at once", "now")
    assert arrows(picture).count(("one", "no", "onward")) == 1
    assert arrows(picture).count(("two", "no", "outcome")) == 1


def test_a_fact_stands_by_its_label_and_marks_are_left_out() -> None:
    site = site_of(
        fact='title: F\nnodes:\n  a: {action: "Call **now**: {number}", to: b}\n  b: {outcome: Done}\n',
        _site="facts: {number: {label: the emergency number, kind: phone}}\n",
    )
    (picture,) = layout(site.trees["fact"], site, cache=None)
    assert picture.boxes[0].text == "Call now: the emergency number"


def test_a_subtree_without_words_is_called_by_its_tree() -> None:
    tree, site = everything()
    (picture,) = layout(tree, site, cache=None)
    assert [box.text for box in boxes(picture, "subtree")] == ["A short safety conversation"]


def test_a_language_from_right_to_left_gets_the_mirror_image() -> None:
    site = site_of(english=f"language: en\n{SHARED}", hebrew=f"language: he\n{SHARED}")
    left, right = (layout(tree, site, cache=None)[0] for tree in site.trees.values())
    assert [box.x for box in right.boxes] == [-box.x - box.width for box in left.boxes]
    assert list(faults(right)) == []


@pytest.mark.parametrize("count", [MOST_BOXES, MOST_BOXES + 1])
def test_a_tree_past_the_limit_has_no_picture(count: int) -> None:
    assert len(layout(a_chain(count), site_with(a_chain(count)), cache=None)) == (count == MOST_BOXES)


def test_a_large_tree_has_a_picture_for_each_stage() -> None:
    half = MOST_BOXES // 2 + 1
    rows = [
        f"  n{at}: {{action: Do it, to: n{at + 1}, stage: {'early' if at < half else 'late'}}}"
        for at in range(2 * half)
    ]
    text = "title: T\nstages: {early: Early, late: Late}\nnodes:\n" + "\n".join(rows)
    site = site_of(long=f"{text}\n  n{2 * half}: {{outcome: Done, stage: late}}\n")
    early, late = layout(site.trees["long"], site, cache=None)
    assert (early.stage, len(early.boxes), late.stage, len(late.boxes)) == ("early", half + 1, "late", half + 1)
    assert [(box.node, box.number) for box in boxes(early, "onward")] == [(f"n{half}", half + 1)]


def a_chain(count: int) -> Tree:
    nodes = {f"n{at}": Outcome(id=f"n{at}", number=at + 1, text=Text(value="It ends")) for at in range(count)}
    return Tree(id="many", title=Text(value="Many"), nodes=nodes, start=Ref(id="n0"))


# Where things stand ----------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(trees())
def test_nothing_collides_in_any_picture(tree: Tree) -> None:
    assert list(faults(picture_of(tree))) == []


@settings(max_examples=40)
@given(forks())
def test_branches_stand_in_the_order_of_the_options_and_chains_are_straight(tree: Tree) -> None:
    picture = picture_of(tree)
    for place, box in enumerate(picture.boxes):
        ways = [edge for edge in picture.edges if edge.source == place]
        targets = [picture.boxes[edge.target] for edge in ways]
        assert [target.x for target in targets] == sorted(target.x for target in targets)
        assert [edge.plate.x for edge in ways if edge.plate] == sorted(edge.plate.x for edge in ways if edge.plate)
        assert all(target.y > box.y + box.height for target in targets)
        if box.kind == "action":
            assert [len(edge.line) for edge in ways] == [2]


@settings(max_examples=40)
@given(trees())
def test_lines_of_text_are_narrower_than_what_they_stand_in(tree: Tree) -> None:
    picture = picture_of(tree)
    for box in picture.boxes:
        size = PLATE_TEXT if box.kind in ("onward", "jump", "end") else BOX_TEXT
        assert all(metrics.width(line, size=size) <= box.width - 20 for line in box.lines)
    for plate in plates(picture):
        assert all(
            metrics.width(line, size=PLATE_TEXT) <= plate.width - 20 for line in (*plate.lines, *plate.condition)
        )


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(0, 9), max_size=4), min_size=10, max_size=10))
def test_without_the_arrows_that_lead_back_every_arrow_leads_deeper(graph: list[list[int]]) -> None:
    back = upward(graph)
    depth = depths(graph, back)
    down = [(node, target) for node, targets in enumerate(graph) for target in targets if (node, target) not in back]
    assert all(depth[target] > depth[node] for node, target in down)


def test_a_chain_of_thousands_is_no_recursion() -> None:
    graph = [[node + 1] for node in range(9_999)] + [[0]]
    assert upward(graph) == {(9_999, 0)}
    assert depths(graph, {(9_999, 0)})[-1] == 9_999


# What Graphviz is told -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_reaches_graphviz(hostile: str) -> None:
    tree, site = everything()
    told = dot(diagram(saying(tree, hostile), site, tree.nodes))
    assert [line for line in told.splitlines() if not re.fullmatch(LINES, line)] == []


@settings(max_examples=40)
@given(trees())
def test_graphviz_is_told_of_sizes_and_arrows_alone(tree: Tree) -> None:
    told = dot(diagram(tree, site_with(tree), tree.nodes))
    assert [line for line in told.splitlines() if not re.fullmatch(LINES, line)] == []


def test_the_same_tree_gives_the_same_picture_whatever_was_laid_out_before() -> None:
    tree, site = everything()
    first = layout(tree, site, cache=None)
    layout(site.trees["shared"], site, cache=None)
    assert layout(tree, site, cache=None) == first
    assert layouts(site.trees.values(), site, cache=None)["everything"] == first
    pool.stop()
    assert layout(tree, site, cache=None) == first


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_hash_seeds_do_not_matter(seed: str) -> None:
    tree, site = everything()
    code = (
        "from fingerpost.layout import layout\nfrom support.drawn import everything\n"
        "tree, site = everything()\nprint(layout(tree, site, cache=None))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
    told = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    assert told.stdout == f"{layout(tree, site, cache=None)}\n"


# When Graphviz fails ---------------------------------------------------------------------------------------------

FAILURES = {
    "crash": (
        "import os\ninput()\nos.abort()",
        "ended without an answer for the flowchart of everything (exit code -6",
    ),
    "crash with last words": ("import sys\ninput()\nsys.exit('out of memory')", "exit code 1: out of memory"),
    "crash before the question": ("raise SystemExit(3)", "ended without an answer"),
    "garbage": ("input()\nprint('Hello?')", "makes no sense for the flowchart of everything: 'Hello?"),
    "garbage in JSON": ("input()\nprint('[1, 2]')", "makes no sense"),
    "places that are none": ('input()\nprint(\'{"nodes": {"n0": ["here"]}, "edges": {}}\')', "makes no sense"),
    "another graph": ('input()\nprint(\'{"nodes": {}, "edges": {}}\')', "makes no sense"),
    "half an answer": ("input()\nprint('{\"nodes\"', end='')", "ended without an answer"),
    "an error": (
        'input()\nprint(\'{"error": "ValueError: syntax"}\')',
        "failed on the flowchart of everything: ValueError",
    ),
    "missing": ('input()\nprint(\'{"error": "missing"}\')', "pip install pygraphviz"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_of_graphviz_says_what_helps(failure: str, engine: Callable[[str], None]) -> None:
    script, message = FAILURES[failure]
    engine(script)
    tree, site = everything()
    with pytest.raises(EngineError, match=re.escape(message)):
        layout(tree, site, cache=None)


def test_a_hang_is_ended_at_the_limit(engine: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    engine("import time\ninput()\ntime.sleep(3600)")
    monkeypatch.setattr(pool, "SECONDS", 0.2)
    tree, site = everything()
    with pytest.raises(EngineError, match=r"longer than 0\.2 seconds.*use it as a subtree"):
        layout(tree, site, cache=None)
    assert not pool._busy


def test_what_a_worker_started_ends_with_it(
    engine: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    engine(
        "import subprocess, sys\ninput()\n"
        "child = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE)\n"
        f"open({str(tmp_path / 'child')!r}, 'w').write(str(child.pid))\nchild.wait()"
    )
    monkeypatch.setattr(pool, "SECONDS", 1.0)
    with pytest.raises(EngineError):
        pool.ask("digraph {}", name="any")
    state = Path("/proc", (tmp_path / "child").read_text(encoding="ascii"), "stat")
    for _ in range(100):
        if has_ended(state):
            return
        time.sleep(0.05)
    pytest.fail("the child lives on")


def has_ended(state: Path) -> bool:
    """Whether a process is gone, or waits only for somebody to take notice."""
    try:
        return state.read_text(encoding="ascii").split()[2] == "Z"
    except OSError:
        return True


def test_without_pygraphviz_the_system_dot_answers(
    engine: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path(pool.__file__).with_name("worker.py").read_text(encoding="utf-8")
    engine(f"import sys\nsys.modules['pygraphviz'] = None\n{real}")
    tree, site = everything()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="its command `dot` is found"):
        layout(tree, site, cache=None)
    pool.stop()
    a_dot(tmp_path)
    assert layout(tree, site, cache=None)


def a_dot(folder: Path) -> None:
    """A command `dot` that has pygraphviz within."""
    code = (
        f"#!{sys.executable}\nimport sys\nfrom pygraphviz import AGraph\n"
        "if '-V' in sys.argv:\n    print('dot - graphviz version 14.1.5 (0)', file=sys.stderr)\n"
        "else:\n    graph = AGraph(string=sys.stdin.read())\n"
        "    sys.stdout.buffer.write(graph.draw(format='json0', prog='dot'))\n"
    )
    (folder / "dot").write_text(code, encoding="utf-8")
    (folder / "dot").chmod(0o755)


def test_one_worker_answers_again_and_again() -> None:
    pool.stop()
    tree, site = everything()
    layout(tree, site, cache=None)
    (first,) = pool._idle
    layout(tree, site, cache=None)
    assert pool._idle == [first]


def test_a_worker_that_died_while_it_waited_is_replaced() -> None:
    tree, site = everything()
    layout(tree, site, cache=None)
    for worker in pool._idle:
        worker.process.kill()
        worker.process.wait()
    assert layout(tree, site, cache=None)


def test_many_trees_keep_no_more_workers_than_there_are_cores() -> None:
    pool.stop()
    site = site_of(**{f"t{number}": SHARED for number in range(12)})
    pictures = layouts(site.trees.values(), site, cache=None)
    assert [*pictures] == [*site.trees]
    assert 1 <= len(pool._idle) <= pool.workers()


# The cache -------------------------------------------------------------------------------------------------------


def test_what_is_kept_is_not_asked_for_again(tmp_path: Path, engine: Callable[[str], None]) -> None:
    tree, site = everything()
    first = layout(tree, site, cache=tmp_path / "kept")
    engine("raise SystemExit(1)")
    assert layout(tree, site, cache=tmp_path / "kept") == first


def test_a_flipped_bit_in_what_is_kept_is_found_and_mended(tmp_path: Path) -> None:
    tree, site = everything()
    first = layout(tree, site, cache=tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for place in (0, 70, len(whole) // 2, len(whole) - 2):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert layout(tree, site, cache=tmp_path) == first
        assert file.read_bytes() == whole


def test_what_was_kept_for_another_tree_is_not_taken(tmp_path: Path) -> None:
    tree, site = everything()
    layouts(site.trees.values(), site, cache=tmp_path)
    one, other = sorted(tmp_path.iterdir())
    swapped = one.read_bytes(), other.read_bytes()
    one.write_bytes(swapped[1])
    other.write_bytes(swapped[0])
    assert layout(tree, site, cache=tmp_path) == layout(tree, site, cache=None)


def test_another_tree_is_kept_beside(tmp_path: Path) -> None:
    _, site = everything()
    for tree in site.trees.values():
        layout(tree, site, cache=tmp_path)
    assert len([*tmp_path.iterdir()]) == 2


def test_a_cache_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    tree, site = everything()
    with pytest.raises(OSError, match="file"):
        layout(tree, site, cache=tmp_path / "file")
