"""The paths of two versions of a tree: where they end otherwise, and which lost a check, or got longer."""

import functools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote

from fingerpost import search
from fingerpost.diff.change import Answered, End, PathChange, PathsChange, Tally
from fingerpost.diff.machine import STATES, Machine, machine, option_of, question_at
from fingerpost.diff.product import PAIRS, Delta, Product, Taken
from fingerpost.diff.steps import how_urgent, less_urgent
from fingerpost.model import Site, Tree
from fingerpost.text import one_line

# Groups of paths that are shown one by one.
MOST = 10


def compared(
    old: Tree, new: Tree, base: Site, head: Site, checks: Collection[str], havens: Collection[str] = ()
) -> PathsChange:
    """What became of the paths of a tree that can be followed on both sides.

    `checks` are the tags of safety checks, `havens` the ends, `tree:other`, at which the old
    version went on to a tree with help in it.
    """
    found = [search.summary(tree, site) for tree, site in ((old, base), (new, head))]
    before, after = map(search.total, found)
    told = PathsChange(before=before.paths if before else None, after=after.paths if after else None)
    if not all(search.expand(tree, site).complete for tree, site in ((old, base), (new, head))):
        return replace(told, beyond=search.STATES)
    bits: dict[str, int] = {}
    one, two = machine(old, base, checks, bits), machine(new, head, checks, bits)
    if one is None or two is None:
        return replace(told, beyond=STATES)
    one = replace(one, ends=[end and replace(end, helps=end.name in havens) for end in one.ends])
    ends, ends_now = (_ends(each, real) for each, real in zip((one, two), found, strict=True))
    lost = tuple(end for name, end in ends.items() if name not in ends_now)
    gained = tuple(end for name, end in ends_now.items() if name not in ends)
    told = replace(told, lost=lost, gained=gained)
    if not all(each.bounded for each in found):
        return replace(told, loops=True)
    product = Product(one, two, bits)
    if not product.complete:
        return replace(told, beyond=PAIRS)
    return _counted(told, product, one, two, (old, new), (base, head))


def _ends(one: Machine, found: search.Summary) -> dict[str, End]:
    """The ends of a tree by name; where a walk goes in circles without a question, it has none."""
    real = {*found.outcomes, *(f"tree:{name}" for name in found.jumps)}
    return {end.name: end for end in one.ends if end and end.name in real}


def _counted(
    told: PathsChange, product: Product, one: Machine, two: Machine, trees: tuple[Tree, Tree], sites: tuple[Site, Site]
) -> PathsChange:
    groups: dict[_Group, Tally] = {}
    # Of each group that changed, the ends of one of its pairs of paths, and where that ends.
    examples: dict[_Group, tuple[End, End, int, Delta]] = {}
    for at, old, new in product.finals():
        was, now = one.ends[old], two.ends[new]
        assert was is not None
        assert now is not None
        for delta, paths in product.counts[at].items():
            found = _told(paths, delta, was, now)
            group = _group(was, now)
            groups[group] = _sum(groups.get(group, Tally()), found)
            if _changed(found):
                examples.setdefault(group, (was, now, at, delta))
    shown = sorted(examples, key=lambda key: _gravity(*examples[key][:2], groups[key]))
    changes = []
    for group in shown[:MOST]:
        was, now, at, delta = examples[group]
        way = tuple(_example(product.example(at, delta), trees, sites))
        link = _address(way, now, trees[1])
        changes.append(PathChange(was=was, now=now, tally=groups[group], example=way, link=link))
    whole = functools.reduce(_sum, groups.values(), Tally())
    return replace(told, tally=whole, changes=tuple(changes), more=len(shown) - len(changes))


# What a reader can tell apart of two ends, and whether they are one place.
_Words = tuple[bool, str, str]
_Group = tuple[bool, _Words, _Words]


def _group(was: End, now: End) -> _Group:
    """Ends that read alike are told once, however many steps they are."""
    return _place(was) == _place(now), _words(was), _words(now)


def _words(end: End) -> _Words:
    return end.name.startswith("tree:"), end.text, end.urgency


def _place(end: End) -> tuple[str, str]:
    return end.name, end.urgency


def _told(paths: int, delta: Delta, was: End, now: End) -> Tally:
    return Tally(
        paths=paths,
        ends=paths * (_place(was) != _place(now)),
        less_urgent=paths * _lowered(was, now),
        more_urgent=paths * _raised(was, now),
        fewer_checks=paths * (delta.checks < 0),
        more_checks=paths * (delta.checks > 0),
        longer=paths * (delta.steps > 0),
        steps=max(0, delta.steps),
    )


def _lowered(was: End, now: End) -> bool:
    """Whether an end is less urgent; how urgent a tree is that a path goes on to, nobody can say for sure."""
    return less_urgent(_at_best(was), now.urgency) and not now.name.startswith("tree:")


def _raised(was: End, now: End) -> bool:
    """Whether an end is more urgent, where it is known how urgent both are."""
    leaves = was.name.startswith("tree:") or now.name.startswith("tree:")
    return less_urgent(now.urgency, was.urgency) and not leaves


def _at_best(end: End) -> str:
    return "today" if end.helps else end.urgency


def _changed(one: Tally) -> bool:
    return bool(one.ends or one.fewer_checks or one.more_checks or one.longer)


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(
        paths=one.paths + other.paths,
        ends=one.ends + other.ends,
        less_urgent=one.less_urgent + other.less_urgent,
        more_urgent=one.more_urgent + other.more_urgent,
        fewer_checks=one.fewer_checks + other.fewer_checks,
        more_checks=one.more_checks + other.more_checks,
        longer=one.longer + other.longer,
        steps=max(one.steps, other.steps),
    )


def _gravity(was: End, now: End, tally: Tally) -> tuple[int, int, int, int, str, str]:
    """First what is less urgent now, lost emergency ends before others, then by how far it fell.

    Then what lost a check, then other ends; the most paths first.
    """
    before, after = how_urgent(_at_best(was)), how_urgent(now.urgency)
    group = 0 if tally.less_urgent else 1 if tally.fewer_checks else 2 if tally.ends else 3
    fell = (-before, after) if tally.less_urgent else (0, -max(before, after))
    return group, *fell, -tally.paths, was.name, now.name


def _example(taken: list[Taken], trees: tuple[Tree, Tree], sites: tuple[Site, Site]) -> Iterator[Answered]:
    """Each answer in words, once, where the first of the two gives it."""
    asked = {side: {one.question for one in taken if (one.new if side else one.old)} for side in (0, 1)}
    for one in _once(taken):
        side = 1 if one.question in asked[1] else 0
        question = question_at(one.question, trees[side], sites[side])
        yield Answered(
            question=one.question,
            option=one.option,
            asks=one_line(question.text, sites[side]),
            answers=one_line(option_of(question, one.option).text, sites[side]),
            old=one.question in asked[0],
            new=one.question in asked[1],
        )


def _once(taken: list[Taken]) -> Iterator[Taken]:
    seen = set()
    for one in taken:
        if one.question not in seen:
            seen.add(one.question)
            yield one


def _address(way: Sequence[Answered], end: End, tree: Tree) -> str:
    """Where the page of the new tree opens on a path; one that leaves the tree, at the last question before."""
    asked = [one for one in way if one.new]
    leaves = end.name.startswith("tree:")
    at = (asked[-1].question if asked else tree.start.id) if leaves else end.name
    answers = ",".join(f"{one.question}.{one.option}" for one in asked)
    fragment = quote(f"t={tree.id}&at={at}" + (f"&a={answers}" if answers else ""), safe="=&/,.")
    return f"trees/{quote(tree.id)}/#{fragment}"
