"""A worse answer never leads to a milder end: all pairs of ways to answer, two that differ in one question."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from oracle.selectors import means
from oracle.walking import kind, node_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oracle.judging import Setting
    from oracle.walking import Event, Stack

MOST = 20_000  # pairs of ways to answer

# A question by the stack of uses that it is asked in, and the option that is always taken there.
Key = tuple[tuple[str, str], ...]
Function = dict[Key, str]


class Pairs(NamedTuple):
    """How many pairs of walks were compared, and in how many of them the worse one ends milder."""

    pairs: int
    milder: int


class _TooMany(Exception):
    pass


def compare(setting: Setting) -> Pairs | None:
    """All pairs; None where there are too many."""
    budget = [MOST]
    pairs = milder = 0
    try:
        for key, better, worse in _differences(setting, budget):
            for told, end in _followed(setting, {key: better}, budget):
                if key not in told:
                    continue
                for _, other in _followed(setting, {**told, key: worse}, budget):
                    ranks = rank(setting, end), rank(setting, other)
                    if ranks[0] is not None and ranks[1] is not None:
                        pairs += 1
                        milder += ranks[1] < ranks[0]
    except _TooMany:
        return None
    return Pairs(pairs, milder)


def _differences(setting: Setting, budget: list[int]) -> Iterator[tuple[Key, str, str]]:
    """Every question that is asked on some walk and named, with two of its options, the milder one first."""
    asked = {key: None for told, _ in _followed(setting, {}, budget) for key in told}
    for name, options in setting.policy["worse"].items():
        for key in asked:
            if means(setting.files, setting.home, name, key):
                for at, better in enumerate(options):
                    for worse in options[at + 1 :]:
                        yield key, better, worse


def _followed(setting: Setting, fixed: Function, budget: list[int]) -> Iterator[tuple[Function, Event | None]]:
    """Every function that agrees with `fixed`, as far as its walk asks it, and the end of that walk, if it has one."""
    open_: list[tuple[Stack, Function, Event, frozenset[Stack]]] = [
        (setting.start, {}, setting.first(), frozenset([setting.start]))
    ]
    while open_:
        stack, asked, event, passed = open_.pop()
        budget[0] -= 1
        if budget[0] < 0:
            raise _TooMany
        if event.ends:
            yield asked, event
            continue
        key: Key = tuple((frame.tree, frame.node) for frame in stack)
        asks = kind(node_at(setting.files, stack)) == "question"
        for move in setting.moves(stack):
            option = move.events[0].what
            if asks and {**fixed, **asked}.get(key, option) != option:
                continue
            onward = {**asked, key: option} if asks else asked
            if move.to in passed:
                yield onward, None
            else:
                open_.append((move.to, onward, move.events[-1], passed | {move.to}))


def is_worse(setting: Setting, key: Key, better: Function, worse: Function) -> bool:
    """Whether a question is named with these two answers, the worse one later."""
    return any(
        better[key] in options[:at] and worse[key] == option
        for name, options in setting.policy["worse"].items()
        if means(setting.files, setting.home, name, key)
        for at, option in enumerate(options)
    )


def rank(setting: Setting, end: Event | None) -> int | None:
    """The most severe of the selectors that an end matches."""
    labels = setting.labels(end) if end else ()
    return max((int(label.removeprefix("order.")) for label in labels if label.startswith("order.")), default=None)
