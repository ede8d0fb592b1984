"""The old version of a site, called as the new one calls everything, so that the rest compares like with like."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from fingerpost.diff.naming import Names, TreeNames
from fingerpost.model import (
    Action,
    Card,
    Case,
    Condition,
    Destination,
    Exit,
    Jump,
    Node,
    Option,
    Policy,
    Question,
    Ref,
    Site,
    Subtree,
    Target,
    Tree,
    Waiver,
)

SELECTORS = (
    "never", "always", "require", "before", "after", "of", "end_in", "not_both", "to_end_in", "require_each",
    "possible", "always_possible", "order",
)  # fmt: skip
_NONE = TreeNames()
_KINDS = ("question", "action", "outcome")


def renamed(site: Site, names: Names) -> Site:
    """The same site under the new names."""
    to = _Renamer(site, names)
    demands = site.demands
    return replace(
        site,
        trees=_by_id(to.tree(tree) for tree in site.trees.values()),
        tags=_by_id(replace(tag, id=to.tag(name)) for name, tag in site.tags.items()),
        exits=_by_id(to.exit(out, None, names.exits) for out in site.exits.values()),
        policies=_by_id(to.policy(one, None, names.policies) for one in site.policies.values()),
        demands=replace(
            demands,
            opens_with=to.tags(demands.opens_with),
            well_sourced=to.tags(demands.well_sourced),
            exits=tuple(_named(one, names.exits) for one in demands.exits),
            offers={to.tag(name): to.tags([one])[0] for name, one in demands.offers.items()},
        ),
    )


def _by_id(several: Iterable[Any]) -> dict[str, Any]:
    return {one.id: one for one in several}


def _named(one: Ref, names: Mapping[str, str]) -> Ref:
    return replace(one, id=names.get(one.id, one.id))


class _Renamer:
    """What everything is called now; names are read where they stood, in the old site."""

    def __init__(self, site: Site, names: Names) -> None:
        self._site, self._names = site, names

    def tag(self, name: str) -> str:
        return self._names.tags.get(name, name)

    def tags(self, several: Iterable[Ref]) -> tuple[Ref, ...]:
        return tuple(_named(one, self._names.tags) for one in several)

    def _inside(self, tree: str) -> TreeNames:
        return self._names.inside.get(tree, _NONE)

    # Trees --------------------------------------------------------------------------------------------------------

    def tree(self, tree: Tree) -> Tree:
        own = self._inside(tree.id)
        return replace(
            tree,
            id=self._names.trees.get(tree.id, tree.id),
            nodes=_by_id(self._node(node, own) for node in tree.nodes.values()),
            start=_named(tree.start, own.nodes),
            tags=_by_id(replace(tag, id=self.tag(name)) for name, tag in tree.tags.items()),
            stages=_by_id(replace(one, id=own.stages.get(one.id, one.id)) for one in tree.stages.values()),
            exits=_by_id(self.exit(out, tree, own.exits) for out in tree.exits.values()),
            policies=_by_id(self.policy(one, tree, own.policies) for one in tree.policies.values()),
            cases=_by_id(self._case(one, tree, own) for one in tree.cases.values()),
            allow=tuple(self._waiver(one, tree, own) for one in tree.allow),
            cards=_by_id(self._card(one, tree) for one in tree.cards.values()),
        )

    def _node(self, node: Node, own: TreeNames) -> Node:
        stage = _named(node.stage, own.stages) if node.stage else None
        old = node.id
        node = replace(node, id=own.nodes.get(old, old), tags=self.tags(node.tags), stage=stage)
        match node:
            case Question(options=options):
                return replace(node, options=tuple(self._option(one, old, own) for one in options))
            case Action(to=targets):
                return replace(node, to=self._targets(targets, own))
            case Subtree(tree=used, outcomes=returns):
                there = self._inside(used.id).nodes
                back = tuple(
                    replace(one, outcome=_named(one.outcome, there), to=self._targets(one.to, own)) for one in returns
                )
                return replace(node, tree=_named(used, self._names.trees), outcomes=back)
        return node

    def _option(self, option: Option, question: str, own: TreeNames) -> Option:
        name = own.options.get((question, option.id), option.id)
        return replace(option, id=name, tags=self.tags(option.tags), to=self._targets(option.to, own))

    def _targets(self, targets: tuple[Target, ...], own: TreeNames) -> tuple[Target, ...]:
        return tuple(self._target(one, own) for one in targets)

    def _target(self, target: Target, own: TreeNames) -> Target:
        when = target.when
        if when is not None:
            when = replace(when, conditions=tuple(self._condition(one, own) for one in when.conditions))
        return replace(target, to=self._destination(target.to, own), when=when)

    def _condition(self, one: Condition, own: TreeNames) -> Condition:
        asked = one.question.id
        options = tuple(replace(each, id=own.options.get((asked, each.id), each.id)) for each in one.options)
        return replace(one, question=_named(one.question, own.nodes), options=options)

    def _destination(self, to: Destination, own: TreeNames) -> Destination:
        match to:
            case Ref():
                return _named(to, own.nodes)
            case Jump(tree=name):
                return replace(to, tree=self._names.trees.get(name, name))
        return to

    def exit(self, out: Exit, tree: Tree | None, names: Mapping[str, str]) -> Exit:
        own = self._inside(tree.id) if tree else _NONE
        to = self._destination(out.to, own)
        assert isinstance(to, Ref | Jump)
        return replace(out, id=names.get(out.id, out.id), to=to)

    # What names steps -----------------------------------------------------------------------------------------------

    def policy(self, policy: Policy, tree: Tree | None, names: Mapping[str, str]) -> Policy:
        chosen: dict[str, Any] = {key: self._selectors(getattr(policy, key), tree) for key in SELECTORS}
        scope = policy.scope
        if scope is not None:
            before = self._selectors(scope.before, tree)
            scope = replace(scope, after=self._selectors(scope.after, tree), before=before)
        worse = tuple(self._compared(one, tree) for one in policy.worse)
        return replace(policy, id=names.get(policy.id, policy.id), scope=scope, worse=worse, **chosen)

    def _selectors(self, several: Iterable[Ref], tree: Tree | None) -> tuple[Ref, ...]:
        return tuple(replace(one, id=self._selector(one.id, tree)) for one in several)

    def _selector(self, selector: str, tree: Tree | None) -> str:
        kind, colon, name = selector.partition(":")
        match kind:
            case "node":
                return f"node:{self._step(name, tree)}"
            case "answer":
                question, _, option = name.rpartition("/")
                return f"answer:{self._answer(question, option, tree)}"
            case "tree":
                return f"tree:{self._names.trees.get(name, name)}"
            case "exit" | "stage":
                return f"{kind}:{self._out(kind, name, tree)}"
        return selector if colon or kind in _KINDS else self.tag(kind)

    def _out(self, kind: str, name: str, tree: Tree | None) -> str:
        where, slash, own = name.rpartition("/")
        inside = self._inside(where or (tree.id if tree else ""))
        names = inside.stages if kind == "stage" else {**self._names.exits, **inside.exits}
        return f"{self._names.trees.get(where, where)}{slash}{names.get(own, own)}"

    def _compared(self, one: Condition, tree: Tree | None) -> Condition:
        name = one.question.id
        answers = [self._answer(name, option.id, tree).rpartition("/")[2] for option in one.options]
        options = tuple(replace(option, id=new) for option, new in zip(one.options, answers, strict=True))
        return replace(one, question=replace(one.question, id=self._step(name, tree)), options=options)

    def _answer(self, question: str, option: str, tree: Tree | None) -> str:
        where, last = self._place(question, tree)
        new = self._inside(where).options.get((last, option), option)
        return f"{self._step(question, tree)}/{new}"

    def _step(self, name: str, tree: Tree | None) -> str:
        """A step by its name, `use/step` and `tree/step` too."""
        return "/".join(self._parts(name, tree)[1])

    def _place(self, name: str, tree: Tree | None) -> tuple[str, str]:
        """The tree that a name leads into, and the old name of the step there."""
        return self._parts(name, tree)[0], name.rpartition("/")[2]

    def _parts(self, name: str, tree: Tree | None) -> tuple[str, list[str]]:
        scope, told = tree, []
        *uses, last = name.split("/")
        for at, part in enumerate(uses):
            use = scope.nodes.get(part) if scope else None
            if scope is not None and isinstance(use, Subtree):
                told.append(self._inside(scope.id).nodes.get(part, part))
                scope = self._site.trees.get(use.tree.id)
            else:
                told.append(self._names.trees.get(part, part))
                scope = self._site.trees.get(part) if at == 0 else None
        where = scope.id if scope else ""
        return where, [*told, self._inside(where).nodes.get(last, last)]

    def _case(self, case: Case, tree: Tree, own: TreeNames) -> Case:
        answers = []
        for one in case.answers:
            question, _, option = self._answer(one.question.id, one.option.id, tree).rpartition("/")
            answers.append(replace(one, question=Ref(id=question), option=Ref(id=option)))
        outcome = case.outcome
        if isinstance(outcome, Jump):
            outcome = replace(outcome, tree=self._names.trees.get(outcome.tree, outcome.tree))
        else:
            outcome = replace(outcome, id=self._step(outcome.id, tree))
        passes = self._steps(case.passes, tree)
        name = own.cases.get(case.id, case.id)
        return replace(case, id=name, answers=tuple(answers), outcome=outcome, passes=passes)

    def _card(self, card: Card, tree: Tree) -> Card:
        steps = tuple(replace(one, origin=self._steps(one.origin, tree)) for one in card.steps)
        return replace(card, steps=steps, covers=self._steps(card.covers, tree))

    def _steps(self, several: tuple[Ref, ...], tree: Tree) -> tuple[Ref, ...]:
        return tuple(replace(one, id=self._step(one.id, tree)) for one in several)

    def _waiver(self, one: Waiver, tree: Tree, own: TreeNames) -> Waiver:
        at = one.at.id
        for names in (own.policies, own.cases):
            at = names.get(at, at)
        step, slash, option = at.partition("/")
        if slash and step in tree.nodes:
            at = self._answer(step, option, tree)
        return replace(one, at=replace(one.at, id=own.nodes.get(at, at)))
