"""A step says neither where it comes from nor how sure we are of it."""

from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Ref, Site, Subtree, Tree

CODE = "missing-evidence"
SEVERITY = Severity.ERROR
# Grades that need no source of their own.
_OWN = {"consensus", "local-rule"}


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield, where `demands.evidence` is set, each step without source or grade, and each high grade without a source.

    A subtree's steps are graded in their own tree.
    """
    if not site.demands.evidence:
        return
    for node in tree.nodes.values():
        if isinstance(node, Subtree) or node.sources:
            continue
        match node.evidence:
            case None:
                message = f"`{node.id}` names no source, and does not say how sure we are."
                help_ = "Add `sources:`, or `evidence: consensus`."
                yield Finding(message=message, span=node.span, at=node.id, help=help_)
            case Ref(id=grade, span=span) if grade not in _OWN:
                message = f"`{node.id}` rests on a {grade}, and does not say which."
                message = message if grade != "research" else f"`{node.id}` rests on research, and does not say which."
                yield Finding(message=message, span=span, at=node.id, help="Add `sources:`.")
