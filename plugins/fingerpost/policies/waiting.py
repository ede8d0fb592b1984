"""Where what sets a promise off can come up: the nodes, and not yet whether a path comes to them."""

from collections.abc import Iterable, Iterator, Mapping

from fingerpost.model import Node, Policy, Question, Ref, Site, Subtree, Tree
from fingerpost.policies.forms import FORMS, form_of
from fingerpost.policies.selectors import Meaning, labels_of_answer, labels_of_node, meaning
from fingerpost.search import inner_first


def triggers(policy: Policy) -> Iterator[tuple[Ref, ...]]:
    """What must come up for a policy to say anything: of each group of selectors, one. It must have a form."""
    form = FORMS[form_of(policy) or ""]
    if form.monitors is not None:
        _, groups = form.monitors(policy)[0]
        yield from (groups[bit] for bit in form.triggers if bit in groups)
    for asked in policy.worse:
        yield tuple(Ref(id=f"answer:{asked.question.id}/{option.id}") for option in asked.options)
    if policy.scope and policy.scope.after:
        yield policy.scope.after


def places(selectors: Iterable[Ref], own: Tree | None, tree: Tree, site: Site) -> set[str]:
    """The nodes of a tree at which one of the selectors can match, within a subtree too.

    The selectors stand in the tree `own`, or in the site's own file; all names in them must be known.
    """
    meanings = [meaning(one, own, site) for one in selectors]
    return {name for name, labels in _labels(tree, site).items() if any(_matches(one, labels) for one in meanings)}


def _matches(one: Meaning, labels: set[tuple[str, str]]) -> bool:
    return any(label == one.label and one.tree in (None, tree) for tree, label in labels)


def _labels(tree: Tree, site: Site) -> Mapping[str, set[tuple[str, str]]]:
    """By node, each label of an event there, with the tree to which it belongs."""
    inside: dict[str, set[tuple[str, str]]] = {}
    for name in inner_first(tree, site):
        labels = {node.id: set(_labels_at(node, site.trees[name], inside)) for node in site.trees[name].nodes.values()}
        inside[name] = set().union(*labels.values())
    return labels


def _labels_at(node: Node, tree: Tree, inside: Mapping[str, set[tuple[str, str]]]) -> Iterator[tuple[str, str]]:
    yield from ((tree.id, label) for label in labels_of_node(node, tree, ends=True))
    match node:
        case Question(options=options):
            yield from ((tree.id, label) for option in options for label in labels_of_answer(node, option))
        case Subtree(tree=used):
            yield from inside.get(used.id, ())
