"""For people at a terminal: the table, the places that nobody watches, and what is missed there."""

from collections.abc import Iterator, Sequence

from fingerpost.defects.reports._words import HEAD, ORACLE, PLACES, difference, rows, shown, sums, table, walk
from fingerpost.defects.tally import first_catches, least_watched, missed
from fingerpost.defects.trial import Verdict
from fingerpost.model import Site, Tree
from fingerpost.text import plain


def report(tree: Tree, verdicts: Sequence[Verdict], site: Site, limit: int) -> str:
    """All of it; at most `limit` of those that are missed."""
    return "\n".join(_lines(tree, verdicts, site, limit)) + "\n"


def _lines(tree: Tree, verdicts: Sequence[Verdict], site: Site, limit: int) -> Iterator[str]:
    yield shown(plain(tree.title.value))
    yield ""
    yield from table([HEAD, *rows(verdicts)])
    yield ""
    yield from sums(verdicts)
    yield ORACLE
    firsts = [f"{code} {count:,}" for code, count in first_catches(verdicts)]
    if firsts:
        yield f"Caught first by: {', '.join(firsts)}."
    lost = missed(verdicts)
    if lost:
        yield ""
        yield "Least watched:"
        for at, count, told in least_watched(verdicts)[:PLACES]:
            yield f"  {at}: {count:,} of {told:,} missed"
    for one in lost[:limit]:
        yield ""
        yield f"missed[{one.seeded.operator}]: {one.seeded.defect.message}"
        yield from (f"  {line}" for line in shown(difference(one, tree, site)).splitlines())
        yield "  The shortest walk that tells:"
        assert one.witness is not None
        yield from (f"  {line}" for line in walk(one.witness, tree, site))
    if len(lost) > limit:
        yield ""
        yield f"{len(lost) - limit:,} more are missed; --limit says how many are shown."
