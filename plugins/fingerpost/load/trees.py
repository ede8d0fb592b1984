"""A tree file's values to a `Tree`, as much of it as has a meaning."""

from collections.abc import Callable
from typing import Any

from fingerpost.load import fields as f
from fingerpost.load.fields import Builder
from fingerpost.load.parts import cards, cases, exits, people, policies, stages, tags, waivers
from fingerpost.load.values import Document, MappingValue, Scalar, Value, get
from fingerpost.model import (
    Action,
    Change,
    FollowUp,
    Node,
    Option,
    Outcome,
    Question,
    Ref,
    Return,
    Subtree,
    Table,
    Tree,
    text_at,
)


def build_tree(build: Builder, document: Document, tree_id: str, *, whole: bool) -> Tree | None:
    """The tree that a document holds, or None where there is no node at all."""
    root = f.fields(document.root)
    nodes = _nodes(build, get(root, "nodes"))
    if not nodes:
        return None
    title = f.a_text(build, get(root, "title"), tree_id)
    first = next(iter(nodes.values()))
    return Tree(
        id=tree_id,
        title=title,
        nodes=nodes,
        start=f.name(build, get(root, "start")) or Ref(id=first.id, span=first.span),
        whole=whole,
        span=title.span if title.span.path else build.span(document.root.mark),
        **_about(build, root),
        **_beside(build, root),
    )


def _about(build: Builder, root: MappingValue) -> dict[str, Any]:
    """What a tree says of itself."""
    words = ("summary", "audience", "setting", "not_for", "purpose", "version", "license", "derived_from", "supersedes")
    return {
        **{key: f.text(build, get(root, key)) for key in words},
        **{key: f.date(build, get(root, key)) for key in ("approved_on", "last_reviewed", "next_review")},
        **{key: people(build, get(root, key)) for key in ("authors", "editors", "reviewers", "endorsers")},
        **{key: f.name(build, get(root, key)) for key in ("language", "status")},
        **{key: f.names(build, get(root, key)) for key in ("places", "hazards")},
        "changelog": f.listed(build, get(root, "changelog"), _change),
    }


def _beside(build: Builder, root: MappingValue) -> dict[str, Any]:
    """What stands beside the nodes."""
    return {
        "tags": tags(build, get(root, "tags")),
        "stages": stages(build, get(root, "stages")),
        "exits": exits(build, get(root, "exits")),
        "policies": policies(build, get(root, "policies")),
        "cases": cases(build, get(root, "cases")),
        "cards": cards(build, get(root, "cards")),
        "table": _table(build, get(root, "table")),
        "allow": waivers(build, get(root, "allow")),
    }


def _change(build: Builder, value: MappingValue) -> Change:
    return Change(
        version=f.a_text(build, get(value, "version")),
        on=f.date(build, get(value, "on")),
        text=f.a_text(build, get(value, "text")),
        span=build.span(value.mark),
    )


def _table(build: Builder, value: Value | None) -> Table | None:
    table = f.name(build, get(f.fields(value), "id"))
    if table is None:
        return None
    source, page = f.name(build, get(f.fields(value), "source")), f.text(build, get(f.fields(value), "page"))
    return Table(id=table, source=source, page=page, span=table.span)


# Nodes ------------------------------------------------------------------------------------------------------------

# What any node may have, by what makes it.
_COMMON: dict[str, Callable[[Builder, Value], Any]] = {
    "avoid": f.texts,
    "detail": f.text,
    "do": f.texts,
    "evidence": f.name,
    "reviewed_on": f.date,
    "say": f.texts,
    "sources": f.names,
    "stage": f.name,
    "tags": f.names,
    "why": f.text,
}


def _nodes(build: Builder, value: Value | None) -> dict[str, Node]:
    """The nodes in order."""
    return {
        entry.key.value: _node(build, entry.key, entry.value, number)
        for number, entry in enumerate(f.entries(value), start=1)
    }


def _node(build: Builder, key: Scalar, value: Value, number: int) -> Node:
    """A node; one of no kind stands in as an outcome, so that what leads to it is not called missing."""
    body = f.fields(value)
    common = _common(build, key, body, number)
    if "question" in body.entries:
        return _question(build, body, common)
    if "action" in body.entries:
        return Action(text=f.a_text(build, get(body, "action")), to=f.targets(build, get(body, "to")), **common)
    if "tree" in body.entries:
        return _subtree(build, body, common)
    return _outcome(build, body, common)


def _common(build: Builder, key: Scalar, body: MappingValue, number: int) -> dict[str, Any]:
    made: dict[str, Any] = {"id": key.value, "number": number, "span": build.span(key.mark)}
    for name, entry in body.entries.items():
        make = _COMMON.get(name)
        if make is not None:
            made[name] = make(build, entry.value)
    return made


def _question(build: Builder, body: MappingValue, common: dict[str, Any]) -> Question:
    return Question(
        text=f.a_text(build, get(body, "question")),
        options=tuple(f.by_id(build, get(body, "options"), _option).values()),
        look_for=f.texts(build, get(body, "look_for")),
        **common,
    )


def _option(build: Builder, key: Scalar, value: Value) -> Option:
    where = build.span(key.mark)
    words = text_at(f.in_words(key.value), where)
    if not isinstance(value, MappingValue):
        return Option(id=key.value, text=words, to=f.targets(build, value), span=where)
    return Option(
        id=key.value,
        text=f.text(build, get(value, "text")) or words,
        to=f.targets(build, get(value, "to")),
        tags=f.names(build, get(value, "tags")),
        note=f.text(build, get(value, "note")),
        span=where,
    )


def _outcome(build: Builder, body: MappingValue, common: dict[str, Any]) -> Outcome:
    return Outcome(
        text=f.a_text(build, get(body, "outcome")),
        urgency=f.name(build, get(body, "urgency")),
        within=f.text(build, get(body, "within")),
        record=f.texts(build, get(body, "record")),
        consult=f.texts(build, get(body, "consult")),
        follow_up=_follow_up(build, get(body, "follow_up")),
        next=f.names(build, get(body, "next")),
        **common,
    )


def _follow_up(build: Builder, value: Value | None) -> FollowUp | None:
    if not isinstance(value, MappingValue):
        return None
    words = {key: f.text(build, get(value, key)) for key in ("who", "when", "how", "stop")}
    return FollowUp(**words, span=build.span(value.mark))


def _subtree(build: Builder, body: MappingValue, common: dict[str, Any]) -> Subtree:
    returns = tuple(
        Return(
            outcome=Ref(id=entry.key.value, span=build.span(entry.key.mark)),
            to=f.targets(build, entry.value, may_end=True),
            span=build.span(entry.key.mark),
        )
        for entry in f.entries(get(body, "outcomes"))
    )
    return Subtree(
        text=f.a_text(build, get(body, "text")),
        tree=f.name(build, get(body, "tree")) or Ref(id=""),
        outcomes=returns,
        **common,
    )
