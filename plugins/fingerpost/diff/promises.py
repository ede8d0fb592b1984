"""What got weaker of the promises about paths: removed, said of less, asking for less, or judged more mildly."""

from collections.abc import Iterator
from dataclasses import replace

from fingerpost.diff import said
from fingerpost.diff.change import Change, Part
from fingerpost.model import Policy, Ref, Site, Tree
from fingerpost.policies import Judgement, Verdict, can_be_read, form_of, judgements, sentence

# Which way a list of selectors weakens a promise: where it loses one, or where it gains one, as any of them will do.
_WEAKER_WITHOUT = ("never", "before", "after", "of", "to_end_in", "require_each")
_WEAKER_WITH = ("always", "require", "end_in", "possible", "always_possible")
# Larger is weaker; no number at all is weakest.
_COUNTS = ("at_most", "within", "max_questions")
_LEVELS = {"error": 2, "warning": 1, "off": 0}


def changed_policies(old: Tree | None, new: Tree | None, base: Site, head: Site) -> Iterator[Change]:
    """The changes of the policies of a tree; of the site's own where there is none."""
    before, after = (old or base).policies, (new or head).policies
    for name, policy in before.items():
        if name not in after:
            yield _weaker(new, "policy-removed", "is gone", policy, policy, old, base)
            continue
        yield from _compared(policy, after[name], old, new, base, head)
    for name, policy in after.items():
        if name not in before:
            message = f"A new promise, `{name}`: {words(policy, new, head)}"
            where = new.id if new else ""
            yield Change(part=Part.STEPS, code="policy-added", message=message, tree=where, at=name, span=policy.span)


def words(policy: Policy, tree: Tree | None, site: Site) -> str:
    """A policy as its sentence, or the words of its author's reason where a name in it means nothing."""
    if can_be_read(policy, tree, site):
        return sentence(policy, tree, site)
    return f"it names something that is not there; its reason: {said.spoken(policy.because, site)}"


def _weaker(
    tree: Tree | None, code: str, what: str, policy: Policy, told: Policy, own: Tree | None, site: Site
) -> Change:
    return Change(
        part=Part.WEAKER,
        code=code,
        message=f"The promise `{policy.id}` {what}: {words(told, own, site)}",
        tree=tree.id if tree else "",
        at=policy.id,
        span=policy.span,
    )


def _compared(
    before: Policy, after: Policy, old: Tree | None, new: Tree | None, base: Site, head: Site
) -> Iterator[Change]:
    if _meaning(before) == _meaning(after):
        return
    weaker = list(_weaknesses(before, after))
    was, now = words(before, old, base), words(after, new, head)
    part = Part.WEAKER if weaker else Part.STEPS
    code = "policy-weaker" if weaker else "policy-changed"
    how = f"is weaker: {'; '.join(weaker)}" if weaker else "is another, and no weaker as far as can be told"
    yield Change(
        part=part,
        code=code,
        message=f"The promise `{after.id}` {how}",
        tree=new.id if new else "",
        at=after.id,
        was=was if was != now else "",
        now=now if was != now else "",
        span=after.span,
    )


def _meaning(policy: Policy) -> Policy:
    """A policy without what is said of it, its keys in one order."""
    return replace(policy, because=replace(policy.because, value=""), owner=None, form=tuple(sorted(policy.form)))


def _weaknesses(before: Policy, after: Policy) -> Iterator[str]:
    """In which ways the later promises less, in words."""
    if form_of(before) != form_of(after) or before.not_both != after.not_both:
        yield "it promises something else"
    for key in _WEAKER_WITHOUT:
        lost = _left(getattr(before, key), getattr(after, key))
        if lost and getattr(after, key):
            yield f"“{key}” no longer names {_listed(lost)}"
    for key in _WEAKER_WITH:
        gained = _left(getattr(after, key), getattr(before, key))
        if gained and getattr(before, key):
            yield f"“{key}” is also met by {_listed(gained)}"
    for key in _COUNTS:
        few, many = getattr(before, key), getattr(after, key)
        if few is not None and (many is None or many > few):
            yield f"“{key}” was {few} and is {'no longer there' if many is None else many}"
    if before.strictly and not after.strictly:
        yield "it is no longer strict"
    if after.from_start and not before.from_start:
        yield "it holds from the start alone, no longer from every step"
    if before.order != after.order or before.worse != after.worse:
        yield "the order that it compares by is another"
    yield from _narrower(before, after)
    if level(after) < level(before):
        yield f"a broken promise is now judged as “{after.level.id if after.level else 'error'}”"
    if after.may_be_vacuous and not before.may_be_vacuous:
        yield "it may now be one that nothing sets off"
    if lost := _left(before.sources, after.sources):
        yield f"it no longer leans on {_listed(lost)}"


def _narrower(before: Policy, after: Policy) -> Iterator[str]:
    if after.scope is None or before.scope == after.scope:
        return
    if before.scope is None:
        yield "it holds for a part of each path alone"
    elif set(_ids(after.scope.after)) != set(_ids(before.scope.after)) or after.scope.before != before.scope.before:
        yield "it holds for another part of each path"


def level(policy: Policy) -> int:
    """How grave a broken promise is: 2 for an error."""
    return _LEVELS.get(policy.level.id, 2) if policy.level else 2


def _left(some: tuple[Ref, ...], others: tuple[Ref, ...]) -> list[str]:
    return [name for name in _ids(some) if name not in _ids(others)]


def _ids(several: tuple[Ref, ...]) -> list[str]:
    return [one.id for one in several]


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


# What sets them off -----------------------------------------------------------------------------------------------


def no_longer_set_off(old: Tree, new: Tree, base: Site, head: Site) -> Iterator[Change]:
    """Policies, those of the site too, that some path of the tree set off, and that none sets off now.

    Of two trees that can be followed; the old one is judged in its own site, under the new names.
    """
    live = {_key(one, old): one for one in judgements(old, base) if _is_live(one)}
    for one in judgements(new, head):
        key = _key(one, new)
        if key in live and one.verdict is Verdict.HOLDS and one.vacuous:
            own = new if key[0] else None
            message = f"Nothing sets off the promise `{one.policy.id}` here any more: {words(one.policy, own, head)}"
            yield Change(
                part=Part.WEAKER,
                code="policy-vacuous",
                message=message,
                tree=new.id,
                at=one.policy.id,
                span=one.policy.span,
            )


def _is_live(one: Judgement) -> bool:
    return one.verdict is Verdict.VIOLATED or (one.verdict is Verdict.HOLDS and not one.vacuous)


def _key(one: Judgement, tree: Tree) -> tuple[bool, str]:
    return tree.policies.get(one.policy.id) is one.policy, one.policy.id
