"""What findings about policies have in common."""

from fingerpost.diagnostics import Label, Severity
from fingerpost.model import Policy


def label(policy: Policy) -> Label:
    """Where a policy stands."""
    return Label(span=policy.span, message="the policy")


def severity(policy: Policy) -> Severity | None:
    """How grave its author says that a breach is."""
    return Severity(policy.level.id) if policy.level is not None and policy.level.id in ("error", "warning") else None
