"""Made-up procedures from a seed: the same ones on every machine, as large and as dense as those that people write."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from bench.words import Words

DAY = "2026-11-01"
EPOCH = "1793491200"
SOURCES = tuple(f"manual-{number}" for number in range(1, 13))
_URGENCY = ("now", "today", "soon", "routine")
STAGES = {"notice": "Notice", "act": "Act", "decide": "Decide", "finish": "Finish"}
TAGS = {
    "gate": "Asks first of all whether anybody is in danger",
    "danger": "Somebody is in danger",
    "check": "A question about safety",
    "unknown": "We cannot tell",
}
WITHIN = {
    "now": "now",
    "today": "before the end of the day",
    "soon": "within three days",
    "routine": "at the next round",
}
# What is asked once and looked at by guards later.
ALONE = "who-is-here"
_NOTICED = ("yes", "unsure", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way on: an option where a question is asked, `then` where somebody else is there, `to` otherwise."""

    option: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()
    to: str = ""
    then: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A node: its kind's key, its words, its lists by key, and the ways on."""

    id: str
    kind: str
    text: str
    stage: str
    tags: tuple[str, ...] = ()
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    why: str
    sources: tuple[str, ...]
    urgency: str = ""
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A tree; `exits` tells whether danger can be reported at every step."""

    id: str
    title: str
    summary: str
    stages: bool
    exits: bool
    steps: tuple[Step, ...]


def procedures(count: int, *, nodes: int) -> Iterator[Procedure]:
    """So many procedures of so many nodes each; some lead on to the next one."""
    for number in range(count):
        onward = _name(number + 1) if number % 5 == 3 and number + 1 < count else ""
        yield procedure(_name(number), nodes=nodes, seed=number, onward=onward)


def _name(number: int) -> str:
    return f"procedure-{number + 1:04}"


def procedure(name: str, *, nodes: int, seed: int, onward: str = "") -> Procedure:
    """One procedure of at least 8 nodes: a gate, a question that guards look at, the rest, and a quarter outcomes."""
    random, words = Random(seed), Words(seed)  # noqa: S311 - nothing here is secret
    ends = max(3, nodes // 4)
    kinds = ["question", "question", *_kinds(nodes - ends - 2, random), *["outcome"] * ends]
    ids = _ids(kinds)
    ways = _ways(kinds, ids, random)
    steps = [_step(at, kinds, ids, ways[at], words, random) for at in range(nodes)]
    if onward:
        steps[-ends - 1] = _leading_on(steps[-ends - 1], onward)
    return Procedure(
        id=name,
        title=words.title(),
        summary=f"{words.reason()} {words.reason()}",
        stages=nodes <= 300,
        exits=seed % 3 == 0,
        steps=tuple(steps),
    )


def _leading_on(step: Step, onward: str) -> Step:
    """The step with one more way: to another procedure."""
    if step.kind != "question":
        return step
    more = Way(option="elsewhere", text="It has spread to another place", to=f"tree:{onward}")
    return replace(step, ways=(*step.ways, more))


# Who leads where ----------------------------------------------------------------------------------------------------


def _kinds(count: int, random: Random) -> list[str]:
    return ["question" if at in (0, count - 1) or random.random() < 0.6 else "action" for at in range(count)]


def _ids(kinds: Sequence[str]) -> list[str]:
    """Names as authors give them: a word and, as there are many here, a number."""
    named = {0: "gate", 1: ALONE}
    return [named.get(at, f"{'end' if kind == 'outcome' else kind}-{at + 1}") for at, kind in enumerate(kinds)]


def _ways(kinds: Sequence[str], ids: Sequence[str], random: Random) -> list[list[tuple[str, str]]]:
    """For each node where its ways lead: a target, and another one where a guard holds; every node is led to.

    A node hangs below one of the last few that have room, so branches are short and close by; what room is left leads
    to outcomes and, now and then, to a node that others lead to too.
    """
    first_end = kinds.index("outcome")
    room = [0] * len(kinds)
    ways: list[list[tuple[str, str]]] = [[] for _ in kinds]
    for at in range(2, first_end):
        room[at] = 1 if kinds[at] == "action" else random.choice((2, 2, 3, 3, 4))
        if at > 2:
            parent = random.choice([before for before in range(2, at) if room[before]][-4:])
            room[parent] -= 1
            ways[parent].append((ids[at], ""))
    open_ = [at for at in range(2, first_end) for _ in range(room[at])]
    ends = ids[first_end:]
    # The gate leads to the first outcome; the others, each to be led to once, are dealt out in order.
    waiting = list(ends[1:])
    assert len(open_) >= len(waiting)
    for left, at in zip(range(len(open_), 0, -1), open_, strict=True):
        taken = {to for to, _ in ways[at]}
        end = waiting.pop(0) if waiting and (left <= len(waiting) or random.random() < 0.6) else ""
        to = end or _another(ids, at, first_end, taken, random)
        ways[at] += [(to, "")] if to else []
    return _guarded(kinds, ids, ways, random)


def _another(ids: Sequence[str], at: int, first_end: int, taken: set[str], random: Random) -> str:
    """A node further down, a close one or an outcome, that the node does not lead to yet; "" where there is none."""
    close = ids[at + 1 : min(at + 7, first_end)] if random.random() < 0.5 else []
    free = [to for to in close if to not in taken] or [to for to in ids[first_end:] if to not in taken]
    return random.choice(free or [""])


def _guarded(
    kinds: Sequence[str], ids: Sequence[str], ways: list[list[tuple[str, str]]], random: Random
) -> list[list[tuple[str, str]]]:
    """Two guards or so in each tree: another way on where somebody else is there.

    They stand where else the path would end: below a guarded way on, no other guard could hold.
    """
    first_end = kinds.index("outcome")
    ends = ids[first_end:]
    able = {at: way for at in range(2, first_end) for way, (to, _) in enumerate(ways[at]) if to in ends}
    for at in random.sample(list(able), min(len(able), max(2, len(ids) // 15))):
        to, _ = ways[at][able[at]]
        ways[at][able[at]] = (to, _another(ids, at, first_end, {way[0] for way in ways[at]}, random))
    return ways


# What stands at each step --------------------------------------------------------------------------------------------


def _step(
    at: int, kinds: Sequence[str], ids: Sequence[str], ways: Sequence[tuple[str, str]], words: Words, random: Random
) -> Step:
    kind = kinds[at]
    made = Step(
        id=ids[at],
        kind=kind,
        text="",
        stage=tuple(STAGES)[at * len(STAGES) // len(ids)],
        lists=_lists(kind, words, random),
        why=words.reason(),
        sources=tuple(sorted(random.sample(SOURCES, random.choice((0, 1, 1, 2))))),
    )
    match kind:
        case "question" if at < 2:
            first_end = ids[kinds.index("outcome")]
            return replace(made, **(_gate(first_end, ids[1]) if at == 0 else _who(ids[2])))
        case "question":
            tags = ("check",) if random.random() < 0.3 else ()
            return replace(made, text=words.question(), tags=tags, ways=tuple(_options(ways, tags, words)))
        case "action":
            return replace(made, text=words.action(), ways=tuple(Way(to=to, then=then) for to, then in ways))
    urgency = "now" if at == kinds.index("outcome") else random.choice(_URGENCY)
    return replace(made, text=words.outcome(), urgency=urgency)


def _gate(danger: str, onward: str) -> dict[str, object]:
    yes = Way(option="yes", text="Yes, somebody is in danger", tags=("danger",), to=danger)
    unsure = Way(option="unsure", text="I cannot tell", tags=("unknown",), to=onward)
    no = Way(option="no", text="No", to=onward)
    return {"text": "Is anybody in danger right now?", "tags": ("gate",), "ways": (yes, unsure, no)}


def _who(onward: str) -> dict[str, object]:
    alone = Way(option="alone", text="Nobody but me", to=onward)
    others = Way(option="others", text="At least one colleague", to=onward)
    return {"text": "Who is here to help?", "ways": (alone, others)}


def _options(ways: Sequence[tuple[str, str]], tags: Sequence[str], words: Words) -> Iterator[Way]:
    """Options for a question, the unsure one second, as it is with people."""
    texts = ("Yes, quite clearly", "Hard to tell", "No", "It was a moment ago")
    ids = (*_NOTICED, "earlier")
    for place, (to, then) in enumerate(ways):
        unsure = ("unknown",) if ids[place] == "unsure" else ()
        yield Way(option=ids[place], text=texts[place], tags=unsure, to=to, then=then)


def _lists(kind: str, words: Words, random: Random) -> dict[str, tuple[str, ...]]:
    """The lists of a node, some of them empty; what a site wants of outcomes is always there."""

    def some(make: Callable[[], str], *counts: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(make() for _ in range(random.choice(counts))))

    do = some(words.instruction, 1, 2, 3, 4, 5)
    if random.random() < 0.2:
        do = (*do, "Call {emergency-number} when it gets worse.")
    lists = {"do": do, "avoid": some(words.mistake, 1, 2, 2)}
    if kind == "outcome":
        return {**lists, "record": some(words.sign, 1, 2), "consult": some(words.person, 1)}
    look_for = some(words.sign, 0, 2, 3) if kind == "question" else ()
    return {"look_for": look_for, "say": some(words.speech, 0, 1, 1, 2), **lists}
