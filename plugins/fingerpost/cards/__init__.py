"""Printed cards: what a person keeps by the door, with its age on it."""

from fingerpost.cards.act import act_card, edition
from fingerpost.cards.fonts import fonts_of
from fingerpost.cards.forms import FORMS
from fingerpost.cards.jobs import (
    CUT,
    KINDS,
    SHEETS,
    TWO_SIDED,
    Job,
    Matters,
    every_card,
    name_of,
    on_sheets,
    printed,
    size_of,
    text_name_of,
)
from fingerpost.cards.ledger import added, ledger_of, unrecorded, written
from fingerpost.cards.matter import Typeset
from fingerpost.cards.plain import plain_text
from fingerpost.cards.press import BOOKLETS, OFFERED, SIZES, USUAL, Wanted, press, refusals
from fingerpost.cards.refusal import Refused, said, unmade

__all__ = [
    "BOOKLETS",
    "CUT",
    "FORMS",
    "KINDS",
    "OFFERED",
    "SHEETS",
    "SIZES",
    "TWO_SIDED",
    "USUAL",
    "Job",
    "Matters",
    "Refused",
    "Typeset",
    "Wanted",
    "act_card",
    "added",
    "edition",
    "every_card",
    "fonts_of",
    "ledger_of",
    "name_of",
    "on_sheets",
    "plain_text",
    "press",
    "printed",
    "refusals",
    "said",
    "size_of",
    "text_name_of",
    "unmade",
    "unrecorded",
    "written",
]
