"""A target that no path ever takes, whatever is answered."""

from collections.abc import Iterator

from fingerpost.checks._steps import option_at
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.guards import choose
from fingerpost.model import Action, Node, Question, Ref, Return, Site, Subtree, Target, Tree
from fingerpost.policies import can_be_judged
from fingerpost.search import Graph, expand_with_exits, reachable, summary

CODE = "untaken-target"
SEVERITY = Severity.WARNING
_NO_GUARD = "Mend the condition, or delete the target."
_NO_OUTCOME = "No path comes to that outcome of its tree. Mend that tree."


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each guarded target, and each outcome of a subtree, that no path takes from a step that it comes to."""
    graph = expand_with_exits(tree, site)
    if not graph.complete or not can_be_judged(tree, site):
        return
    found = reachable(tree, site)
    for node in tree.nodes.values():
        for at, option, several in _target_lists(node, site):
            if isinstance(several, Return):
                message = f"The subtree never ends in `{several.outcome.id}`."
                yield Finding(message=message, span=several.outcome.span, at=at, help=_NO_OUTCOME)
            elif len(several) > 1:
                # Where it leads to a node that nobody comes to, that is said of the node.
                known = tuple(one for one in several if not isinstance(one.to, Ref) or one.to.id in found)
                yield from _untaken(at, several, known, _taken(graph, node, option, several))


def _target_lists(node: Node, site: Site) -> Iterator[tuple[str, str | None, tuple[Target, ...] | Return]]:
    """The places from which a path goes on, each with its option; the outcome itself where no path comes to it."""
    match node:
        case Question(options=options):
            yield from ((option_at(node, option), option.id, option.to) for option in options)
        case Action(to=to):
            yield node.id, None, to
        case Subtree(tree=used, outcomes=outcomes):
            reached = summary(site.trees[used.id], site).outcomes
            for one in outcomes:
                yield node.id, None, one.to if one.outcome.id in reached else one


def _taken(graph: Graph, node: Node, option: str | None, several: tuple[Target, ...]) -> set[int] | None:
    """Which targets of a list are taken, by their place in it; None where nobody comes to the step."""
    known = [state.known for state in graph.states if state.node == node.id]
    if not known:
        return None
    answers = [{question: told for question, told in zip(graph.guards, one, strict=True) if told} for one in known]
    told = {} if option is None else {node.id: option}
    chosen = [choose(several, {**one, **told}) for one in answers]
    return {at for at, target in enumerate(several) if any(target is one for one in chosen)}


def _untaken(
    at: str, several: tuple[Target, ...], known: tuple[Target, ...], taken: set[int] | None
) -> Iterator[Finding]:
    for number, target in enumerate(several):
        if taken is None or number in taken or not any(target is one for one in known):
            continue
        if any(one.when is None for one in several[:number]):
            continue  # another check speaks of targets behind one without a condition
        if target.when is None:
            message = "The conditions before this target hold whatever is answered, so it is never taken."
            yield Finding(message=message, span=target.to.span, at=at, help=_NO_GUARD)
        else:
            where = target.to.id if isinstance(target.to, Ref) else ""
            label = Label(span=target.to.span, message=f"so nobody comes from here to `{where}`" if where else "")
            message = "This condition never holds when a path comes here."
            yield Finding(
                message=message, span=target.when.span, at=at, labels=(label,) if where else (), help=_NO_GUARD
            )
