"""Does this guard hold for these answers?"""

from collections.abc import Mapping

from fingerpost.model import Guard, Target


def holds(guard: Guard | None, answers: Mapping[str, str]) -> bool:
    """Whether every condition holds; `answers` maps questions to the option last taken there.

    A question that was not asked satisfies nothing; no guard always holds.
    """
    if guard is None:
        return True
    return all(
        answers.get(condition.question.id) in {option.id for option in condition.options}
        for condition in guard.conditions
    )


def choose(targets: tuple[Target, ...], answers: Mapping[str, str]) -> Target | None:
    """The first target whose guard holds; None where an author left none for these answers."""
    return next((target for target in targets if holds(target.when, answers)), None)
