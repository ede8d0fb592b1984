"""It cannot be told whether a promise is kept."""

from collections.abc import Iterator

from fingerpost.checks._promises import label
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree
from fingerpost.policies import Verdict, judgements, owner

CODE = "undecided-policy"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each policy for which there are more cases than can be looked at."""
    for one in judgements(tree, site):
        if one.verdict is Verdict.UNDECIDED:
            own = owner(one, tree) is tree
            yield Finding(
                message=f"There are too many cases to tell whether every path keeps `{one.policy.id}`.",
                span=one.policy.span if own else tree.span,
                at=one.policy.id,
                labels=() if own else (label(one.policy),),
                help="Guards on many questions multiply. Look at fewer of them, or split the tree.",
            )
