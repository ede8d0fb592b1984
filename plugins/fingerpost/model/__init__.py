"""What an author wrote, as frozen values that know where each was written."""

from fingerpost.model.beside import (
    Answer,
    Card,
    CardStep,
    Case,
    Change,
    Contributor,
    Policy,
    Scope,
    Stage,
    Table,
    Tag,
    Waiver,
)
from fingerpost.model.nodes import Action, FollowUp, Node, Option, Outcome, Question, Return, Subtree
from fingerpost.model.printed import Cards, Edition, Printout
from fingerpost.model.site import Citation, Demands, Fact, Hazard, LocalFact, Place, Site, WordList
from fingerpost.model.targets import Condition, Destination, End, Exit, Guard, Jump, Target
from fingerpost.model.tree import Tree
from fingerpost.model.words import Date, Placed, Ref, Text

__all__ = [
    "Action",
    "Answer",
    "Card",
    "CardStep",
    "Cards",
    "Case",
    "Change",
    "Citation",
    "Condition",
    "Contributor",
    "Date",
    "Demands",
    "Destination",
    "Edition",
    "End",
    "Exit",
    "Fact",
    "FollowUp",
    "Guard",
    "Hazard",
    "Jump",
    "LocalFact",
    "Node",
    "Option",
    "Outcome",
    "Place",
    "Placed",
    "Policy",
    "Printout",
    "Question",
    "Ref",
    "Return",
    "Scope",
    "Site",
    "Stage",
    "Subtree",
    "Table",
    "Tag",
    "Target",
    "Text",
    "Tree",
    "Waiver",
    "WordList",
]
