"""What kind of judge a code belongs to."""

from enum import StrEnum


class Judge(StrEnum):
    """Who can catch a defect, those that need the least from an author first; an official table counts as cases."""

    CHECKS = "checks"
    POLICIES = "policies"
    CASES = "cases"


# Every other code is one of checks.
_JUDGES = {
    "differing-row": Judge.CASES,
    "failed-case": Judge.CASES,
    "idle-row": Judge.CASES,
    "uncompared-row": Judge.CASES,
    "unreached-outcome": Judge.CASES,
    "untaken-option": Judge.CASES,
}


def judge_of(code: str) -> Judge:
    """The kind of judge that finds a fault of this name."""
    if code != "unknown-policy" and code.endswith("-policy"):
        return Judge.POLICIES
    return _JUDGES.get(code, Judge.CHECKS)
