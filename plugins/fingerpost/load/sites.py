"""All files of a site to one `Site`, file by file, each mistake of each file found in the one run."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from fingerpost.diagnostics import Diagnostic, in_order
from fingerpost.garbage import uncollected
from fingerpost.load.around import build_hazards, build_place, build_site, build_sources
from fingerpost.load.codes import fault
from fingerpost.load.door import decode, gather, too_large
from fingerpost.load.events import read
from fingerpost.load.fields import Builder
from fingerpost.load.limits import DIAGNOSTICS, FILE_BYTES
from fingerpost.load.shape import misshapen
from fingerpost.load.trees import build_tree
from fingerpost.load.values import Document
from fingerpost.model import Site
from fingerpost.source import Source, Span, lines, start_of

# The name of a tree, a table or a place, as it may stand on any disk.
ID = re.compile(r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)[a-z][a-z0-9-]{0,62}")


# The files around the trees in which something that trees name may stand.
_AROUND = {"hazards": "hazards", "place": "places", "site": "site", "sources": "sources"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A site as far as it could be read, and everything that was wrong with how it is written."""

    site: Site
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True, kw_only=True)
class _Parts:
    """What the files have given so far."""

    parts: dict[str, Any] = field(default_factory=dict)
    maps: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Source] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    half_read: set[str] = field(default_factory=set)
    found: list[Diagnostic] = field(default_factory=list)


def load_site(root: Path, *, today: datetime.date, name: str = "trees") -> Loaded:
    """The site in a folder; places in messages begin with `name`.

    Raises `FileNotFoundError` or `NotADirectoryError` when there is no such folder, and never for what is in it.
    """
    return _load(gather(root, name), today)


def load_text(files: Mapping[str, str | bytes], *, today: datetime.date) -> Loaded:
    """The same from memory: `{"trees/x.yaml": "title: …"}`."""
    return _load(((path, _bytes(path, content)) for path, content in sorted(files.items())), today)


def _bytes(path: str, content: str | bytes) -> bytes | Diagnostic:
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return raw if len(raw) <= FILE_BYTES else too_large(path)


def _load(files: Iterable[tuple[str, bytes | Diagnostic]], today: datetime.date) -> Loaded:
    parts = _Parts(maps={"trees": {}, "places": {}, "tables": {}})
    with uncollected():
        for path, raw in files:
            _take(parts, path, raw)
    site = Site(
        today=today,
        files=parts.files,
        unread=frozenset(parts.unread),
        half_read=frozenset(parts.half_read),
        **parts.maps,
        **parts.parts,
    )
    return Loaded(site=site, diagnostics=tuple(in_order(parts.found)))


def _take(parts: _Parts, path: str, raw: bytes | Diagnostic) -> None:
    """One file, by what its name says that it is."""
    found_before = len(parts.found)
    kind, name = _kind(path)
    source = decode(path, raw) if isinstance(raw, bytes) else raw
    if isinstance(source, Diagnostic):
        parts.found.append(source)
    else:
        parts.files[path] = source
        if kind in ("tree", "place", "table") and not _well_named(path, name):
            parts.found.append(_bad_name(path, name))
        _read_as(parts, kind, name, source)
    if kind == "tree" and name not in parts.maps["trees"]:
        parts.unread.add(name)
    if kind in _AROUND and len(parts.found) > found_before:
        parts.half_read.add(_AROUND[kind])
    if len(parts.found) - found_before > DIAGNOSTICS:
        parts.found[found_before + DIAGNOSTICS :] = [_too_many(path)]


def _too_many(path: str) -> Diagnostic:
    message = f"More is wrong in this file; {DIAGNOSTICS:,} findings of it are shown."
    return fault("too-large", message, start_of(path), help="Mend some of them, and run it again.")


def _kind(path: str) -> tuple[str, str]:
    """What a file holds and the id that its name gives it."""
    pure = PurePosixPath(path)
    match pure.parent.name, pure.name:
        case "_places", _:
            return "place", pure.stem
        case "_tables", _:
            return "table", pure.stem
        case _, "_site.yaml" | "_sources.yaml" | "_hazards.yaml":
            return pure.stem.removeprefix("_"), pure.stem
        case _, name if name.startswith("_"):
            return "unknown", pure.stem
    return "tree", pure.stem


def _well_named(path: str, name: str) -> bool:
    return bool(ID.fullmatch(name)) and path.endswith((".yaml", ".csv"))


def _bad_name(path: str, name: str) -> Diagnostic:
    help_ = "Name it with small letters, digits and hyphens, beginning with a letter, and `.yaml`: client-leaves.yaml."
    return fault("bad-id", f"`{PurePosixPath(path).name}` cannot be the name of this file.", start_of(path), help=help_)


def _read_as(parts: _Parts, kind: str, name: str, source: Source) -> None:
    if kind == "unknown":
        parts.found.append(_unknown_file(source.path))
        return
    if kind == "table":
        parts.maps["tables"][name] = source
        return
    document, found = read(source)
    if document is None:
        parts.found.extend(found)
        return
    found = list(_settled(found, list(misshapen(document, kind, lines(source)))))
    build = Builder(path=source.path)
    _build_as(parts, kind, name, document, build, whole=not found)
    parts.found.extend([*found, *build.found])


def _settled(mistakes: list[Diagnostic], departures: list[Diagnostic]) -> Iterator[Diagnostic]:
    """All of them; but where a mend gives a value of the wrong shape, neither the mend nor that is worth saying."""
    mended = {_place(one.fixes[0].edits[0].span) for one in mistakes if one.fixes}
    wrong = mended & {_place(one.span) for one in departures}
    yield from (
        replace(one, fixes=()) if one.fixes and _place(one.fixes[0].edits[0].span) in wrong else one for one in mistakes
    )
    yield from (one for one in departures if _place(one.span) not in wrong)


def _place(span: Span) -> tuple[int, int]:
    return span.line, span.column


def _unknown_file(path: str) -> Diagnostic:
    known = "_site.yaml, _sources.yaml, _hazards.yaml"
    return fault("bad-id", "A file whose name begins with _ is no tree.", start_of(path), help=f"Known are {known}.")


def _build_as(parts: _Parts, kind: str, name: str, document: Document, build: Builder, *, whole: bool) -> None:
    match kind:
        case "tree":
            tree = build_tree(build, document, name, whole=whole)
            if tree is not None:
                parts.maps["trees"].setdefault(name, tree)
        case "place":
            parts.maps["places"][name] = build_place(build, document, name)
        case "site":
            parts.parts.update(build_site(build, document))
        case "sources":
            parts.maps["sources"] = build_sources(build, document)
        case "hazards":
            parts.maps["hazards"] = build_hazards(build, document)
