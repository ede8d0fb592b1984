"""A tree's parts as several checks go through them."""

from collections.abc import Iterator, Mapping

from fingerpost.model import Action, Jump, Node, Option, Policy, Question, Ref, Subtree, Target, Tree


def options(tree: Tree) -> Iterator[tuple[Question, Option]]:
    """Every option with its question."""
    for node in tree.nodes.values():
        if isinstance(node, Question):
            for option in node.options:
                yield node, option


def option_at(question: Question, option: Option) -> str:
    """How a waiver names an option: `node/option`."""
    return f"{question.id}/{option.id}"


def target_lists(tree: Tree) -> Iterator[tuple[str, tuple[Target, ...]]]:
    """Every place from which a path goes on, as a waiver names it, with its targets."""
    for node in tree.nodes.values():
        match node:
            case Question():
                for option in node.options:
                    yield option_at(node, option), option.to
            case Action():
                yield node.id, node.to
            case Subtree():
                for one in node.outcomes:
                    yield node.id, one.to


def targets(tree: Tree) -> Iterator[tuple[str, Target]]:
    """Every single target."""
    for at, several in target_lists(tree):
        for target in several:
            yield at, target


def subtrees(tree: Tree) -> Iterator[Subtree]:
    """Every use of another tree."""
    return (node for node in tree.nodes.values() if isinstance(node, Subtree))


def tags(tree: Tree) -> Iterator[tuple[str, Ref]]:
    """Every tag that a node or an option carries."""
    for node in tree.nodes.values():
        yield from ((node.id, tag) for tag in node.tags)
    for question, option in options(tree):
        yield from ((option_at(question, option), tag) for tag in option.tags)


def selectors(policy: Policy) -> Iterator[Ref]:
    """Every selector of a policy, in no form's order."""
    for several in (
        policy.never,
        policy.always,
        policy.require,
        policy.before,
        policy.after,
        policy.of,
        policy.end_in,
        policy.not_both,
        policy.to_end_in,
        policy.require_each,
        policy.possible,
        policy.always_possible,
        policy.order,
        policy.scope.after if policy.scope else (),
        policy.scope.before if policy.scope else (),
    ):
        yield from several


def selected(policies: Mapping[str, Policy], kind: str) -> Iterator[tuple[str, Ref, str]]:
    """Every selector of a kind ("node", "answer"; "" for tags) with its policy's id and the name behind the colon."""
    for policy in policies.values():
        for selector in selectors(policy):
            found, colon, name = selector.id.partition(":")
            if (found if colon else "") == kind:
                yield policy.id, selector, name or found


def handovers(tree: Tree) -> Iterator[tuple[str, Ref]]:
    """Every other tree to which a reader is sent: by a jump, an exit, a subtree, or for reading on."""
    for at, target in targets(tree):
        if isinstance(target.to, Jump):
            yield at, Ref(id=target.to.tree, span=target.to.span)
    for out in tree.exits.values():
        if isinstance(out.to, Jump):
            yield "", Ref(id=out.to.tree, span=out.to.span)
    for node in tree.nodes.values():
        yield from ((node.id, ref) for ref in _trees_of(node))


def _trees_of(node: Node) -> tuple[Ref, ...]:
    match node:
        case Subtree(tree=tree):
            return (tree,)
    return getattr(node, "next", ())
