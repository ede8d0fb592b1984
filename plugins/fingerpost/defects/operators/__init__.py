"""The ways to break a tree: each a generator of defects, whose docstring says in one sentence what it does."""

from collections.abc import Callable, Iterator

from fingerpost.defects.defect import Defect
from fingerpost.defects.operators import arrows, guards, losses, names
from fingerpost.defects.written import Written

__all__ = ["OPERATORS", "Operator"]

Operator = Callable[[Written], Iterator[Defect]]

# In the order in which the report lists them: the commonest slips of an author first.
OPERATORS: dict[str, Operator] = {
    "retarget": arrows.retarget,
    "add-loop": arrows.add_loop,
    "swap-targets": arrows.swap_targets,
    "move-start": arrows.move_start,
    "delete-option": losses.delete_option,
    "drop-tag": losses.drop_tag,
    "cut-node": losses.cut_node,
    "drop-exit": losses.drop_exit,
    "rename-tag": names.rename_tag,
    "change-urgency": names.change_urgency,
    "drop-condition": guards.drop_condition,
    "negate-condition": guards.negate_condition,
    "drop-guarded-target": guards.drop_guarded_target,
    "swap-guards": guards.swap_guards,
}
