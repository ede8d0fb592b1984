"""Where each node of a tree leads, in words: the arrows of a picture before anything is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fingerpost.model import Action, Condition, Destination, Guard, Node, Question, Site, Subtree, Target, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way on from a node.

    `option` is the id of the option or of the subtree's outcome, `text` its words; both are empty at an action.
    `condition` is the guard in words, where the node has several targets for the same answer.
    """

    option: str = ""
    text: str = ""
    condition: str = ""
    to: Destination


def ways(node: Node, tree: Tree, site: Site) -> Iterator[Way]:
    """The ways on from a node, in the author's order; an outcome has none."""
    match node:
        case Question(options=options):
            for option in options:
                yield from _guarded(option.to, tree, option.id, option.text.value)
        case Action(to=targets):
            yield from _guarded(targets, tree, "", "")
        case Subtree(tree=other, outcomes=outcomes):
            for back in outcomes:
                yield from _guarded(back.to, tree, back.outcome.id, _outcome_text(other.id, back.outcome.id, site))


def _guarded(targets: Sequence[Target], tree: Tree, option: str, text: str) -> Iterator[Way]:
    for target in targets:
        condition = "" if len(targets) == 1 else _in_words(target.when, tree)
        yield Way(option=option, text=text, condition=condition, to=target.to)


def _in_words(guard: Guard | None, tree: Tree) -> str:
    """A guard with each question by its number: "if at 3: Yes or Not sure, and at 5: No"."""
    if guard is None:
        return "otherwise"
    return "if " + ", and ".join(_condition_in_words(condition, tree) for condition in guard.conditions)


def _condition_in_words(condition: Condition, tree: Tree) -> str:
    question = tree.nodes.get(condition.question.id)
    known = {option.id: option.text.value for option in question.options} if isinstance(question, Question) else {}
    answers = " or ".join(known.get(option.id, option.id) for option in condition.options)
    return f"at {question.number if question else condition.question.id}: {answers}"


def _outcome_text(tree: str, outcome: str, site: Site) -> str:
    other = site.trees.get(tree)
    found = other.nodes.get(outcome) if other else None
    return found.text.value if found else outcome
