"""Files laid out at random against their canonical form; `cd tests; python -m support.canon 20000` tries as many."""

from __future__ import annotations

import random
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from fingerpost.canon import canonical
from fingerpost.load import load_text
from fingerpost.source import Source
from support.scribbling import scribbled, tree
from support.today import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fingerpost.model import Tree

NAME = "trees/x.yaml"


def tried(seed: str) -> None:
    """Lay a random file out; what goes wrong with it raises `AssertionError`."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    text = scribbled(chance, tree(chance))
    made = canonical(Source(path=NAME, text=text))
    assert isinstance(made, str), f"seed {seed}: {made}\n{text}"
    for fault in faults(text, made):
        raise AssertionError(f"seed {seed}: {fault}\n{text}\n--- became ---\n{made}")


def faults(text: str, made: str) -> Iterator[str]:
    """What a form that was made of a text must not be."""
    again = canonical(Source(path=NAME, text=made))
    if again != made:
        yield f"it is laid out otherwise the second time: {again}"
    before, after = load_text({NAME: text}, today=TODAY), load_text({NAME: made}, today=TODAY)
    if _ordered(before.site.trees["x"]) != _ordered(after.site.trees["x"]):
        yield "it means something else"
    codes = [one.code for one in before.diagnostics]
    for one in after.diagnostics:
        if one.code not in codes:
            yield f"{one.code} is new"
    if any(line != line.rstrip() for line in made.split("\n") if "#" in line):
        yield "a blank ends a line"


def _ordered(tree: Tree) -> tuple[Tree, list[str], list[str]]:
    """Mappings are equal in any order, and here the order counts."""
    return tree, list(tree.nodes), list(tree.cases)


def main(many: int = 20_000, first: str = "1") -> None:
    """Try many files, and end at the first that goes wrong."""
    with ProcessPoolExecutor(2) as pool:
        for _ in pool.map(tried, [f"{first}:{number}" for number in range(many)], chunksize=100):
            pass
    print(f"{many:,} random files laid out: each means what it meant, and once is enough.")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), *sys.argv[2:])
