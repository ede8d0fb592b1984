"""The urgency that the end of a walk lacks to keep a promise."""

from collections.abc import Callable, Mapping

from fingerpost.model import Outcome, Policy, Ref, Site, Tree
from fingerpost.policies.events import events, letter
from fingerpost.policies.forms import form_of
from fingerpost.policies.monitors import P
from fingerpost.policies.selectors import meaning
from fingerpost.policies.verdicts import Witness

_RISING = ("routine", "soon", "today", "now")
# The forms that an end of the right kind keeps, and what they want of it.
_WANTED: Mapping[str, Callable[[Policy], tuple[Ref, ...]]] = {
    "after": lambda policy: policy.require,
    "always": lambda policy: policy.always,
    "end_in": lambda policy: policy.end_in,
    "within": lambda policy: policy.require,
}


def lacking(witness: Witness, policy: Policy, own: Tree | None, tree: Tree, site: Site) -> tuple[str, ...]:
    """The urgencies, the lowest first, of which each would keep a promise if the end that breaks it had it.

    None that is lower than what the end has; none where the end stands in another tree, or sets the promise off itself.
    """
    wanted = _WANTED.get(form_of(policy) or "")
    met = list(events(witness.taken, tree, site))
    if wanted is None or policy.scope or witness.endless or len(met) != witness.length:
        return ()
    end = met[-1].node
    if not isinstance(end, Outcome) or "outcome" not in met[-1].labels or met[-1].tree.id != tree.id:
        return ()
    if letter(met[-1], {P: [meaning(one, own, site) for one in policy.after]}):
        return ()
    named = {one.id for one in wanted(policy)}
    return tuple(one for one in _above(end) if f"urgency:{one}" in named)


def _above(end: Outcome) -> tuple[str, ...]:
    has = end.urgency.id if end.urgency else ""
    return _RISING[_RISING.index(has) + 1 :] if has in _RISING else _RISING
