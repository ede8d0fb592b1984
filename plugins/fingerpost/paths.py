"""Follow answers through trees: one walk, one step at a time, as a fold over frozen states."""

from dataclasses import dataclass, replace

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


def start(site: Site, tree: str) -> Walk:
    """A walk at the first node of a tree."""
    return _arrive(site, Walk(frames=(Frame(tree=tree, node=site.trees[tree].start.id),)))


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


def answer(site: Site, walk: Walk, option: str) -> Walk:
    """The walk after an answer. Raises `KeyError` when the question does not offer it."""
    taken = {one.id: one for one in offers(site, walk)}[option]
    frame = walk.frames[-1]
    told = replace(frame, answers=(*frame.answers, (frame.node, option)))
    target = choose(taken.to, dict(told.answers))
    assert target is not None
    return _go(site, replace(walk, frames=(*walk.frames[:-1], told)), target.to)


def proceed(site: Site, walk: Walk) -> Walk:
    """The walk after an action was done."""
    node = here(site, walk)
    assert isinstance(node, Action)
    target = choose(node.to, dict(walk.frames[-1].answers))
    assert target is not None
    return _go(site, walk, target.to)


def leave(site: Site, walk: Walk, way: str) -> Walk:
    """The walk after an exit was taken; pending returns are given up. Raises `KeyError` where there is no such exit."""
    frame = walk.frames[-1]
    out = ways_out(site, site.trees[frame.tree])[way]
    alone = replace(walk, frames=(frame,))
    return _go(site, alone, out.to)


def _go(site: Site, walk: Walk, to: Destination) -> Walk:
    frame = walk.frames[-1]
    match to:
        case Jump(tree=tree):
            walk = _jumped(site, walk, tree)
        case End():
            return replace(walk, ended=True)
        case _:
            walk = replace(walk, frames=(*walk.frames[:-1], replace(frame, node=to.id)))
    return _arrive(site, walk)


def _jumped(site: Site, walk: Walk, tree: str) -> Walk:
    first = Frame(tree=tree, node=site.trees[tree].start.id)
    return replace(walk, frames=(first,), jumps=(*walk.jumps, (tree, len(walk.passed))))


def _arrive(site: Site, walk: Walk) -> Walk:
    """Pass nodes that need nobody: into a subtree, and back from its outcome.

    Where that would go in circles, which is an error in the tree, the walk ends.
    """
    met = set()
    while walk.frames not in met:
        met.add(walk.frames)
        walk = replace(walk, passed=(*walk.passed, _name(walk)))
        match here(site, walk):
            case Subtree(tree=tree):
                if tree.id in {frame.tree for frame in walk.frames}:
                    break
                inner = Frame(tree=tree.id, node=site.trees[tree.id].start.id)
                walk = replace(walk, frames=(*walk.frames, inner))
            case Outcome(id=outcome):
                back = _back(site, walk, outcome)
                if back is None:
                    return replace(walk, ended=True)
                walk = back
            case _:
                return walk
    return replace(walk, ended=True)


def _back(site: Site, walk: Walk, outcome: str) -> Walk | None:
    """The walk back in the tree that waits, or None where the path ends here."""
    if len(walk.frames) == 1:
        return None
    waiting = walk.frames[-2]
    use = site.trees[waiting.tree].nodes[waiting.node]
    assert isinstance(use, Subtree)
    mapped = next(one for one in use.outcomes if one.outcome.id == outcome)
    target = choose(mapped.to, dict(waiting.answers))
    assert target is not None
    match target.to:
        case End():
            return None
        case Jump(tree=tree):
            return _jumped(site, walk, tree)
    return replace(walk, frames=(*walk.frames[:-2], replace(waiting, node=target.to.id)))


def _name(walk: Walk) -> str:
    uses = [frame.node for frame in walk.frames]
    return "/".join((walk.frames[0].tree, *uses))
