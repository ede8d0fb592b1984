"""Every end that answers within a filter lead to, with the fewest answers, on the graphs that the search has made."""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fingerpost.model import End, Jump, Node, Outcome, Question, Subtree, Tree
from fingerpost.search import Edge, Graph

_JUMP = "tree:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The ends of a tree that can be reached, each by a last step (a state and an edge) and after how many answers.

    `came` tells how each state is reached first; `inner` what can be reached in the trees that are walked on the way.
    """

    tree: Tree
    graph: Graph
    inner: "Mapping[str, Reached]"
    came: dict[int, tuple[int, Edge]] = field(default_factory=dict)
    ends: dict[str, tuple[int, int, Edge]] = field(default_factory=dict)
    states: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question on a path with the option taken: `name` and `number` as `use/node`, seen from where the path began."""

    name: str
    number: str
    question: Question
    option: str


def reach(tree: Tree, graph: Graph, allowed: Mapping[str, frozenset[str]], inner: Mapping[str, Reached]) -> Reached:
    """The ends of a tree when some of its questions are answered only by the options that are allowed there.

    `inner` is what can be reached in the tree of each subtree, by the subtree's id. Dijkstra 1959 over the states,
    counting answers; equal ways are taken in the order of the file.
    """
    came: dict[int, tuple[int, Edge]] = {}
    ends: dict[str, tuple[int, int, Edge]] = {}
    best = {0: 0}
    queue = [(0, 0)] if graph.states else []
    done: set[int] = set()
    while queue:
        count, state = heapq.heappop(queue)
        if state in done:
            continue
        done.add(state)
        node = tree.nodes[graph.states[state].node]
        for edge, more in _open(node, graph.edges[state], allowed, inner):
            if not isinstance(edge.to, int):
                name = _end(node, edge)
                if name not in ends or count + more < ends[name][0]:
                    ends[name] = (count + more, state, edge)
            elif edge.to not in best or count + more < best[edge.to]:
                best[edge.to] = count + more
                came[edge.to] = (state, edge)
                heapq.heappush(queue, (count + more, edge.to))
    return Reached(tree=tree, graph=graph, inner=inner, came=came, ends=ends, states=len(done))


def _open(
    node: Node, edges: tuple[Edge, ...], allowed: Mapping[str, frozenset[str]], inner: Mapping[str, Reached]
) -> Iterator[tuple[Edge, int]]:
    """The steps that may be taken from a node, each with how many answers it takes."""
    match node:
        case Question(id=name):
            only = allowed.get(name)
            yield from ((edge, 1) for edge in edges if only is None or edge.via in only)
        case Subtree(id=name):
            ends = inner[name].ends
            yield from ((edge, ends[_inside(edge)][0]) for edge in edges if _inside(edge) in ends)
        case _:
            yield from ((edge, 0) for edge in edges)


def _inside(edge: Edge) -> str:
    """What the end that a step from a subtree follows is called inside its tree."""
    return f"{_JUMP}{edge.to.tree}" if edge.via is None and isinstance(edge.to, Jump) else edge.via or ""


def _end(node: Node, edge: Edge) -> str:
    match edge.to, node:
        case Jump(tree=other), _:
            return f"{_JUMP}{other}"
        case End(), Outcome():
            return node.id
    return f"{node.id}/{edge.via}"


def answers(reached: Reached, end: str) -> Iterator[Answered]:
    """The answers of a path with the fewest to an end, one by one: there may be very many."""
    work = [("", "", reached, iter(_steps(reached, end)))]
    while work:
        name, number, at, steps = work[-1]
        for state, edge in steps:
            node = at.tree.nodes[at.graph.states[state].node]
            match node:
                case Question():
                    assert edge.via is not None
                    yield Answered(
                        name=f"{name}{node.id}", number=f"{number}{node.number}", question=node, option=edge.via
                    )
                case Subtree():
                    used = at.inner[node.id]
                    inside = iter(_steps(used, _inside(edge)))
                    work.append((f"{name}{node.id}/", f"{number}{node.number}/", used, inside))
                    break
        else:
            work.pop()


def _steps(reached: Reached, end: str) -> list[tuple[int, Edge]]:
    _, state, edge = reached.ends[end]
    steps = [(state, edge)]
    while state in reached.came:
        state, edge = reached.came[state]
        steps.append((state, edge))
    return steps[::-1]
