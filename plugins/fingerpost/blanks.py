"""The keys that a site wants, as lines to be pasted: in the right shape, with words that ask to be replaced."""

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from fingerpost.model import Ref, Site

# Every line that an author has to fill in holds this.
_MARK = "Fill in"
_PART = "follow_up."
_PARTS = ("who", "when", "how", "stop")
# An approval is good for a year at most.
REVIEW = datetime.timedelta(days=365)
# From the least urgent on: one that asks for no call is the better beginning.
_URGENCIES = ("routine", "soon", "today", "now")
_WORDS = {
    "audience": "who acts on it",
    "derived_from": "what it was made from",
    "detail": "what there is more to read",
    "limits": "how far that carries",
    "not_for": "who must not rely on it, and what to do instead",
    "purpose": "what it is to achieve",
    "setting": "where it applies",
    "summary": "which moment this is for, in a sentence",
    "supports": "what it says that is used here",
    "supersedes": "what it takes the place of",
    "text": "the words",
    "why": "the reason",
}
_LISTS = {
    "avoid": "what not to do",
    "consult": "whom to speak with",
    "do": "what to do",
    "look_for": "what to look for",
    "record": "what to write down",
    "say": "what can be said aloud",
}
_FOLLOW_UP = {"who": "who comes back to it", "when": "when", "how": "in which way", "stop": "when to stop trying"}
_PEOPLE = {"authors": "wrote it", "editors": "edited it", "endorsers": "stands behind it", "reviewers": "reviewed it"}
# What is the same on every site; a tree declares its tags, and a step carries them; a tree's authors have roles.
_FIXED = {
    "allow": [
        "allow:",
        "  - check: long-text",
        "    at: node  # Fill in: a step",
        '    because: "Fill in: the reason"',
    ],
    "cards": [
        "cards:",
        "  card:",
        "    kind: act",
        '    title: "Fill in: what it is called"',
        "    steps:",
        '      - text: "Fill in: what to do"',
        "        from: [node]  # Fill in: the step that it is taken from",
    ],
    "cases": [
        "cases:",
        "  first-case:",
        '    story: "Fill in: what happened; no real person"',
        "    answers: [question: option]  # Fill in: the answers in order",
        "    outcome: outcome  # Fill in: where it must end",
    ],
    "doi": ['doi: "10.1000/fill-in"'],
    "evidence": ["evidence: consensus"],
    "exits": ["exits:", '  way-out: {text: "Fill in: what it is called", to: node}  # Fill in: where it leads'],
    "kind": ["kind: other  # Fill in: guideline, research, review, book, law, service, practice or other"],
    "language": ["language: en"],
    "license": ["license: CC-BY-4.0"],
    "policies": [
        "policies:",
        "  promise:",
        '    after: "node:node"  # Fill in: what sets it off',
        "    require: outcome  # Fill in: what must follow",
        '    because: "Fill in: the reason"',
    ],
    "source.authors": ['authors: ["Fill in: who wrote it"]'],
    "stage": ["stage: stage  # Fill in: one of the tree's stages"],
    "stages": ["stages:", '  stage: "Fill in: what it is called"'],
    "status": ["status: draft"],
    "table": ["table:", "  id: table  # Fill in: a file in _tables/, without its ending"],
    "tags": ["tags: [tag]  # Fill in: declared tags"],
    "tree.tags": ["tags:", '  tag: "Fill in: what it means"'],
    "url": ["url: https://example.org/fill-in"],
    "version": ['version: "0.1"'],
}


def block(fields: Iterable[str], site: Site, *, urgency: Ref | None = None, tree: str = "") -> list[str]:
    """Lines of YAML for fields of a tree, an outcome or a source (`do`, `follow_up.who`, `tree.tags`), in their order.

    `urgency` is that of the outcome, where it has one; `tree` the tree that they are for. What a site wants said,
    such as a number to call or a time, stands there already.
    """
    wanted = dict.fromkeys(fields)
    urgent = urgency.id if urgency else _urgency(site)
    lines: list[str] = []
    for field in wanted:
        if not field.startswith(_PART):
            lines += _blank(field, site, urgent, tree)
        elif "follow_up" not in wanted and "follow_up:" not in lines:
            lines += _follow_up([one.removeprefix(_PART) for one in wanted if one.startswith(_PART)], site)
    return lines


def left(text: str) -> int:
    """How many things in a text are left to fill in."""
    return text.count(f"{_MARK}:")


def filled(words: str) -> str:
    """A text that asks to be filled in, as it stands in YAML."""
    return json.dumps(f"{_MARK}: {words}", ensure_ascii=False)


def _blank(field: str, site: Site, urgent: str, tree: str) -> list[str]:
    if field in _WORDS:
        return [f"{field}: {filled(_WORDS[field])}"]
    if field == "do" and (fact := site.demands.calls.get(urgent)):
        return ["do:", f"  - {json.dumps(call(fact.id))}", f"  - {filled(_LISTS[field])}"]
    if field in _LISTS:
        return [f"{field}: [{filled(_LISTS[field])}]"]
    if field in _PEOPLE:
        return [f"{field}:", f"  - role: {filled('what they are who ' + _PEOPLE[field])}"]
    if field in _FIXED:
        return _FIXED[field]
    return list(_OF_A_SITE[field](site, urgent, tree)) if field in _OF_A_SITE else [f"{field}: {filled('the words')}"]


def call(fact: str) -> str:
    """What an urgent outcome says first: "Call {emergency-number}."."""
    return f"Call {{{fact}}}."


def _urgency(site: Site) -> str:
    return next((one for one in _URGENCIES if one not in site.demands.calls), _URGENCIES[0])


def _follow_up(parts: Iterable[str], site: Site) -> list[str]:
    return ["follow_up:", *(f"  {part}: {filled(_part(part, site))}" for part in parts)]


def _part(part: str, site: Site) -> str:
    times = site.demands.times
    return f"when, such as {times[0].value}" if part == "when" and times else _FOLLOW_UP[part]


def _first(names: Iterable[str], otherwise: str) -> str:
    return next(iter(names), otherwise)


def _day(key: str) -> Callable[[Site, str, str], Iterator[str]]:
    def lines(site: Site, _: str, __: str) -> Iterator[str]:
        yield f"{key}: {site.today.isoformat()}  # {_MARK}: the day"

    return lines


def _next_review(site: Site, _: str, __: str) -> Iterator[str]:
    yield f"next_review: {(site.today + REVIEW).isoformat()}"


def _changelog(site: Site, _: str, __: str) -> Iterator[str]:
    yield from ("changelog:", '  - version: "0.1"', f"    on: {site.today.isoformat()}", "    text: Begun")


def _names(key: str, what: str, known: Callable[[Site, str], Iterable[str]], example: str) -> "_Lines":
    def lines(site: Site, _: str, tree: str) -> Iterator[str]:
        yield f"{key}: [{_first(known(site, tree), example)}]  # {_MARK}: {what}"

    return lines


def _soon(site: Site, urgent: str, __: str) -> Iterator[str]:
    yield f"urgency: {urgent}  # {_MARK}: now, today, soon or routine"


def _within(_: Site, __: str, ___: str) -> Iterator[str]:
    yield f"within: {filled('by when')}"


def _year(site: Site, _: str, __: str) -> Iterator[str]:
    yield f"year: {site.today.year:04}"


def _whole_follow_up(site: Site, _: str, __: str) -> Iterator[str]:
    yield from _follow_up(_PARTS, site)


_Lines = Callable[[Site, str, str], Iterator[str]]
_OF_A_SITE: Mapping[str, _Lines] = {
    "accessed": _day("accessed"),
    "approved_on": _day("approved_on"),
    "changelog": _changelog,
    "follow_up": _whole_follow_up,
    "hazards": _names("hazards", "those of _hazards.yaml that it has to do with", lambda site, _: site.hazards, "h1"),
    "last_reviewed": _day("last_reviewed"),
    "next": _names(
        "next", "trees to read next", lambda site, tree: (one for one in site.trees if one != tree), "another-tree"
    ),
    "next_review": _next_review,
    "places": _names("places", "those that it is made for", lambda site, _: site.places, "us"),
    "reviewed_on": _day("reviewed_on"),
    "sources": _names("sources", "those of _sources.yaml that it leans on", lambda site, _: site.sources, "a-source"),
    "urgency": _soon,
    "within": _within,
    "year": _year,
}
