"""What kind of judge a code belongs to."""

from enum import StrEnum


class Judge(StrEnum):
    """Who can catch a defect, those that need the least from an author first."""

    CHECKS = "checks"
    POLICIES = "policies"
    CASES = "cases"


# The words by which the codes of policies and of cases can be told from those of checks.
_WORDS = {"policy": Judge.POLICIES, "policies": Judge.POLICIES, "case": Judge.CASES, "cases": Judge.CASES}


def judge_of(code: str) -> Judge:
    """The kind of judge that finds a fault of this name."""
    return next((_WORDS[word] for word in code.split("-") if word in _WORDS), Judge.CHECKS)
