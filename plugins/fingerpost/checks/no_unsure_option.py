"""A question leaves no room for the answer that the site wants offered."""

from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Question, Site, Tree

CODE = "no-unsure-option"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each question with a tag of `demands.offers` and no option with the tag that belongs to it."""
    for node in tree.nodes.values():
        if not isinstance(node, Question):
            continue
        offered = {tag.id for option in node.options for tag in option.tags}
        for tag in node.tags:
            wanted = site.demands.offers.get(tag.id)
            if wanted is not None and wanted.id not in offered:
                yield Finding(
                    message=f"`{node.id}` is tagged `{tag.id}`, and none of its options is tagged `{wanted.id}`.",
                    span=node.span,
                    at=node.id,
                    labels=(Label(span=tag.span, message=f"this asks for an option tagged `{wanted.id}`"),),
                    help=f"Offer what is answered when nobody can tell, tagged `{wanted.id}`.",
                )
