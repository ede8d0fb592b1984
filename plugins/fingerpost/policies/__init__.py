"""Promises about every path, proved: each form as a monitor that all walks are read by."""

from fingerpost.policies.judging import judge
from fingerpost.policies.verdicts import Judgement, Verdict, Witness

__all__ = ["Judgement", "Verdict", "Witness", "judge"]
