"""The order in which a person mends what was found: errors first, and in each file causes before what follows."""

from collections.abc import Sequence

from fingerpost.diagnostics import Diagnostic, Severity
from fingerpost.load.codes import CODES

# What is judged on whole paths, so that a mistake at one step may be all that is wrong.
_FOLLOWS = ("differing-row", "failed-case", "undecided-policy", "vacuous-policy", "violated-policy")


def to_mend(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The same diagnostics; those that are alike in weight, file and kind stay as they stood."""
    return sorted(found, key=lambda one: (one.severity is not Severity.ERROR, one.span.path, _rank(one.code)))


def _rank(code: str) -> int:
    """What reading found, then what the checks find at one place, then what they find on paths."""
    return 0 if code in CODES else 2 if code in _FOLLOWS else 1
