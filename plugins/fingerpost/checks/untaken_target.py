"""A target that no path ever takes, whatever is answered."""

from collections.abc import Iterator

from fingerpost.checks._steps import option_at
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.follow import can_be_followed
from fingerpost.guards import choose
from fingerpost.model import Action, Guard, Node, Question, Ref, Site, Subtree, Target, Tree
from fingerpost.search import Graph, expand_with_exits, reachable

CODE = "untaken-target"
SEVERITY = Severity.WARNING
_HELP = "Mend the condition, or delete the target."


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each target in a list of guarded ones that no path takes from a step that it comes to."""
    graph = expand_with_exits(tree, site)
    if not graph.complete or not can_be_followed(tree, site):
        return
    found = reachable(tree, site)
    for node in tree.nodes.values():
        for at, option, several in _target_lists(node):
            if len(several) > 1:
                quiet = _taken(graph, node, option, several) | _told(several, found, tree)
                yield from _untaken(at, several, quiet)


def _target_lists(node: Node) -> Iterator[tuple[str, str | None, tuple[Target, ...]]]:
    """The places from which a path goes on, each with its option."""
    match node:
        case Question(options=options):
            yield from ((option_at(node, option), option.id, option.to) for option in options)
        case Action(to=to):
            yield node.id, None, to
        case Subtree(outcomes=outcomes):
            yield from ((node.id, None, one.to) for one in outcomes)


def _taken(graph: Graph, node: Node, option: str | None, several: tuple[Target, ...]) -> set[int]:
    """Which targets of a list are taken, by their place in it; all where nobody comes to the step."""
    known = [state.known for state in graph.states if state.node == node.id]
    if not known:
        return set(range(len(several)))
    answers = [{question: told for question, told in zip(graph.guards, one, strict=True) if told} for one in known]
    told = {} if option is None else {node.id: option}
    chosen = [choose(several, {**one, **told}) for one in answers]
    return {at for at, target in enumerate(several) if any(target is one for one in chosen)}


def _told(several: tuple[Target, ...], found: set[str], tree: Tree) -> set[int]:
    """Of which targets another check speaks: they lead to what nobody reaches, or look at what is not there."""
    return {
        number
        for number, target in enumerate(several)
        if (isinstance(target.to, Ref) and target.to.id not in found) or not _means_something(target.when, tree)
    }


def _means_something(guard: Guard | None, tree: Tree) -> bool:
    for condition in guard.conditions if guard else ():
        asked = tree.nodes.get(condition.question.id)
        offered = {one.id for one in asked.options} if isinstance(asked, Question) else set()
        if not {option.id for option in condition.options} <= offered:
            return False
    return True


def _untaken(at: str, several: tuple[Target, ...], quiet: set[int]) -> Iterator[Finding]:
    for number, target in enumerate(several):
        if number in quiet or any(one.when is None for one in several[:number]):
            continue
        if target.when is None:
            message = "The conditions before this target hold whatever is answered, so it is never taken."
            yield Finding(message=message, span=target.to.span, at=at, help=_HELP)
        else:
            where = target.to.id if isinstance(target.to, Ref) else ""
            label = Label(span=target.to.span, message=f"so nobody comes from here to `{where}`" if where else "")
            message = "This condition never holds when a path comes here."
            yield Finding(message=message, span=target.when.span, at=at, labels=(label,) if where else (), help=_HELP)
