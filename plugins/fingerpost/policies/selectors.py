"""What a policy speaks of: which events of a walk each of its selectors matches."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from fingerpost.model import Action, Node, Option, Outcome, Question, Ref, Site, Subtree, Tree

# The uses of subtrees that a walk stands in, from the outside in: the tree and its node each.
Uses = tuple[tuple[str, str], ...]
_KINDS = ("question", "action", "outcome")


class Meaning(NamedTuple):
    """What a selector matches: a label of events, in one tree alone or in all, and inside these uses alone."""

    label: str
    tree: str | None = None
    uses: Uses = ()


def meaning(selector: Ref, tree: Tree | None, site: Site) -> Meaning:
    """What a selector of a tree's policy (of the site's where `tree` is None) means; its names must be known."""
    kind, colon, name = selector.id.partition(":")
    match kind:
        case "node":
            return _named(name, "node:{}", tree, site)
        case "answer":
            question, _, option = name.rpartition("/")
            return _named(question, f"answer:{{}}/{option}", tree, site)
        case "stage" | "exit":
            where, _, own = name.rpartition("/")
            return Meaning(f"{kind}:{own}", where or None)
    if colon or kind in _KINDS:
        return Meaning(selector.id)
    return Meaning(f"tag:{kind}")


def _named(name: str, label: str, tree: Tree | None, site: Site) -> Meaning:
    found = find(name, tree, site)
    assert found is not None
    return Meaning(label.format(found.node.id), found.tree.id, found.uses)


class Place(NamedTuple):
    """A node, the tree that it is in, and the uses of subtrees inside which it is meant."""

    tree: Tree
    node: Node
    uses: Uses = ()


def find(name: str, tree: Tree | None, site: Site) -> Place | None:
    """A node by its name: `node`, `use/node`, `tree/node`, any number of uses before it; None where there is none."""
    scope, uses = tree, []
    *parts, last = name.split("/")
    for at, part in enumerate(parts):
        use = scope.nodes.get(part) if scope else None
        if scope is not None and isinstance(use, Subtree):
            uses.append((scope.id, part))
            scope = site.trees.get(use.tree.id)
        else:
            scope = site.trees.get(part) if at == 0 else None
        if scope is None:
            return None
    return Place(scope, scope.nodes[last], tuple(uses)) if scope and last in scope.nodes else None


def is_known(selector: Ref, tree: Tree | None, site: Site) -> bool:
    """Whether all names in a selector mean something; where not, other findings say so."""
    kind, colon, name = selector.id.partition(":")
    where, _, own = name.rpartition("/")
    match kind:
        case "node":
            return find(name, tree, site) is not None
        case "answer":
            asked = find(where, tree, site)
            return (
                asked is not None and isinstance(asked.node, Question) and own in {one.id for one in asked.node.options}
            )
        case "stage":
            return any(own in one.stages for one in trees_named(where, site))
        case "exit":
            return own in site.exits or any(own in one.exits for one in trees_named(where, site))
        case "tree":
            return name in site.trees
    return bool(colon) or kind in (*_KINDS, *site.tags) or any(kind in one.tags for one in site.trees.values())


def trees_named(name: str, site: Site) -> list[Tree]:
    """The tree of a name, or all where none is named."""
    return [tree for tree in site.trees.values() if name in ("", tree.id)]


def labels_of_node(node: Node, tree: Tree, *, ends: bool) -> Iterator[str]:
    """The labels of coming to a node, which ends the walk or does not."""
    yield f"node:{node.id}"
    yield f"tree:{tree.id}"
    yield from (f"tag:{tag.id}" for tag in node.tags)
    if node.stage is not None:
        yield f"stage:{node.stage.id}"
    match node:
        case Question():
            yield "question"
        case Action():
            yield "action"
        case Outcome() if ends:
            yield "outcome"
            if node.urgency is not None:
                yield f"urgency:{node.urgency.id}"


def labels_of_answer(question: Question, option: Option) -> Iterator[str]:
    """The labels of taking an option."""
    yield f"answer:{question.id}/{option.id}"
    yield from (f"tag:{tag.id}" for tag in option.tags)


def letters(
    meanings: Mapping[int, Iterable[Meaning]], index: Mapping[str, Iterable[int]], size: int, tree: str, uses: Uses
) -> list[int]:
    """For each event of a tree, walked inside these uses, the bits of all groups of selectors that match it."""
    found = [0] * size
    for bit, several in meanings.items():
        for one in several:
            if one.tree in (None, tree) and one.uses == uses[len(uses) - len(one.uses) :]:
                for event in index.get(one.label, ()):
                    found[event] |= bit
    return found
