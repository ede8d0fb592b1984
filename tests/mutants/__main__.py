"""`python tests/mutants`: break the engine in every small way, and list what no test notices.

mutmut makes the mutants and runs, for each, the tests that come to it. It works on a copy, below `.cache/`, in which it
keeps what it found: what has not changed is not run again.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
COPY = ROOT / ".cache" / "mutants"
DOCS = ROOT / "docs" / "proofs.md"
BEGIN, END = "<!-- mutants: begin -->", "<!-- mutants: end -->"
# What a reader acts on: paths, guards, promises, cases.
JUDGED = ("cases/*", "guards.py", "paths.py", "policies/*")
TESTS = (
    "test_policies.py",
    "test_policies_page.py",
    "test_policy_words.py",
    "test_cases.py",
    "test_paths.py",
    "test_checks.py",
    "test_oracle_and_engine.py",
)
CONFIG = """\
[tool.pytest.ini_options]
pythonpath = ["tests"]
addopts = ["-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", "not some_hundred"]

[tool.mutmut]
source_paths = ["src"]
also_copy = ["docs", "tests", "trees"]
only_mutate = [{judged}]
timeout_multiplier = 3.0
timeout_constant = 2.0
pytest_add_cli_args_test_selection = [{tests}]
"""
KILLED = ("killed", "timeout")
_SHOW_ALL = "import sys; from mutmut.__main__ import show; [show.callback(name) for name in sys.argv[1:]]"


@click.command()
@click.option("--at-least", type=click.FloatRange(0, 100), default=90.0, show_default=True, help="Fail below this.")
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="How many processes work.")
@click.option("--write", is_flag=True, help="Write the figures into docs/proofs.md.")
@click.option("--only-report", is_flag=True, help="Run nothing; report what the last run found.")
def main(at_least: float, jobs: int, write: bool, only_report: bool) -> None:
    """Run all mutants, print the score of each module, and the survivors as diffs."""
    if not only_report:
        _copy()
        _mutmut("run", "--max-children", str(jobs), capture=False)
    found = dict(_results())
    table = "\n".join(_table(found))
    click.echo(table)
    survivors = _diffs([name for name, status in found.items() if status not in KILLED])
    for name, diff in survivors.items():
        click.echo(f"\n{found[name]}: {name}\n{diff}")
    if write:
        _write(table, [_told(name, diff) for name, diff in survivors.items()])
    sys.exit(_score(Counter(found.values())) < at_least)


def _copy() -> None:
    """What mutmut needs, where it expects it; files that are the same keep their time, so it knows them again."""
    COPY.mkdir(parents=True, exist_ok=True)
    for source, target in (
        ("plugins/fingerpost", "src/fingerpost"),
        *((name,) * 2 for name in ("docs", "tests", "trees")),
    ):
        shutil.rmtree(COPY / target, ignore_errors=True)
        ignore = shutil.ignore_patterns("node_modules", "__pycache__", "browser", "hosts", "bench", "*.png")
        shutil.copytree(ROOT / source, COPY / target, ignore=ignore)
    judged = ", ".join(f'"src/fingerpost/{one}"' for one in JUDGED)
    tests = ", ".join(f'"tests/{one}"' for one in TESTS)
    (COPY / "pyproject.toml").write_text(CONFIG.format(judged=judged, tests=tests), encoding="utf-8")


def _mutmut(*words: str, capture: bool = True) -> str:
    return _run("-m", "mutmut", *words, capture=capture)


def _diffs(names: list[str]) -> dict[str, str]:
    """Each mutant as a diff; `mutmut show` starts anew for each, which takes longer than to show all."""
    told = _run("-c", _SHOW_ALL, *names) if names else ""
    pieces = re.split(r"^# (\S+): .*\n", told, flags=re.MULTILINE)[1:]
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


def _run(*words: str, capture: bool = True) -> str:
    command = [sys.executable, *words]
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "mutants"}
    # A run that failed has left the results of an earlier one.
    done = subprocess.run(command, cwd=COPY, env=environment, check=True, text=True, capture_output=capture)
    return done.stdout or ""


def _results() -> Iterator[tuple[str, str]]:
    for line in _mutmut("results", "--all", "true").splitlines():
        name, colon, status = line.strip().partition(": ")
        if colon:
            yield name, status


def _module(name: str) -> str:
    return re.sub(r"\.x.*$", "", name).removeprefix("fingerpost.").replace(".", "/") + ".py"


def _score(tally: Counter[str]) -> float:
    return 100 * sum(tally[one] for one in KILLED) / max(1, tally.total())


def _table(found: dict[str, str]) -> Iterator[str]:
    by_module: dict[str, Counter[str]] = {}
    for name, status in found.items():
        by_module.setdefault(_module(name), Counter())[status] += 1
    yield "| module | mutants | failed a test | did not end | not noticed | score |"
    yield "|---|---:|---:|---:|---:|---:|"
    for module, tally in [*sorted(by_module.items()), ("all", Counter(found.values()))]:
        failed, endless = (tally[one] for one in KILLED)
        left = tally.total() - failed - endless
        yield f"| `{module}` | {tally.total()} | {failed} | {endless} | {left} | {_score(tally):.1f} % |"


def _told(name: str, diff: str) -> str:
    """A survivor on one line: its function, and what was changed."""
    lines = diff.splitlines()
    before = next((line[1:].strip() for line in lines if re.match(r"-(?!--)", line)), "")
    after = next((line[1:].strip() for line in lines if re.match(r"\+(?!\+\+)", line)), "")
    return f"* `{_module(name)}`: `{before}` → `{after}`"


def _write(table: str, told: list[str]) -> None:
    before, _, rest = DOCS.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    survivors = "\n".join(["Not noticed:", "", *told]) if told else "All are noticed."
    DOCS.write_text(f"{before}{BEGIN}\n\n{table}\n\n{survivors}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
