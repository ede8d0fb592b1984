"""All checks on all trees; then the site's levels, the trees' waivers, and one order for everything."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

from fingerpost.checks import CHECKS
from fingerpost.checks.unused_waiver import CODE as UNUSED_WAIVER
from fingerpost.checks.unused_waiver import check_waivers, never
from fingerpost.cores import spread
from fingerpost.diagnostics import Diagnostic, Finding, Severity, diagnostic, in_order
from fingerpost.load import Loaded
from fingerpost.model import Site, Tree
from fingerpost.policies import judge_all


class Found(NamedTuple):
    """A finding and the code of the check that made it."""

    code: str
    finding: Finding


# Of one check in one tree; past it a file is hostile or made by a program, and nobody reads on.
_MOST = 1_000
# Findings that a name is not there, and the file in which it may stand after all when that file is half read.
_LEANS_ON = {
    "missing-fact": "places",
    "unknown-exit": "site",
    "unknown-fact": "site",
    "unknown-hazard": "hazards",
    "unknown-place": "places",
    "unknown-policy": "site",
    "unknown-source": "sources",
    "unknown-tag": "site",
}
# What each check does, looked up once: it is done for a thousand trees.
_TREE_CHECKS = tuple(
    (code, check.check, getattr(check, "PARTIAL", False)) for code, check in CHECKS.items() if hasattr(check, "check")
)
_SITE_CHECKS = tuple((code, check.check_site) for code, check in CHECKS.items() if hasattr(check, "check_site"))


def audit(loaded: Loaded, *, jobs: int = 1) -> list[Diagnostic]:
    """Everything that is wrong with a site, in order: what reading it found, and what the checks find.

    With more than one job, up to so many processes share the work, where it is enough; what is found is the same.
    """
    site = loaded.site
    if jobs > 1:
        judge_all(site, jobs=jobs)
    found = find_in_site(site)
    # By now the graphs of all trees are in memory, and so in every process.
    trees = sorted(site.trees.values(), key=lambda tree: -len(tree.nodes))
    apart = spread([partial(find_in_tree, tree, site) for tree in trees], jobs=jobs)
    return in_order([*loaded.diagnostics, *judge(chain(found, *apart), site)])


def find_in_tree(tree: Tree, site: Site) -> list[Found]:
    """What the checks find in one tree, before levels and waivers; it needs nothing of what is found elsewhere.

    Of a tree that could not be read whole, only single names and words are judged.
    """
    return [
        Found(code, finding)
        for code, check, partial in _TREE_CHECKS
        if tree.whole or partial
        for finding in islice(check(tree, site), _MOST)
    ]


def find_in_site(site: Site) -> list[Found]:
    """What the checks find in the site as a whole and in the files around the trees."""
    return [Found(code, finding) for code, check in _SITE_CHECKS for finding in islice(check(site), _MOST)]


def judge(found: Iterable[Found], site: Site) -> Iterator[Diagnostic]:
    """What is left of all findings of a site under its levels and the waivers of its trees."""
    trees = {tree.span.path: tree for tree in site.trees.values()}
    places: dict[str, set[tuple[str, str]]] = {tree.id: set() for tree in site.trees.values()}
    waived = {tree.id: {(one.check.id, one.at.id) for one in tree.allow} for tree in site.trees.values() if tree.allow}
    refused = never(site)
    for one in found:
        tree = trees.get(one.finding.span.path)
        if tree is not None:
            place = (one.code, one.finding.at or tree.id)
            places[tree.id].add(place)
            if one.code not in refused and place in waived.get(tree.id, ()):
                continue
        yield from _at_level(one, site)
    for tree in site.trees.values():
        for finding in check_waivers(tree, site, places[tree.id]) if tree.whole else ():
            yield from _at_level(Found(UNUSED_WAIVER, finding), site)


def _at_level(one: Found, site: Site) -> Iterator[Diagnostic]:
    """A finding as severe as the site says, or not at all."""
    if _LEANS_ON.get(one.code) in site.half_read:
        return
    level = site.levels.get(one.code)
    match level.id if level else None:
        case "off":
            return
        case "error" | "warning" as word:
            severity = Severity(word)
        case _:
            severity = one.finding.severity or CHECKS[one.code].SEVERITY
    yield diagnostic(one.finding, code=one.code, severity=severity)
