"""The graph and the counts of each tree of a site, worked out once and kept with the site."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from fingerpost.model import Site, Subtree, Tree
from fingerpost.search.counting import summarised
from fingerpost.search.expansion import expanded
from fingerpost.search.graph import Graph, Summary


@dataclass(slots=True)
class _Known:
    """What was worked out of one site."""

    graphs: dict[str, Graph] = field(default_factory=dict)
    with_exits: dict[str, Graph] = field(default_factory=dict)
    summaries: dict[str, Summary] = field(default_factory=dict)


_known: "WeakKeyDictionary[Site, _Known]" = WeakKeyDictionary()


def expand(tree: Tree, site: Site) -> Graph:
    """The graph of a tree; a subtree is one state that leads to wherever its reachable outcomes are mapped."""
    known = _known.setdefault(site, _Known())
    if tree.id not in known.graphs or site.trees.get(tree.id) is not tree:
        for name in inner_first(tree, site):
            _work_out(tree if name == tree.id else site.trees[name], known)
    return known.graphs[tree.id]


def expand_with_exits(tree: Tree, site: Site) -> Graph:
    """The graph of a tree whose exits, and those of the site, are taken too wherever they stand."""
    plain = expand(tree, site)
    known = _known[site]
    if tree.id not in known.with_exits:
        declared = tree.exits
        ways = {f"{tree.id}/{name}": out for name, out in declared.items()}
        ways |= {f"/{name}": out for name, out in site.exits.items() if name not in declared}
        known.with_exits[tree.id] = expanded(tree, known.summaries, ways) if ways else plain
    return known.with_exits[tree.id]


def summary(tree: Tree, site: Site) -> Summary:
    """Counts of the paths of a tree to each end; they enter subtrees and end at jumps."""
    expand(tree, site)
    return _known[site].summaries[tree.id]


def summaries(site: Site) -> Mapping[str, Summary]:
    """The counts of the trees that were worked out so far."""
    return _known[site].summaries


def inner_first(tree: Tree, site: Site) -> list[str]:
    """The tree and all that it uses as subtrees, each after those that it uses; one that contains itself but once."""
    order: list[str] = []
    seen = {tree.id}
    work = [(tree.id, iter(sorted(_uses(tree))))]
    while work:
        name, rest = work[-1]
        for used in rest:
            if used in site.trees and used not in seen:
                seen.add(used)
                work.append((used, iter(sorted(_uses(site.trees[used])))))
                break
        else:
            order.append(name)
            work.pop()
    return order


def _uses(tree: Tree) -> set[str]:
    return {node.tree.id for node in tree.nodes.values() if isinstance(node, Subtree)}


def _work_out(tree: Tree, known: _Known) -> None:
    graph = expanded(tree, known.summaries)
    known.graphs[tree.id] = graph
    known.summaries[tree.id] = summarised(tree, graph, known.summaries)
