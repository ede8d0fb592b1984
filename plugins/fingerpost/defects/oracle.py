"""Whether a defect can be told by anybody who walks: two trees walked side by side, until one shows a difference.

It reads no policy and no case. A tree is a deterministic machine: a state is a step and the last answers that guards
look at; what is seen there is the step's id, kind, tags and urgency, and what can be taken there, with the tags of each
answer. Two such machines have the same traces just if no pair of states that the same walk leads to differs in what is
seen (the product walk of the test of equivalence by Hopcroft and Karp, 1971), so a breadth-first search over the
pairs decides it, and the first pair that differs gives a shortest walk that tells.

A jump is an event too, and from there the trees of both sites are the same; a subtree is one step with the outcomes
that a reader can come to in it, and the tree's exits stand there as they do at each step within. Then what holds for
walks from the start holds wherever the tree is used.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fingerpost.guards import choose
from fingerpost.model import Action, Jump, Node, Option, Outcome, Question, Ref, Site, Subtree, Target, Tree
from fingerpost.search import STATES, expand, summary


class State(NamedTuple):
    """A step, and the last answers to those questions that guards look at."""

    node: str
    known: tuple[tuple[str, str], ...] = ()


class Move(NamedTuple):
    """What can be taken at a step: an option ("answer"), an "exit", an "outcome" of a subtree, or "" to go on.

    An exit of the site begins with a slash, so that it is not taken for one of the tree's own.
    """

    kind: str
    name: str


class Step(NamedTuple):
    """A step of a walk and what was taken there."""

    node: str
    move: Move


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A shortest walk that tells two trees apart: `steps`, and then what the good and the other tree show.

    `sure` is False when there were too many states to tell; then nothing else is filled in.
    """

    steps: tuple[Step, ...] = ()
    good: str = ""
    other: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Machine:
    """A tree as the search walks it; `ends` are the outcomes that can be come to in each tree that it uses."""

    tree: Tree
    site: Site
    looked_at: frozenset[str]
    ends: Mapping[str, frozenset[str]]


def telling(good: Tree, other: Tree, site: Site) -> Witness | None:
    """A shortest walk by which two versions of a tree of `site` can be told apart; None when there is none."""
    one, two = _machine(good, site), _machine(other, site)
    first = (State(good.start.id), State(other.start.id))
    cause: dict[tuple[State, State], tuple[tuple[State, State], Move] | None] = {first: None}
    queue = deque([first])
    while queue:
        pair = queue.popleft()
        here, there = _seen(one, pair[0]), _seen(two, pair[1])
        moves, others = _moves(one, pair[0]), _moves(two, pair[1])
        difference = _first_difference(here, there, moves, others)
        if difference is not None:
            return Witness(steps=_steps(cause, pair), good=difference[0], other=difference[1])
        for move, to in moves.items():
            after = others[move]
            if isinstance(to, State) and isinstance(after, State) and (to, after) not in cause:
                cause[to, after] = (pair, move)
                queue.append((to, after))
        if len(cause) > STATES:
            return Witness(sure=False)
    return None


def _machine(tree: Tree, site: Site) -> _Machine:
    used = {node.tree.id for node in tree.nodes.values() if isinstance(node, Subtree)}
    inner = [site.trees[name] for name in used if name in site.trees]
    ends = {one.id: frozenset(summary(one, site).outcomes) for one in inner if expand(one, site).complete}
    conditions = (one for targets in _target_lists(tree) for to in targets if to.when for one in to.when.conditions)
    return _Machine(tree=tree, site=site, looked_at=frozenset(one.question.id for one in conditions), ends=ends)


def _target_lists(tree: Tree) -> Iterator[tuple[Target, ...]]:
    for node in tree.nodes.values():
        match node:
            case Question(options=options):
                yield from (option.to for option in options)
            case Action(to=targets):
                yield targets
            case Subtree(outcomes=returns):
                yield from (one.to for one in returns)


def _steps(
    cause: Mapping[tuple[State, State], tuple[tuple[State, State], Move] | None], pair: tuple[State, State]
) -> tuple[Step, ...]:
    steps = []
    before = cause[pair]
    while before is not None:
        steps.append(Step(before[0][0].node, before[1]))
        before = cause[before[0]]
    return tuple(reversed(steps))


# What is seen at a step -------------------------------------------------------------------------------------------


def _seen(machine: _Machine, state: State) -> Iterator[tuple[str, str]]:
    """What a step shows, piece by piece: by what it is compared, and how it is said."""
    node = machine.tree.nodes[state.node]
    kind = type(node).__name__.lower()
    yield f"{kind} {node.id}", f"the {kind} `{node.id}`"
    yield from _tags(node.id, node)
    if isinstance(node, Outcome):
        urgency = node.urgency.id if node.urgency else ""
        yield urgency, f"`{node.id}` with urgency `{urgency}`" if urgency else f"`{node.id}` without urgency"
    if isinstance(node, Subtree):
        yield node.tree.id, f"the tree `{node.tree.id}`"
    if isinstance(node, Question):
        offered = sorted(option.id for option in node.options)
        yield " ".join(offered), f"`{node.id}` offering {_listed(offered)}"
        for option in sorted(node.options, key=lambda one: one.id):
            yield from _tags(f"{node.id}/{option.id}", option)


def _tags(name: str, one: Node | Option) -> Iterator[tuple[str, str]]:
    tags = sorted({tag.id for tag in one.tags})
    yield " ".join(tags), f"`{name}` with {_listed(tags)}" if tags else f"`{name}` without tags"


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _first_difference(
    here: Iterator[tuple[str, str]],
    there: Iterator[tuple[str, str]],
    moves: Mapping[Move, State | str],
    others: Mapping[Move, State | str],
) -> tuple[str, str] | None:
    """How two states differ, in words; None when they look the same and the same can be taken at both."""
    # Where the kinds agree, both show as many pieces; where they do not, the first piece says so.
    for (one, said), (other, instead) in zip(here, there, strict=False):
        if one != other:
            return said, instead
    for move in {**moves, **others}:
        to, after = moves.get(move, ""), others.get(move, "")
        if isinstance(to, str) or isinstance(after, str):
            # A target outside of the tree is told at once; inside, the next pair tells.
            said, instead = _led(move, to), _led(move, after)
            if said != instead:
                return said, instead
    return None


def _led(move: Move, to: State | str) -> str:
    taken = f"{move.kind} `{move.name}`".strip() if move.name else "what comes next"
    match to:
        case "":
            return f"no {taken}"
        case str():
            return f"{taken}: {to}"
    return f"{taken}: `{to.node}`"


# What can be taken at a step --------------------------------------------------------------------------------------


def _moves(machine: _Machine, state: State) -> dict[Move, State | str]:
    """What can be taken and where it leads: to a state, or out of the tree, which is said in words."""
    node = machine.tree.nodes[state.node]
    found: dict[Move, State | str] = {}
    match node:
        case Question(options=options):
            for option in options:
                found[Move("answer", option.id)] = _go(machine, _told(machine, state, option.id), option.to)
        case Action(to=targets):
            found[Move("", "")] = _go(machine, state, targets)
        case Subtree(tree=used, outcomes=returns):
            for one in returns:
                if one.outcome.id in machine.ends.get(used.id, (one.outcome.id,)):
                    found[Move("outcome", one.outcome.id)] = _go(machine, state, one.to)
        case _:
            return found
    own, common = machine.tree.exits, machine.site.exits
    for name, way in [*own.items(), *((f"/{name}", way) for name, way in common.items() if name not in own)]:
        found[Move("exit", name)] = _to(machine, state, way.to)
    return found


def _told(machine: _Machine, state: State, option: str) -> State:
    if state.node not in machine.looked_at:
        return state
    return state._replace(known=tuple(sorted({**dict(state.known), state.node: option}.items())))


def _go(machine: _Machine, state: State, targets: tuple[Target, ...]) -> State | str:
    target = choose(targets, dict(state.known))
    return "nothing" if target is None else _to(machine, state, target.to)


def _to(machine: _Machine, state: State, to: object) -> State | str:
    match to:
        case Ref(id=name) if name in machine.tree.nodes:
            return state._replace(node=name)
        case Ref(id=name):
            return f"`{name}`, which is not there"
        case Jump(tree=name):
            return f"the tree `{name}`"
    return "the end of the path"
