"""A tree against its official table: which rows it differs from, and by which answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from weakref import WeakKeyDictionary

from fingerpost.follow import can_be_followed
from fingerpost.model import Site, Subtree, Tree
from fingerpost.search import expand, inner_first
from fingerpost.tables.reading import Flaw, read
from fingerpost.tables.rows import Bound, Row, bind
from fingerpost.tables.solving import Answered, Reached, answers, reach

# Of all rows together: a step and the answers that guards look at, once for each row that comes to it.
STATES = 500_000
# More answers than that nobody reads.
SHOWN = 12

_Scope = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A row and a path with the fewest answers that ends elsewhere: the first answers of it, and how many it has."""

    row: Row
    end: str
    answers: tuple[Answered, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comes of comparing: how many rows were compared, those that differ, and those that no path follows.

    `flaws` are what kept rows from being compared.
    """

    rows: int
    differing: tuple[Difference, ...]
    idle: tuple[Row, ...]
    flaws: tuple[Flaw, ...]


_compared: "WeakKeyDictionary[Site, dict[str, Comparison | None]]" = WeakKeyDictionary()


def compare(tree: Tree, site: Site) -> Comparison | None:
    """A tree against its table, worked out once; None where it has none, or a name on the way means nothing."""
    known = _compared.setdefault(site, {})
    if tree.id not in known:
        table = site.tables.get(tree.table.id.id) if tree.table else None
        possible = table is not None and can_be_followed(tree, site)
        known[tree.id] = _compare(bind(read(table), tree, site), tree, site) if table and possible else None
    return known[tree.id]


def _compare(bound: Bound, tree: Tree, site: Site) -> Comparison:
    differing: list[Difference] = []
    idle: list[Row] = []
    flaws = list(bound.flaws)
    anyhow = _anyhow(tree, site)
    rows = bound.rows
    if rows and not all(reached.graph.complete for reached in anyhow.values()):
        flaws.append(_stopped(rows[0], "The tree has too many states to be compared with a table."))
        rows = ()
    scopes = _scopes(bound.columns, tree, site)
    spent = 0
    for at, row in enumerate(rows):
        if spent > STATES:
            message = f"Comparing takes more than {STATES:,} states; this row and those below it are not compared."
            flaws.append(_stopped(row, message))
            rows = rows[:at]
            break
        found = _reached(row, scopes, anyhow)
        spent += sum(one.states for one in found.values())
        whole = found.get((), anyhow[tree.id])
        differing += _differences(row, whole)
        idle += [] if whole.ends else [row]
    return Comparison(rows=len(rows), differing=tuple(differing), idle=tuple(idle), flaws=tuple(flaws))


def _stopped(row: Row, message: str) -> Flaw:
    return Flaw(message=message, span=row.span, help="Make two tables, and two trees, of it.")


def _differences(row: Row, reached: Reached) -> Iterator[Difference]:
    """The nearest end that is not the row's, if there is one."""
    others = {name: count for name, (count, _, _) in reached.ends.items() if name != row.outcome}
    if others:
        end = min(others, key=others.__getitem__)
        first = tuple(islice(answers(reached, end), SHOWN))
        yield Difference(row=row, end=end, answers=first, count=others[end])


def _anyhow(tree: Tree, site: Site) -> dict[str, Reached]:
    """What can be reached in a tree and in those that it uses, by their ids, whatever is answered."""
    found: dict[str, Reached] = {}
    for name in inner_first(tree, site):
        used = site.trees[name]
        found[name] = reach(used, expand(used, site), {}, _uses(used, found))
    return found


def _uses(tree: Tree, found: Mapping[str, Reached]) -> dict[str, Reached]:
    return {node.id: found[node.tree.id] for node in tree.nodes.values() if isinstance(node, Subtree)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One use of a subtree, or the tree itself, in which the table may say something, and the uses in it."""

    tree: Tree
    inside: list[_Scope]


def _scopes(columns: tuple[str, ...], tree: Tree, site: Site) -> dict[_Scope, _Part]:
    """The parts that the columns speak of, the innermost first."""
    found: dict[_Scope, _Part] = {(): _Part(tree=tree, inside=[])}
    for column in columns:
        scope: _Scope = ()
        for use in column.split("/")[:-1]:
            around, scope = found[scope], (*scope, use)
            if scope not in found:
                node = around.tree.nodes[use]
                assert isinstance(node, Subtree)
                found[scope] = _Part(tree=site.trees[node.tree.id], inside=[])
                around.inside.append(scope)
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _reached(row: Row, scopes: Mapping[_Scope, _Part], anyhow: Mapping[str, Reached]) -> dict[_Scope, Reached]:
    """What can be reached within a row, for each part of which it says something, or something of a use in it."""
    allowed: dict[_Scope, dict[str, frozenset[str]]] = {}
    for name, options in row.allowed.items():
        *uses, question = name.split("/")
        allowed.setdefault(tuple(uses), {})[question] = options
    found: dict[_Scope, Reached] = {}
    for scope, part in scopes.items():
        inner = {inside[-1]: found[inside] for inside in part.inside if inside in found}
        if inner or scope in allowed:
            free = anyhow[part.tree.id]
            found[scope] = reach(part.tree, free.graph, allowed.get(scope, {}), {**free.inner, **inner})
    return found
