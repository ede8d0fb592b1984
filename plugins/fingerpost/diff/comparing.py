"""Two versions of a site, compared in what they mean."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from fingerpost.audit import audit
from fingerpost.diagnostics import Diagnostic, Severity
from fingerpost.diff import said
from fingerpost.diff.around import changed_around, changed_facts
from fingerpost.diff.cards import changed_cards
from fingerpost.diff.change import Change, Difference, Part, PathsChange, Unread, Versions
from fingerpost.diff.helping import helped
from fingerpost.diff.naming import Names, TreeNames, names
from fingerpost.diff.paths import compared
from fingerpost.diff.promises import changed_policies, no_longer_set_off
from fingerpost.diff.renaming import renamed
from fingerpost.diff.sides import Sides
from fingerpost.diff.steps import changed_steps
from fingerpost.diff.swaps import folded
from fingerpost.diff.watching import kept_cases, not_approved_again, version_kept, weaker_site, weaker_tree
from fingerpost.diff.wording import changed_words
from fingerpost.follow import can_be_followed
from fingerpost.load import Loaded
from fingerpost.model import Site, Tree
from fingerpost.search import expand
from fingerpost.text import one_line

CHECK = "safety-check"
# What of a site has a meaning; its files may be laid out in any way.
_COMPARED = (
    *("trees", "tags", "facts", "policies", "exits", "levels", "never_waive", "words", "demands", "default_place"),
    *("sources", "places", "hazards", "tables"),
)


def difference(base: Loaded, head: Loaded, *, checks: Collection[str] = ()) -> Difference:
    """What it means to go from `base` to `head`; `checks` are the tags of steps that ask about safety.

    Without any, they are those questions that one of the two sites demands an unsure answer of, else `safety-check`.
    """
    before, after = (list(_errors(one)) for one in (base, head))
    known = names(base.site, head.site)
    old, new = renamed(base.site, known), head.site
    tags = set(checks) or {*old.demands.offers, *new.demands.offers} or {CHECK}
    both = [(old.trees[name], tree) for name, tree in new.trees.items() if name in old.trees]
    changes = [*changed_facts(old, new), *weaker_site(old, new), *changed_policies(None, None, old, new)]
    changes += changed_around(old, new, known)
    names_then = {known.trees.get(name, name): name for name in base.site.trees}
    for one, other in both:
        if one.whole and other.whole:  # else what could not be read would pass for gone
            changes += _of_tree(one, other, old, new, known.inside.get(names_then[other.id], TreeNames()))
    unread = (*_unread("old", base, before), *_unread("new", head, after))
    told = {one for each in unread for one in each.diagnostics}
    return Difference(
        changes=tuple(folded(changes, base.site, new, known)),
        paths=_paths(both, old, new, tags, known),
        errors=tuple(one for one in _new(before, after) if one not in told),
        unread=unread,
        titles={tree.id: one_line(tree.title, site) for site in (old, new) for tree in site.trees.values()},
        versions=Versions(old=old, new=new),
        differs=any(getattr(old, key) != getattr(new, key) for key in _COMPARED),
    )


def _errors(loaded: Loaded) -> Iterator[Diagnostic]:
    return (one for one in audit(loaded) if one.severity is Severity.ERROR)


def _new(before: list[Diagnostic], after: list[Diagnostic]) -> Iterator[Diagnostic]:
    """The errors that the old version does not have; the same one may have moved to another line."""
    known = {(one.code, one.span.path, one.message) for one in before}
    yield from (one for one in after if (one.code, one.span.path, one.message) not in known)


def _unread(side: str, loaded: Loaded, errors: list[Diagnostic]) -> Iterator[Unread]:
    """What cannot be compared on one side: files that mean too little, and trees that no walk can follow."""
    site = loaded.site
    broken = [*site.unread, *(name for name, tree in site.trees.items() if not can_be_followed(tree, site))]
    for name in sorted(broken):
        found = tuple(one for one in errors if one.span.path.rpartition("/")[2].partition(".")[0] == name)
        yield Unread(side=side, tree=name, diagnostics=found)
    for name in sorted(site.half_read):
        found = tuple(one for one in errors if f"/_{name}" in one.span.path)
        yield Unread(side=side, tree=f"_{name}", diagnostics=found)


def _of_tree(old: Tree, new: Tree, base: Site, head: Site, known: TreeNames) -> Iterator[Change]:
    sides = Sides(old, new, base, head)
    cards = [*changed_cards(old, new, base, head)]
    weaker = [*changed_policies(old, new, base, head), *weaker_tree(old, new, base, head)]
    if can_be_followed(old, base) and can_be_followed(new, head):
        weaker += no_longer_set_off(old, new, base, head)
    steps = [*changed_steps(sides, known)]
    words = [*changed_words(sides)]
    if any(one.part is not Part.WORDING for one in (*steps, *cards, *words)):
        weaker += not_approved_again(old, new)
    yield from weaker
    yield from steps
    if any(_means_more(one) for one in (*steps, *words)):
        yield from version_kept(old, new)
    yield from cards
    yield from kept_cases(old, new, head)
    yield from words


def _means_more(one: Change) -> bool:
    """Whether what a step says or leads to changed in more than its name and its words."""
    return one.part in (Part.STEPS, Part.WEAKER) and not one.code.endswith("-renamed")


def _paths(
    both: list[tuple[Tree, Tree]], old: Site, new: Site, checks: Collection[str], known: Names
) -> dict[str, PathsChange]:
    """The paths of each tree of both sides that changed, or that walks one that did."""
    walked = [pair for pair in both if can_be_followed(pair[0], old) and can_be_followed(pair[1], new)]
    help_then, help_now = (
        helped([tree for tree in site.trees.values() if can_be_followed(tree, site)], site) for site in (old, new)
    )
    havens = {f"tree:{name}" for name, steps in help_then.items() if old.trees[name].start.id in steps}
    found = {}
    for one, other in walked:
        told = compared(one, other, old, new, checks, havens)
        reached = {state.node for state in expand(other, new).states}
        lost = [name for name in other.nodes if name in (help_then[one.id] - help_now[other.id]) & reached]
        told = replace(
            told, helpless=tuple(said.step(other.nodes[name], new) for name in lost), no_help=other.start.id in lost
        )
        if told.changes or told.lost or told.gained or told.beyond or told.helpless or told.before != told.after:
            found[other.id] = told
    return found
