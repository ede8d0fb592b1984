"""A tree broken in every way, and for each what becomes of it: nobody can tell, it is caught, or it is missed."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, islice

from fingerpost.audit import Found, find_in_site, find_in_tree, judge
from fingerpost.checks.unused_waiver import CODE as UNUSED_WAIVER
from fingerpost.defects.defect import Defect
from fingerpost.defects.editing import applied
from fingerpost.defects.judges import Judge, judge_of
from fingerpost.defects.operators import OPERATORS
from fingerpost.defects.oracle import Witness, telling
from fingerpost.defects.written import written
from fingerpost.diagnostics import Diagnostic, Severity
from fingerpost.load import load_text
from fingerpost.model import Site, Tree

# Of one operator in one tree. A tree of 10,000 steps could be retargeted in two hundred million ways.
MOST = 20_000
_CHUNK = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """A defect and the operator that made it."""

    operator: str
    defect: Defect


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Catch:
    """What is found more often than in the good tree; the one that stands first in order counts as the first."""

    warning: bool
    judge: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a defect; without a witness nobody can tell the broken tree from the good one."""

    seeded: Seeded
    witness: Witness | None = None
    catches: tuple[Catch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every broken version of one tree is judged against, worked out once.

    `leaning` are the ids of the trees in which the defect may show, the tree's own among them; `elsewhere` is what is
    found in the others. `before` is what is found in the good site, counted by file, code and severity. With `quick`
    nobody looks further once a defect is caught: whether it is comes out the same, but not who else would catch it.
    """

    site: Site
    tree: Tree
    leaning: tuple[str, ...]
    elsewhere: tuple[Found, ...]
    before: Mapping[tuple[str, str, Severity], int]
    quick: bool = False


def seeded(tree: Tree, site: Site, names: Iterable[str] = OPERATORS) -> Iterator[Seeded]:
    """Every defect of the named operators, at most `MOST` of each."""
    file = written(tree, site)
    for name in names:
        for defect in islice(OPERATORS[name](file), MOST):
            yield Seeded(operator=name, defect=defect)


def ground(tree: Tree, site: Site, *, quick: bool = False) -> Ground:
    """The good tree within its site, audited once; the site must be free of errors."""
    leaning = _leaning(tree.id, site)
    apart = {name: tuple(find_in_tree(one, site)) for name, one in site.trees.items()}
    found = chain(find_in_site(site), *apart.values())
    return Ground(
        site=site,
        tree=tree,
        leaning=leaning,
        elsewhere=tuple(chain.from_iterable(several for name, several in apart.items() if name not in leaning)),
        before=_counted(judge(found, site)),
        quick=quick,
    )


def _leaning(tree: str, site: Site) -> tuple[str, ...]:
    """The tree and all whose files name it, or name one that does: nothing else can tell that it is broken.

    What `_site.yaml` names may be leaned on by every tree. What else lies around the trees, as the hazard log does, is
    judged with the site as a whole.
    """
    around = [source.text for path, source in site.files.items() if path.rpartition("/")[2] == "_site.yaml"]
    found, open_ = {tree}, [tree]
    while open_:
        name = open_.pop()
        if any(name in text for text in around):
            return tuple(site.trees)
        for other in site.trees.values():
            if other.id not in found and name in site.files[other.span.path].text:
                found.add(other.id)
                open_.append(other.id)
    return tuple(name for name in site.trees if name in found)


def _counted(found: Iterable[Diagnostic]) -> Counter[tuple[str, str, Severity]]:
    """How often each thing is found in each file: lines move, and words of a finding may name what was changed."""
    return Counter((one.span.path, one.code, one.severity) for one in set(found))


def tried(one: Seeded, on: Ground) -> Verdict:
    """One defect put into the tree, loaded and judged as an author's own change would be."""
    path = on.tree.span.path
    source = applied(on.site.files[path], one.defect.edits)
    loaded = load_text({path: source.text}, today=on.site.today)
    broken = loaded.site.trees.get(on.tree.id)
    if broken is None:
        return Verdict(seeded=one, witness=Witness(other="no tree at all"), catches=_catches(loaded.diagnostics, on))
    witness = telling(on.tree, broken, on.site)
    if witness is None:
        return Verdict(seeded=one)
    site = replace(on.site, trees={**on.site.trees, broken.id: broken}, files={**on.site.files, path: source})
    return Verdict(seeded=one, witness=witness, catches=_caught(loaded.diagnostics, site, on))


def _caught(reading: Sequence[Diagnostic], site: Site, on: Ground) -> tuple[Catch, ...]:
    """What is found more often in a broken site than in the good one; its own tree is looked at first."""
    known: list[Found] = []
    for name in (on.tree.id, *(name for name in on.leaning if name != on.tree.id)):
        known += find_in_tree(site.trees[name], site)
        if on.quick:
            catches = _catches(chain(reading, judge(known, site)), on)
            # Of waivers in trees that nobody has looked at, nothing is known yet.
            if any(one.code != UNUSED_WAIVER for one in catches):
                return tuple(one for one in catches if one.code != UNUSED_WAIVER)
    found = chain(find_in_site(site), on.elsewhere, known)
    return _catches(chain(reading, judge(found, site)), on)


def _catches(found: Iterable[Diagnostic], on: Ground) -> tuple[Catch, ...]:
    """What is found more often than in the good tree, the first one first."""
    order = list(Judge)
    new = {
        Catch(warning=severity is not Severity.ERROR, judge=order.index(judge_of(code)), code=code)
        for (path, code, severity), count in _counted(found).items()
        if count > on.before.get((path, code, severity), 0)
    }
    return tuple(sorted(new))


# Many at once -----------------------------------------------------------------------------------------------------


def verdicts(several: Sequence[Seeded], on: Ground, *, jobs: int) -> Iterator[Verdict]:
    """What becomes of each, in order; with more than one job, in so many processes."""
    if jobs == 1:
        yield from (tried(one, on) for one in several)
        return
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(on,)) as pool:
        try:
            yield from pool.map(_tried_here, several, chunksize=_CHUNK)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


_here: dict[str, Ground] = {}


def _begin(on: Ground) -> None:
    """What a process is given once; the command that began it may have put the search for garbage off."""
    gc.enable()
    _here["ground"] = on


def _tried_here(one: Seeded) -> Verdict:
    return tried(one, _here["ground"])
