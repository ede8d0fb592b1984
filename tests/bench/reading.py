"""What reading online costs: the size of what every reader gets, and the time of a step in a browser."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

from bench import sites
from bench.measure import Job, environment, run
from bench.results import Figure, Section, Size
from bench.trees import procedures
from fingerpost import assembly

_MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site")


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


def step(folder: Path, size: Size) -> Section:
    """(j) One answer on a large tree."""
    sites.ours(folder, procedures(1, nodes=size.walked))
    run(Job(command=_MKDOCS, folder=folder))
    page = next(folder.glob("site/trees/*/index.html"))
    command = [sys.executable, "-m", "bench.steps", str(page), str(size.steps)]
    tests = {**environment(), "PYTHONPATH": str(Path(__file__).parents[1])}
    found = json.loads(subprocess.run(command, env=tests, check=True, capture_output=True, text=True).stdout)
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


def _zipped(text: bytes) -> float:
    return len(gzip.compress(text, 9, mtime=0)) / 1024
