"""A field that the site wants is not filled in."""

import dataclasses
import functools
from collections.abc import Iterator

from fingerpost.checks._names import unknown
from fingerpost.checks.unknown_source import named
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Citation, FollowUp, Outcome, Placed, Ref, Site, Tree

CODE = "missing-field"
SEVERITY = Severity.ERROR
_SHAPE = {"id", "nodes", "number", "span", "start", "text", "whole"}


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield what `demands.tree` and `demands.outcome` name and the tree leaves empty."""
    for field in site.demands.tree:
        if _known(Tree, field.id) and not _filled(tree, field.id):
            yield _finding("This tree", field, tree, "")
    for node in tree.nodes.values():
        if isinstance(node, Outcome):
            for field in site.demands.outcome:
                if _known(Outcome, field.id) and not _filled(node, field.id) and not _said(node, field, site):
                    yield _finding(f"`{node.id}`", field, node, node.id)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield what the site wants and nothing can have, and what `demands.source` names and a source leaves empty.

    A source that only places name says where a number was found; that is all it is for.
    """
    demands = site.demands
    for kind, fields in ((Tree, demands.tree), (Outcome, demands.outcome), (Citation, demands.source)):
        for field in fields:
            if not _known(kind, field.id):
                yield unknown(f"There is no field `{field.id}`.", field, sorted(_fields(kind)))
    for cited in _leant_on(site) if demands.source and "sources" not in site.half_read else ():
        for field in demands.source:
            if _known(Citation, field.id) and not _filled(cited, field.id):
                yield _finding(f"`{cited.id}`", field, cited, "")


def _leant_on(site: Site) -> Iterator[Citation]:
    """The sources that a tree or a policy names."""
    names = {name.id for tree in site.trees.values() for name, _ in named(tree)}
    names |= {name.id for policy in site.policies.values() for name in policy.sources}
    yield from (cited for cited in site.sources.values() if cited.id in names)


def _finding(what: str, field: Ref, place: Placed, at: str) -> Finding:
    return Finding(
        message=f"{what} has no `{field.id}`, which this site wants.",
        span=place.span,
        at=at,
        help=f"Add `{field.id.split('.')[-1]}:`{_under(field.id)}.",
    )


def _under(field: str) -> str:
    return f" under `{field.rpartition('.')[0]}`" if "." in field else ""


def _filled(value: object, field: str) -> bool:
    for name in field.split("."):
        value = getattr(value, name, None)
    return bool(value)


def _said(node: Outcome, field: Ref, site: Site) -> bool:
    """Whether the whole is missing of which this is a part, and a finding of its own says so."""
    whole = field.id.partition(".")[0]
    return whole != field.id and not _filled(node, whole) and whole in {one.id for one in site.demands.outcome}


def _known(kind: type, field: str) -> bool:
    return field in _fields(kind)


@functools.cache
def _fields(kind: type) -> set[str]:
    own = {one.name for one in dataclasses.fields(kind)} - _SHAPE
    inner = {f"follow_up.{one.name}" for one in dataclasses.fields(FollowUp)} - {"follow_up.span"}
    return own | (inner if kind is Outcome else set())
