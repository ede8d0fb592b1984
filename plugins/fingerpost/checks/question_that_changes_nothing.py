"""Every option of a question leads to the same place with the same tags."""

from collections.abc import Iterator

from fingerpost.checks._steps import targets
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Question, Site, Tree

CODE = "question-that-changes-nothing"
SEVERITY = Severity.WARNING


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each question whose answer nothing depends on, no later guard either; wording may differ."""
    guards = {one.question.id for _, target in targets(tree) if target.when for one in target.when.conditions}
    for node in tree.nodes.values():
        match node:
            case Question(options=(first, _, *_)) if node.id not in guards:
                tags = {tag.id for tag in first.tags}
                if all(one.to == first.to and {tag.id for tag in one.tags} == tags for one in node.options[1:]):
                    yield _finding(node)


def _finding(question: Question) -> Finding:
    return Finding(
        message=f"Whatever is answered to `{question.id}`, the same comes next.",
        span=question.span,
        at=question.id,
        help="Make an action of it, or let the answers lead to different steps.",
    )
