"""The hazard log names something that does not exist as what keeps watch."""

from collections.abc import Collection, Iterator
from dataclasses import fields

from fingerpost import checks
from fingerpost.checks._names import unknown, unknown_node
from fingerpost.diagnostics import Finding, Severity
from fingerpost.load import CODES
from fingerpost.model import Ref, Site

CODE = "unknown-control"
SEVERITY = Severity.ERROR


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each name under a hazard's `checked_by` that means nothing, where every file could be read."""
    if site.unread or site.half_read or not all(tree.whole for tree in site.trees.values()):
        return
    for hazard in site.hazards.values():
        for name in hazard.checked_by:
            if found := _judge(name, site):
                yield found


def _judge(name: Ref, site: Site) -> Finding | None:
    kind, _, own = name.id.partition(":")
    tree, _, last = own.rpartition("/")
    if kind == "node":
        return unknown_node(name, None, site, at="", part=own)
    if tree and tree not in site.trees:
        return unknown(f"There is no tree `{tree}`.", name, site.trees, start=len(kind) + 1, word=tree)
    known = _known(kind, tree, site)
    if last in known:
        return None
    start = len(name.id) - len(last)
    what = "list of words" if kind == "words" else kind
    return unknown(f"There is no {what} `{last}`.", name, known, start=start, word=last)


def _known(kind: str, tree: str, site: Site) -> Collection[str]:
    """What a name of a kind may be, in a tree or where none is named."""
    match kind, tree:
        case "check", "":
            return {*checks.CHECKS, *CODES}
        case "demand", "":
            made = {one.name for one in fields(site.demands) if getattr(site.demands, one.name)}
            return made - {"span"}  # one that is not made watches nothing
        case "exit", "":
            return site.exits
        case "policy", "":
            return site.policies
        case "words", "":
            return site.words
        case "case", one if one:
            return site.trees[one].cases
        case "exit", one:
            return site.trees[one].exits
        case "policy", one:
            return site.trees[one].policies
    return ()
