"""Walks that go round for ever without what is owed."""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fingerpost.paths import Move
from fingerpost.policies.automata import Debts
from fingerpost.policies.exploring import Exploration, Found, Search, reading
from fingerpost.policies.verdicts import Witness
from fingerpost.policies.ways import moves
from fingerpost.search import components


class _Round(NamedTuple):
    """How many events it takes to come to a round, and the places on the way: one in each exploration, inwards."""

    length: int
    places: tuple[tuple[Exploration, int], ...]


def endless(search: Search, outermost: Exploration) -> Witness | None:
    """The walk that is soonest in a round in which a debt is never paid; None where there is none.

    `search` followed `Debts` and kept its edges.
    """
    nearest: dict[int, _Round] = {}
    for found in (*search.explored.values(), outermost):
        rounds = [*_own(found), *_inside(found, nearest)]
        if rounds:
            nearest[id(found)] = min(rounds, key=lambda one: one.length)
    if id(outermost) not in nearest:
        return None
    soonest = nearest[id(outermost)]
    there = [move for found, place in soonest.places for move in moves(found, found.places[place])]
    return Witness(taken=(*there, *_once_round(*soonest.places[-1])), length=soonest.length, endless=True)


def _own(found: Exploration) -> Iterator[_Round]:
    """The rounds of an exploration itself, each by the place on it that is come to first."""
    owing = [place for place in found.places if reading(place) == Debts.OWING]
    number = {place: at for at, place in enumerate(owing)}
    onwards = [[number[to] for to, _ in found.edges.get(place, ()) if to in number] for place in owing]
    for group in components(onwards):
        if len(group) > 1 or group[0] in onwards[group[0]]:
            first = min((owing[at] for at in group), key=lambda place: found.places[place].length)
            yield _Round(found.places[first].length, ((found, first),))


def _inside(found: Exploration, nearest: dict[int, _Round]) -> Iterator[_Round]:
    """The rounds within the subtrees that an exploration enters."""
    for place, inner in found.inner:
        if id(inner) in nearest:
            inward = nearest[id(inner)]
            yield _Round(found.places[place].length + inward.length, ((found, place), *inward.places))


def _once_round(found: Exploration, place: int) -> Sequence[Move]:
    """The moves of a shortest round from a place back to itself, all the while owing."""
    came: dict[int, tuple[int, Found]] = {}
    waiting = deque([place])
    while place not in came:
        at = waiting.popleft()
        for to, way in found.edges.get(at, ()):
            if to not in came and reading(to) == Debts.OWING:
                came[to] = (at, way)
                waiting.append(to)
    backwards: list[Move] = []
    at = place
    while True:
        at, way = came[at]
        if way.move is not None:
            backwards.append(way.move)
        if way.inside is not None and way.finding is not None:
            backwards += reversed(moves(way.inside, way.finding))
        if at == place:
            return backwards[::-1]
