"""Nothing ever sets a promise off."""

from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Severity
from fingerpost.follow import can_be_followed
from fingerpost.model import Policy, Site, Tree
from fingerpost.policies import Verdict, can_be_read, judge, judgements, owner

CODE = "vacuous-policy"
SEVERITY = Severity.ERROR
_HELP = "A promise that nothing sets off promises nothing. Mend the names in it, or write `may_be_vacuous: true`."


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each policy of a tree that none of its paths sets off."""
    for one in judgements(tree, site):
        if owner(one, tree) is tree and one.vacuous and not one.policy.may_be_vacuous:
            yield _finding(one.policy, "No path sets this policy off.")


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each policy of the site that no path of any tree sets off."""
    if not site.policies:
        return
    trees = [tree for tree in site.trees.values() if can_be_followed(tree, site)]
    if len(trees) < len(site.trees) or site.unread or not trees:
        return  # it may be one of the others
    for policy in site.policies.values():
        if policy.may_be_vacuous or not can_be_read(policy, None, site):
            continue
        judgements = (judge(policy, tree, site) for tree in trees)
        if all(one.verdict is Verdict.HOLDS and one.vacuous for one in judgements):
            yield _finding(policy, "No path of any tree sets this policy off.")


def _finding(policy: Policy, message: str) -> Finding:
    return Finding(message=message, span=policy.span, at=policy.id, help=_HELP)
