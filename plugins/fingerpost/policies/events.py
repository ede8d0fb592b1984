"""A walk that a search found, followed again step by step: what happens on it, in the order met."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fingerpost import paths
from fingerpost.model import Exit, Node, Option, Question, Site, Tree
from fingerpost.paths import Move, Walk
from fingerpost.policies.selectors import Meaning, Uses, labels_of_answer, labels_of_node


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Coming to a node, or what is taken there: an option or an exit; `uses` are the subtrees that it stands in."""

    tree: Tree
    node: Node
    uses: Uses
    labels: frozenset[str]
    option: Option | None = None
    exit: Exit | None = None


def events(taken: Iterable[Move], tree: Tree, site: Site) -> Iterator[Event]:
    """The events of a walk from a tree's start."""
    walk = paths.begin(site, tree.id)
    yield _arrival(walk, site)
    for move in taken:
        yield from _taken(walk, move, site)
        walk = paths.move(site, walk, move)
        yield _arrival(walk, site)


def _arrival(walk: Walk, site: Site) -> Event:
    node = paths.here(site, walk)
    tree = site.trees[walk.frames[-1].tree]
    labels = frozenset(labels_of_node(node, tree, ends=walk.ended))
    return Event(tree=tree, node=node, uses=_uses(walk), labels=labels)


def _taken(walk: Walk, move: Move, site: Site) -> Iterator[Event]:
    node = paths.here(site, walk)
    tree = site.trees[walk.frames[-1].tree]
    match move.kind, node:
        case "answer", Question(options=options):
            option = next(one for one in options if one.id == move.name)
            labels = frozenset(labels_of_answer(node, option))
            yield Event(tree=tree, node=node, uses=_uses(walk), labels=labels, option=option)
        case "exit", _:
            out = paths.exits(site, walk)[move.name]
            yield Event(tree=tree, node=node, uses=_uses(walk), labels=frozenset({f"exit:{out.id}"}), exit=out)


def _uses(walk: Walk) -> Uses:
    return tuple((frame.tree, frame.node) for frame in walk.frames[:-1])


def letter(event: Event, meanings: Mapping[int, Sequence[Meaning]]) -> int:
    """The bits of all groups of selectors that match an event."""
    return sum(bit for bit, several in meanings.items() if any(_matches(event, one) for one in several))


def _matches(event: Event, one: Meaning) -> bool:
    uses = event.uses
    there = one.tree in (None, event.tree.id) and one.uses == uses[len(uses) - len(one.uses) :]
    return there and one.label in event.labels
