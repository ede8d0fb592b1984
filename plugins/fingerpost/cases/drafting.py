"""A walk as a case in YAML, ready to be pasted under `cases:`."""

from collections.abc import Sequence

from fingerpost.model import Tree

_WIDTH = 120
_ID = 63
_STORY = "Write what happened, in a few sentences and with no real person in it."


def draft(tree: Tree, answers: Sequence[tuple[str, str]], end: str) -> str:
    """The lines of a case; the id comes from its end, and the story is still to be written.

    `answers` are questions with the option taken, and `end` is where that leads, all as cases call them.
    """
    lines = [f"{_id(tree, end)}:", f"  story: {_STORY}", *_answers(answers), f"  outcome: {end}"]
    return "".join(f"  {line}\n" for line in lines)


def _answers(answers: Sequence[tuple[str, str]]) -> list[str]:
    """On one line where they fit, else one a line."""
    written = [f"{question}: {option}" for question, option in answers]
    line = f"  answers: [{', '.join(written)}]"
    return [line] if len(line) + 2 <= _WIDTH else ["  answers:", *(f"    - {one}" for one in written)]


def _id(tree: Tree, end: str) -> str:
    """An id that no case of the tree has."""
    base = end.replace(":", "-").replace("/", "-")
    number = 1
    while (name := f"{base[: _ID - len(str(number)) - 1]}-{number}") in tree.cases:
        number += 1
    return name
