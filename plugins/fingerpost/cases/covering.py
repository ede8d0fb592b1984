"""What the cases of a tree take and reach, and what none of them does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fingerpost.cases.following import Followed, destination, follow, written
from fingerpost.model import End, Jump, Question, Site, Subtree, Tree
from fingerpost.search import Edge, expand


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """For each option, for each place that it leads to, and for each end of a tree that a path can take: the cases.

    `options` go by question and option, `targets` by the destination too (`node` or `tree:other`). Ends are called as
    cases call them.
    All are in the order of the file; what belongs to another tree, used as a subtree here, is left to its own cases.
    `ended` is False where a case does not come to an end: then what it would have taken is not known.
    """

    options: Mapping[tuple[str, str], tuple[str, ...]]
    targets: Mapping[tuple[str, str, str], tuple[str, ...]]
    ends: Mapping[str, tuple[str, ...]]
    ended: bool


def coverage(tree: Tree, site: Site) -> Coverage | None:
    """The coverage of a tree; None where it has no cases, or they or the tree could not be followed whole."""
    followed = follow(tree, site)
    if not followed or followed[-1].cut or not expand(tree, site).complete:
        return None
    targets: dict[tuple[str, str, str], list[str]] = {key: [] for key in _in_order(tree, _offered(tree, site))}
    ends: dict[str, list[str]] = {name: [] for name in _ends(tree, site)}
    for one in followed:
        for key in dict.fromkeys(_own(one)):
            targets[key].append(one.case.id)
        if one.end is not None:
            ends.setdefault(one.end, []).append(one.case.id)
    options: dict[tuple[str, str], dict[str, None]] = {}
    for (question, option, _), cases in targets.items():
        options.setdefault((question, option), {}).update(dict.fromkeys(cases))
    order = {name: at for at, name in enumerate(tree.cases)}
    return Coverage(
        options={key: tuple(sorted(cases, key=order.__getitem__)) for key, cases in options.items()},
        targets={key: tuple(cases) for key, cases in targets.items()},
        ends={name: tuple(cases) for name, cases in ends.items()},
        ended=all(one.end is not None for one in followed),
    )


def _own(one: Followed) -> Iterator[tuple[str, str, str]]:
    """What a case takes in its own tree."""
    return ((taken.question, taken.option, taken.to) for taken in one.taken if "/" not in taken.name)


def _offered(tree: Tree, site: Site) -> set[tuple[str, str, str]]:
    """Every target of an option that some path takes."""
    graph = expand(tree, site)
    found = set()
    for name, known in graph.states:
        node = tree.nodes[name]
        if isinstance(node, Question):
            told = {guard: option for guard, option in zip(graph.guards, known, strict=True) if option is not None}
            found |= {(name, one.id, destination(one, {**told, name: one.id})) for one in node.options}
    return found


def _in_order(tree: Tree, found: set[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    for node in tree.nodes.values():
        for option in node.options if isinstance(node, Question) else ():
            to = dict.fromkeys(written(target.to) for target in option.to)
            yield from ((node.id, option.id, one) for one in to if (node.id, option.id, one) in found)


def _ends(tree: Tree, site: Site) -> list[str]:
    """Every end that some path of a tree comes to, by the number of the node that leads there."""
    graph = expand(tree, site)
    found: dict[str, int] = {}
    for state, edges in zip(graph.states, graph.edges, strict=True):
        node = tree.nodes[state.node]
        for edge in edges:
            name = _end(node.id, edge, inner=isinstance(node, Subtree))
            if name is not None:
                found[name] = min(node.number, found.get(name, node.number))
    return sorted(found, key=lambda name: (found[name], name))


def _end(node: str, edge: Edge, *, inner: bool) -> str | None:
    match edge:
        case Edge(via=None, to=Jump()) if inner:
            return None
        case Edge(to=Jump(tree=other)):
            return f"tree:{other}"
        case Edge(via=None, to=End()):
            return node
        case Edge(via=str(outcome), to=End()) if "/" not in outcome:
            return f"{node}/{outcome}"
    return None
