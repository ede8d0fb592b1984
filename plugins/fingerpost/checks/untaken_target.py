"""A target that no path ever takes, whatever is answered."""

from collections.abc import Iterator, Mapping, Sequence

from fingerpost.checks._steps import target_lists
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.follow import can_be_followed
from fingerpost.guards import choose
from fingerpost.model import Guard, Question, Ref, Site, Target, Tree
from fingerpost.search import State, expand_with_exits

CODE = "untaken-target"
SEVERITY = Severity.WARNING
_HELP = "Mend the condition, or delete the target."


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each target in a list of guarded ones that no path takes from a step that it comes to."""
    graph = expand_with_exits(tree, site)
    if not graph.complete or not can_be_followed(tree, site):
        return
    guarded = [(at, several) for at, several in target_lists(tree) if len(several) > 1]
    found = {state.node for state in graph.states}
    known: dict[str, list[State]] = {}
    for state in graph.states if guarded else ():
        known.setdefault(state.node, []).append(state)
    for at, several in guarded:
        quiet = _taken(at, several, known, graph.guards) | _told(several, found, tree)
        yield from _untaken(at, several, quiet)


def _taken(
    at: str, several: tuple[Target, ...], states: Mapping[str, Sequence[State]], guards: Sequence[str]
) -> set[int]:
    """Which targets of a list are taken, by their place in it; all where nobody comes to the step."""
    node, _, option = at.partition("/")
    if node not in states:
        return set(range(len(several)))
    taken: set[int] = set()
    for state in states[node]:
        told = {question: known for question, known in zip(guards, state.known, strict=True) if known}
        chosen = choose(several, {**told, node: option} if option else told)
        taken |= {number for number, target in enumerate(several) if target is chosen}
        if len(taken) == len(several):
            break
    return taken


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
