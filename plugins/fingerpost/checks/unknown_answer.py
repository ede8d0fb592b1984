"""A guard, a case or a policy names an answer that no question offers."""

from collections.abc import Iterator, Mapping

from fingerpost.checks import no_unsure_option
from fingerpost.checks._names import find_node, unknown_answer
from fingerpost.checks._steps import selected, targets
from fingerpost.checks._told import is_told
from fingerpost.checks.no_unsure_option import lacking
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Condition, Policy, Question, Ref, Site, Tree

CODE = "unknown-answer"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each question or option that is named and not there; inside a subtree the question is `use/node`."""
    for at, target in targets(tree):
        if target.when is not None:
            yield from _conditions(target.when.conditions, tree, site, at)
    for case in tree.cases.values():
        for answer in case.answers:
            found = _unknown(answer.question, answer.option, tree, site, at=case.id)
            yield from () if found is None else (found,)
    yield from _policies(tree.policies, tree, site)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield the same of the site's own policies, where the question is `tree/node`."""
    yield from _policies(site.policies, None, site)


def _conditions(conditions: tuple[Condition, ...], tree: Tree | None, site: Site, at: str) -> Iterator[Finding]:
    for condition in conditions:
        question: set[Finding] = set()
        for option in condition.options:
            found = _unknown(condition.question, option, tree, site, at=at)
            if found is not None and found not in question:
                question.add(found)
                yield found


def _policies(policies: Mapping[str, Policy], tree: Tree | None, site: Site) -> Iterator[Finding]:
    for at, selector, name in selected(policies, "answer"):
        start = len(selector.id) - len(name)
        cut = (start, start + len(name.rpartition("/")[0]))
        found = _unknown(selector, Ref(id=selector.id, span=selector.span), tree, site, at=at, cut=cut)
        yield from () if found is None else (found,)
    for policy in policies.values():
        yield from _conditions(policy.worse, tree, site, policy.id)


def _unknown(
    question: Ref, option: Ref, tree: Tree | None, site: Site, *, at: str, cut: tuple[int, int] = (0, 0)
) -> Finding | None:
    """What is wrong with an answer that is named, unless the question lacks an option, which is said there."""
    found = unknown_answer(question, option, tree, site, at=at, cut=cut)
    if found is None or found.fixes:
        return found
    node = find_node(question.id[slice(*cut)] if cut[1] else question.id, tree, site)
    if not isinstance(node, Question) or next(lacking(node, site), None) is None:
        return found
    homes = (one for one in site.trees.values() if one.nodes.get(node.id) is node and one.whole)
    return None if any(is_told(no_unsure_option.CODE, node.id, home, site) for home in homes) else found
