"""The files around the trees: what holds for the site, its sources, its places and its hazards."""

from typing import Any

from fingerpost.load import fields as f
from fingerpost.load.fields import Builder
from fingerpost.load.parts import exits, policies, tags
from fingerpost.load.values import Document, Scalar, Value, get
from fingerpost.model import Citation, Demands, Fact, Hazard, LocalFact, Place, Ref, WordList


def build_site(build: Builder, document: Document) -> dict[str, Any]:
    """The fields of `Site` that `_site.yaml` fills."""
    root = f.fields(document.root)
    return {
        "tags": tags(build, get(root, "tags")),
        "facts": f.by_id(build, get(root, "facts"), _fact),
        "policies": policies(build, get(root, "policies")),
        "exits": exits(build, get(root, "exits")),
        "levels": f.by_id(build, get(root, "levels"), _level),
        "never_waive": f.names(build, get(root, "never_waive")),
        "words": f.by_id(build, get(root, "words"), _words),
        "demands": _demands(build, get(root, "demands")),
        "default_place": f.name(build, get(root, "default_place")),
    }


def _fact(build: Builder, key: Scalar, value: Value) -> Fact:
    body = f.fields(value)
    label = f.a_text(build, get(body, "label"), f.in_words(key.value))
    kind = f.name(build, get(body, "kind")) or Ref(id="text")
    return Fact(id=key.value, label=label, kind=kind, span=build.span(key.mark))


def _level(build: Builder, key: Scalar, value: Value) -> Ref | None:
    """The level's word, at the place of the check's name."""
    level = f.name(build, value)
    return Ref(id=level.id, span=build.span(key.mark)) if level else None


def _words(build: Builder, key: Scalar, value: Value) -> WordList:
    body = f.fields(value)
    words = {entry.key.value: f.a_text(build, entry.value) for entry in f.entries(get(body, "words"))}
    because = f.a_text(build, get(body, "because"))
    return WordList(id=key.value, because=because, words=words, span=build.span(key.mark))


def _demands(build: Builder, value: Value | None) -> Demands:
    body = f.fields(value)
    return Demands(
        tree=f.names(build, get(body, "tree")),
        outcome=f.names(build, get(body, "outcome")),
        source=f.names(build, get(body, "source")),
        evidence=f.truth(get(body, "evidence")),
        opens_with=f.names(build, get(body, "opens_with")),
        exits=f.names(build, get(body, "exits")),
        offers=_pairs(build, get(body, "offers")),
        calls=_pairs(build, get(body, "calls")),
        well_sourced=f.names(build, get(body, "well_sourced")),
        times=f.texts(build, get(body, "times")),
        reviewers=f.texts(build, get(body, "reviewers")),
        span=build.span(body.mark),
    )


def _pairs(build: Builder, value: Value | None) -> dict[str, Ref]:
    return {entry.key.value: one for entry in f.entries(value) if (one := f.name(build, entry.value))}


def build_sources(build: Builder, document: Document) -> dict[str, Citation]:
    """`_sources.yaml`."""
    return f.by_id(build, document.root, _citation)


def _citation(build: Builder, key: Scalar, value: Value) -> Citation:
    body = f.fields(value)
    return Citation(
        id=key.value,
        title=f.a_text(build, get(body, "title"), key.value),
        organisation=f.text(build, get(body, "organisation")),
        authors=f.texts(build, get(body, "authors")),
        year=f.text(build, get(body, "year")),
        doi=f.text(build, get(body, "doi")),
        url=f.text(build, get(body, "url")),
        accessed=f.date(build, get(body, "accessed")),
        kind=f.name(build, get(body, "kind")),
        supports=f.text(build, get(body, "supports")),
        limits=f.text(build, get(body, "limits")),
        span=build.span(key.mark),
    )


def build_place(build: Builder, document: Document, code: str) -> Place:
    """One file of `_places/`."""
    root = f.fields(document.root)
    return Place(
        code=code,
        name=f.a_text(build, get(root, "name"), code),
        languages=f.names(build, get(root, "languages")),
        facts=f.by_id(build, get(root, "facts"), _local_fact),
        span=build.span(document.root.mark),
    )


def _local_fact(build: Builder, key: Scalar, value: Value) -> LocalFact:
    body = f.fields(value)
    return LocalFact(
        id=key.value,
        text=f.a_text(build, get(body, "text")),
        source=f.name(build, get(body, "source")),
        verified_on=f.date(build, get(body, "verified_on")),
        expires=f.date(build, get(body, "expires")),
        note=f.text(build, get(body, "note")),
        look_up=f.truth(get(body, "look_up")),
        span=build.span(key.mark),
    )


def build_hazards(build: Builder, document: Document) -> dict[str, Hazard]:
    """`_hazards.yaml`."""
    return f.by_id(build, document.root, _hazard)


def _hazard(build: Builder, key: Scalar, value: Value) -> Hazard:
    body = f.fields(value)
    return Hazard(
        id=key.value,
        text=f.a_text(build, get(body, "hazard")),
        cause=f.text(build, get(body, "cause")),
        controls=f.texts(build, get(body, "controls")),
        checked_by=f.names(build, get(body, "checked_by")),
        span=build.span(key.mark),
    )
