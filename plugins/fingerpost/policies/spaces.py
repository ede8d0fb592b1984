"""The steps of one tree as numbers: its states, its events, and what can be taken where."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from fingerpost.model import Action, End, Jump, Node, Outcome, Question, Site, Subtree, Tree
from fingerpost.paths import Move
from fingerpost.policies.selectors import labels_of_node
from fingerpost.search import Edge, Graph, components, expand, expand_with_exits, topological

NO_EVENT = -1
_ON = Move("on")


class TooMany(Exception):
    """There are more states or places than may be looked at."""


class Step(NamedTuple):
    """A move at a state: the event that it makes before the next node (or `NO_EVENT`), where it leads, and itself."""

    event: int
    to: int | Jump
    move: Move


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A tree as numbers; the states are those of its graph, each event has a number of its own within the tree.

    `arrivals` are the events of coming to each state, `ends` those of ending there (at outcomes alone). `steps` are
    the moves within the tree's own questions and actions, `exits` those by exits, `returns` where the outcomes of the
    tree that a state's subtree walks lead on to, by their ids. `index` gives the events that carry a label.
    """

    tree: Tree
    graph: Graph
    arrivals: Sequence[int]
    ends: Mapping[int, int]
    steps: Sequence[Sequence[Step]]
    exits: Mapping[int, Sequence[Step]]
    calls: Mapping[int, str]
    returns: Mapping[int, Mapping[str, int | Jump | End]]
    index: Mapping[str, Sequence[int]]
    size: int


_spaces: "WeakKeyDictionary[Site, dict[tuple[str, bool], Space]]" = WeakKeyDictionary()


def space(tree: Tree, site: Site, *, exits: bool) -> Space:
    """The space of a tree of the site, worked out once; with `exits`, those count among the moves.

    Raises `TooMany` where the tree has more states than its graph holds.
    """
    known = _spaces.setdefault(site, {})
    if (tree.id, exits) not in known:
        graph = expand_with_exits(tree, site) if exits else expand(tree, site)
        if not graph.complete:
            raise TooMany
        # Most trees have no exits, and then it is the same graph.
        twin = known.get((tree.id, not exits))
        known[tree.id, exits] = twin if twin is not None and twin.graph is graph else _space(tree, graph)
    return known[tree.id, exits]


def can_go_round(tree: Tree, site: Site, *, exits: bool) -> bool:
    """Whether a walk from a tree's start may have no end: False is certain. Raises `TooMany` as `space` does."""
    onwards: dict[str, list[str]] = {}
    open_ = [tree.id]
    while open_:
        name = open_.pop()
        if name in onwards:
            continue
        own = space(site.trees[name], site, exits=exits)
        if topological(own.graph) is None:
            return True
        jumps = {edge.to.tree for edges in own.graph.edges for edge in edges if isinstance(edge.to, Jump)}
        onwards[name] = sorted({*jumps, *own.calls.values()})
        open_ += onwards[name]
    number = {name: at for at, name in enumerate(onwards)}
    inner = [[number[to] for to in several] for several in onwards.values()]
    return any(len(group) > 1 or group[0] in inner[group[0]] for group in components(inner))


def _space(tree: Tree, graph: Graph) -> Space:
    events = _Events(tree, graph)
    steps: list[list[Step]] = []
    exits: dict[int, list[Step]] = {}
    calls: dict[int, str] = {}
    returns: dict[int, dict[str, int | Jump | End]] = {}
    for at, (state, edges) in enumerate(zip(graph.states, graph.edges, strict=True)):
        node = tree.nodes[state.node]
        plain = [edge for edge in edges if not edge.is_exit]
        steps.append(list(_steps(node, plain, events)))
        if len(plain) < len(edges):
            exits[at] = [_exit(edge, events) for edge in edges if edge.is_exit]
        if isinstance(node, Subtree):
            mapped = {one.outcome.id for one in node.outcomes}
            calls[at] = node.tree.id
            returns[at] = {edge.via: edge.to for edge in plain if edge.via in mapped and edge.via is not None}
    return Space(
        tree=tree,
        graph=graph,
        arrivals=[events.nodes[state.node] for state in graph.states],
        ends={at: events.ends[state.node] for at, state in enumerate(graph.states) if state.node in events.ends},
        steps=steps,
        exits=exits,
        calls=calls,
        returns=returns,
        index=events.index,
        size=events.size,
    )


def _steps(node: Node, edges: Iterable[Edge], events: "_Events") -> Iterator[Step]:
    for edge in edges:
        match node, edge:
            case Question(), Edge(via=str(option), to=int() | Jump() as to):
                yield Step(events.answers[node.id, option], to, Move("answer", option))
            case Action(), Edge(to=int() | Jump() as to):
                yield Step(NO_EVENT, to, _ON)


def _exit(edge: Edge, events: "_Events") -> Step:
    assert edge.via is not None
    assert not isinstance(edge.to, End)
    return Step(events.exits[edge.via], edge.to, Move("exit", edge.via))


class _Events:
    """Numbers for all events of a tree, and which of them carry each label."""

    def __init__(self, tree: Tree, graph: Graph) -> None:
        self.size = 0
        self.index: dict[str, list[int]] = {}
        self.nodes = {node.id: self._new(labels_of_node(node, tree, ends=False)) for node in tree.nodes.values()}
        self.ends = {
            node.id: self._new(labels_of_node(node, tree, ends=True))
            for node in tree.nodes.values()
            if isinstance(node, Outcome)
        }
        self.answers = {
            (node.id, option.id): self._new(
                [f"answer:{node.id}/{option.id}", *(f"tag:{tag.id}" for tag in option.tags)]
            )
            for node in tree.nodes.values()
            if isinstance(node, Question)
            for option in node.options
        }
        ways = {edge.via for edges in graph.edges for edge in edges if edge.is_exit and edge.via is not None}
        self.exits = {way: self._new([f"exit:{way.rpartition('/')[2]}"]) for way in sorted(ways)}

    def _new(self, labels: Iterable[str]) -> int:
        for label in labels:
            self.index.setdefault(label, []).append(self.size)
        self.size += 1
        return self.size - 1
