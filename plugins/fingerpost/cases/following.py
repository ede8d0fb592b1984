"""Each case of a tree along its answers, as far as they lead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from fingerpost import paths
from fingerpost.follow import begin, can_be_followed, end_name, passed_names, question_name, take
from fingerpost.guards import choose
from fingerpost.model import Case, Destination, Jump, Node, Option, Question, Ref, Site, Subtree, Tree
from fingerpost.paths import Walk

# Of all cases of a tree together; past it a file is hostile or made by a program.
STEPS = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An option that a case took and where that led (`node` or `tree:other`); `name` is what a case calls the question.

    `question` is its id in its own tree.
    """

    name: str
    question: str
    option: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A case and where its answers lead: `taken` for each answer that fits, and the nodes passed.

    `end` is `outcome`, `use/outcome` or `tree:other`; where it is None the walk stands at the question `asked`, and
    where that is None too it was not followed to the end (`cut`), or goes in circles. `stand` is the last node passed.
    """

    case: Case
    taken: tuple[Taken, ...]
    passed: tuple[str, ...]
    stand: Node
    asked: str | None
    end: str | None
    cut: bool = False


_followed: "WeakKeyDictionary[Site, dict[str, tuple[Followed, ...]]]" = WeakKeyDictionary()


def follow(tree: Tree, site: Site) -> tuple[Followed, ...]:
    """All cases of a tree, worked out once; nothing where a name on the way means nothing.

    Past `STEPS` steps of all cases together, the one that is being followed is cut and the others are left out.
    """
    known = _followed.setdefault(site, {})
    if tree.id not in known:
        known[tree.id] = tuple(_follow_all(tree, site)) if tree.cases and can_be_followed(tree, site) else ()
    return known[tree.id]


def _follow_all(tree: Tree, site: Site) -> Iterator[Followed]:
    left = STEPS
    for case in tree.cases.values():
        followed = _follow(case, tree, site, left)
        yield followed
        left -= len(followed.passed)
        if followed.cut:
            return


def _follow(case: Case, tree: Tree, site: Site, most: int) -> Followed:
    walk = begin(site, tree.id)
    passed = list(passed_names(walk))
    taken: list[Taken] = []
    for answer in case.answers:
        if answer.question.id != question_name(site, walk) or len(passed) > most:
            break
        option = answer.option.id
        if option not in {one.id for one in paths.offers(site, walk)}:
            break
        taken.append(_taken(answer.question.id, option, site, walk))
        walk = take(site, walk, option)
        passed += passed_names(walk)
    cut = len(passed) > most
    return Followed(
        case=case,
        taken=tuple(taken),
        passed=tuple(passed),
        stand=_node(passed[-1], tree, site),
        asked=None if cut else question_name(site, walk),
        end=None if cut else end_name(site, walk),
        cut=cut,
    )


def _taken(name: str, option: str, site: Site, walk: Walk) -> Taken:
    question, frame = paths.here(site, walk), walk.frames[-1]
    assert isinstance(question, Question)
    taken = next(one for one in question.options if one.id == option)
    to = destination(taken, {**dict(frame.answers), question.id: option})
    return Taken(name=name, question=question.id, option=option, to=to)


def destination(option: Option, answers: Mapping[str, str]) -> str:
    """Where an option leads after these answers: `node` or `tree:other`."""
    target = choose(option.to, answers)
    assert target is not None
    return written(target.to)


def written(to: Destination) -> str:
    """A destination of an option as an author writes it."""
    match to:
        case Jump(tree=tree):
            return f"tree:{tree}"
        case Ref(id=node):
            return node
    raise AssertionError(to)


def _node(name: str, tree: Tree, site: Site) -> Node:
    """The node that a name of a passed node means."""
    *uses, last = name.split("/")
    for use in uses:
        node = tree.nodes[use]
        assert isinstance(node, Subtree)
        tree = site.trees[node.tree.id]
    return tree.nodes[last]
