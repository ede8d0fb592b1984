"""A good tree broken in every way, to see which of its arrows nobody watches."""

from fingerpost.defects.operators import OPERATORS
from fingerpost.defects.reports import QUICK, REPORTS
from fingerpost.defects.tally import tally
from fingerpost.defects.trial import Verdict, ground, seeded, verdicts

__all__ = ["OPERATORS", "QUICK", "REPORTS", "Verdict", "ground", "seeded", "tally", "verdicts"]
