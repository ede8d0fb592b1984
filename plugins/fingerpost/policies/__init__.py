"""Promises about every path, proved: each form as a monitor that all walks are read by."""

from fingerpost.policies.forms import FORMS, form_of, names, scope_of
from fingerpost.policies.judging import judge
from fingerpost.policies.keeping import can_be_read, judge_all, judgements, owner
from fingerpost.policies.raising import lacking
from fingerpost.policies.selectors import is_known
from fingerpost.policies.sentences import counts_exits, sentence
from fingerpost.policies.telling import address, better_walk, walk
from fingerpost.policies.verdicts import Judgement, Verdict, Witness
from fingerpost.policies.waiting import places, triggers

__all__ = [
    "FORMS",
    "Judgement",
    "Verdict",
    "Witness",
    "address",
    "better_walk",
    "can_be_read",
    "counts_exits",
    "form_of",
    "is_known",
    "judge",
    "judge_all",
    "judgements",
    "lacking",
    "names",
    "owner",
    "places",
    "scope_of",
    "sentence",
    "triggers",
    "walk",
]
