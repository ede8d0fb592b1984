"""A tree's file as it was written, so that words of it can be exchanged: every value with its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from fingerpost.load.events import read
from fingerpost.load.values import Entry, ListValue, MappingValue, Scalar, Value, get
from fingerpost.model import Site, Tree
from fingerpost.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A target as it was written.

    `at` names the option, node or exit that it belongs to, `source` the node (None for an exit), `may_end` whether
    `end` would have a meaning there.
    """

    at: str
    source: str | None
    word: Scalar
    may_end: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A tree and its file; `others` are the ids of the other trees of its site."""

    tree: Tree
    source: Source
    root: MappingValue
    others: tuple[str, ...]


def written(tree: Tree, site: Site) -> Written:
    """The file of a tree of a site; the tree must have been read whole."""
    source = site.files[tree.span.path]
    document, _ = read(source)
    assert document is not None
    assert isinstance(document.root, MappingValue)
    others = tuple(name for name in site.trees if name != tree.id)
    return Written(tree=tree, source=source, root=document.root, others=others)


def nodes(file: Written) -> dict[str, Entry]:
    """The nodes by id."""
    return _entries(get(file.root, "nodes"))


def fields(entry: Entry) -> MappingValue:
    """The fields of a node, or of an option that has any."""
    assert isinstance(entry.value, MappingValue)
    return entry.value


def options(node: Entry) -> dict[str, Entry]:
    """The options of a node, none where it is no question."""
    return _entries(get(fields(node), "options")) if "question" in fields(node).entries else {}


def exits(file: Written) -> dict[str, Entry]:
    """The tree's own exits."""
    return _entries(get(file.root, "exits"))


def option_tags(option: Entry) -> Value | None:
    """The tags of an option, where it has any."""
    return get(option.value, "tags") if isinstance(option.value, MappingValue) else None


def tagged(file: Written) -> Iterator[tuple[str, MappingValue]]:
    """Every node and option that has tags: its name, and its fields."""
    for name, node in nodes(file).items():
        if "tags" in fields(node).entries:
            yield name, fields(node)
        for key, option in options(node).items():
            if option_tags(option) is not None:
                yield f"{name}/{key}", fields(option)


def words(value: Value | None) -> list[Scalar]:
    """The names in a list of names; one name alone is a list too."""
    match value:
        case ListValue():
            return [item for item in value.items if isinstance(item, Scalar)]
        case Scalar():
            return [value]
    return []


def target_values(file: Written) -> Iterator[tuple[str, str, Value]]:
    """Every place from which a node goes on: its name, its node, and what is written there."""
    for name, node in nodes(file).items():
        for key, option in options(node).items():
            to = get(option.value, "to") if isinstance(option.value, MappingValue) else option.value
            if to is not None:
                yield f"{name}/{key}", name, to
        if "action" in fields(node).entries and (to := get(fields(node), "to")) is not None:
            yield name, name, to
        if "tree" in fields(node).entries:
            for key, entry in _entries(get(fields(node), "outcomes")).items():
                yield f"{name}/{key}", name, entry.value


def guarded(value: Value) -> list[MappingValue]:
    """The targets of a list of guarded ones; none where there is but one target."""
    items = value.items if isinstance(value, ListValue) else []
    return [item for item in items if isinstance(item, MappingValue)]


def arrows(file: Written) -> Iterator[Arrow]:
    """Every target of the tree: of options, actions, outcomes of subtrees, and exits."""
    for at, source, value in target_values(file):
        may_end = "tree" in fields(nodes(file)[source]).entries
        for word in [get(one, "to") for one in guarded(value)] or [value]:
            if isinstance(word, Scalar):
                yield Arrow(at=at, source=source, word=word, may_end=may_end)
    for name, entry in exits(file).items():
        word = get(fields(entry), "to")
        if isinstance(word, Scalar):
            yield Arrow(at=f"exit:{name}", source=None, word=word)


def _entries(value: Value | None) -> dict[str, Entry]:
    return value.entries if isinstance(value, MappingValue) else {}
