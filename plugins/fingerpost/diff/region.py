"""The part of a tree that changed, as one graph of both versions: what is new, what is gone, and what is around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fingerpost.model import Action, End, Jump, Node, Outcome, Question, Ref, Site, Subtree, Target, Tree
from fingerpost.text import one_line

# A picture of more is no picture any more.
MOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A step, a tree to go on in, or the end; `change` is new, gone, changed or nothing."""

    kind: str
    text: str
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """From one box to another, by their names, with what is answered there; `change` is new, gone or nothing."""

    source: str
    target: str
    text: str
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The boxes by name and the arrows between them; `more` boxes did not fit."""

    boxes: Mapping[str, Box]
    arrows: tuple[Arrow, ...]
    more: int = 0


Key = tuple[str, str, str]


def region(old: Tree, new: Tree, base: Site, head: Site) -> Region:
    """What changed of the steps and arrows of a tree, with the boxes that touch it; empty where nothing did."""
    before, after = dict.fromkeys(arrows(old)), dict.fromkeys(arrows(new))
    changes = {name: change for name in {**new.nodes, **old.nodes} if (change := changed(name, old, new))}
    differ = {key for key in {**before, **after} if (key in before) != (key in after)}
    touched = dict.fromkeys(changes)
    # Around a step that is another there is what leads to it and from it.
    near = dict.fromkeys(key for key in [*after, *before] if key in differ or changes.keys() & {key[0], key[2]})
    touched |= dict.fromkeys(name for source, _, target in near for name in (source, target))
    shown = [name for name in [*new.nodes, *old.nodes, *touched] if name in touched]
    shown = list(dict.fromkeys(shown))
    names = shown[:MOST]
    boxes = {name: _box(name, changes.get(name, ""), old, new, base, head) for name in names}
    drawn = []
    for key in dict.fromkeys([*after, *before]):
        source, _, target = key
        if source in boxes and target in boxes and key in near:
            change = "" if key not in differ else "new" if key in after else "gone"
            words = _words(key, new, head) if key in after else _words(key, old, base)
            drawn.append(Arrow(source=source, target=target, text=words, change=change))
    return Region(boxes=boxes, arrows=tuple(drawn), more=len(shown) - len(names))


def changed(name: str, old: Tree, new: Tree) -> str:
    """What became of a step: new, gone, changed or nothing."""
    if name not in old.nodes:
        return "new"
    if name not in new.nodes:
        return "gone"
    return "changed" if _look(old.nodes[name]) != _look(new.nodes[name]) else ""


def _look(node: Node) -> object:
    """What a step is and shows in a picture, its arrows aside."""
    urgency = node.urgency.id if isinstance(node, Outcome) and node.urgency else ""
    options = tuple(one.text.value for one in node.options) if isinstance(node, Question) else ()
    return type(node), node.text.value, urgency, tuple(sorted(tag.id for tag in node.tags)), options


def arrows(tree: Tree) -> Iterator[Key]:
    """Every arrow: from where, by which answer and condition, and to where, by names."""
    for node in tree.nodes.values():
        for slot, targets in _slots(node):
            yield from ((node.id, f"{slot} {_condition(target)}", _name(target)) for target in targets)


def _slots(node: Node) -> Iterator[tuple[str, tuple[Target, ...]]]:
    match node:
        case Question(options=options):
            yield from ((one.id, one.to) for one in options)
        case Action(to=targets):
            yield "", targets
        case Subtree(outcomes=returns):
            yield from ((one.outcome.id, one.to) for one in returns)


def _words(key: Key, tree: Tree, site: Site) -> str:
    """What stands on an arrow."""
    source, slot, _ = key
    name, _, condition = slot.partition(" ")
    node = tree.nodes[source]
    if isinstance(node, Question):
        name = next(one_line(one.text, site) for one in node.options if one.id == name)
    return f"{name} …" if condition else name


def _condition(target: Target) -> str:
    if target.when is None:
        return ""
    parts = target.when.conditions
    return " and ".join(f"{one.question.id}={','.join(each.id for each in one.options)}" for one in parts)


def _name(target: Target) -> str:
    match target.to:
        case Ref(id=name):
            return name
        case Jump(tree=name):
            return f"tree:{name}"
        case End():
            return "end:"


def _box(name: str, change: str, old: Tree, new: Tree, base: Site, head: Site) -> Box:
    for tree, site in ((new, head), (old, base)):
        if name in tree.nodes:
            node = tree.nodes[name]
            urgent = node.urgency.id if isinstance(node, Outcome) and node.urgency else ""
            words = one_line(node.text, site) or node.id
            return Box(kind=type(node).__name__.lower(), text=f"{words} ({urgent})" if urgent else words, change=change)
    other = name.removeprefix("tree:")
    for site in (head, base):
        if other in site.trees:
            return Box(kind="tree", text=f"the tree {one_line(site.trees[other].title, site)}")
    return Box(kind="end", text="the end" if name == "end:" else other)
