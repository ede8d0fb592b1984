"""All walks from a tree's start at once, read by a monitor: which places they come to, and where they break a promise.

A place is a state of a tree together with a state of the monitor. A tree that is walked within another is explored
once for each state of the monitor at its entry, and what was found is put in wherever it is entered so (summaries, as
in Reps, Horwitz and Sagiv 1995), since the walks through many uses of subtrees are far too many to follow one by one.
The shortest walks come first, as in Dijkstra's search; the lengths are numbers of events.
"""

from collections.abc import Generator, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import NamedTuple, TypeVar

from fingerpost.model import End, Jump, Site, Tree
from fingerpost.paths import Move
from fingerpost.policies.automata import Reader
from fingerpost.policies.monitors import BROKEN
from fingerpost.policies.selectors import Meaning, Uses, letters
from fingerpost.policies.spaces import NO_EVENT, Space, Step, TooMany, space

# Of one policy in one tree; past it nothing is decided.
PLACES = 1_000_000
_BITS = 20  # for a state and for a tree's number; `STATES` and the number of trees are below
_MASK = (1 << _BITS) - 1
_ON = Move("on")
Key = TypeVar("Key", bound=Hashable)


class Found(NamedTuple):
    """A shortest way to something: its length in events, the place before it (None: the entry), and the last move.

    Before that move, what was walked `inside` a subtree may stand, up to a `finding` there.
    """

    length: int
    before: int | None
    move: Move | None
    inside: "Exploration | None" = None
    finding: "Found | None" = None


class Call(NamedTuple):
    """The walks through one tree from its entry: inside these uses of subtrees, in this state of the monitor."""

    tree: str
    uses: Uses
    state: int


@dataclass(slots=True)
class Exploration:
    """What was found from one entry; the ways in it begin there.

    `breaks` are by the event that broke the promise, a tree's number of it and the uses it is in; `returns` and
    `escapes` are by a state of a tree (which one the walk goes on in, once it has left) and the state of the monitor
    before the node is come to; `steps` are by the states of the monitor in which exits may be taken.
    """

    places: dict[int, Found] = field(default_factory=dict)
    breaks: dict[tuple[str, Uses, int], Found] = field(default_factory=dict)
    returns: dict[tuple[int, int], Found] = field(default_factory=dict)
    escapes: dict[tuple[str, int, int], Found] = field(default_factory=dict)
    steps: dict[int, Found] = field(default_factory=dict)
    inner: list[tuple[int, "Exploration"]] = field(default_factory=list)
    edges: dict[int, list[tuple[int, Found]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Local:
    """A tree inside certain uses, with the letters of its events.

    To come to a `quiet` state makes an event that the monitor does not hear, and no walk ends there.
    """

    number: int
    space: Space
    uses: Uses
    letters: Sequence[int]
    quiet: Sequence[bool]


class Search:
    """One policy's search through the walks of one tree."""

    def __init__(
        self, site: Site, reader: Reader, meanings: Mapping[int, Sequence[Meaning]], *, exits: bool, edges: bool = False
    ) -> None:
        """`exits`: whether walks that take exits count; `edges`: whether to keep what leads from place to place."""
        self._site = site
        self.reader = reader
        self._meanings = meanings
        self.exits = exits
        self.keeps_edges = edges
        self._locals: dict[tuple[str, Uses], Local] = {}
        self._numbered: list[Local] = []
        self.depth = max((len(one.uses) for several in meanings.values() for one in several), default=0)
        self.places = 0
        self.explored: dict[Call, Exploration] = {}

    def from_start(self, tree: Tree) -> Exploration:
        """Explore all walks from a tree's start. Raises `TooMany` past so many places."""
        ways = [_Walker(self, Call(tree.id, (), self.reader.first), outermost=True).walk()]
        calls: list[Call] = []
        answer: Exploration | None = None
        while True:
            try:
                call = ways[-1].send(answer) if answer is not None else next(ways[-1])
            except StopIteration as end:
                answer = end.value
                ways.pop()
                if not ways:
                    return answer
                self.explored[calls.pop()] = answer
                continue
            answer = self.explored.get(call)
            if answer is None:
                ways.append(_Walker(self, call, outermost=False).walk())
                calls.append(call)

    def local_at(self, place: int) -> Local:
        """The tree in which a place is."""
        return self._numbered[place >> _BITS & _MASK]

    def check(self, places: int) -> None:
        """Raise `TooMany` where there are too many places, those of an exploration under way included."""
        if self.places + places > PLACES:
            raise TooMany

    def local(self, tree: str, uses: Uses) -> Local:
        """A tree with its letters, worked out once. Raises `TooMany` as `space` does."""
        if (tree, uses) not in self._locals:
            found = space(self._site.trees[tree], self._site, exits=self.exits)
            # The last letter is the one of no event at all, so that -1 leads to it.
            written = [*letters(self._meanings, found.index, found.size, tree, uses), 0]
            quiet = [not written[event] and at not in found.ends for at, event in enumerate(found.arrivals)]
            self._locals[tree, uses] = Local(len(self._numbered), found, uses, written, quiet)
            self._numbered.append(self._locals[tree, uses])
        return self._locals[tree, uses]


def _events(step: Step) -> int:
    """How many events it is to go a step, before what it comes to."""
    return int(step.event != NO_EVENT)


class _Walker:
    """One exploration under way; `outermost`: nothing waits for a return, so outcomes are ends and jumps go on here."""

    def __init__(self, search: Search, call: Call, *, outermost: bool) -> None:
        self._search = search
        self._call = call
        self._outermost = outermost
        self._locals: dict[int, Local] = {}
        self._found = Exploration()
        self._waiting: dict[int, list[int]] = {}
        self._lengths: list[int] = []
        self._ended: set[tuple[int, int, int, bool]] = set()

    def walk(self) -> Generator[Call, Exploration, Exploration]:
        """Go through all places, the nearest first; yields what must be explored before, and is sent it."""
        home = self._local(self._call.tree)
        self._arrive(home, 0, self._call.state, Found(0, None, None if self._outermost else _ON))
        places = self._found.places
        while self._lengths:
            length = heappop(self._lengths)
            self._search.check(len(places))
            for key in self._waiting.pop(length):
                if places[key].length != length:
                    continue  # a shorter way was found meanwhile
                local, state = self._locals[key >> _BITS & _MASK], key & _MASK
                read = key >> 2 * _BITS
                if state in local.space.calls:
                    call = self._called(local, state, read)
                    inner = yield call
                    self._put_in(inner, call, local, state, key, length)
                else:
                    self._go_on(local, key, state, read, length)
                for step in local.space.exits.get(state, ()):
                    if not self._is_settled(local, step, read):
                        self._take(local, step, read, Found(length + _events(step), key, step.move))
                if self._search.exits and not self._outermost:
                    _keep(self._found.steps, read, Found(length, key, None))
        self._search.places += len(places)
        return self._found

    def _go_on(self, local: Local, key: int, state: int, read: int, length: int) -> None:
        """Every move at a question or an action; most make events that the monitor does not hear: those are quick."""
        places, quiet = self._found.places, local.quiet
        for step in local.space.steps[state]:
            event, to, move = step
            if isinstance(to, Jump) or not quiet[to] or local.letters[event] or self._search.keeps_edges:
                if not self._is_settled(local, step, read):
                    self._take(local, step, read, Found(length + _events(step), key, move))
                continue
            there, so_far = key - state + to, length + (1 if event == NO_EVENT else 2)
            known = places.get(there)
            if known is None or so_far < known.length:
                places[there] = Found(so_far, key, move)
                self._wait(there, so_far)

    def _local(self, tree: str) -> Local:
        local = self._search.local(tree, self._call.uses)
        self._locals[local.number] = local
        return local

    def _called(self, local: Local, state: int, read: int) -> Call:
        uses = (*self._call.uses, (local.space.tree.id, local.space.graph.states[state].node))
        depth = self._search.depth
        return Call(local.space.calls[state], uses[-depth:] if depth else (), read)

    def _is_settled(self, local: Local, step: Step, read: int) -> bool:
        """Whether the step only ends the walk, as a step of as many events that was read alike did from nearer by."""
        if not self._outermost or isinstance(step.to, Jump) or local.letters[step.event]:
            return False
        end = local.space.ends.get(step.to)
        if end is None:
            return False
        key = (local.number, end, read, step.event == NO_EVENT)
        if key in self._ended:
            return True
        self._ended.add(key)
        return False

    def _take(self, local: Local, step: Step, read: int, way: Found) -> None:
        """Go a step and read its event, if any, which `way.length` counts."""
        letter = local.letters[step.event]
        for after in self._search.reader.step(read, letter) if letter else (read,):
            if after == BROKEN:
                _keep(self._found.breaks, (local.space.tree.id, local.uses, step.event), way)
            else:
                self._lead(local, step.to, after, way, is_exit=step.move.kind == "exit")

    def _lead(self, local: Local, to: int | Jump, read: int, way: Found, *, is_exit: bool) -> None:
        """Go on at a state, or out of the tree; out of a subtree, whoever entered it goes on."""
        match to:
            case Jump(tree=name) if self._outermost:
                self._arrive(self._local(name), 0, read, way)
            case Jump(tree=name):
                _keep(self._found.escapes, (name, 0, read), way)
            case int() if is_exit and not self._outermost:
                _keep(self._found.escapes, (local.space.tree.id, to, read), way)
            case int():
                self._arrive(local, to, read, way)

    def _arrive(self, local: Local, state: int, read: int, way: Found) -> None:
        """Come to a node and read it; `way.length` does not count that yet."""
        end = local.space.ends.get(state)
        if end is not None:
            if self._outermost:
                self._end(local, end, read, way)
            else:
                _keep(self._found.returns, (state, read), way)
            return
        event = local.space.arrivals[state]
        letter = local.letters[event]
        for after in self._search.reader.step(read, letter) if letter else (read,):
            if after == BROKEN:
                self._break(local, event, way)
            else:
                self._place((after << 2 * _BITS) | (local.number << _BITS) | state, way)

    def _place(self, key: int, way: Found) -> None:
        length = way.length + 1
        known = self._found.places.get(key)
        if known is None or length < known.length:
            self._found.places[key] = Found(length, *way[1:])
            self._wait(key, length)
        if self._search.keeps_edges and way.before is not None:
            self._found.edges.setdefault(way.before, []).append((key, way._replace(length=length)))

    def _wait(self, key: int, length: int) -> None:
        if length not in self._waiting:
            self._waiting[length] = []
            heappush(self._lengths, length)
        self._waiting[length].append(key)

    def _end(self, local: Local, event: int, read: int, way: Found) -> None:
        """The walk ends at a node, whose event is read as the last one."""
        letter = local.letters[event]
        for after in self._search.reader.step(read, letter) if letter else (read,):
            if after == BROKEN or self._search.reader.fails_at_end(read, after, letter):
                self._break(local, event, way)

    def _break(self, local: Local, event: int, way: Found) -> None:
        key = (local.space.tree.id, local.uses, event)
        _keep(self._found.breaks, key, way._replace(length=way.length + 1))

    def _put_in(self, inner: Exploration, call: Call, local: Local, state: int, key: int, length: int) -> None:
        """Put in what was found inside a subtree that is entered at a place so far from the entry."""

        def way(finding: Found, move: Move | None) -> Found:
            return Found(length + finding.length, key, move, inner, finding)

        self._found.inner.append((key, inner))
        for event, finding in inner.breaks.items():
            _keep(self._found.breaks, event, way(finding, None))
        for (tree, at, read), finding in inner.escapes.items():
            if self._outermost:
                self._arrive(self._local(tree), at, read, way(finding, None))
            else:
                _keep(self._found.escapes, (tree, at, read), way(finding, None))
        for (at, read), finding in inner.returns.items():
            self._return(self._search.local(call.tree, call.uses), at, local, state, read, way(finding, _ON))
        for read, finding in inner.steps.items():
            for step in local.space.exits.get(state, ()):
                found = way(finding, step.move)
                self._take(local, step, read, found._replace(length=found.length + _events(step)))
            if not self._outermost:
                _keep(self._found.steps, read, way(finding, None))

    def _return(self, inner: Local, outcome: int, local: Local, state: int, read: int, way: Found) -> None:
        """Come to an outcome of a subtree: go on where it is mapped, or end there."""
        name = inner.space.graph.states[outcome].node
        match local.space.returns[state].get(name):
            case End():
                self._end(inner, inner.space.ends[outcome], read, way._replace(move=None))
            case int() | Jump() as to:
                event = inner.space.arrivals[outcome]
                letter = inner.letters[event]
                for after in self._search.reader.step(read, letter) if letter else (read,):
                    if after == BROKEN:
                        self._break(inner, event, way._replace(move=None))
                    else:
                        self._lead(local, to, after, way._replace(length=way.length + 1), is_exit=False)


def reading(place: int) -> int:
    """The state of the monitor at a place."""
    return place >> 2 * _BITS


def state_of(place: int) -> int:
    """The state of its tree at a place."""
    return place & _MASK


def _keep(found: dict[Key, Found], key: Key, way: Found) -> None:
    """Keep the shorter one of two ways, the first of equal ones."""
    known = found.get(key)
    if known is None or way.length < known.length:
        found[key] = way
