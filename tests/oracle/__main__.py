"""`python -m oracle`: hold the engine against brute force on random sites; a difference ends it with status 1."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from fingerpost.policies import judge
from oracle.campaign import Compared, cell, compare, compare_one, report, site_of
from oracle.shrinking import shrink
from oracle.table import Table, counted, total

SHOWN = 5  # differences that are made small and printed


def main() -> int:
    """Run, print the table and the first differences."""
    parser = argparse.ArgumentParser(prog="python -m oracle", description=__doc__)
    parser.add_argument("--sites", type=int, default=20_000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=2)
    wanted = parser.parse_args()
    seeds = [f"{wanted.seed}:{number}" for number in range(wanted.sites)]
    with ProcessPoolExecutor(wanted.jobs) as pool:
        results = list(pool.map(some, [seeds[at : at + 100] for at in range(0, len(seeds), 100)]))
    print(total([table for table, _ in results]))
    differing = [seed for _, found in results for seed in found]
    for seed in differing[:SHOWN]:
        print(f"\n# seed {seed}\n{smallest(seed)}")
    print(f"\n{len(differing):,} of {wanted.sites:,} sites differ.")
    return 1 if differing else 0


def some(seeds: list[str]) -> tuple[Table, list[str]]:
    """The table of some sites, and the seeds of those on which the two differ."""
    table: Table = Counter()
    differing = []
    for seed in seeds:
        found = list(compare(site_of(seed), judge))
        table += counted(found)
        differing += [seed] if any(one.fault for one in found) else []
    return table, differing


def smallest(seed: str) -> str:
    """The first difference on a site, made as small as it gets."""
    first = next(one for one in compare(site_of(seed), judge) if one.fault)
    files = shrink(first.files, first.matter, partial(_differs, first))
    return report(compare_one(files, first.matter, judge))


def _differs(first: Compared, files: dict[str, object]) -> bool:
    now = compare_one(files, first.matter, judge)
    return now.fault == first.fault and cell(now) == cell(first)


if __name__ == "__main__":
    sys.exit(main())
