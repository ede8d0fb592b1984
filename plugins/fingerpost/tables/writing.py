"""The table that a tree makes by itself: a row for each of its paths, those that answers make alike put together."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from fingerpost import paths
from fingerpost.failures import Failure
from fingerpost.follow import begin, end_name, question_name, take
from fingerpost.model import Site, Subtree, Tree
from fingerpost.paths import Walk
from fingerpost.search import summary
from fingerpost.tables.reading import COLUMNS, ROWS
from fingerpost.tables.rows import OUTCOME


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTable:
    """The columns of a tree's own table and its rows: a cell for each question that is asked, and the end.

    `more` when it has more than `ROWS` rows, of which these are the first.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Mapping[str, str], str], ...]
    more: bool


def own_table(tree: Tree, site: Site) -> OwnTable:
    """The table of a tree that can be walked. Raises `Failure` where its paths cannot be told by rows."""
    if not summary(tree, site).bounded:
        raise Failure(f"The paths of {tree.id} are unbounded, because a loop can be walked; no table holds them.")
    rows = list(islice(_rows(tree, site), ROWS + 1))
    names = {name for cells, _ in rows for name in cells}
    if len(names) >= COLUMNS:
        raise Failure(f"{tree.id} asks {len(names):,} questions, and a table may have {COLUMNS:,} columns.")
    columns = tuple(sorted(names, key=lambda name: _place(name, tree, site)))
    return OwnTable(columns=columns, rows=tuple(rows[:ROWS]), more=len(rows) > ROWS)


def _rows(tree: Tree, site: Site) -> Iterator[tuple[dict[str, str], str]]:
    work: list[tuple[Walk, dict[str, str]]] = [(begin(site, tree.id), {})]
    while work:
        walk, cells = work.pop()
        end = end_name(site, walk)
        if end is not None:
            yield cells, end
            continue
        name = question_name(site, walk)
        assert name is not None
        if name in cells:
            raise Failure(f"{tree.id} asks {name} twice on a path, which no row can tell.")
        work += [(then, {**cells, name: cell}) for cell, then in reversed(_ways(site, walk))]


def _ways(site: Site, walk: Walk) -> list[tuple[str, Walk]]:
    """Cells for the question of a walk, with where each leads: options from which all goes on alike are one."""
    found: dict[object, tuple[list[str], Walk]] = {}
    offered = paths.offers(site, walk)
    for option in offered:
        then = take(site, walk, option.id)
        key = end_name(site, then) or then.frames
        found.setdefault(key, ([], then))[0].append(option.id)
    return [("*" if len(names) == len(offered) else "|".join(names), then) for names, then in found.values()]


def _place(name: str, tree: Tree, site: Site) -> tuple[int, ...]:
    """The numbers of the uses and the question of a column, to put it where it is read."""
    *uses, question = name.split("/")
    numbers = []
    for use in uses:
        node = tree.nodes[use]
        assert isinstance(node, Subtree)
        numbers.append(node.number)
        tree = site.trees[node.tree.id]
    return (*numbers, tree.nodes[question].number)


def written(table: OwnTable) -> str:
    """A table as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*table.columns, OUTCOME])
    writer.writerows([*(cells.get(name, "*") for name in table.columns), end] for cells, end in table.rows)
    return text.getvalue()
