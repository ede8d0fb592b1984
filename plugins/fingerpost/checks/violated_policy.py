"""A path breaks a promise."""

from collections.abc import Iterator

from fingerpost.checks._promises import label, severity
from fingerpost.diagnostics import Finding, Label, Severity, Step
from fingerpost.model import Policy, Site, Tree
from fingerpost.policies import (
    Judgement,
    Verdict,
    Witness,
    address,
    better_walk,
    judgements,
    lacking,
    owner,
    sentence,
    walk,
)
from fingerpost.source import Span

CODE = "violated-policy"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield, for each policy that a tree breaks, the shortest path to each step where it does, up to a number."""
    for one in judgements(tree, site):
        if one.verdict is Verdict.VIOLATED:
            yield from _impossible(one, tree, site) if not one.witnesses else _broken(one, tree, site)


def _broken(one: Judgement, tree: Tree, site: Site) -> Iterator[Finding]:
    for witness in one.witnesses:
        yield _path(one, witness, tree, site)
    if one.more:
        message = f"`{one.policy.id}` is broken at {one.more} more {'step' if one.more == 1 else 'steps'}."
        yield Finding(message=message, span=_own(one, tree), at=one.policy.id, severity=severity(one.policy))


def _path(one: Judgement, witness: Witness, tree: Tree, site: Site) -> Finding:
    policy = one.policy
    own = owner(one, tree)
    lines = walk(witness, policy, own, tree, site)
    place = next((line.span for line in reversed(lines) if line.span.path == tree.span.path), tree.span)
    kind = "A walk without end" if witness.endless else "A path"
    return Finding(
        message=f"{kind} breaks `{policy.id}`: {sentence(policy, own, site)}",
        span=place,
        at=policy.id,
        labels=(label(policy), *_compared(better_walk(witness, tree, site))),
        help="\n".join([*_way_out(lacking(witness, policy, own, tree, site)), _reason(policy)]),
        walk=lines,
        link=address(witness, tree, site),
        severity=severity(policy),
    )


def _way_out(urgencies: tuple[str, ...]) -> Iterator[str]:
    """How the path would keep the promise, where an urgency is all that its end lacks.

    A better path comes first: an end that is only called urgent helps nobody.
    """
    if urgencies:
        named = " or ".join(f"`urgency: {one}`" for one in urgencies)
        yield f"Lead the path to an end with {named}; or give this end that urgency, if its words are as urgent."


def _reason(policy: Policy) -> str:
    return f"The reason for the policy: {policy.because.value}"


def _compared(lines: tuple[Step, ...]) -> Iterator[Label]:
    """Where two walks are compared: the end of the better one."""
    if lines:
        yield Label(span=lines[-1].span, message="with the better answer the path ends here")


def _impossible(one: Judgement, tree: Tree, site: Site) -> Iterator[Finding]:
    message = f"No path keeps `{one.policy.id}`: {sentence(one.policy, owner(one, tree), site)}"
    yield Finding(
        message=message,
        span=_own(one, tree),
        at=one.policy.id,
        labels=(label(one.policy),),
        help=_reason(one.policy),
        severity=severity(one.policy),
    )


def _own(one: Judgement, tree: Tree) -> Span:
    """A place in the tree's own file."""
    return one.policy.span if owner(one, tree) is tree else tree.span
