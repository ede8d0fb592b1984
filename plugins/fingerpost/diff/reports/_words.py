"""The sentences that the reports share; words of authors stand in them as they are, and each format escapes them."""

from collections.abc import Iterator, Sequence

from fingerpost.characters import hidden, number
from fingerpost.diagnostics import Diagnostic
from fingerpost.diff.change import Answered, Change, Difference, End, Part, PathChange, PathsChange, Tally
from fingerpost.diff.wording import UNSEEN
from fingerpost.search import in_figures

TITLES = {
    Part.WEAKER: "What got weaker",
    Part.STEPS: "Steps and answers",
    Part.WORDING: "Wording alone",
}
PATHS, ERRORS, UNREAD = "Paths", "New errors that the check finds", "What could not be compared"
PAIRS, ONES = "pairs of paths", "paths"
BESIDE = "Read this beside the text of the change, not in place of it."
# Letters of a text that changed, for which the file has the rest; and questions of an example, and letters of one.
_MOST, _QUESTIONS, _SHORT = 400, 30, 120


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
    if not (found.unread or found.errors or found.paths or found.of(Part.WEAKER)):
        if not found.of(Part.STEPS):
            return f"Wording alone: {told}."
        if all(one.code.endswith("-renamed") for one in found.changes):
            return f"Names alone: {_count(len(found.changes), 'name')} changed, and no meaning."
    return f"{told[0].upper()}{told[1:]}."


def _sums(found: Difference) -> Iterator[str]:
    """What there is, the worst first."""
    if found.unread:
        yield f"NOT ALL COULD BE COMPARED ({_count(len(found.unread), 'file')})"
    told = found.paths.values()
    if no_help := sum(one.no_help for one in told):
        yield f"{_count(no_help, 'tree')} can no longer reach help"
    if found.errors:
        yield f"{_count(len(found.errors), 'new error')}"
    if weaker := found.of(Part.WEAKER):
        yield f"{_count(len(weaker), 'safeguard')} got weaker"
    if less := sum(bool(one.tally.less_urgent) for one in told):
        yield f"paths end less urgently in {_count(less, 'tree')}"
    if ended := sum(one.tally.ends > one.tally.less_urgent for one in told):
        yield f"paths end elsewhere in {_count(ended, 'tree')}"
    if checks := sum(bool(one.tally.fewer_checks) for one in told):
        yield f"paths pass fewer safety checks in {_count(checks, 'tree')}"
    if steps := found.of(Part.STEPS):
        yield f"{_count(len(steps), 'change')} of steps and answers"
    if wording := found.of(Part.WORDING):
        yield f"{_count(len(wording), 'text')} said otherwise"
    if unseen := sum(one.code == UNSEEN for one in found.changes):
        yield f"{_count(unseen, 'text')} with a new character that cannot be seen"


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
    return f"{where}“{one.text}”" + (f" ({one.urgency})" if one.urgency else "")


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
    """The trees whose paths changed, those first that can reach help no more, then by how many paths end otherwise."""
    yield from sorted(found.paths.items(), key=lambda item: (not item[1].no_help, -item[1].tally.ends, item[0]))


def place(one: Change | Diagnostic) -> str:
    """Where a change is written; nothing where it is written nowhere."""
    return f"{one.span.path}:{one.span.line}" if one.span.path else ""
