"""The results as a page in Markdown."""

import os
import platform
import subprocess
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version

from bench.cases import Row, Section

_PACKAGES = ("fingerpost", "mkdocs", "mkdocs-material", "mkdocs-graphviz", "pygraphviz", "PyYAML")
_HEAD = """\
# Performance

What Fingerpost costs, measured by one command, which also wrote this page:

    make bench BENCH_ARGS=--write

Times are medians on the wall. Things that are compared ran in turn, A B A B, in the same run, so that the machine's
other work falls on all alike: the ratios say more than the seconds. Memory is the most that the largest process of a
run held. The trees are made up from fixed seeds, as dense as those that people write: about 0.9 KB a node, with guards,
shared nodes, and jumps from tree to tree.
"""


def page(sections: Iterable[Section]) -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(line for section in sections for line in _section(section)), "## Machine", "", _machine(), ""])


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {section.title} ({section.letter}) {{#{section.letter}}}", "", section.how, "")
    yield "| | time | peak memory | ratio | wanted | |"
    yield "|---|---:|---:|---:|---:|---|"
    yield from (_row(row) for row in section.rows)
    yield ""
    for note in section.notes:
        yield from (note, "")


def _row(row: Row) -> str:
    unit = "×" if row.share is not None else " s"
    share = f"{row.share:.2f} ×" if row.share is not None else ""
    wanted, met = "", ""
    if row.most is not None:
        measured = row.cost.seconds if row.share is None else row.share
        wanted, met = f"at most {row.most:g}{unit}", "met" if measured <= row.most else "**missed**"
    return f"| {row.what} | {_seconds(row.cost.seconds)} | {row.cost.megabytes:.0f} MB | {share} | {wanted} | {met} |"


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.1f} s"


def _machine() -> str:
    """What it ran on, without its name."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = [f"{cores} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"]
    parts += [f"{name} {found}" for name in _PACKAGES if (found := _version(name))]
    return ", ".join([*parts, *_dot()]) + "."


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _dot() -> Iterator[str]:
    """The version of the system's Graphviz, which the peer runs, where there is one."""
    try:
        said = subprocess.run(["dot", "-V"], check=True, text=True, capture_output=True).stderr
    except OSError:
        return
    yield said.partition("version ")[2].split(" ")[0].join(("Graphviz ", " for the peer"))
