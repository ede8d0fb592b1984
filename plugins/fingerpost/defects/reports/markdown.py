"""For a page: the table, what it comes to, and what is missed, as Markdown."""

import re
from collections.abc import Iterator, Sequence

from fingerpost.defects.reports._words import HEAD, ORACLE, PLACES, difference, rows, shown, sums, walk
from fingerpost.defects.tally import first_catches, least_watched, missed
from fingerpost.defects.trial import Verdict
from fingerpost.model import Site, Tree


def report(tree: Tree, verdicts: Sequence[Verdict], site: Site, limit: int) -> str:
    """All of it; at most `limit` of those that are missed."""
    return "\n".join(_lines(tree, verdicts, site, limit)) + "\n\n"


def _lines(tree: Tree, verdicts: Sequence[Verdict], site: Site, limit: int) -> Iterator[str]:
    yield ""
    yield f"What `fingerpost seed-defects {tree.id}` says:"
    yield ""
    yield from _table(HEAD, [(f"`{name}`" if name != "all" else name, *counts) for name, *counts in rows(verdicts)])
    yield ""
    yield " ".join([*sums(verdicts), ORACLE])
    firsts = first_catches(verdicts)
    if firsts:
        yield ""
        yield from _table(("caught first by", "defects"), [(f"`{code}`", f"{count:,}") for code, count in firsts])
    lost = missed(verdicts)
    if lost:
        yield ""
        places = least_watched(verdicts)[:PLACES]
        yield from _table(
            ("least watched", "missed", "of"), [(f"`{at}`", f"{count:,}", f"{told:,}") for at, count, told in places]
        )
    for one in lost[:limit]:
        yield ""
        yield f"Missed, `{one.seeded.operator}`: {one.seeded.defect.message}"
        yield ""
        yield from fenced("diff", shown(difference(one, tree, site)))
        assert one.witness is not None
        yield ""
        yield from fenced("text", "\n".join(walk(one.witness, tree, site)))


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    for line in lines:
        yield f"| {' | '.join(line)} |"


def fenced(language: str, text: str) -> Iterator[str]:
    """A block of code, fenced by more backticks than stand anywhere in it."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    yield f"{fence}{language}"
    yield text.rstrip("\n")
    yield fence
