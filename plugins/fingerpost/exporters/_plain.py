"""What the formats of plain words share: what a node is called, and the arrows of a tree."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fingerpost.model import (
    Action,
    Condition,
    Destination,
    Guard,
    Jump,
    Node,
    Question,
    Ref,
    Site,
    Subtree,
    Target,
    Tree,
)
from fingerpost.renderers.told import line


class Arrow(NamedTuple):
    """From a node to what comes next: by which answer or end, on what condition, and where."""

    node: Node
    via: str
    words: str
    when: str
    to: Destination
    guard: Guard | None


def title(node: Node, tree: Tree, site: Site) -> str:
    """What a node is called; a subtree without words of its own has the title of the tree that it walks."""
    used = site.trees.get(node.tree.id) if isinstance(node, Subtree) else None
    words = used.title if used and not node.text.value else node.text
    return line(words, site)


def arrows(tree: Tree, site: Site) -> Iterator[Arrow]:
    """Every arrow, in reading order."""
    for node in tree.nodes.values():
        match node:
            case Question():
                for option in node.options:
                    yield from _guarded(node, option.id, line(option.text, site), option.to, tree, site)
            case Action():
                yield from _guarded(node, "", "", node.to, tree, site)
            case Subtree():
                for one in node.outcomes:
                    yield from _guarded(node, one.outcome.id, _ended(node, one.outcome, site), one.to, tree, site)


def _guarded(node: Node, via: str, words: str, targets: Sequence[Target], tree: Tree, site: Site) -> Iterator[Arrow]:
    for target in targets:
        when = "otherwise" if len(targets) > 1 else ""
        if target.when is not None:
            when = " and ".join(_condition(one, tree, site) for one in target.when.conditions)
        yield Arrow(node, via, words, when, target.to, target.when)


def _condition(condition: Condition, tree: Tree, site: Site) -> str:
    asked = tree.nodes.get(condition.question.id)
    if not isinstance(asked, Question):  # a name of nothing, which a check reports
        return condition.question.id
    options = {option.id: line(option.text, site) for option in asked.options}
    answers = " or ".join(f"“{options.get(one.id, one.id)}”" for one in condition.options)
    return f"the answer to {asked.number} was {answers}"


def _ended(node: Subtree, outcome: Ref, site: Site) -> str:
    used = site.trees.get(node.tree.id)
    ended = used.nodes.get(outcome.id) if used else None
    return f"ended in “{line(ended.text, site)}”" if ended else outcome.id


def label(arrow: Arrow) -> str:
    """What stands at an arrow."""
    condition = arrow.when if arrow.when in ("", "otherwise") else f"if {arrow.when}"
    return ", ".join(filter(None, (arrow.words, condition)))


def target_name(to: Destination) -> str:
    """A destination as an author writes it."""
    match to:
        case Ref(id=name):
            return name
        case Jump(tree=name):
            return f"tree:{name}"
    return "end"


def way(to: Destination, tree: Tree, site: Site) -> str:
    """A destination in words."""
    match to:
        case Ref(id=name) if name in tree.nodes:
            return f"go to {tree.nodes[name].number}"
        case Jump(tree=name) if name in site.trees:
            return f"go on in “{line(site.trees[name].title, site)}”"
    return "the path ends here" if target_name(to) == "end" else target_name(to)
