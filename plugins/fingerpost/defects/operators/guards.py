"""Conditions on earlier answers that are gone, turned round or asked in another order."""

from collections.abc import Iterator
from itertools import combinations

from fingerpost.defects.defect import Defect
from fingerpost.defects.editing import exchange, listing, without_entry, without_item
from fingerpost.defects.written import Written, guarded, target_values, words
from fingerpost.load.values import ListValue, MappingValue, get
from fingerpost.model import Question


def drop_condition(file: Written) -> Iterator[Defect]:
    """A guarded target is taken without one of its conditions."""
    for at, one in _guarded(file):
        when = get(one, "when")
        assert isinstance(when, MappingValue)
        for question in when.entries:
            mapping, key = (when, question) if len(when.entries) > 1 else (one, "when")
            edit = without_entry(file.source, mapping, key)
            yield Defect(message=f"{_to(at, one)} whatever `{question}` was.", at=at, edits=(edit,))


def negate_condition(file: Written) -> Iterator[Defect]:
    """A guarded target is taken after just those answers after which it was not."""
    for at, one in _guarded(file):
        when = get(one, "when")
        assert isinstance(when, MappingValue)
        for question, entry in when.entries.items():
            asked = file.tree.nodes.get(question)
            wanted = {word.value for word in words(entry.value)}
            others = [o.id for o in asked.options if o.id not in wanted] if isinstance(asked, Question) else []
            if others:
                edit = listing(file.source, when, question, others)
                answers = " or ".join(f"`{name}`" for name in others)
                yield Defect(message=f"{_to(at, one)} when `{question}` was {answers}.", at=at, edits=(edit,))


def drop_guarded_target(file: Written) -> Iterator[Defect]:
    """A guarded target is gone."""
    for at, _, value in target_values(file):
        for place, one in enumerate(guarded(value)):
            if "when" in one.entries:
                assert isinstance(value, ListValue)
                edit = without_item(file.source, value, place)
                yield Defect(message=f"{_to(at, one)} no longer.", at=at, edits=(edit,))


def swap_guards(file: Written) -> Iterator[Defect]:
    """Two guarded targets of one option or action are asked in the other order."""
    for at, _, value in target_values(file):
        conditional = [one for one in guarded(value) if "when" in one.entries]
        for one, other in combinations(conditional, 2):
            message = f"{_to(at, other)} before it is asked whether it leads elsewhere."
            yield Defect(message=message, at=at, edits=exchange(file.source, one, other))


def _guarded(file: Written) -> Iterator[tuple[str, MappingValue]]:
    """Every target that has conditions."""
    for at, _, value in target_values(file):
        for one in guarded(value):
            if isinstance(get(one, "when"), MappingValue):
                yield at, one


def _to(at: str, one: MappingValue) -> str:
    target = next((word.value for word in words(get(one, "to"))), "")
    return f"`{at}` leads to `{target}`"
