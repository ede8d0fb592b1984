"""Nothing ever sets a promise off."""

from collections.abc import Iterator

from fingerpost.checks._names import meant
from fingerpost.checks._steps import tags
from fingerpost.checks._told import is_told
from fingerpost.diagnostics import Finding, Severity
from fingerpost.follow import can_be_followed
from fingerpost.model import Policy, Site, Tree
from fingerpost.policies import Verdict, can_be_read, judge, judgements, owner, places, triggers
from fingerpost.search import expand_with_exits, reachable

CODE = "vacuous-policy"
SEVERITY = Severity.ERROR
_HELP = "A promise that nothing sets off promises nothing. Mend the names in it, or write `may_be_vacuous: true`."


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each policy of a tree that none of its paths sets off, where no other error says why."""
    for one in judgements(tree, site):
        if owner(one, tree) is not tree or not one.vacuous or one.policy.may_be_vacuous:
            continue
        # A waiver that stands for this must not be called unused meanwhile.
        if not is_told(CODE, one.policy.id, tree, site) or not _follows(one.policy, tree, tree, site):
            yield _finding(one.policy, "No path sets this policy off.")


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each policy of the site that no path of any tree sets off, where no other error says why."""
    if not site.policies:
        return
    trees = [tree for tree in site.trees.values() if can_be_followed(tree, site)]
    if len(trees) < len(site.trees) or site.unread or not trees:
        return  # it may be one of the others
    for policy in site.policies.values():
        if policy.may_be_vacuous or not can_be_read(policy, None, site):
            continue
        judgements = (judge(policy, tree, site) for tree in trees)
        vacuous = all(one.verdict is Verdict.HOLDS and one.vacuous for one in judgements)
        if vacuous and not any(_follows(policy, None, tree, site) for tree in trees):
            yield _finding(policy, "No path of any tree sets this policy off.")


def _follows(policy: Policy, own: Tree | None, tree: Tree, site: Site) -> bool:
    """Whether a promise is not set off only since no path comes to the steps that do, or since a tag is misspelt.

    Both are errors of their own, and once they are mended, it is; to switch it off would be the wrong mend.
    """
    if not expand_with_exits(tree, site).complete:
        return False
    found = reachable(tree, site)
    for selectors in triggers(policy):
        at = places(selectors, own, tree, site)
        if at and not at & found and all(is_told("unreachable-node", one, tree, site) for one in at):
            return True
        if {one.id for one in selectors} & _misspelt(tree, site):
            return True
    return False


def _misspelt(tree: Tree, site: Site) -> set[str]:
    """The tags that are most likely meant by those that nobody has declared."""
    known = {*site.tags, *tree.tags}
    unknown = {tag.id for at, tag in tags(tree) if tag.id not in known and is_told("unknown-tag", at, tree, site)}
    return {near for name in unknown if (near := meant(name, known))}


def _finding(policy: Policy, message: str) -> Finding:
    return Finding(message=message, span=policy.span, at=policy.id, help=_HELP)
