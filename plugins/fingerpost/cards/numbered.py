"""A tree in numbered steps that lead to one another, as plain values for a template."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from fingerpost.cards import words
from fingerpost.cards.local import Say
from fingerpost.model import (
    Action,
    Condition,
    Destination,
    Guard,
    Jump,
    Node,
    Outcome,
    Question,
    Ref,
    Site,
    Subtree,
    Target,
    Text,
    Tree,
)
from fingerpost.paths import ways_out
from fingerpost.renderers.words import Words, words_of

# What is said, where it leads, whether that is `whole`, not to be broken, and whether it belongs to the row above.
Row = dict[str, Any]
More = Callable[[Node], dict[str, Any]]


def opening(tree: Tree, site: Site, say: Say) -> dict[str, Any]:
    """Where to begin, and what can be done at any step."""
    outs = [_row(tree, site, say, say(out.text), out.to) for out in ways_out(site, tree).values()]
    return {"start": words.START.format(number=_number(tree, tree.start)), "exits": outs}


def chunks(tree: Tree, site: Site, say: Say, more: More | None = None) -> Iterator[dict[str, Any]]:
    """Each step in the order of its number: what it says, and where it leads; the first of a stage bears its name.

    `more` are a step's `notes`, what its `ways` on are called, and what stands `behind`; with it, answers have notes.
    """
    ui = words_of(tree.language.id if tree.language else "en")
    staged = any(node.stage for node in tree.nodes.values())
    seen: set[str] = set()
    for stage, group in groupby(tree.nodes.values(), key=_stage):
        name = _stage_name(tree, stage, say, ui)
        above = ui.stage_again.format(stage=name) if stage in seen else name
        seen.add(stage)
        for at, node in enumerate(group):
            further = more(node) if more else {"notes": [], "ways": "", "behind": []}
            yield {
                "stage": above if staged and at == 0 else None,
                "level": 3 if staged else 2,
                "number": str(node.number),
                "text": titled(node, site, say),
                "urgency": node.urgency.id if isinstance(node, Outcome) and node.urgency else "",
                "when": list(_when(node, say, ui)),
                "notes": further["notes"],
                "ways": further["ways"],
                "rows": list(_rows(node, tree, site, say, ui, noted=more is not None)),
                "behind": further["behind"],
            }


def titled(node: Node, site: Site, say: Say) -> str:
    """What a step is called: its own words, or those of the tree that it uses."""
    if isinstance(node, Subtree) and not node.text.value:
        return _title(node.tree.id, site, say)
    return say(node.text)


def _title(tree: str, site: Site, say: Say) -> str:
    return say(site.trees[tree].title) if tree in site.trees else tree


def _stage(node: Node) -> str:
    return node.stage.id if node.stage else "_outcomes" if isinstance(node, Outcome) else "_steps"


def _stage_name(tree: Tree, stage: str, say: Say, ui: Words) -> str:
    match stage:
        case "_outcomes":
            return ui.outcomes_group
        case "_steps":
            return ui.steps_group
    return say(tree.stages[stage].text) if stage in tree.stages else stage


def _when(node: Node, say: Say, ui: Words) -> Iterator[str]:
    """By when an outcome is due, its urgency first."""
    if isinstance(node, Outcome):
        soon = ui.urgencies.get(node.urgency.id, node.urgency.id) if node.urgency else ""
        within = say(node.within) if node.within is not None else ""
        # “Today, before they leave” says “Today” itself.
        if soon and not within.startswith(soon):
            yield soon
        if within:
            yield within


def _rows(node: Node, tree: Tree, site: Site, say: Say, ui: Words, *, noted: bool) -> Iterator[Row]:
    match node:
        case Question(options=options):
            for option in options:
                yield from _fork(tree, site, say, say(option.text), option.to, ui)
                if noted and option.note is not None:
                    yield _words(say(option.note), inner=True)
        case Action(to=targets):
            yield from _fork(tree, site, say, ui.then, targets, ui)
        case Subtree(tree=used, outcomes=returns):
            yield _words(words.USE.format(title=_title(used.id, site, say)))
            for one in returns:
                ended = site.trees[used.id].nodes.get(one.outcome.id) if used.id in site.trees else None
                name = words.ENDED.format(outcome=say(ended.text) if ended else one.outcome.id)
                yield from _fork(tree, site, say, name, one.to, ui)


def _fork(tree: Tree, site: Site, say: Say, answer: str, targets: Sequence[Target], ui: Words) -> Iterator[Row]:
    """One row, or where guards decide, the answer with a row for each target below it."""
    if len(targets) == 1 and targets[0].when is None:
        yield _row(tree, site, say, answer, targets[0].to)
        return
    yield _words(f"{answer}:")
    for target in targets:
        when = ui.otherwise if target.when is None else _guard(tree, say, target.when, ui)
        yield _row(tree, site, say, when, target.to) | {"inner": True}


def _row(tree: Tree, site: Site, say: Say, answer: str, to: Destination) -> Row:
    return _words(f"{answer}:") | {"to": _to(tree, site, say, to), "whole": isinstance(to, Ref)}


def _words(said: str, *, inner: bool = False) -> Row:
    return {"text": said, "to": "", "whole": False, "inner": inner}


def _to(tree: Tree, site: Site, say: Say, to: Destination) -> str:
    match to:
        case Ref():
            return words.TO.format(number=_number(tree, to))
        case Jump(tree=other):
            return words.ON.format(title=_title(other, site, say))
    return words.END


def _number(tree: Tree, to: Ref) -> str:
    return str(tree.nodes[to.id].number) if to.id in tree.nodes else to.id


def _guard(tree: Tree, say: Say, guard: Guard, ui: Words) -> str:
    return ui.and_.join(_condition(tree, say, one, ui) for one in guard.conditions)


def _condition(tree: Tree, say: Say, condition: Condition, ui: Words) -> str:
    asked = tree.nodes.get(condition.question.id)
    texts: dict[str, Text] = {one.id: one.text for one in asked.options} if isinstance(asked, Question) else {}
    told = (say(texts[one.id]) if one.id in texts else one.id for one in condition.options)
    answers = ui.or_.join(ui.quoted.format(words=answer) for answer in told)
    return words.IF.format(number=_number(tree, condition.question), answers=answers)
