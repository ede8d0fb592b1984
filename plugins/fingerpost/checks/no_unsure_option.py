"""A question leaves no room for the answer that the site wants offered."""

from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Question, Ref, Site, Tree

CODE = "no-unsure-option"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each question with a tag of `demands.offers` and no option with the tag that belongs to it."""
    for node in tree.nodes.values():
        if not isinstance(node, Question):
            continue
        for tag, wanted in lacking(node, site):
            yield Finding(
                message=f"`{node.id}` is tagged `{tag.id}`, and none of its options is tagged `{wanted.id}`.",
                span=node.span,
                at=node.id,
                labels=(Label(span=tag.span, message=f"this asks for an option tagged `{wanted.id}`"),),
                help=f"Offer what is answered when nobody can tell, tagged `{wanted.id}`.",
            )


def lacking(question: Question, site: Site) -> Iterator[tuple[Ref, Ref]]:
    """Each tag of a question for which no option has the tag that belongs to it, and that tag."""
    offered = {tag.id for option in question.options for tag in option.tags}
    for tag in question.tags:
        wanted = site.demands.offers.get(tag.id)
        if wanted is not None and wanted.id not in offered:
            yield tag, wanted
