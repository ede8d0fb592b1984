"""Walks in a circle, and states that nobody gets out of."""

from collections.abc import Iterator, Sequence

from fingerpost.search.graph import Graph


def loops(graph: Graph) -> Iterator[list[int]]:
    """Groups of states that a reader can walk around in, each in breadth-first order."""
    inner = [[edge.to for edge in edges if isinstance(edge.to, int)] for edges in graph.edges]
    for group in components(inner):
        if len(group) > 1 or group[0] in inner[group[0]]:
            yield sorted(group)


def stuck(graph: Graph) -> set[int]:
    """The states from which no end can be reached."""
    before: list[list[int]] = [[] for _ in graph.states]
    open_ = []
    for state, edges in enumerate(graph.edges):
        ends = [edge for edge in edges if not isinstance(edge.to, int)]
        if ends:
            open_.append(state)
        for edge in edges:
            if isinstance(edge.to, int):
                before[edge.to].append(state)
    free = set(open_)
    while open_:
        for state in before[open_.pop()]:
            if state not in free:
                free.add(state)
                open_.append(state)
    return set(range(len(graph.states))) - free


def components(successors: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Strongly connected components, those that lead nowhere else first (Tarjan 1972, without recursion)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    on_stack: set[int] = set()
    stack: list[int] = []
    for root in range(len(successors)):
        if root in index:
            continue
        work = [(root, iter(successors[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            state, rest = work[-1]
            for to in rest:
                if to not in index:
                    index[to] = low[to] = len(index)
                    stack.append(to)
                    on_stack.add(to)
                    work.append((to, iter(successors[to])))
                    break
                if to in on_stack:
                    low[state] = min(low[state], index[to])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[state])
                if low[state] == index[state]:
                    yield _popped(stack, on_stack, state)


def _popped(stack: list[int], on_stack: set[int], state: int) -> list[int]:
    group = []
    while True:
        group.append(stack.pop())
        on_stack.discard(group[-1])
        if group[-1] == state:
            return group
