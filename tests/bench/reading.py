"""What reading online costs: the size of what every reader gets, and the time of a step in a browser."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bench import charts, sites
from bench.measure import Job, environment, run
from bench.results import Figure, Section, Size
from bench.trees import DAY, procedures
from fingerpost import assembly
from fingerpost.load import load_site

_MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site")
_TREE = "client-leaves-early"
_TREES = Path(__file__).parents[2] / "trees"
_MERMAID = Path(__file__).parents[1] / "mermaid/node_modules/mermaid/dist/mermaid.min.js"


def sizes(folder: Path, size: Size) -> Section:
    """(h) The script and the style."""
    return Section(
        letter="h",
        title="Script and style",
        how="What a page loads of ours, one file each for all pages, compressed by gzip at its highest level.",
        figures=(
            Figure(what="script", value=_zipped(assembly.script()), unit="KB", most=12),
            Figure(what="style", value=_zipped(assembly.style()), unit="KB", most=6),
        ),
    )


def paint(folder: Path, size: Size) -> Section:
    """(i) The first tree's page against its flowchart drawn by Mermaid."""
    if not _MERMAID.is_file():
        sys.exit("The peer's script is not here: make bench installs it")
    tree = load_site(_TREES, today=date.fromisoformat(DAY)).site.trees[_TREE]
    ours = sites.copied(folder / "ours", _TREES)
    peer = sites.mermaid(folder / "peer", _TREE, tree.title.value, charts.mermaid(tree), _MERMAID)
    for site in (ours, peer):
        run(Job(command=_MKDOCS, folder=site))
    path = f"trees/{_TREE}/"
    found = _told("bench.painting", str(size.visits), str(ours / "site"), path, str(peer / "site"), path)
    whats = {"ours": "text and flowchart", "mermaid": "Mermaid, the flowchart alone"}
    return Section(
        letter="i",
        title="See a flowchart",
        how=(
            f"The page of `{_TREE}`, against a page with nothing but the same boxes and arrows as a block of Mermaid, "
            "which Material has drawn by the whole script of Mermaid from the same server. Both sites have Material "
            f"and this project's settings, and come compressed from this machine; {size.visits} visits to each, with "
            "nothing in the browser's cache. On a network, what is fetched takes its time too."
        ),
        figures=tuple(figure for name, what in whats.items() for figure in _seen(what, found[name])),
        notes=tuple(f"What is fetched for {what}: {_kinds(found[name]['bytes'])}." for name, what in whats.items()),
    )


def _seen(what: str, found: Mapping[str, Any]) -> Iterator[Figure]:
    yield Figure(what=f"{what}: first contentful paint", value=found["first"], unit="ms")
    yield Figure(what=f"{what}: the flowchart is painted", value=found["drawn"], unit="ms")
    yield Figure(what=f"{what}: fetched", value=sum(found["bytes"].values()) / 1024, unit="KB")
    yield Figure(what=f"{what}: requests", value=found["requests"], unit="")


def _kinds(fetched: Mapping[str, int]) -> str:
    return ", ".join(f"{kind.lower()} {size / 1024:.0f} KB" for kind, size in sorted(fetched.items()))


def step(folder: Path, size: Size) -> Section:
    """(j) One answer on a large tree."""
    sites.ours(folder, procedures(1, nodes=size.walked))
    run(Job(command=_MKDOCS, folder=folder))
    page = next(folder.glob("site/trees/*/index.html"))
    found = _told("bench.steps", str(page), str(size.steps))
    whats = {"chart": "with the flowchart", "text": "without a flowchart"}
    return Section(
        letter="j",
        title="Take a step",
        how=(
            f"{size.steps} answers in a walk through a tree of {size.walked} nodes, in Chromium. Script is the time "
            "from the click to the end of what it sets off at once, and holds the layout that this forces; all work is "
            "the script, style and layout until the step is painted, as the browser counts it."
        ),
        figures=tuple(
            Figure(what=f"{what}: {label}", value=found[name][key], unit="ms", most=most)
            for name, what in whats.items()
            for key, label, most in (
                ("script", "script, median", 16),
                ("script95", "script, 95th percentile", None),
                ("busy", "all work, median", None),
                ("busy95", "all work, 95th percentile", None),
            )
        ),
    )


def _told(program: str, *words: str) -> dict[str, Any]:
    """What a program of the bench prints."""
    tests = {**environment(), "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-m", program, *words]
    return dict(json.loads(subprocess.run(command, env=tests, check=True, stdout=subprocess.PIPE, text=True).stdout))


def _zipped(text: bytes) -> float:
    return len(gzip.compress(text, 9, mtime=0)) / 1024
