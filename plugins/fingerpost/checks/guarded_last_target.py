"""A list of guarded targets does not end with one for all other answers."""

from collections.abc import Iterator

from fingerpost.checks._steps import target_lists
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Site, Target, Tree

CODE = "guarded-last-target"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each list whose last target has a guard, and each target without one that hides those after it."""
    for at, targets in target_lists(tree):
        for earlier in targets[:-1]:
            if earlier.when is None:
                yield _hides(earlier, targets[-1], at)
        if targets and targets[-1].when is not None:
            yield _open_end(targets[-1], at)


def _hides(target: Target, last: Target, at: str) -> Finding:
    return Finding(
        message="This target has no `when`, so those after it are never reached.",
        span=target.span,
        at=at,
        labels=(Label(span=last.span, message="never reached"),),
        help="Move it to the end, or give it a `when`.",
    )


def _open_end(target: Target, at: str) -> Finding:
    assert target.when is not None
    return Finding(
        message="The last target has a `when`, so other answers lead nowhere.",
        span=target.when.span,
        at=at,
        help="End the list with a target for all other answers, without a `when`.",
    )
