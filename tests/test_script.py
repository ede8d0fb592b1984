"""The script: its types, its own tests, and its walks against those of `paths` in random small sites."""

import random
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost import paths
from fingerpost.model import Action, Site
from support import trees
from support.trees import NAMES
from support.walking import FOLDER, Node, plain


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    """One process for all walks."""
    running = Node()
    yield running
    running.close()


def test_the_types_are_right() -> None:
    compiler = FOLDER / "node_modules" / "typescript" / "bin" / "tsc"
    assert compiler.exists(), "The compiler is not installed. Run: npm ci --prefix tests/script"
    done = subprocess.run(["node", compiler, "-p", FOLDER], capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == ""


def test_its_own_tests_pass() -> None:
    files = sorted(FOLDER.glob("*.test.mjs"))
    assert files
    done = subprocess.run(["node", "--test", *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def a_walk(site: Site, name: str, choose: random.Random) -> tuple[list[paths.Walk], list[list[str]]]:
    """A walk of twenty moves at most, at random, as `paths` has it: every spot, and what was taken between them."""
    walk = paths.start(site, name)
    seen, taken = [walk], list[list[str]]()
    while len(taken) < 20 and not walk.ended:
        ways = [["answer", option.id] for option in paths.offers(site, walk)]
        ways += [["on"]] if isinstance(paths.here(site, walk), Action) else []
        # Seldom, since an exit cuts a walk short.
        out = [["exit", way] for way in paths.exits(site, walk)]
        move = choose.choice(out if out and choose.random() < 0.2 else ways)
        match move:
            case ["answer", option]:
                walk = paths.answer(site, walk, option)
            case ["exit", way]:
                walk = paths.leave(site, walk, way)
            case _:
                walk = paths.proceed(site, walk)
        seen.append(walk)
        taken.append(move)
    return seen, taken


def differences(node: Node, site: Site, name: str, choose: random.Random) -> Iterator[str]:
    """Where the script stands elsewhere than `paths`, or a link made there does not lead there."""
    seen, taken = a_walk(site, name, choose)
    spots = node.walk({one: plain(site, one) for one in NAMES}, name, taken)
    for at, (walk, spot) in enumerate(zip(seen, spots, strict=True)):
        expected = told(site, walk, in_circles=spot["circle"])
        if expected != {key: spot[key] for key in expected}:
            yield f"{taken[:at]}: {expected} is not {spot}"
        if not spot["same"] or spot["asking"]:
            yield f"{taken[:at]}: a link does not lead back: {spot}"


def told(site: Site, walk: paths.Walk, *, in_circles: bool = False) -> dict[str, Any]:
    """A spot in the words of the script; nobody says where circles of nothing but steps to pass are left."""
    frames = [[one.tree, one.node, [list(answer) for answer in one.answers]] for one in walk.frames]
    ends = {"ended": walk.ended, "offers": [one.id for one in paths.offers(site, walk)]}
    return ends if in_circles else {**ends, "frames": frames, "exits": list(paths.exits(site, walk))}


@given(site=trees.sites(), name=st.sampled_from(NAMES), choose=st.randoms(use_true_random=False))
def test_the_script_walks_as_paths_does(node: Node, site: Site, name: str, choose: random.Random) -> None:
    assert list(differences(node, site, name, choose)) == []
