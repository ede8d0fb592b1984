"""A question offers more options than somebody under pressure can take in."""

from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Question, Site, Tree

CODE = "too-many-options"
SEVERITY = Severity.WARNING
MOST = 6


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each question with more than six options."""
    for node in tree.nodes.values():
        if isinstance(node, Question) and len(node.options) > MOST:
            message = f"`{node.id}` offers {len(node.options)} options; at most {MOST} can be taken in at a glance."
            span = node.options[MOST].span
            yield Finding(
                message=message, span=span, at=node.id, help="Ask in two steps, or join options that lead alike."
            )
