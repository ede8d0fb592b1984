"""`python -m oracle.spin`: hold the engine against SPIN on random graphs; a difference ends it with status 1."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from os import environ
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from fingerpost.policies import judge
from oracle.campaign import Matter, compare_one, matters, policy_of, report
from oracle.forms import form_of
from oracle.judging import Setting
from oracle.sites import random_site
from oracle.spin.claims import claims
from oracle.spin.promela import Graph, model

if TYPE_CHECKING:
    from oracle.walking import Files

TOGETHER = 10  # graphs in one model: compiling costs more than searching
_ERRORS = re.compile(r"errors: (\d+)")


class Question(NamedTuple):
    """A policy for SPIN: claims of which none may be followed."""

    graph: Graph
    matter: Matter
    claims: tuple[str, ...]

    @property
    def files(self) -> Files:
        return self.graph.files


def main() -> int:
    """Run, and print how many were compared and the first differences."""
    parser = argparse.ArgumentParser(prog="python -m oracle.spin", description=__doc__)
    parser.add_argument("--graphs", type=int, default=1_000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=2)
    wanted = parser.parse_args()
    batches = [range(at, min(at + TOGETHER, wanted.graphs)) for at in range(0, wanted.graphs, TOGETHER)]
    with ThreadPoolExecutor(wanted.jobs) as pool:
        results = list(pool.map(lambda numbers: some(wanted.seed, numbers), batches))
    violated = sum(result[0] for result in results)
    compared = sum(result[1] for result in results)
    differing = [one for result in results for one in result[2]]
    for one in differing[:5]:
        print(f"{one}\n")
    print(f"{compared:,} policies on {wanted.graphs:,} graphs, {violated:,} violated, {len(differing):,} differ.")
    return 1 if differing or not compared else 0


def some(seed: str, numbers: range) -> tuple[int, int, list[str]]:
    """How many are violated, how many were compared, and the differences on some graphs."""
    graphs = [Graph(_site(seed, number), at) for at, number in enumerate(numbers)]
    questions = [question for graph in graphs for question in _questions(graph)]
    named = {f"p{at}_{part}": body for at, one in enumerate(questions) for part, body in enumerate(one.claims)}
    differing: list[str] = []
    violated = 0
    with tempfile.TemporaryDirectory() as folder:
        _compile(Path(folder), model(graphs, named))
        for at, question in enumerate(questions):
            names = [f"p{at}_{part}" for part in range(len(question.claims))]
            followed = any(_can_be_followed(Path(folder), name, question.graph.number) for name in names)
            turned = form_of(policy_of(question.files, question.matter)) == "possible"
            expected = "violated" if followed != turned else "holds"
            violated += expected == "violated"
            compared = compare_one(question.files, question.matter, judge)
            if compared.found.verdict != expected:
                claims = "\n".join(question.claims)
                differing.append(f"# SPIN: {expected}\n{report(compared)}\n{claims}")
    return violated, len(questions), differing


def _site(seed: str, number: int) -> Files:
    random = Random(f"spin:{seed}:{number}")  # noqa: S311 - the same graphs again, not secrets
    return random_site(random, promises=7, subtrees=False)


def _questions(graph: Graph) -> list[Question]:
    found = []
    for matter in matters(graph.files):
        if matter.tree == "a":
            policy = policy_of(graph.files, matter)
            clauses = Setting(graph.files, "a", policy, matter.home).clauses

            def says(clause: str, home: str | None = matter.home, clauses: dict[str, list[str]] = clauses) -> str:
                return graph.says(home, clauses, clause)

            bodies = tuple(claims(policy, says))
            found += [Question(graph, matter, bodies)] if bodies else []
    return found


def _compile(folder: Path, text: str) -> None:
    (folder / "model.pml").write_text(text, encoding="utf-8")
    for command in (["spin", "-o3", "-a", "model.pml"], ["gcc", "-w", "-O0", "-DNOREDUCE", "-o", "pan", "pan.c"]):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0 and (folder / "pan.c").exists(), done.stdout + done.stderr


def _can_be_followed(folder: Path, name: str, graph: int) -> bool:
    """Whether some walk of a graph does what a claim says."""
    command = ["./pan", "-a", "-w14", "-m100000", "-N", name]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={**environ, "GRAPH": str(graph)}, check=True
    )
    found = _ERRORS.search(done.stdout)
    assert found and "max search depth too small" not in done.stdout, done.stdout + done.stderr
    return found[1] != "0"


if __name__ == "__main__":
    sys.exit(main())
