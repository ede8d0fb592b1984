"""Stories with their answers: where they lead, what they leave out, and one in YAML from a walk."""

from fingerpost.cases.covering import Coverage, coverage
from fingerpost.cases.drafting import draft
from fingerpost.cases.following import STEPS, Followed, Taken, follow, written

__all__ = ["STEPS", "Coverage", "Followed", "Taken", "coverage", "draft", "follow", "written"]
