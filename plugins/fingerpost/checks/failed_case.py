"""The answers of a case do not lead where it says."""

from collections.abc import Iterator

from fingerpost.cases import STEPS, Followed, follow
from fingerpost.checks._names import Miss, find_node, listed
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Answer, Case, Jump, Node, Question, Ref, Site, Tree

CODE = "failed-case"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield what each case gets wrong: an answer that is not asked for or is missing, the outcome, what it passes.

    A name that means nothing at all is left to the checks on names.
    """
    for one in follow(tree, site):
        if one.cut:
            yield _cut(one.case)
        elif one.asked is not None:
            yield from _at_a_question(one, one.asked, tree, site)
        elif one.end is not None:
            yield from _at_an_end(one, one.end, tree, site)


def _cut(case: Case) -> Finding:
    message = f"The cases of this tree take more than {STEPS:,} steps; this one and those behind it are not followed."
    return Finding(message=message, span=case.span, at=case.id, help="Make two trees of it, or tell fewer stories.")


# Where the answers stop short of an end ---------------------------------------------------------------------------


def _at_a_question(one: Followed, asked: str, tree: Tree, site: Site) -> Iterator[Finding]:
    case, label = one.case, (Label(span=one.stand.span, message="the walk stands here"),)
    rest = case.answers[len(one.taken) :]
    help_ = f"{_after(one)} `{asked}`, {_who_answers(asked, rest)}."
    if not rest:
        span = case.answers[-1].option.span if case.answers else case.span
        message = f"The answers of `{case.id}` stop before its outcome."
        yield Finding(message=message, span=span, at=case.id, labels=label, help=help_)
    elif rest[0].question.id != asked and _is_known(rest[0], tree, site):
        message = f"`{rest[0].question.id}` is not asked here."
        yield Finding(message=message, span=rest[0].question.span, at=case.id, labels=label, help=help_)


def _after(one: Followed) -> str:
    if not one.taken:
        return "The first question is"
    return f"After `{one.taken[-1].name}: {one.taken[-1].option}` the next question is"


def _who_answers(asked: str, rest: tuple[Answer, ...]) -> str:
    if any(answer.question.id == asked for answer in rest):
        return "which this case answers further down"
    return "which this case does not answer"


def _is_known(answer: Answer, tree: Tree, site: Site) -> bool:
    match find_node(answer.question.id, tree, site):
        case Question(options=options):
            return answer.option.id in {option.id for option in options}
    return False


# Where they come to one -------------------------------------------------------------------------------------------


def _at_an_end(one: Followed, end: str, tree: Tree, site: Site) -> Iterator[Finding]:
    case, left = one.case, end.startswith("tree:")
    message = f"the walk leaves for `{end}` from here" if left else "the walk ends here"
    label = (Label(span=one.stand.span, message=message),)
    rest = case.answers[len(one.taken) :]
    if rest:
        if _is_known(rest[0], tree, site):
            message = f"`{rest[0].question.id}` is not asked: the walk has come to its end."
            help_ = f"{_last(one)} the path {_ending(end)}."
            yield Finding(message=message, span=rest[0].question.span, at=case.id, labels=label, help=help_)
        return
    if _written(case.outcome) != end and _means_something(case.outcome, tree, site):
        message = f"These answers lead to `{end}`, not to `{_written(case.outcome)}`."
        help_ = "Mend the tree if the story is right, and the case if the tree is."
        yield Finding(message=message, span=case.outcome.span, at=case.id, labels=label, help=help_)
    for name in case.passes:
        if name.id not in one.passed and _means_something(name, tree, site):
            message = f"These answers do not pass `{name.id}`."
            help_ = _passed_instead(name, one, tree, site)
            yield Finding(message=message, span=name.span, at=case.id, labels=label, help=help_)


def _last(one: Followed) -> str:
    return f"After `{one.taken[-1].name}: {one.taken[-1].option}`" if one.taken else "Before any question"


def _ending(end: str) -> str:
    return f"leaves for `{end}`, where this case stops" if end.startswith("tree:") else f"ends in `{end}`"


def _written(outcome: Ref | Jump) -> str:
    return f"tree:{outcome.tree}" if isinstance(outcome, Jump) else outcome.id


def _means_something(name: Ref | Jump, tree: Tree, site: Site) -> bool:
    if isinstance(name, Jump):
        return name.tree in site.trees
    return isinstance(find_node(name.id, tree, site), Node)


def _passed_instead(name: Ref, one: Followed, tree: Tree, site: Site) -> str:
    """The same step as it is called here, or else what is passed."""
    meant = find_node(name.id, tree, site)
    for passed in one.passed:
        if find_node(passed, tree, site) is meant and not isinstance(meant, Miss):
            return f"Here it is called `{passed}`."
    return f"They pass {listed(dict.fromkeys(one.passed))}."
