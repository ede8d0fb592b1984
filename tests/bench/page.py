"""The results as a page in Markdown."""

import os
import platform
import subprocess
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version

from bench.results import Section

_PACKAGES = (
    "fingerpost",
    "mkdocs",
    "mkdocs-material",
    "mkdocs-graphviz",
    "pygraphviz",
    "PyYAML",
    "typst",
    "weasyprint",
)
_HEAD = """\
# Performance

What Fingerpost costs. One command measured it and wrote this page:

```
make bench BENCH_ARGS=--write
```

Times are medians on the wall. What is compared ran in turn, A B A B, in the same run, so that the other work of the
machine falls on all alike: the ratios say more than the seconds. Memory is the most that the largest process of a run
held. The trees are made up from fixed seeds, with guards, shared nodes, and jumps from tree to tree, about 0.8 KB a
node.
"""


def page(sections: Iterable[Section]) -> str:
    """The whole page: what was to be met, then everything that was measured."""
    sections = list(sections)
    details = [line for section in sections for line in _section(section)]
    return "\n".join([_HEAD, *_bars(sections), *details, "## Machine", "", _machine(), ""])


def _bars(sections: Iterable[Section]) -> Iterator[str]:
    yield from ("| what | measured | wanted | verdict |", "|---|---:|---|---|")
    for section in sections:
        for row in section.rows:
            if row.most is not None:
                unit = " s" if row.share is None else " times"
                measured = row.cost.seconds if row.share is None else row.share
                met = "met" if measured <= row.most else "**missed**"
                what = f"[{section.title}](#{_anchor(section)}): {row.what}"
                yield f"| {what} | {measured:.2f}{unit} | at most {row.most:g}{unit} | {met} |"
        for figure in section.figures:
            if figure.most is not None:
                met = "met" if figure.value <= figure.most else "**missed**"
                what = f"[{section.title}](#{_anchor(section)}): {figure.what}"
                yield f"| {what} | {figure.value:.1f} {figure.unit} | at most {figure.most:g} {figure.unit} | {met} |"
    yield ""


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {section.title}", "", section.how, "")
    if section.rows:
        yield from ("| what | time | ratio | peak memory |", "|---|---:|---:|---:|")
    for row in section.rows:
        share = "" if row.share is None else f"{row.share:.2f}"
        memory = f"{row.cost.megabytes:.0f} MB" if row.cost.megabytes else ""
        yield f"| {row.what} | {row.cost.seconds:.2f} s | {share} | {memory} |"
    if section.figures:
        yield from ("| what | measured |", "|---|---:|")
    for figure in section.figures:
        yield f"| {figure.what} | {figure.value:.1f} {figure.unit}".rstrip() + " |"
    yield ""
    for note in section.notes:
        yield from (note, "")


def _anchor(section: Section) -> str:
    """As Python-Markdown names the heading."""
    return section.title.lower().replace(" ", "-")


def _machine() -> str:
    """What it ran on, without its name."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = [f"{cores} cores", platform.machine(), platform.system(), f"Python {platform.python_version()}"]
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
    except FileNotFoundError:
        return
    yield f"dot {said.partition('version ')[2].split()[0]} for the peer"
