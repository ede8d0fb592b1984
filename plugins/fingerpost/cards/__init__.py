"""Printed cards: what a person keeps by the door, with its age on it."""

from fingerpost.cards.act import act_card, discard_after, edition
from fingerpost.cards.forms import FORMS
from fingerpost.cards.refusal import Refused

__all__ = ["FORMS", "Refused", "act_card", "discard_after", "edition"]
