"""The sentences that the reports share; words of authors stand in them as they are, and each format escapes them."""

from collections.abc import Iterator, Sequence

from fingerpost.characters import hidden, number
from fingerpost.diagnostics import Diagnostic
from fingerpost.diff.change import Answered, Change, Difference, End, Part, PathChange, PathsChange, Tally
from fingerpost.diff.wording import UNSEEN
from fingerpost.search import in_figures

TITLES = {
    Part.WEAKER: "What got weaker",
    Part.LOCAL: "Local values, checked again",
    Part.STEPS: "Steps and answers",
    Part.SAFETY_WORDING: "Wording of steps about safety",
    Part.WORDING: "Wording alone",
}
PATHS, ERRORS, UNREAD = "Paths", "New errors that the check finds", "What could not be compared"
PAIRS, ONES = "pairs of paths", "paths"
BESIDE = "Read this beside the text of the change, not in place of it."
# Letters of a text that changed, for which the file has the rest; and questions of an example, and letters of one.
_MOST, _QUESTIONS, _SHORT = 400, 30, 120
# Lines of a new step; trees or values that the headline names, and letters of each.
_LINES, _NAMED, _NAME = 40, 3, 60


def shown(text: str, most: int = _MOST) -> str:
    """Words of a file on one line, with whatever cannot be seen, or would turn the direction, told by its number."""
    found = set(hidden(text))
    told = (f"<{number(one)}>" if at in found else one for at, one in enumerate(text))
    words = " ".join("".join(told).replace("\t", " ").splitlines())
    return words if len(words) <= most else words[: most - 1] + "…"


def verdict(found: Difference) -> str:
    """The one sentence that comes first."""
    parts = list(_sums(found))
    if not parts:
        return "Nothing changed in meaning, and nothing in wording."
    told = "; ".join(parts)
    if not (found.unread or found.errors or found.paths or found.of(Part.WEAKER) or found.of(Part.LOCAL)):
        if not found.of(Part.STEPS):
            return f"Wording alone: {told}."
        if all(one.code.endswith("-renamed") for one in found.changes):
            return f"Names alone: {_count(len(found.changes), 'name')} changed, and no meaning."
    return f"{told[0].upper()}{told[1:]}."


def _sums(found: Difference) -> Iterator[str]:
    """What there is, the worst first: who can no longer find a way out, what is promised no more, whom to call."""
    if found.unread:
        yield f"NOT ALL COULD BE COMPARED ({_count(len(found.unread), 'file')})"
    if no_help := sum(one.no_help for one in found.paths.values()):
        yield f"{_count(no_help, 'tree')} can no longer reach help"
    yield from _safeguards(found)
    if found.errors:
        yield f"{_count(len(found.errors), 'new error')}"
    yield from _of_paths(found)
    if steps := found.of(Part.STEPS):
        yield f"{_count(len(steps), 'change')} of steps and answers"
    if wording := found.of(Part.SAFETY_WORDING):
        yield f"{_count(len(wording), 'text')} of steps about safety said otherwise"
    if wording := found.of(Part.WORDING):
        yield f"{_count(len(wording), 'text')} said otherwise"
    if unseen := sum(one.code == UNSEEN for one in found.changes):
        yield f"{_count(unseen, 'text')} with a new character that cannot be seen"


def _safeguards(found: Difference) -> Iterator[str]:
    weaker = found.of(Part.WEAKER)
    exits = [one for one in weaker if one.code.startswith("exit-")]
    promises = [one for one in weaker if one.code.startswith("policy-")]
    facts = [one for one in (*weaker, *found.of(Part.LOCAL)) if one.code.startswith("fact-")]
    if exits:
        yield f"{_count(len(exits), 'way')} out gone or leading elsewhere"
    if promises:
        yield f"{_count(len(promises), 'promise')} gone or weaker"
    if facts:
        told = [f"{shown(one.was, _NAME)} → {shown(one.now, _NAME)} ({one.at})" for one in facts[:_NAMED]]
        yield f"{_count(len(facts), 'local value')} changed: {', '.join(told)}{_further(facts, '')}"
    if others := [one for one in weaker if one not in (*exits, *promises, *facts)]:
        yield f"{_count(len(others), 'other safeguard' if len(others) < len(weaker) else 'safeguard')} got weaker"


def _of_paths(found: Difference) -> Iterator[str]:
    """On how many paths of which trees what got worse, or what is another end."""
    several = list(paths_of(found))
    for what in ("less urgently", "elsewhere", "fewer safety checks"):
        told = [
            f"{words} in “{shown(found.titles.get(name, name), _NAME)}”"
            for name, one in several
            for words in changed(one.tally, counted(one))
            if words.endswith(f" {what}")
        ]
        if told:
            yield f"{', '.join(told[:_NAMED])}{_further(told, ' trees')}"


def _further(several: Sequence[object], what: str) -> str:
    return f" and {len(several) - _NAMED:,} more{what}" if len(several) > _NAMED else ""


def _count(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


# Paths ------------------------------------------------------------------------------------------------------------


def sums(one: PathsChange) -> Iterator[str]:
    """What became of the paths of a tree, in sentences."""
    if one.no_help:
        yield "HELP CANNOT BE REACHED ANY MORE: no path comes to an outcome for now or today."
    elif one.helpless:
        yield f"Help (an outcome for now or today) can no longer be reached from {_some(one.helpless)}."
    if one.before != one.after:
        yield f"The tree had {_paths(one.before)} and has {_paths(one.after)}."
    if one.beyond:
        yield f"Not compared: there are more than {one.beyond:,} states. Read every step of it."
    if one.loops:
        yield "Somebody can go in circles, so paths have no number; only the ends that can be reached are compared."
    told = list(changed(one.tally, counted(one)))
    yield from (f"{each}." for each in told)
    if told and counted(one) == PAIRS:
        yield "A pair is an old path and a new one on which every question that both ask has the same answer."
    if one.lost:
        yield f"No path ends any more at {_some([end(each) for each in one.lost])}."
    if one.gained:
        yield f"New ends: {_some([end(each) for each in one.gained])}."


def _paths(count: int | None) -> str:
    if count is None:
        return "paths without number"
    return f"{in_figures(count)} {'path' if count == 1 else 'paths'}"


def _some(words: Sequence[str]) -> str:
    shown = list(words[:10])
    more = [f"and {len(words) - 10:,} more"] if len(words) > 10 else []
    return ", ".join([*shown, *more])


def end(one: End) -> str:
    """An end with its urgency."""
    where = "the tree " if one.name.startswith("tree:") else ""
    urgency = f" ({one.urgency})" if one.urgency else ""
    return f"{where}“{one.text}”{urgency}{', in which help can be reached' if one.helps else ''}"


def counted(one: PathsChange) -> str:
    """What is counted: paths where each has one that corresponds, else pairs."""
    return ONES if one.tally.paths == one.before == one.after else PAIRS


def changed(one: Tally, what: str) -> Iterator[str]:
    """On how many of the paths what changed."""
    of = f"of {in_figures(one.paths)} {what}"
    for count, verb, words in (
        (one.less_urgent, "end", "less urgently"),
        (one.ends - one.less_urgent, "end", "elsewhere"),
        (one.fewer_checks, "pass", "fewer safety checks"),
        (one.more_checks, "pass", "more safety checks"),
        (one.longer, "be", f"longer, by up to {_count(one.steps, 'step')}"),
    ):
        if count:
            yield f"{in_figures(count)} {of} {_VERBS[verb][count != 1]} {words}"


_VERBS = {"be": ("is", "are"), "end": ("ends", "end"), "pass": ("passes", "pass")}


def headline(one: PathChange, what: str) -> str:
    """Where paths ended and end now."""
    tally = one.tally
    if not tally.ends:
        return f"To {end(one.now)}: {', '.join(changed(tally, what))}"
    many = what if tally.paths != 1 else "pair of paths" if what == PAIRS else "path"
    return f"{in_figures(tally.paths)} {many}: ended in {end(one.was)}, now in {end(one.now)}{_fewer(tally)}"


def _fewer(one: Tally) -> str:
    if not one.fewer_checks:
        return ""
    how_many = "" if one.fewer_checks == one.paths else f" on {in_figures(one.fewer_checks)} of them"
    return f", with fewer safety checks{how_many}"


def example(several: Sequence[Answered]) -> list[str]:
    """One of the paths, a line for each question; of a long one the first."""
    lines = [f"{shown(one.asks, _SHORT)} → {shown(one.answers, _SHORT)}{_side(one)}" for one in several[:_QUESTIONS]]
    more = len(several) - len(lines)
    return [*lines, *([f"and {_count(more, 'question')} more"] if more else [])]


def _side(one: Answered) -> str:
    if one.old and one.new:
        return ""
    return " (asked now, and not before)" if one.new else " (asked before, and not now)"


def paths_of(found: Difference) -> Iterator[tuple[str, PathsChange]]:
    """The trees whose paths changed, those first that can reach help no more, then by how many paths got worse."""
    yield from sorted(found.paths.items(), key=_gravity)


def _gravity(item: tuple[str, PathsChange]) -> tuple[bool, int, int, str]:
    name, one = item
    return not one.no_help, -one.tally.less_urgent, -one.tally.ends, name


def said_of(one: Change) -> Iterator[tuple[str, str]]:
    """What a change was and is, and the words of a new step, each under a name."""
    yield from ((name, shown(words)) for name, words in (("was", one.was), ("now", one.now)) if words)
    for words in one.words[:_LINES]:
        name, _, rest = words.partition(": ")
        yield name, shown(rest)
    if len(one.words) > _LINES:
        yield "more", _count(len(one.words) - _LINES, "line")


def place(one: Change | Diagnostic) -> str:
    """Where a change is written; nothing where it is written nowhere."""
    return f"{one.span.path}:{one.span.line}" if one.span.path else ""
