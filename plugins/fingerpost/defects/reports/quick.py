"""How much of several trees is watched, in one table, and what is missed in each."""

from collections.abc import Iterator, Sequence

from fingerpost.defects.reports._words import ORACLE, difference, shown, table
from fingerpost.defects.reports.markdown import fenced
from fingerpost.defects.tally import missed, tally
from fingerpost.defects.trial import Verdict
from fingerpost.model import Site, Tree

Watched = tuple[Tree, Sequence[Verdict]]
_HEAD = ("tree", "seeded", "equivalent", "caught", "missed", "%")


def report(several: Sequence[Watched], site: Site, limit: int) -> str:
    """A row for each tree and one for all; then of each at most `limit` of those that are missed, as diffs."""
    lines = [*table([_HEAD, *_rows(several)]), "", ORACLE]
    for tree, verdicts in several:
        lines += _missed(tree, verdicts, site, limit)
    return "\n".join(lines) + "\n"


def markdown(several: Sequence[Watched], site: Site, limit: int) -> str:
    """The same for a page."""
    head = [f"| {' | '.join(_HEAD)} |", f"|---|{'---:|' * (len(_HEAD) - 1)}"]
    lines = ["", *head, *(f"| {' | '.join(row)} |" for row in _rows(several)), "", ORACLE]
    for tree, verdicts in several:
        if lost := [*_missed(tree, verdicts, site, limit)]:
            lines += ["", f"Missed in `{tree.id}`:", "", *fenced("diff", "\n".join(lost[1:]))]
    return "\n".join(lines) + "\n\n"


def _rows(several: Sequence[Watched]) -> Iterator[tuple[str, ...]]:
    for tree, verdicts in several:
        yield _row(tree.id, verdicts)
    if len(several) > 1:
        yield _row("all", [one for _, verdicts in several for one in verdicts])


def _row(name: str, verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    one = tally(verdicts)
    counts = (one.seeded, one.equivalent, one.caught, one.missed)
    return (name, *(f"{count:,}" for count in counts), f"{one.percent:.1f}")


def _missed(tree: Tree, verdicts: Sequence[Verdict], site: Site, limit: int) -> Iterator[str]:
    lost = missed(verdicts)
    for one in lost[:limit]:
        yield ""
        yield f"# {tree.id}, {one.seeded.operator}: {shown(one.seeded.defect.message)}"
        # Which line moved where is said above; the names of the file twice are not needed.
        yield from shown(difference(one, tree, site)).splitlines()[2:]
    if len(lost) > limit:
        yield ""
        yield f"# {len(lost) - limit:,} more in {tree.id}; --limit says how many are shown."
