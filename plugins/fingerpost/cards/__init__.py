"""Printed cards: what a person keeps by the door, with its age on it."""

from fingerpost.cards.act import act_card, discard_after, edition
from fingerpost.cards.forms import FORMS
from fingerpost.cards.ledger import added, ledger_of, unrecorded, written
from fingerpost.cards.press import SIZES, USUAL, Wanted, press, refusals
from fingerpost.cards.refusal import Refused

__all__ = [
    "FORMS",
    "SIZES",
    "USUAL",
    "Refused",
    "Wanted",
    "act_card",
    "added",
    "discard_after",
    "edition",
    "ledger_of",
    "press",
    "refusals",
    "unrecorded",
    "written",
]
