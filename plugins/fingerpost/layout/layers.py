"""The layers of a graph: which of its arrows close a loop, and how deep each node lies below the others.

A graph is a list of lists: for each node the nodes that its arrows lead to, in order.
"""

from collections.abc import Sequence

Graph = Sequence[Sequence[int]]


def upward(graph: Graph) -> set[tuple[int, int]]:
    """The arrows that lead back to a node on the way to them, walking from the first node on; without them no loops."""
    found: set[tuple[int, int]] = set()
    seen: set[int] = set()
    for root in range(len(graph)):
        way = {root: iter(graph[root])} if root not in seen else {}
        seen.add(root)
        while way:
            node = next(reversed(way))
            for target in way[node]:
                if target in way:
                    found.add((node, target))
                elif target not in seen:
                    seen.add(target)
                    way[target] = iter(graph[target])
                    break
            else:
                del way[node]
    return found


def depths(graph: Graph, upward: set[tuple[int, int]]) -> list[int]:
    """The length of the longest way down to each node, upward arrows left out."""
    down = [[target for target in targets if (node, target) not in upward] for node, targets in enumerate(graph)]
    waiting = [0] * len(graph)
    for targets in down:
        for target in targets:
            waiting[target] += 1
    depth = [0] * len(graph)
    ready = [node for node, count in enumerate(waiting) if not count]
    for node in ready:
        for target in down[node]:
            depth[target] = max(depth[target], depth[node] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return depth


def reached(graph: Graph, start: int) -> set[int]:
    """The nodes that ways from one node lead to, itself among them."""
    found = {start}
    queue = [start]
    for node in queue:
        new = [target for target in dict.fromkeys(graph[node]) if target not in found]
        found.update(new)
        queue += new
    return found
