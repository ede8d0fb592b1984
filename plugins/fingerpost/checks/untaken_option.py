"""No case of a tree takes an option."""

from collections.abc import Iterator

from fingerpost.cases import coverage, written
from fingerpost.checks._steps import option_at, options
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree

CODE = "untaken-option"
SEVERITY = Severity.WARNING


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each option that no case takes, and each place that guards let it lead to, in a tree that has cases.

    Only once every case comes to an end. What no path can take is left to the checks on the shape of the tree.
    """
    covered = coverage(tree, site)
    if covered is None or not covered.ended:
        return
    help_ = f"`fingerpost case {tree.id}` makes a case of a walk."
    for question, option in options(tree):
        at = option_at(question, option)
        if covered.options.get((question.id, option.id)) == ():
            message = f"No case takes `{option.id}` of `{question.id}`."
            yield Finding(message=message, span=option.span, at=at, help=help_)
            continue
        for to, span in {written(target.to): target.span for target in reversed(option.to)}.items():
            if covered.targets.get((question.id, option.id, to)) == ():
                message = f"No case takes `{option.id}` of `{question.id}` on to `{to}`."
                yield Finding(message=message, span=span, at=at, help=help_)
