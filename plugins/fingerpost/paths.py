"""Follow answers through trees: one walk, one step at a time, as a fold over frozen states."""

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from fingerpost.guards import choose
from fingerpost.model import Action, Destination, End, Exit, Jump, Node, Option, Outcome, Question, Site, Subtree, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where a walk is within one tree, and the answers given in it, in the order given."""

    tree: str
    node: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A walk so far: the tree that it is in last, those that wait for its return before it.

    `passed` names every node in the order met: `tree/use/…/node`. `jumps` are the trees to which a jump led, each with
    how many nodes were passed before it. `ended` is True at the end of the path.
    """

    frames: tuple[Frame, ...]
    passed: tuple[str, ...] = ()
    jumps: tuple[tuple[str, int], ...] = ()
    ended: bool = False


class Move(NamedTuple):
    """What takes a walk on by one node: an option, an exit (`tree/exit`; `/exit` of the site), or nothing to choose.

    There is nothing to choose behind an action, into a subtree, and back from one.
    """

    kind: Literal["answer", "exit", "on"]
    name: str = ""


def start(site: Site, tree: str) -> Walk:
    """A walk at the first node of a tree where somebody is needed."""
    return _settled(site, begin(site, tree))


def here(site: Site, walk: Walk) -> Node:
    """The node at which a walk stands: a question, an action, or the outcome that ended it."""
    frame = walk.frames[-1]
    return site.trees[frame.tree].nodes[frame.node]


def offers(site: Site, walk: Walk) -> tuple[Option, ...]:
    """What can be answered; empty where nothing is asked."""
    match here(site, walk):
        case Question(options=options) if not walk.ended:
            return options
    return ()


def ways_out(site: Site, tree: Tree) -> dict[str, Exit]:
    """The exits that stand at every step of a tree: its own before those of the site."""
    return {**tree.exits, **{name: out for name, out in site.exits.items() if name not in tree.exits}}


def exits(site: Site, walk: Walk) -> dict[str, Exit]:
    """The exits that stand at a walk's step, by the names that moves have for them.

    Inside a subtree they are those of every tree that the walk stands in, the innermost first, and those of the site.
    """
    found: dict[str, Exit] = {}
    if walk.ended or isinstance(here(site, walk), Outcome):
        return found
    for frame in reversed(walk.frames):
        tree = site.trees[frame.tree]
        found |= {f"{tree.id}/{name}": out for name, out in tree.exits.items()}
    for frame in walk.frames:
        declared = site.trees[frame.tree].exits
        found |= {f"/{name}": out for name, out in site.exits.items() if name not in declared}
    return found


def answer(site: Site, walk: Walk, option: str) -> Walk:
    """The walk after an answer. Raises `KeyError` when the question does not offer it."""
    return _settled(site, move(site, walk, Move("answer", option)))


def proceed(site: Site, walk: Walk) -> Walk:
    """The walk after an action was done."""
    assert isinstance(here(site, walk), Action)
    return _settled(site, move(site, walk, Move("on")))


def leave(site: Site, walk: Walk, way: str) -> Walk:
    """The walk after an exit was taken, which gives up all that waits. Raises `KeyError` where it does not stand."""
    return _settled(site, move(site, walk, Move("exit", way)))


# One node at a time -----------------------------------------------------------------------------------------------


def begin(site: Site, tree: str) -> Walk:
    """A walk at the first node of a tree, whatever it is."""
    return _come(site, Walk(frames=_first(site, tree)))


def move(site: Site, walk: Walk, taken: Move) -> Walk:
    """The walk at the very next node, or ended. Raises `KeyError` when there is no such option or exit."""
    match taken:
        case ("answer", option):
            return _answered(site, walk, option)
        case ("exit", way):
            out = exits(site, walk)[way]
            kept = next((frame for frame in walk.frames if way == f"{frame.tree}/{out.id}"), walk.frames[-1])
            return _go(site, replace(walk, frames=(kept,)), out.to)
    match here(site, walk):
        case Action(to=targets):
            target = choose(targets, dict(walk.frames[-1].answers))
            assert target is not None
            return _go(site, walk, target.to)
        case Subtree(tree=tree):
            return _come(site, replace(walk, frames=(*walk.frames, *_first(site, tree.id))))
        case Outcome(id=outcome):
            to = _returns(site, walk.frames, outcome)
            assert to is not None
            return _go(site, replace(walk, frames=walk.frames[:-1]), to)
    raise AssertionError(here(site, walk))


def _answered(site: Site, walk: Walk, option: str) -> Walk:
    taken = {one.id: one for one in offers(site, walk)}[option]
    frame = walk.frames[-1]
    told = replace(frame, answers=(*frame.answers, (frame.node, option)))
    target = choose(taken.to, dict(told.answers))
    assert target is not None
    return _go(site, replace(walk, frames=(*walk.frames[:-1], told)), target.to)


def _go(site: Site, walk: Walk, to: Destination) -> Walk:
    match to:
        case Jump(tree=tree):
            jumps = (*walk.jumps, (tree, len(walk.passed)))
            return _come(site, replace(walk, frames=_first(site, tree), jumps=jumps))
        case End():
            raise AssertionError(walk)
    return _come(site, replace(walk, frames=(*walk.frames[:-1], replace(walk.frames[-1], node=to.id))))


def _first(site: Site, tree: str) -> tuple[Frame, ...]:
    return (Frame(tree=tree, node=site.trees[tree].start.id),)


def _come(site: Site, walk: Walk) -> Walk:
    """The walk at the node that its frames say, ended where nothing comes behind it."""
    name = "/".join((walk.frames[0].tree, *(frame.node for frame in walk.frames)))
    node = here(site, walk)
    ended = isinstance(node, Outcome) and _returns(site, walk.frames, node.id) is None
    return replace(walk, passed=(*walk.passed, name), ended=ended)


def _returns(site: Site, frames: tuple[Frame, ...], outcome: str) -> Destination | None:
    """Where an outcome returns to, or None where it ends the path."""
    if len(frames) == 1:
        return None
    waiting = frames[-2]
    use = site.trees[waiting.tree].nodes[waiting.node]
    assert isinstance(use, Subtree)
    mapped = next(one for one in use.outcomes if one.outcome.id == outcome)
    target = choose(mapped.to, dict(waiting.answers))
    assert target is not None
    return None if isinstance(target.to, End) else target.to


def _settled(site: Site, walk: Walk) -> Walk:
    """Pass nodes that need nobody: into a subtree, and back from its outcome.

    Where that would go in circles, which is an error in the tree, the walk ends.
    """
    met: set[tuple[Frame, ...]] = set()
    while not walk.ended and isinstance(here(site, walk), Subtree | Outcome):
        met.add(walk.frames)
        after = walk if _contains_itself(site, walk) else move(site, walk, Move("on"))
        if after.frames in met:
            return replace(walk, jumps=after.jumps, ended=True)
        walk = after
    return walk


def _contains_itself(site: Site, walk: Walk) -> bool:
    node = here(site, walk)
    return isinstance(node, Subtree) and node.tree.id in {frame.tree for frame in walk.frames}
