"""Loops that a reader can walk around in, within one tree."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from fingerpost.checks._steps import option_at
from fingerpost.model import Action, Node, Question, Ref, Site, Subtree, Target, Tree
from fingerpost.search import Edge, Graph, expand, loops
from fingerpost.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """The nodes of one round, beginning where a reader first comes to it.

    `back` is the target that closes the round and `at` what a waiver calls its place; a `closed` loop has no way out.
    """

    nodes: tuple[str, ...]
    back: Span
    at: str
    closed: bool


def walkable(tree: Tree, site: Site) -> Iterator[Loop]:
    """One loop for each group of nodes that lead to one another, however the guards stand."""
    graph = expand(tree, site)
    if not graph.complete:
        return
    told: set[tuple[frozenset[str], bool]] = set()
    for group in loops(graph):
        members = set(group)
        closed = all(edge.to in members for state in group for edge in graph.edges[state])
        around, last = _round(graph, group[0], members)
        nodes = tuple(graph.states[state].node for state in around)
        key = (frozenset(graph.states[state].node for state in group), closed)
        if key not in told:
            told.add(key)
            back, at = _back(tree.nodes[nodes[-1]], last, nodes[0])
            yield Loop(nodes=nodes, back=back, at=at, closed=closed)


def _round(graph: Graph, first: int, members: set[int]) -> tuple[list[int], Edge]:
    """A shortest round from a state back to itself within its group, and the last step of it."""
    came: dict[int, int] = {}
    queue = deque([first])
    while True:
        state = queue.popleft()
        for edge in graph.edges[state]:
            if edge.to == first:
                around = [state]
                while around[-1] != first:
                    around.append(came[around[-1]])
                return around[::-1], edge
            if isinstance(edge.to, int) and edge.to in members and edge.to not in came:
                came[edge.to] = state
                queue.append(edge.to)


def _back(node: Node, last: Edge, first: str) -> tuple[Span, str]:
    match node:
        case Question(options=options):
            option = next(one for one in options if one.id == last.via)
            return _span(option.to, first, option.span), option_at(node, option)
        case Action(to=targets):
            return _span(targets, first, node.span), node.id
        case Subtree(outcomes=outcomes):
            mapped = next(one for one in outcomes if one.outcome.id == last.via)
            return _span(mapped.to, first, mapped.span), node.id
    raise AssertionError(node)


def _span(targets: tuple[Target, ...], name: str, otherwise: Span) -> Span:
    return next((one.to.span for one in targets if isinstance(one.to, Ref) and one.to.id == name), otherwise)


def shown(nodes: tuple[str, ...]) -> str:
    """A round in words: "`a` → `b` → `a`", the middle left out where it is long."""
    names = [f"`{name}`" for name in nodes]
    if len(names) > 6:
        names = [*names[:3], "…", *names[-2:]]
    return " → ".join([*names, f"`{nodes[0]}`"])
