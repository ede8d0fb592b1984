"""A field that the site wants is not filled in."""

import dataclasses
import functools
from collections.abc import Iterator, Sequence

from fingerpost.blanks import block
from fingerpost.checks._names import unknown
from fingerpost.checks.unknown_source import named
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Citation, FollowUp, Outcome, Ref, Site, Tree

CODE = "missing-field"
SEVERITY = Severity.ERROR
_SHAPE = {"id", "nodes", "number", "span", "start", "text", "whole"}


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield a tree, and each outcome, that leaves fields empty which `demands.tree` and `demands.outcome` name."""
    if lacking := _lacking(tree, site.demands.tree):
        lines = block(["tree.tags" if one == "tags" else one for one in lacking], site, tree=tree.id)
        yield Finding(message=f"This tree lacks: {_listed(lacking)}.", span=tree.span, help=_help(lines))
    for node in tree.nodes.values():
        if isinstance(node, Outcome) and (lacking := _lacking(node, site.demands.outcome)):
            lines = block(lacking, site, urgency=node.urgency, tree=tree.id)
            beside = node.follow_up is not None and any("." in field for field in lacking)
            yield Finding(
                message=f"`{node.id}` lacks: {_listed(lacking)}.",
                span=node.span,
                at=node.id,
                help=_help(lines, at=", as far in as `outcome:`", beside="follow_up" if beside else ""),
            )


def check_site(site: Site) -> Iterator[Finding]:
    """Yield what the site wants and nothing can have, and a source that leaves fields of `demands.source` empty.

    A source that only places name says where a number was found; that is all it is for.
    """
    demands = site.demands
    for kind, fields in ((Tree, demands.tree), (Outcome, demands.outcome), (Citation, demands.source)):
        for field in fields:
            if not _known(kind, field.id):
                yield unknown(f"There is no field `{field.id}`.", field, sorted(_fields(kind)))
    for cited in _leant_on(site) if demands.source and "sources" not in site.half_read else ():
        if lacking := _lacking(cited, demands.source):
            lines = block(["source.authors" if one == "authors" else one for one in lacking], site)
            yield Finding(message=f"`{cited.id}` lacks: {_listed(lacking)}.", span=cited.span, help=_help(lines))


def _leant_on(site: Site) -> Iterator[Citation]:
    """The sources that a tree or a policy names."""
    names = {name.id for tree in site.trees.values() for name, _ in named(tree)}
    names |= {name.id for policy in site.policies.values() for name in policy.sources}
    yield from (cited for cited in site.sources.values() if cited.id in names)


def _lacking(thing: Tree | Outcome | Citation, wanted: Sequence[Ref]) -> list[str]:
    """The fields that are wanted and empty, in the order in which the site names them."""
    return [one.id for one in wanted if _known(type(thing), one.id) and not _filled(thing, one.id)]


def _listed(fields: Sequence[str]) -> str:
    """Such as "do, follow_up (who, when), next": the parts stand behind the whole."""
    parts: dict[str, list[str]] = {}
    for field in fields:
        whole, _, part = field.partition(".")
        parts.setdefault(whole, []).extend([part] if part else [])
    return ", ".join(f"{whole} ({', '.join(inner)})" if inner else whole for whole, inner in parts.items())


def _help(lines: Sequence[str], *, at: str = "", beside: str = "") -> str:
    first = f"Add{at}, in {'this shape' if len(lines) == 1 else 'these shapes'}"
    first += f"; what stands below `{beside}:` here goes below the one that is there:" if beside else ":"
    return "\n".join([first, *lines])


def _filled(value: object, field: str) -> bool:
    for name in field.split("."):
        value = getattr(value, name, None)
    return bool(value)


def _known(kind: type, field: str) -> bool:
    return field in _fields(kind)


@functools.cache
def _fields(kind: type) -> set[str]:
    own = {one.name for one in dataclasses.fields(kind)} - _SHAPE
    inner = {f"follow_up.{one.name}" for one in dataclasses.fields(FollowUp)} - {"follow_up.span"}
    return own | (inner if kind is Outcome else set())
