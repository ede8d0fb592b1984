"""What is measured: each function takes an empty folder and a size, and gives a section of the page."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from bench import reading, sites
from bench.measure import Cost, Job, environment, interleaved
from bench.results import Figure, Row, Section, Size
from bench.trees import DAY, procedures

COMMAND = str(Path(sys.executable).with_name("fingerpost"))
_MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site")
_CACHE = ".cache"


FULL = Size(
    trees=1000,
    nodes=30,
    pages=200,
    page_nodes=20,
    large=1000,
    picture=150,
    promised=1000,
    walked=300,
    steps=100,
    visits=7,
    rounds=5,
)
QUICK = Size(
    trees=60, nodes=8, pages=2, page_nodes=8, large=40, picture=16, promised=50, walked=16, steps=4, visits=1, rounds=1
)


def check(folder: Path, size: Size) -> Section:
    """(a) All trees of a large site."""
    sites.trees(folder, procedures(size.trees, nodes=size.nodes))
    command = (COMMAND, "check", "trees", "--today", DAY)
    costs = interleaved(
        {
            "cores": Job(command=command, folder=folder),
            "one": Job(command=(*command, "--jobs", "1"), folder=folder),
        },
        rounds=size.rounds,
    )
    script = str(Path(__file__).with_name("stages.py"))
    stages = json.loads(_output((sys.executable, script, "trees", "--today", DAY), folder))
    return Section(
        letter="a",
        title="Check a large site",
        how=f"`fingerpost check` on {size.trees:,} generated trees of {size.nodes} nodes, without any finding.",
        rows=(
            Row(what=f"check {size.trees:,} trees", cost=costs["cores"], most=10),
            _against(costs, "cores", "one", what="the same in one process"),
        ),
        notes=(f"Where the time goes, in one process: {_shares(stages)}.",),
    )


def build(folder: Path, size: Size) -> Section:
    """(b) A site of trees against the same site of plain pages."""
    made = list(procedures(size.pages, nodes=size.page_nodes))
    trees = sites.ours(folder / "ours", made)
    costs = interleaved(
        {
            "plain": Job(command=_MKDOCS, folder=sites.plain(folder / "plain", made), without=("site",)),
            # What the cold build keeps, the warm one after it finds.
            "cold": Job(command=_MKDOCS, folder=trees, without=("site", _CACHE)),
            "warm": Job(command=_MKDOCS, folder=trees, without=("site",)),
            "forms": Job(
                command=_MKDOCS, folder=sites.ours(folder / "forms", made, with_forms=True), without=("site",)
            ),
        },
        rounds=size.rounds,
    )
    return Section(
        letter="b",
        title="Build a site",
        how=(
            f"`mkdocs build` with Material and the settings of this project's own site: {size.pages} trees of "
            f"{size.page_nodes} nodes, against {size.pages} plain Markdown pages with the same headings, lists, links "
            "and words (within a twentieth), and no flowchart."
        ),
        rows=(
            Row(what="plain pages", cost=costs["plain"]),
            _against(costs, "plain", "cold", what="trees, without layouts from an earlier build", most=1.8),
            _against(costs, "plain", "warm", what="trees, with layouts from an earlier build", most=1.25),
            _against(costs, "plain", "forms", what="the same, and each tree in its eight other forms"),
        ),
    )


def draw(folder: Path, size: Size) -> Section:
    """(c) The same site with flowcharts by `mkdocs-graphviz`."""
    if shutil.which("dot") is None:
        sys.exit("The peer draws with Graphviz's command `dot`, and there is none: apt-get install graphviz")
    made = list(procedures(size.pages, nodes=size.page_nodes))
    costs = interleaved(
        {
            "peer": Job(command=_MKDOCS, folder=sites.graphs(folder / "peer", made), without=("site",)),
            "alone": Job(command=_MKDOCS, folder=sites.graphs(folder / "alone", made, words=False), without=("site",)),
            "ours": Job(command=_MKDOCS, folder=sites.ours(folder / "ours", made), without=("site", _CACHE)),
        },
        rounds=size.rounds,
    )
    return Section(
        letter="c",
        title="Draw flowcharts",
        how=(
            f"The same {size.pages} trees, text and flowchart, against pages with the same text and the same graph in "
            "a block of DOT, drawn by `mkdocs-graphviz`, which runs the system's `dot`."
        ),
        rows=(
            Row(what="mkdocs-graphviz, text and flowchart", cost=costs["peer"]),
            _against(costs, "peer", "ours", what="trees, without layouts from an earlier build", most=1),
            _against(costs, "peer", "alone", what="mkdocs-graphviz, the flowchart alone"),
        ),
    )


def large(folder: Path, size: Size) -> Section:
    """(d) Two large trees, each a site of its own."""
    text = sites.ours(folder / "text", procedures(1, nodes=size.large))
    picture = sites.ours(folder / "picture", procedures(1, nodes=size.picture))
    costs = interleaved(
        {
            "text": Job(command=_MKDOCS, folder=text, without=("site", _CACHE)),
            "picture": Job(command=_MKDOCS, folder=picture, without=("site", _CACHE)),
        },
        rounds=size.rounds,
    )
    return Section(
        letter="d",
        title="Build a large tree",
        how="`mkdocs build` with Material of a site with one tree, from start to end. A picture holds up to 300 nodes.",
        rows=(
            Row(what=f"{size.large:,} nodes, the text form", cost=costs["text"], most=5),
            Row(what=f"{size.picture:,} nodes, the text form and the flowchart", cost=costs["picture"], most=3),
        ),
    )


def start(folder: Path, size: Size) -> Section:
    """(f) The command from a cold process."""
    sites.trees(folder, procedures(1, nodes=8))
    check = (COMMAND, "check", "trees", "--today", DAY)
    costs = interleaved(
        {
            "python": Job(command=(sys.executable, "-c", "pass"), folder=folder),
            "help": Job(command=(COMMAND, "--help"), folder=folder),
            "check": Job(command=check, folder=folder),
        },
        rounds=size.rounds * 3,
    )
    return Section(
        letter="f",
        title="Start",
        how="A process of its own each time.",
        rows=(
            Row(what="an empty Python program", cost=costs["python"]),
            Row(what="`fingerpost --help`", cost=costs["help"], most=0.2),
            Row(what="`fingerpost check`, one tree of 8 nodes", cost=costs["check"], most=0.4),
        ),
        notes=(
            f"The heaviest imports of `--help`: {_imports((COMMAND, '--help'), folder)}.",
            f"The heaviest imports of `check`: {_imports(check, folder)}.",
        ),
    )


def promises(folder: Path, size: Size) -> Section:
    """(g) Policies on large trees."""
    policies = 50
    small = _judged(folder, "tree", size.promised, policies, size.rounds)
    big = _judged(folder, "tree", 10 * size.promised, policies, size.rounds)
    cores = _judged(folder, "tree", 10 * size.promised, policies, size.rounds, jobs=2)
    long = _judged(folder, "chain", 10 * size.promised, 1, size.rounds)
    facts = _judged(folder, "facts", 64, 1, size.rounds)
    return Section(
        letter="g",
        title="Prove policies",
        how=(
            f"{policies} policies of all forms but `max_questions` and `order`, on a made-up tree that keeps them: "
            "from a loaded tree to the verdicts, in one process on one core unless said. Memory is that of the process "
            "that loaded the tree."
        ),
        rows=(
            Row(what=_size(small), cost=_cost(small), most=0.5),
            Row(what=_size(big), cost=_cost(big), most=5),
            Row(what="the same in two processes", cost=_cost(cores)),
            Row(what=f"{_size(long)}, a chain", cost=_cost(long)),
            Row(what="64 facts that guards look at, which multiply", cost=_cost(facts), most=2),
        ),
        notes=(
            f"The verdicts on the two trees: {', '.join({*small['verdicts'], *big['verdicts']})}. "
            f"On the facts that multiply: {', '.join(facts['verdicts'])}.",
        ),
    )


def _judged(folder: Path, what: str, nodes: int, policies: int, rounds: int, *, jobs: int = 1) -> dict[str, Any]:
    """What `bench.promises` says, in the round of median time; the memory is of its process."""
    command = [sys.executable, "-m", "bench.promises", what, str(nodes), str(policies), str(jobs)]
    own = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    tests = {**environment(), "PYTHONPATH": os.pathsep.join(own)}
    done = [subprocess.run(command, cwd=folder, env=tests, check=True, capture_output=True) for _ in range(rounds)]
    told = sorted((json.loads(one.stdout) for one in done), key=lambda one: one["seconds"])
    return dict(told[len(told) // 2])


def _cost(told: Mapping[str, Any]) -> Cost:
    return Cost(seconds=told["seconds"], megabytes=told["megabytes"])


def _size(told: Mapping[str, Any]) -> str:
    return f"{told['nodes']:,} nodes, {told['options']:,} options, policies: {told['policies']}"


def cards(folder: Path, size: Size) -> Section:
    """(k) Act cards, against the same words set by WeasyPrint."""
    some = max(2, size.pages // 5)
    asked = {"ours": (1, size.pages), "both": (2, size.pages), "peer": (1, some)}
    found: dict[str, list[dict[str, float]]] = defaultdict(list)
    for turn in range(size.rounds):
        for name, (cores, trees) in asked.items():
            place = folder / f"{name}-{turn}"
            place.mkdir()
            who = "peer" if name == "peer" else "ours"
            command = (sys.executable, "-m", "bench.printing", who, str(cores), str(trees), str(place))
            found[name].append(json.loads(_output(command, Path(__file__).parents[1])))
    middle = {name: {key: median(one[key] for one in told) for key in told[0]} for name, told in found.items()}
    times = middle["ours"]["cold"] / middle["peer"]["cold"]
    return Section(
        letter="k",
        title="Print cards",
        how=(
            f"An act card of A6, two sides, for each of {size.pages} trees, as a site makes them; cached, each is "
            f"looked up by the hash of all that goes into it. WeasyPrint sets {some} of them from HTML, with the same "
            "words, font and code, by the same standard (PDF/UA-1), in the same run. It does not check whether a card "
            "fits."
        ),
        figures=(
            Figure(what="one core", value=middle["ours"]["cold"], unit="cards a second"),
            Figure(what="two cores", value=middle["both"]["cold"], unit="cards a second"),
            Figure(what="cached, one core", value=middle["ours"]["cached"], unit="cards a second"),
            Figure(what="cached, two cores", value=middle["both"]["cached"], unit="cards a second"),
            Figure(what="WeasyPrint, one core", value=middle["peer"]["cold"], unit="cards a second"),
            Figure(what="the largest card", value=middle["ours"]["bytes"] / 1000, unit="KB", most=60),
            Figure(what="the largest by WeasyPrint", value=middle["peer"]["bytes"] / 1000, unit="KB"),
        ),
        notes=(f"On one core that is {times:.1f} times as many as WeasyPrint.",),
    )


CASES: Mapping[str, Callable[[Path, Size], Section]] = {
    "a": check,
    "b": build,
    "c": draw,
    "d": large,
    "f": start,
    "g": promises,
    "h": reading.sizes,
    "i": reading.paint,
    "j": reading.step,
    "k": cards,
}


def _against(costs: Mapping[str, Cost], peer: str, name: str, *, what: str, most: float | None = None) -> Row:
    return Row(what=what, cost=costs[name], share=costs[name].seconds / costs[peer].seconds, most=most)


def _output(command: Iterable[str], folder: Path) -> str:
    """What a command prints, complaints included."""
    done = subprocess.run(
        list(command),
        cwd=folder,
        env=environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        raise RuntimeError(done.stdout)
    return done.stdout


def _shares(stages: Mapping[str, float]) -> str:
    whole = sum(stages.values())
    return ", ".join(f"{name} {seconds:.2f} s ({seconds / whole:.0%})" for name, seconds in stages.items())


def _imports(command: Iterable[str], folder: Path) -> str:
    """The six packages that take longest to import, all their modules together."""
    spent: dict[str, int] = defaultdict(int)
    for line in _output((sys.executable, "-X", "importtime", *command), folder).splitlines():
        if found := re.match(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\w+)", line):
            spent[found[2]] += int(found[1])
    heaviest = sorted(spent.items(), key=lambda one: -one[1])[:6]
    return ", ".join(f"{name} {spent / 1000:.0f} ms" for name, spent in heaviest)
