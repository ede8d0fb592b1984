"""The sentences that the reports share; words of authors stand in them as they are, and each format escapes them."""

from collections.abc import Iterator, Sequence

from fingerpost.characters import hidden, number
from fingerpost.diagnostics import Diagnostic
from fingerpost.diff.change import Answered, Change, Difference, End, Part, PathChange, PathsChange, Tally
from fingerpost.search import in_figures

TITLES = {
    Part.WEAKER: "What got weaker",
    Part.LOCAL: "Local values, checked again",
    Part.STEPS: "Steps and answers",
    Part.CASES: "Cases",
    Part.SAFETY_WORDING: "Wording about safety",
    Part.WORDING: "Wording alone",
}
PATHS, ERRORS, UNREAD = "Paths", "New errors that the check finds", "What could not be compared"
WAYS, ONES = "ways", "paths"
_WAY = "A way is an old path and a new one that give the same answer to every question that both ask."
# The code of what got weaker on paths; the section on paths has the rest of it.
ON_PATHS = "on-paths"
RENUMBERED = "A step that came or went gives those after it another number."
BESIDE = "Read this beside the text of the change, not in place of it."
# Letters of a text that changed, for which the file has the rest; and questions of an example, and letters of one.
LETTERS, QUESTIONS, _SHORT = 400, 30, 120
# Lines of a new step.
_LINES = 40
LESS = "less urgently"


def shown(text: str, most: int = LETTERS) -> str:
    """Words of a file on one line, with whatever cannot be seen, or would turn the direction, told by its number."""
    found = set(hidden(text))
    told = (f"<{number(one)}>" if at in found else one for at, one in enumerate(text))
    words = " ".join("".join(told).replace("\t", " ").splitlines())
    return words if len(words) <= most else words[: most - 1] + "…"


def count_of(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


# Paths ------------------------------------------------------------------------------------------------------------


def sums(one: PathsChange) -> Iterator[str]:
    """What became of the paths of a tree, in sentences."""
    told = list(changed(one.tally, counted(one)))
    size = f"The tree had {_paths(one.before)} and has {_paths(one.after)}"
    yield from _helpless(one)
    if one.beyond:
        yield f"Not compared: there are more than {one.beyond:,} states. Read every step of it."
    if one.loops:
        yield "Somebody can go in circles, so paths have no number; only the ends that can be reached are compared."
    if told and counted(one) == WAYS:
        yield f"{size}, in {in_figures(one.tally.paths)} ways. {_WAY}"
    elif one.before != one.after:
        yield f"{size}."
    yield from (f"{each[0].upper()}{each[1:]}." for each in told)
    if one.lost:
        yield f"No path ends any more at {_some([end(each) for each in one.lost])}."
    if one.gained:
        yield f"New ends: {_some([end(each) for each in one.gained])}."


def _helpless(one: PathsChange) -> Iterator[str]:
    if one.no_help:
        yield "HELP CANNOT BE REACHED ANY MORE: no path comes to an outcome for now or today."
    elif one.helpless:
        yield f"Help (an outcome for now or today) can no longer be reached from {_some(one.helpless)}."


def changes_of(found: Difference, part: Part) -> tuple[Change, ...]:
    """What stands in one part of a report, tree by tree; what got weaker on paths before what else did."""
    if part is not Part.WEAKER:
        return found.of(part)
    several = [*_worse_paths(found), *found.of(part)]
    trees = list(dict.fromkeys(one.tree for one in several))
    return tuple(sorted(several, key=lambda one: trees.index(one.tree)))


def _worse_paths(found: Difference) -> Iterator[Change]:
    """Help that is lost, and paths that end less urgently or pass fewer safety checks, the worst first."""
    for name, one in paths_of(found):
        told = [each.removesuffix(".") for each in _helpless(one)]
        told += [
            headline(each, counted(one)) for each in one.changes if each.tally.less_urgent or each.tally.fewer_checks
        ]
        for message in told:
            yield Change(part=Part.WEAKER, code=ON_PATHS, message=message, tree=name)


def renumbered(found: Difference) -> bool:
    """Whether a step came or went, so that others have another number."""
    return any(one.code in ("step-added", "step-removed") for one in found.changes)


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
    """What is counted: paths where each has one that corresponds, else ways, each a pair of paths."""
    return ONES if one.tally.paths == one.before == one.after else WAYS


def changed(one: Tally, what: str) -> Iterator[str]:
    """On how many of the paths what changed, what is worse first."""
    for count, verb, words in kinds(one):
        yield f"{share(count, one.paths, what)} {VERBS[verb][count != 1]} {words}"


def kinds(one: Tally) -> Iterator[tuple[int, str, str]]:
    """The kinds of change that there are: on how many paths, and the words for it."""
    kinds = (
        (one.less_urgent, "end", LESS),
        (one.fewer_checks, "pass", "fewer safety checks"),
        (one.ends - one.less_urgent - one.more_urgent, "end", "elsewhere"),
        (one.more_urgent, "end", "more urgently"),
        (one.more_checks, "pass", "more safety checks"),
        (one.longer, "be", f"longer, by up to {count_of(one.steps, 'step')}"),
    )
    yield from (kind for kind in kinds if kind[0])


def share(count: int, paths: int, what: str) -> str:
    """How many of the paths, in words: all 4 paths, 2 of 11 pairs of paths."""
    if count < paths:
        return f"{in_figures(count)} of {in_figures(paths)} {what}"
    return f"all {in_figures(count)} {what}" if count > 1 else f"the one {ONE[what]}"


ONE = {WAYS: "way", ONES: "path"}
VERBS = {"be": ("is", "are"), "end": ("ends", "end"), "pass": ("passes", "pass")}


def headline(one: PathChange, what: str) -> str:
    """Where paths ended and end now."""
    tally = one.tally
    if not tally.ends:
        return f"To {end(one.now)}: {', '.join(changed(tally, what))}"
    alone = tally.paths == 1
    many = ONE[what] if alone else what
    ends = f"{'ends' if alone else 'end'} in {end(one.now)}"
    return f"{in_figures(tally.paths)} {many} ended in {end(one.was)}, and now {ends}{_fewer(tally)}"


def _fewer(one: Tally) -> str:
    if not one.fewer_checks:
        return ""
    how_many = "" if one.fewer_checks == one.paths else f" on {in_figures(one.fewer_checks)} of them"
    return f", with fewer safety checks{how_many}"


def example(one: PathChange) -> list[str]:
    """One of the paths, a line for each question, with a mark where old and new part; of a long one the first."""
    several, here = one.example, one.tally.ends
    parts = _parting(several) if here else None
    lines = [
        f"{shown(one.asks, _SHORT)} → {shown(one.answers, _SHORT)}{_side(one)}{_HERE if at == parts else ''}"
        for at, one in enumerate(several[:QUESTIONS])
    ]
    more = len(several) - len(lines)
    return [*lines, *([f"and {count_of(more, 'question')} more"] if more else [])]


_HERE = " (the paths part here)"


def _parting(several: Sequence[Answered]) -> int:
    """The last answer that both give before one of them is asked something else; the last of all where they are not."""
    alone = next((at for at, one in enumerate(several) if not (one.old and one.new)), len(several))
    return max(alone - 1, 0)


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
        yield "more", count_of(len(one.words) - _LINES, "line")


def place(one: Change | Diagnostic) -> str:
    """Where a change is written; nothing where it is written nowhere."""
    return f"{one.span.path}:{one.span.line}" if one.span.path else ""
