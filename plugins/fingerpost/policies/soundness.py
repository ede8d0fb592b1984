"""Whether the walks of a tree can be judged at all: no mistake of shape may stand anywhere on them."""

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from fingerpost.model import Action, End, Jump, Node, Outcome, Question, Ref, Site, Subtree, Target, Tree

_broken: "WeakKeyDictionary[Site, frozenset[str]]" = WeakKeyDictionary()


def can_be_judged(tree: Tree, site: Site) -> bool:
    """Whether every tree that a walk can come to is whole, and every step in it leads somewhere."""
    if site not in _broken:
        wrong = (name for name, one in site.trees.items() if not _leads_on(one, site) or _uses_itself(one, site))
        _broken[site] = frozenset({*wrong, *site.unread})
    broken = _broken[site]
    if not broken:
        return True
    seen: set[str] = set()
    open_ = [tree.id]
    while open_:
        name = open_.pop()
        if name in broken:
            return False
        if name not in seen:
            seen.add(name)
            open_ += _onwards(site.trees[name], site)
    return True


def _leads_on(tree: Tree, site: Site) -> bool:
    if not tree.whole or tree.start.id not in tree.nodes:
        return False
    exits = (out.to for out in tree.exits.values())
    return all(_is_there(to, tree, site) for to in exits) and all(
        _node(node, tree, site) for node in tree.nodes.values()
    )


def _node(node: Node, tree: Tree, site: Site) -> bool:
    match node:
        case Subtree(tree=used) if used.id in site.trees:
            ends = {name for name, inner in site.trees[used.id].nodes.items() if isinstance(inner, Outcome)}
            if not ends <= {one.outcome.id for one in node.outcomes}:
                return False
        case Subtree():
            return False
    return all(_targets(several, tree, site) for several in _target_lists(node))


def _target_lists(node: Node) -> Iterator[tuple[Target, ...]]:
    match node:
        case Question(options=options):
            yield from (option.to for option in options)
        case Action(to=to):
            yield to
        case Subtree(outcomes=outcomes):
            yield from (one.to for one in outcomes)


def _targets(several: tuple[Target, ...], tree: Tree, site: Site) -> bool:
    return bool(several) and several[-1].when is None and all(_is_there(one.to, tree, site) for one in several)


def _is_there(to: Ref | Jump | End, tree: Tree, site: Site) -> bool:
    match to:
        case Jump(tree=name):
            return name in site.trees
        case Ref(id=name):
            return name in tree.nodes
    return True


def _onwards(tree: Tree, site: Site) -> Iterator[str]:
    """The trees to which a tree leads, and those that are walked within it."""
    ways = [out.to for out in (*tree.exits.values(), *site.exits.values())]
    for node in tree.nodes.values():
        ways += [target.to for several in _target_lists(node) for target in several if not isinstance(target.to, End)]
        if isinstance(node, Subtree):
            yield node.tree.id
    yield from (to.tree for to in ways if isinstance(to, Jump))


def _uses_itself(tree: Tree, site: Site) -> bool:
    seen: set[str] = set()
    open_ = [tree.id]
    while open_:
        inner = site.trees.get(open_.pop())
        used = {node.tree.id for node in inner.nodes.values() if isinstance(node, Subtree)} if inner else set()
        if tree.id in used:
            return True
        open_ += used - seen
        seen |= used
    return False
