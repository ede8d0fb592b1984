"""A question offers a single option."""

from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Question, Site, Tree

CODE = "lone-option"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each question that leaves no choice."""
    for node in tree.nodes.values():
        match node:
            case Question(options=(only,)):
                help_ = f"Make an action of `{node.id}`, or offer what else may be answered."
                yield Finding(
                    message=f"`{node.id}` offers nothing but `{only.id}`.", span=only.span, at=node.id, help=help_
                )
