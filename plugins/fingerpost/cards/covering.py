"""That an act card keeps the policies that it says it covers."""

from collections.abc import Iterator, Sequence

from fingerpost.diagnostics import Finding
from fingerpost.model import Card, CardStep, Policy, Ref, Site, Tree
from fingerpost.policies.selectors import find, is_known, labels_of_node, meaning

_MOVE = "Put the steps in the order of the promise."


def uncovered(card: Card, tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each thing that a covered policy requires and no step of the card comes from, or only out of order."""
    for name in card.covers:
        own = name.id in tree.policies
        policy = tree.policies[name.id] if own else site.policies.get(name.id)
        if policy is not None:  # an unknown name is another finding
            yield from _missing(card, name, policy, tree, site, own)


def _missing(card: Card, name: Ref, policy: Policy, tree: Tree, site: Site, own: bool) -> Iterator[Finding]:
    groups = _required(policy)
    if not groups:
        message = f"`{name.id}` requires nothing that a card could show."
        yield Finding(message=message, span=name.span, at=card.id, help="Take it out of `covers`.")
    scope = tree if own else None
    for group in groups:
        at = [place for place, step in enumerate(card.steps) if _meets(step, group, scope, tree, site)]
        wanted = " or ".join(f"`{one.id}`" for one in group)
        if not at:
            message = f"The card covers `{name.id}`, but no step on it comes from {wanted}."
            help_ = f"Add a step whose `from` is such a node, or take `{name.id}` out of `covers`."
            yield Finding(message=message, span=name.span, at=card.id, help=help_)
        elif (late := _first(card, policy.before, scope, tree, site)) is not None and late < at[0]:
            yield Finding(message=_order(late, wanted, name), span=card.steps[late].span, at=card.id, help=_MOVE)
        elif (early := _first(card, policy.after, scope, tree, site)) is not None and at[-1] < early:
            message = f"`{name.id}` wants {wanted} after step {early + 1}; on the card it stands before."
            yield Finding(message=message, span=card.steps[at[-1]].span, at=card.id, help=_MOVE)


def _order(late: int, wanted: str, name: Ref) -> str:
    return f"Step {late + 1} stands before {wanted}, which `{name.id}` wants first."


def _required(policy: Policy) -> list[Sequence[Ref]]:
    """What must stand on the card: of each group at least one."""
    groups = [group for group in (policy.require, policy.always, policy.end_in) if group]
    return [*groups, *((one,) for one in policy.require_each)]


def _first(card: Card, group: Sequence[Ref], scope: Tree | None, tree: Tree, site: Site) -> int | None:
    return next((at for at, step in enumerate(card.steps) if _meets(step, group, scope, tree, site)), None)


def _meets(step: CardStep, group: Sequence[Ref], scope: Tree | None, tree: Tree, site: Site) -> bool:
    meanings = [meaning(one, scope, site) for one in group if is_known(one, scope, site)]
    for origin in step.origin:
        place = find(origin.id, tree, site)
        if place is None:  # an unknown name is another finding
            continue
        labels = {*labels_of_node(place.node, place.tree, ends=True)}
        if any(one.label in labels and one.tree in (None, place.tree.id) for one in meanings):
            return True
    return False
