"""A step of which the site wants more leans on a single source that is no guideline."""

from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Ref, Site, Subtree, Tree

CODE = "thin-evidence"
SEVERITY = Severity.ERROR
_GUIDELINE = "guideline"
_ENOUGH = 2


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each step with a tag of `demands.well_sourced` that names neither a guideline nor two sources.

    What a guideline is, the `kind` of the source says. A subtree's steps lean on what their own tree names.
    """
    wanted = {tag.id for tag in site.demands.well_sourced}
    for node in tree.nodes.values() if wanted else ():
        mark = next((tag for tag in node.tags if tag.id in wanted), None)
        if mark is None or isinstance(node, Subtree) or _is_enough(node.sources, site):
            continue
        named = f"only `{node.sources[0].id}`, which is no guideline" if node.sources else "no source"
        yield Finding(
            message=f"`{node.id}` is tagged `{mark.id}` and names {named}.",
            span=node.span,
            at=node.id,
            labels=(Label(span=mark.span, message="this asks for a guideline, or for two sources"),),
            help="Name a guideline under `sources:`, or a second source; if there is none, say so in a waiver.",
        )


def _is_enough(sources: tuple[Ref, ...], site: Site) -> bool:
    if len({one.id for one in sources}) >= _ENOUGH:
        return True
    cited = (site.sources.get(one.id) for one in sources)
    # Of a source that is missing, which is said elsewhere, nobody knows the kind.
    return any(one is None or (one.kind is not None and one.kind.id == _GUIDELINE) for one in cited)
