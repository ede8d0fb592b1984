"""What has another name in the new version, told by its content and by what leads to it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from fingerpost.model import (
    Action,
    Exit,
    Node,
    Option,
    Policy,
    Question,
    Ref,
    Site,
    Stage,
    Subtree,
    Target,
    Tree,
)

# How much of a text is compared, and how much of that is to be alike. Of 200 letters on, difflib skips the common ones.
_LETTERS, _ALIKE = 199, 0.6
# No id has this sign.
_GONE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNames:
    """New names by old ones, of those that have another, within one tree."""

    nodes: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[tuple[str, str], str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    exits: Mapping[str, str] = field(default_factory=dict)
    policies: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """New names by old ones; `inside` is by the old name of a tree, and options by the old node and option."""

    trees: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    exits: Mapping[str, str] = field(default_factory=dict)
    policies: Mapping[str, str] = field(default_factory=dict)
    inside: Mapping[str, TreeNames] = field(default_factory=dict)


def names(base: Site, head: Site) -> Names:
    """What is called otherwise in `head`."""
    trees = _trees(base, head)
    inside = {}
    for tree in base.trees.values():
        other = head.trees.get(trees.get(tree.id, tree.id))
        if other is not None:
            inside[tree.id] = _inside(tree, other)
    return Names(
        trees=trees,
        tags=_same(_meanings(base), _meanings(head)),
        exits=_same(_words(base.exits), _words(head.exits)),
        policies=_same(_promises(base.policies), _promises(head.policies)),
        inside=inside,
    )


def _trees(base: Site, head: Site) -> dict[str, str]:
    return _same(
        {name: tree.title.value for name, tree in base.trees.items()},
        {name: tree.title.value for name, tree in head.trees.items()},
    )


def _meanings(site: Site) -> dict[str, Hashable]:
    declared = [*(tree.tags for tree in site.trees.values()), site.tags]
    return {name: tag.meaning.value for tags in declared for name, tag in tags.items()}


def _words(several: Mapping[str, Option] | Mapping[str, Exit] | Mapping[str, Stage]) -> dict[str, Hashable]:
    return {name: one.text.value for name, one in several.items()}


def _promises(policies: Mapping[str, Policy]) -> dict[str, Hashable]:
    return {name: replace(one, id="") for name, one in policies.items()}


def _same(old: Mapping[str, Hashable], new: Mapping[str, Hashable]) -> dict[str, str]:
    """Old names that are gone to new ones, where one of each alone has the same content."""
    gone, come = _by_content(old, new), _by_content(new, old)
    return {
        here[0]: come[content][0]
        for content, here in gone.items()
        if len(here) == 1 and len(come.get(content, ())) == 1
    }


def _by_content(names: Mapping[str, Hashable], others: Mapping[str, Hashable]) -> dict[Hashable, list[str]]:
    found: dict[Hashable, list[str]] = {}
    for name, content in names.items():
        if name not in others:
            found.setdefault(content, []).append(name)
    return found


def alike(was: str, now: str) -> bool:
    """Whether two texts are one that was put another way, as far as letters tell."""
    return SequenceMatcher(None, was[:_LETTERS], now[:_LETTERS]).ratio() >= _ALIKE


# Within a tree ----------------------------------------------------------------------------------------------------


def _inside(old: Tree, new: Tree) -> TreeNames:
    nodes = _Nodes(old, new).matched()
    options: dict[tuple[str, str], str] = {}
    for name, other in nodes.items():
        match old.nodes[name], new.nodes[other]:
            case Question(options=before), Question(options=after):
                options |= {(name, one): to for one, to in _options(before, after, nodes).items()}
    return TreeNames(
        nodes={name: other for name, other in nodes.items() if name != other},
        options=options,
        stages=_same(_words(old.stages), _words(new.stages)),
        exits=_same(_words(old.exits), _words(new.exits)),
        policies=_same(_promises(old.policies), _promises(new.policies)),
        cases=_same(_stories(old), _stories(new)),
    )


def _stories(tree: Tree) -> dict[str, Hashable]:
    return {name: case.story.value for name, case in tree.cases.items()}


def _options(before: tuple[Option, ...], after: tuple[Option, ...], nodes: Mapping[str, str]) -> dict[str, str]:
    """Answers with another id. Who answers reads the words, so these tell which answer is which before the ids do.

    Where neither tells, one that is left over on each side is the same if it leads to the same step.
    """
    old, new = ({one.id: one for one in each} for each in (before, after))
    words, words_now = (_by_content(_words(each), {}) for each in (old, new))
    same = {
        names[0]: words_now[text][0] for text, names in words.items() if len(names) == len(words_now.get(text, ())) == 1
    }
    taken = set(same.values())
    same |= {name: name for name in old if name in new and name not in same and name not in taken}
    gone = [one for one in old.values() if one.id not in same]
    come = [one for one in new.values() if one.id not in same.values()]
    if len(gone) == len(come) == 1 and [nodes.get(name, name) for name in _ids(gone[0].to)] == _ids(come[0].to):
        same[gone[0].id] = come[0].id
    # An answer that is gone may not pass for a new one that took its id.
    same |= {one.id: f"{one.id}{_GONE}" for one in gone if one.id not in same and one.id in new}
    return {name: to for name, to in same.items() if name != to}


class _Nodes:
    """Which steps of two versions of a tree are one: by name, else by content, else by what leads to them."""

    def __init__(self, old: Tree, new: Tree) -> None:
        self.old, self.new = old, new
        self.pairs = {name: name for name in old.nodes if name in new.nodes}
        self.gone = {name: _content(old.nodes[name]) for name in old.nodes if name not in new.nodes}
        self.come = {name: _content(new.nodes[name]) for name in new.nodes if name not in old.nodes}

    def matched(self) -> dict[str, str]:
        if self.gone and self.come:
            for name, other in _same(self.gone, self.come).items():
                self._pair(name, other)
            self._follow()
            self._in_order()
            self._follow()
        return self.pairs

    def _pair(self, name: str, other: str) -> None:
        self.pairs[name] = other
        del self.gone[name], self.come[other]

    def _follow(self) -> None:
        """Pair what stands in the same place behind steps that are one."""
        open_ = [*self.pairs.items()]
        starts = self.old.start.id, self.new.start.id
        if self._alike(*starts):
            self._pair(*starts)
            open_.append(starts)
        while open_:
            name, other = open_.pop()
            there = _slots(self.new.nodes[other])
            for slot, to in _slots(self.old.nodes[name]).items():
                if slot in there and self._alike(to, there[slot]):
                    self._pair(to, there[slot])
                    open_.append((to, there[slot]))

    def _alike(self, name: str, other: str) -> bool:
        if name not in self.gone or other not in self.come:
            return False
        if self.gone[name] == self.come[other]:
            return True
        before, after = self.old.nodes[name], self.new.nodes[other]
        if type(before) is not type(after) or before.text.value == "":
            return False
        return alike(before.text.value, after.text.value)

    def _in_order(self) -> None:
        """What nothing tells apart is paired in the order of the file, where there are as many on both sides."""
        gone, come = _by_content(self.gone, {}), _by_content(self.come, {})
        for content, here in gone.items():
            there = come.get(content, [])
            if len(here) == len(there):
                for name, other in zip(here, there, strict=True):
                    self._pair(name, other)


def _content(node: Node) -> Hashable:
    """A step without its name, its place and the names that it leads to."""
    bare = replace(node, id="", number=0, tags=(), sources=(), stage=None)
    match bare:
        case Question():
            words = tuple((one.text.value, len(one.to)) for one in bare.options)
            return replace(bare, options=()), words
        case Action():
            return replace(bare, to=()), len(bare.to)
        case Subtree():
            return replace(bare, tree=Ref(id=""), outcomes=()), len(bare.outcomes)
    return bare


def _slots(node: Node) -> dict[tuple[str, int], str]:
    """The places from which a step leads on, each with the step that it leads to."""
    match node:
        case Question(options=options):
            return {(one.id, at): name for one in options for at, name in enumerate(_ids(one.to))}
        case Action(to=targets):
            return {("", at): name for at, name in enumerate(_ids(targets))}
        case Subtree(outcomes=returns):
            return {(one.outcome.id, at): name for one in returns for at, name in enumerate(_ids(one.to))}
    return {}


def _ids(targets: tuple[Target, ...]) -> list[str]:
    return [target.to.id if isinstance(target.to, Ref) else "" for target in targets]
