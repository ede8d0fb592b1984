"""Loops that a reader can walk around in, within one tree."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from fingerpost.checks._steps import option_at
from fingerpost.diagnostics import Step
from fingerpost.model import Action, Node, Question, Ref, Site, Subtree, Target, Tree
from fingerpost.search import Edge, Graph, expand, loops, summary, walk_to
from fingerpost.source import Span
from fingerpost.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """The nodes of one round, beginning where a reader first comes to it.

    `back` is the target that closes the round and `at` what a waiver calls its place; a `closed` loop has no way out.
    `walk` leads there and once round.
    """

    nodes: tuple[str, ...]
    back: Span
    at: str
    closed: bool
    walk: tuple[Step, ...] = ()


def walkable(tree: Tree, site: Site) -> Iterator[Loop]:
    """One loop for each group of nodes that lead to one another, however the guards stand."""
    graph = expand(tree, site)
    if not graph.complete or summary(tree, site).bounded:
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
            walk = (
                *_told(walk_to(graph, group[0]), tree, site),
                *_told(_taken(graph, around, last), tree, site, begins=True),
            )
            yield Loop(nodes=nodes, back=back, at=at, closed=closed, walk=walk)


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


def _taken(graph: Graph, around: list[int], last: Edge) -> list[tuple[str, str | None]]:
    """Each node of a round with what is taken there to come to the next one."""
    edges = [next(edge for edge in graph.edges[at] if edge.to == to) for at, to in pairwise(around)]
    return [(graph.states[at].node, edge.via) for at, edge in zip(around, [*edges, last], strict=True)]


def _told(passed: list[tuple[str, str | None]], tree: Tree, site: Site, *, begins: bool = False) -> Iterator[Step]:
    """A line for each node passed, with the answer that was given or the outcome that a subtree came to."""
    for number, (name, via) in enumerate(passed):
        node = tree.nodes[name]
        words = f"{one_line(node.text, site) or name} (step {node.number})"
        span = node.span
        if isinstance(node, Question):
            option = next(one for one in node.options if one.id == via)
            words, span = f"{words} → {one_line(option.text, site)}", option.span
        elif via is not None:
            words = f"{words} → {via}"
        yield Step(span=span, message=words, mark="from here round and round" if begins and not number else "")


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
