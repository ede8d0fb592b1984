"""Random policies of every form, selector and scope, about what a random site has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oracle.selectors import means
from oracle.walking import arrival, begin, kind, moves, trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from oracle.forms import Policy
    from oracle.walking import Event, Files

MANY = ("after", "before", "between", "after+before")
SCOPES: dict[str, tuple[str, ...]] = {
    "after+end_in": ("after",),
    "after+require": MANY,
    "after+require+within": MANY,
    "always": MANY,
    "always_possible": (),
    "at_most": MANY,
    "max_questions": MANY,
    "never": MANY,
    "not_both": MANY,
    "order": (),
    "possible": MANY,
    "require+before": MANY,
    "to_end_in": ("after",),
}
_ENDS = ("outcome", "urgency:now", "urgency:today", "urgency:soon")
_TAGS = ("t", "u", "v")


def random_policy(random: Random, files: Files, home: str | None, form: str | None = None) -> Policy:
    """A policy of the tree `home`, or of the site; what it names is there."""
    words = Words(random, files, home)
    form = form or random.choice(tuple(SCOPES))
    policy: Policy = {**_FORMS[form](random, words), "because": "So."}
    if SCOPES[form] and random.random() < 0.4:
        policy["scope"] = _scope(random.choice(SCOPES[form]), words)
    return policy


class Words:
    """What policies can speak of; most of the time of something that a walk can meet."""

    def __init__(self, random: Random, files: Files, home: str | None) -> None:
        self.random, self.files, self.home = random, files, home
        self.nodes = sorted(set(names(files, home)))
        self.exits = sorted({name for body in files.values() for name in body.get("exits", {})})
        self.trees = sorted(trees(files))
        self.events = list(_events(files, home or self.trees[0]))
        self.asked = [event for event in self.events if event.kind == "answer"]
        self.ends = [event for event in self.events if event.ends]

    def one(self) -> str:
        """Any selector."""
        if self.random.random() < 0.75:
            return self.random.choice(list(self._describing(self.random.choice(self.events))))
        name = self.random.choice(self.nodes)
        rest = [f"{kind}:{name}" for kind, known in (("tree", self.trees), ("exit", self.exits)) for name in known]
        return self.random.choice((*_TAGS, *_ENDS, *rest, "question", "action", "stage:s", "stage:r", f"node:{name}"))

    def _describing(self, event: Event) -> Iterator[str]:
        """Selectors that match an event, the telling ones more often than the general ones."""
        tree, place = event.places[-1]
        node = self.files[tree]["nodes"][place]
        match event.kind:
            case "exit":
                yield f"exit:{event.what}"
            case "answer":
                option = node["options"][event.what]
                yield f"answer:{self.name(event)}/{event.what}"
                yield from option["tags"] if isinstance(option, dict) else ()
            case "node":
                yield from [f"node:{self.name(event)}", *node.get("tags", ())] * 2
                yield from [f"stage:{node['stage']}"] if "stage" in node else ()
                yield from [f"urgency:{node['urgency']}"] if event.ends and "urgency" in node else ()
                if event.ends or kind(node) in ("question", "action"):
                    yield kind(node)
                yield f"tree:{tree}"

    def pair(self) -> tuple[str, str]:
        """Two selectors, the second one for something that may well come after the first."""
        at = sorted(self.random.choices(range(len(self.events)), k=2))
        one, other = (self.random.choice([*self._describing(self.events[where])]) for where in at)
        return one, other

    def name(self, event: Event) -> str:
        """A name of the place of an event."""
        return self.random.choice([name for name in self.nodes if means(self.files, self.home, name, event.places)])

    def question(self) -> tuple[str, list[str]]:
        """The name of a question that can be asked, and its options."""
        event = self.random.choice(self.asked)
        tree, place = event.places[-1]
        return self.name(event), list(self.files[tree]["nodes"][place]["options"])

    def some(self) -> Any:
        """A selector, or a list of them."""
        count = self.random.choice((0, 0, 0, 1, 2, 2, 3))
        return [self.one() for _ in range(count)] or self.one()

    def end(self) -> Any:
        """Selectors for how a walk ends."""
        count = self.random.choice((1, 1, 2))
        met = [selector for event in self.ends for selector in self._describing(event)]
        return [self.random.choice((*met, *_ENDS, self.one())) for _ in range(count)]


def _events(files: Files, tree: str) -> Iterator[Event]:
    """What the walks from a tree's start can meet."""
    start = begin(files, tree)
    yield arrival(files, start)
    open_, passed = [start], {start}
    while open_:
        for move in moves(files, open_.pop(), exits=True):
            yield from move.events
            if move.to not in passed:
                passed.add(move.to)
                open_.append(move.to)


def _scope(scope: str, words: Words) -> Any:
    opened, closed = words.pair()
    if scope == "between":
        return {"between": [opened, closed]}
    known = {"after": [opened, words.one()], "before": [closed, words.one()]}
    return {key: words.random.choice((known[key], known[key][0])) for key in scope.split("+")}


def _strictly(random: Random) -> Policy:
    return {"strictly": "true"} if random.random() < 0.4 else {}


def _always_possible(random: Random, words: Words) -> Policy:
    within = {"within": random.randint(1, 4)} if random.random() < 0.5 else {}
    return {"always_possible": words.end(), **within, **({"from": "start"} if random.random() < 0.3 else {})}


def _order(random: Random, words: Words) -> Policy:
    if not words.asked:
        return {"never": words.some()}
    worse = {}
    for _ in range(random.choice((1, 2, 3))):
        name, options = words.question()
        worse[name] = random.sample(options, random.randint(2, len(options)))
    ends = [*_ENDS[1:], *words.end(), *words.end()]
    return {"order": random.sample(ends, random.randint(2, len(ends))), "worse": worse}


_FORMS: dict[str, Callable[[Random, Words], Policy]] = {
    "after+end_in": lambda random, words: {"after": words.some(), "end_in": words.end()},
    "after+require": lambda random, words: {"after": words.some(), "require": words.some()},
    "after+require+within": lambda random, words: {
        "after": words.some(),
        "require": words.some(),
        "within": random.randint(1, 3),
    },
    "always": lambda random, words: {"always": words.some()},
    "always_possible": _always_possible,
    "at_most": lambda random, words: {"at_most": random.choice((1, 1, 2, 3)), "of": words.some()},
    "max_questions": lambda random, words: {"max_questions": random.randint(1, 5)},
    "never": lambda random, words: {"never": words.some()},
    "not_both": lambda random, words: {"not_both": [words.one(), words.one()]},
    "order": _order,
    "possible": lambda random, words: {"possible": words.some()},
    "require+before": lambda random, words: {
        "require": words.some(),
        "before": words.some(),
        **_strictly(random),
    },
    "to_end_in": lambda random, words: {
        "to_end_in": words.end(),
        "require_each": [words.one() for _ in range(random.choice((1, 1, 2)))],
        **_strictly(random),
    },
}


# Names ------------------------------------------------------------------------------------------------------------


def names(files: Files, home: str | None) -> Iterator[str]:
    """Every way to name a node: of the own tree, of another, and inside each use of a subtree."""
    for tree in trees(files):
        for path in _paths(files, tree):
            if tree == home:
                yield path
            yield f"{tree}/{path}"


def _paths(files: Files, tree: str) -> Iterator[str]:
    for name, node in files[tree]["nodes"].items():
        yield name
        if "tree" in node:
            yield from (f"{name}/{path}" for path in _paths(files, node["tree"]))
