"""What was looked at and what came of it, in a line."""

from collections import Counter
from collections.abc import Collection, Iterable

from fingerpost.diagnostics import Diagnostic
from fingerpost.model import Site, Tree
from fingerpost.search import summary as paths_of
from fingerpost.search import total


def summary(diagnostics: Iterable[Diagnostic], site: Site, names: Collection[str] = frozenset()) -> str:
    """ "2 trees, 41 nodes, 1,234 paths: 3 findings (2 errors, 1 warning)", of the files named, or of all.

    Paths count in each tree for itself; a loop makes them "unbounded".
    """
    trees = [tree for tree in site.trees.values() if not names or tree.span.path in names]
    looked_at = [
        _count(len(trees), "tree"),
        _count(sum(len(tree.nodes) for tree in trees), "node"),
        _paths(trees, site),
    ]
    return f"{', '.join(looked_at)}: {_findings(diagnostics)}"


def _paths(trees: Iterable[Tree], site: Site) -> str:
    summaries = [paths_of(tree, site) for tree in trees]
    if not all(one.bounded for one in summaries):
        return "paths unbounded"
    return _count(sum(tally.paths for one in summaries if (tally := total(one))), "path")


def _findings(diagnostics: Iterable[Diagnostic]) -> str:
    counts = Counter(one.severity for one in diagnostics)
    if not counts:
        return "no findings"
    kinds = ", ".join(_count(counts[severity], severity) for severity in sorted(counts))
    return f"{_count(counts.total(), 'finding')} ({kinds})"


def _count(number: int, thing: str) -> str:
    # Python refuses to write out numbers of thousands of digits, and nobody reads past a dozen.
    digits = len(str(number)) if number < 10**15 else int(number.bit_length() * 0.30103)
    shown = f"{number:,}" if digits <= 15 else f"about 10^{digits}"
    return f"{shown} {thing}{'' if number == 1 else 's'}"
