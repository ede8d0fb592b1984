"""Two versions of one tree with their sites, and which of its steps are about safety."""

from collections.abc import Iterable, Iterator
from itertools import chain

from fingerpost.diff.change import Change, Part
from fingerpost.diff.helping import HELP
from fingerpost.diff.renaming import SELECTORS
from fingerpost.model import Node, Outcome, Policy, Question, Ref, Site, Tree
from fingerpost.policies.selectors import find
from fingerpost.source import Span


class Sides:
    """Two versions of one tree with their sites; the old one has the names of the new one."""

    def __init__(self, old: Tree, new: Tree, base: Site, head: Site) -> None:
        self.old, self.new, self.base, self.head = old, new, base, head
        self._then, self._now = ({**site.policies, **tree.policies} for tree, site in ((old, base), (new, head)))
        promises = chain(self._then.values(), self._now.values())
        self._leaned_on = {name for one in promises for _, names in _selected(one) for name in names}

    def change(
        self, code: str, message: str, at: str, span: Span, *, was: str = "", now: str = "", part: Part = Part.STEPS
    ) -> Change:
        """A change of a step of this tree."""
        return Change(part=part, code=code, message=message, tree=self.new.id, at=at, was=was, now=now, span=span)

    def is_about_safety(self, node: Node) -> bool:
        """Whether it is an outcome for now or today, or a promise leans on a tag of it or of one of its answers."""
        if isinstance(node, Outcome) and is_urgent(node):
            return True
        answers = node.options if isinstance(node, Question) else ()
        return any(tag.id in self._leaned_on for tag in chain(node.tags, *(one.tags for one in answers)))

    @property
    def promises_something(self) -> bool:
        """Whether the new version has any promise about this tree."""
        return bool(self._now)

    def is_named(self, node: Node) -> bool:
        """Whether a promise of the new version names a step of it, or selects by a tag of it."""
        names = [(name, one) for one in self._now.values() for _, each in _selected(one) for name in each]
        return any(name in {tag.id for tag in node.tags} or self._finds(name, one) is node for name, one in names)

    def _finds(self, name: str, policy: Policy) -> Node | None:
        kind, _, where = name.partition(":")
        own = self.new if policy.id in self.new.policies else None
        place = find(where, own, self.head) if kind == "node" else None
        return place.node if place else None

    def blind(self, lost: Iterable[str], kept: Iterable[str]) -> Iterator[str]:
        """The promises that stay, and that no longer look at what has lost some tags and kept others."""
        lost, kept = set(lost), set(kept)
        for name, policy in self._then.items():
            selected = dict(_selected(self._now[name])) if name in self._now else {}
            if any(names & lost and key in selected and not selected[key] & kept for key, names in _selected(policy)):
                yield name


def is_urgent(node: Outcome) -> bool:
    """Whether it is for now or today."""
    return node.urgency is not None and node.urgency.id in HELP


def _selected(policy: Policy) -> Iterator[tuple[str, set[str]]]:
    """The names, tags among them, that each key of a promise selects by; a tag has no colon in it."""
    yield from ((key, _ids(getattr(policy, key))) for key in SELECTORS)
    if policy.scope is not None:
        yield "scope.after", _ids(policy.scope.after)
        yield "scope.before", _ids(policy.scope.before)


def _ids(several: Iterable[Ref]) -> set[str]:
    return {one.id for one in several}
