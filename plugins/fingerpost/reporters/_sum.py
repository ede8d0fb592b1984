"""The line under a report: what was looked at, and how much was found."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from fingerpost import search
from fingerpost.diagnostics import Diagnostic, Severity
from fingerpost.follow import can_be_followed
from fingerpost.model import Site, Subtree, Tree
from fingerpost.reporters._words import one_line

# So many trees are named; past it, the last are counted.
_NAMED = 4


def summary(found: Sequence[Diagnostic], site: Site, names: Collection[str] = ()) -> str:
    """Such as "2 trees, 40 nodes, 1,226 paths: 3 findings (2 errors, 1 warning)".

    With `names`, paths of files, only the trees in them count. The paths of a tree that has errors, or walks one that
    has, are left out, since their number would be wrong, and the tree is named; "unbounded" says that a loop can be
    walked. Trees of which nothing that goes by their paths was judged are named: silence is no proof.
    """
    trees = [tree for tree in site.trees.values() if not names or tree.span.path in names]
    unread = {name for name in site.unread if not names or name in {PurePosixPath(path).stem for path in names}}
    broken = {one.span.path for one in found if one.severity is Severity.ERROR}
    sound = [tree for tree in trees if all(_is_sound(one, broken) for one in _with_subtrees(tree, site))]
    number = len(trees) + len(unread - set(site.trees))
    looked_at = [count(number, "tree"), count(sum(len(tree.nodes) for tree in trees), "node")]
    if sound or not number:
        others = {tree.id for tree in trees} | unread
        looked_at.append(_paths(sound, site) + _without(others - {tree.id for tree in sound}))
    waiting = unread | {tree.id for tree in trees if not _is_judged(tree, site)}
    return f"{', '.join(looked_at)}: {_findings(found)}{_not_judged(waiting)}"


def _is_sound(tree: Tree, broken: Collection[str]) -> bool:
    return tree.whole and tree.span.path not in broken


def _is_judged(tree: Tree, site: Site) -> bool:
    """Whether promises and cases of a tree were judged, where it has any; what is lost of a tree may have been some."""
    return tree.whole and (not (tree.policies or tree.cases or site.policies) or can_be_followed(tree, site))


def _with_subtrees(tree: Tree, site: Site) -> Iterator[Tree]:
    """A tree and all that are walked within it, each once."""
    seen = {tree.id}
    open_ = [tree]
    while open_:
        one = open_.pop()
        yield one
        for node in one.nodes.values():
            if isinstance(node, Subtree) and node.tree.id in site.trees and node.tree.id not in seen:
                seen.add(node.tree.id)
                open_.append(site.trees[node.tree.id])


def count(number: int, what: str) -> str:
    """Such as "1 node" and "1,226 nodes"."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _paths(trees: Iterable[Tree], site: Site) -> str:
    number = 0
    for tree in trees:
        walks = search.summary(tree, site)
        if not walks.bounded:
            return "unbounded paths"
        tally = search.total(walks)
        number += tally.paths if tally else 0
    return f"{search.in_figures(number)} path" + ("" if number == 1 else "s")


def _findings(found: Sequence[Diagnostic]) -> str:
    if not found:
        return "no findings"
    errors = sum(one.severity is Severity.ERROR for one in found)
    kinds = [(errors, "error"), (len(found) - errors, "warning")]
    return f"{count(len(found), 'finding')} ({', '.join(count(number, what) for number, what in kinds if number)})"


def _without(names: Collection[str]) -> str:
    return f" without those of {_listed(names)}" if names else ""


def _not_judged(names: Collection[str]) -> str:
    return f"; promises and cases of {_listed(names)} were not judged" if names else ""


def _listed(names: Collection[str]) -> str:
    some = [one_line(name) for name in sorted(names)]
    if len(some) > _NAMED:
        some = [*some[: _NAMED - 1], f"{len(some) - _NAMED + 1:,} more trees"]
    *others, last = some
    return f"{', '.join(others)} and {last}" if others else last
