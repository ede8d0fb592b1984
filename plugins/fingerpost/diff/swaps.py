"""Answers that changed places: what names them speaks of other words now, though nobody touched it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from fingerpost.diff import said
from fingerpost.diff.change import Change, Part
from fingerpost.diff.naming import Names
from fingerpost.diff.renaming import renamed
from fingerpost.model import Question, Site, Tree

_KINDS = {"case-changed": "case", "policy-weaker": "promise", "policy-changed": "promise"}


def folded(changes: Iterable[Change], base: Site, head: Site, known: Names) -> Iterator[Change]:
    """The changes, those that come of a swap alone as one line a tree; `base` has its own names still."""
    swaps = {known.trees.get(name, name): _swapped(tree, known) for name, tree in base.trees.items()}
    if not any(swaps.values()):
        yield from changes
        return
    several, literal = list(changes), renamed(base, _unswapped(base, known))
    alone = [one for one in several if one.code in _KINDS and _named(one, literal) == _named(one, head)]
    told = set()
    for one in several:
        if one not in alone:
            yield one
        elif one.tree not in told:
            told.add(one.tree)
            yield _as_one([other for other in alone if other.tree == one.tree], swaps, head)


def _as_one(several: list[Change], swaps: Mapping[str, list[str]], head: Site) -> Change:
    """All that a swap changed in a tree, or for all of them, by its name alone."""
    tree = several[0].tree
    asked = [
        said.step(head.trees[name].nodes[question], head)
        for name, questions in swaps.items()
        if tree in ("", name)
        for question in questions
    ]
    named = ", ".join(f"the {_KINDS[one.code]} `{one.at}`" for one in several)
    message = f"Answers changed places at {', '.join(asked)}, so what names them now means the other: {named}"
    return replace(several[0], part=Part.WEAKER, code="answers-swapped", message=message, was="", now="")


def _swapped(tree: Tree, known: Names) -> list[str]:
    """The questions, by their new names, of which an answer has the id that another one had."""
    inside = known.inside.get(tree.id)
    if inside is None:
        return []
    asked = [question for (question, _), to in inside.options.items() if _has(tree, question, to)]
    return [inside.nodes.get(question, question) for question in dict.fromkeys(asked)]


def _has(tree: Tree, question: str, option: str) -> bool:
    node = tree.nodes[question]
    return isinstance(node, Question) and any(one.id == option for one in node.options)


def _unswapped(base: Site, known: Names) -> Names:
    """The names without those answers that swapped theirs."""
    inside = {
        name: replace(
            own, options={key: to for key, to in own.options.items() if not _has(base.trees[name], key[0], to)}
        )
        for name, own in known.inside.items()
    }
    return replace(known, inside=inside)


def _named(one: Change, site: Site) -> Any:  # noqa: ANN401 (a case or a policy)
    """What a change is of, as it is written."""
    where: Site | Tree | None = site.trees.get(one.tree) if one.tree else site
    if where is None:
        return None
    declared: Mapping[str, Any] = where.policies if _KINDS[one.code] == "promise" else getattr(where, "cases", {})
    return declared.get(one.at)
