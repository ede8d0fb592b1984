"""What cases and tables ask of a walk: on to the next question, and how that and the end are called."""

from collections.abc import Iterator
from dataclasses import replace
from weakref import WeakKeyDictionary

from fingerpost import paths
from fingerpost.model import Action, Exit, Jump, Outcome, Question, Ref, Site, Subtree, Target, Tree
from fingerpost.paths import Frame, Walk
from fingerpost.search import components, expand, target_lists


def begin(site: Site, tree: str) -> Walk:
    """A walk through a tree at its first question or its end, with the nodes passed on the way."""
    return _onward(site, paths.start(site, tree))


def take(site: Site, walk: Walk, option: str) -> Walk:
    """The walk at the next question, at its end, or where it jumped; `passed` tells only what came since.

    What no guard looks at is forgotten, so that a long walk costs no more for each answer than a short one.
    """
    return _onward(site, paths.answer(site, replace(walk, passed=()), option))


def _onward(site: Site, walk: Walk) -> Walk:
    """Actions done until somebody is asked; a walk that goes in circles stays at one."""
    walk = replace(walk, frames=tuple(_lean(site, frame) for frame in walk.frames))
    passed = list(walk.passed)
    met = set()
    while not walk.jumps and not walk.ended and isinstance(paths.here(site, walk), Action) and walk.frames not in met:
        met.add(walk.frames)
        walk = paths.proceed(site, replace(walk, passed=()))
        # A jump counts from here; what was passed before it was passed all the same.
        walk = replace(walk, jumps=tuple((tree, at + len(passed)) for tree, at in walk.jumps))
        passed += walk.passed
    return replace(walk, passed=tuple(passed))


def _lean(site: Site, frame: Frame) -> Frame:
    guards = expand(site.trees[frame.tree], site).guards
    last = dict(frame.answers)
    return replace(frame, answers=tuple((name, last[name]) for name in guards if name in last))


def question_name(site: Site, walk: Walk) -> str | None:
    """How a case calls the question at which a walk stands: `node`, `use/node`; None where nothing is asked."""
    if walk.jumps or walk.ended or not isinstance(paths.here(site, walk), Question):
        return None
    return "/".join(frame.node for frame in walk.frames)


def end_name(site: Site, walk: Walk) -> str | None:
    """How a case calls where a walk ended: `outcome`, `use/outcome`, or `tree:other` where it left by a jump.

    None where it has not ended, or goes in circles.
    """
    if walk.jumps:
        return f"tree:{walk.jumps[0][0]}"
    if walk.ended and isinstance(paths.here(site, walk), Outcome):
        return "/".join(frame.node for frame in walk.frames)
    return None


def passed_names(walk: Walk) -> tuple[str, ...]:
    """What a walk passed before it jumped, as a case calls it: without the id of the case's own tree."""
    until = walk.jumps[0][1] if walk.jumps else len(walk.passed)
    return tuple(name.partition("/")[2] for name in walk.passed[:until])


# Whether a tree can be followed -----------------------------------------------------------------------------------

_sound: "WeakKeyDictionary[Site, dict[str, bool]]" = WeakKeyDictionary()


def can_be_followed(tree: Tree, site: Site) -> bool:
    """Whether each name that a walk may come to means something, in other trees too; where not, checks have said so."""
    known = _sound.setdefault(site, {})
    met = [tree.id]
    for name in met:
        if name not in site.trees:
            return False
        if name not in known:
            known[name] = _is_sound(site.trees[name], site)
        if not known[name]:
            return False
        met += sorted(_others(site.trees[name], site) - set(met))
    return not _in_themselves(met, site)


def _others(tree: Tree, site: Site) -> set[str]:
    ways = [*(target.to for target in _targets(tree)), *(out.to for out in _exits(tree, site))]
    return {to.tree for to in ways if isinstance(to, Jump)} | _used(tree)


def _exits(tree: Tree, site: Site) -> Iterator[Exit]:
    yield from tree.exits.values()
    yield from site.exits.values()


def _used(tree: Tree) -> set[str]:
    return {node.tree.id for node in tree.nodes.values() if isinstance(node, Subtree)}


def _targets(tree: Tree) -> Iterator[Target]:
    return (target for targets in target_lists(tree.nodes.values()) for target in targets)


def _is_sound(tree: Tree, site: Site) -> bool:
    return (
        tree.whole
        and tree.start.id in tree.nodes
        and all(targets and targets[-1].when is None for targets in target_lists(tree.nodes.values()))
        and all(target.to.id in tree.nodes for target in _targets(tree) if isinstance(target.to, Ref))
        and all(out.to.id in tree.nodes for out in tree.exits.values() if isinstance(out.to, Ref))
        and all(_is_mapped(node, site) for node in tree.nodes.values() if isinstance(node, Subtree))
    )


def _is_mapped(use: Subtree, site: Site) -> bool:
    """Whether every outcome of the tree that is used leads on."""
    used = site.trees.get(use.tree.id)
    if used is None:
        return False
    return {node.id for node in used.nodes.values() if isinstance(node, Outcome)} <= {
        one.outcome.id for one in use.outcomes
    }


def _in_themselves(names: list[str], site: Site) -> bool:
    """Whether one of these trees contains itself."""
    place = {name: at for at, name in enumerate(names)}
    inner = [[place[used] for used in sorted(_used(site.trees[name]))] for name in names]
    return any(len(group) > 1 or group[0] in inner[group[0]] for group in components(inner))
