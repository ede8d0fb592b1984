"""The sentences that the reports share; words of authors stand in them as they are, and each format escapes them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from fingerpost.characters import hidden, number
from fingerpost.diagnostics import Diagnostic
from fingerpost.diff.change import Answered, Change, Difference, End, Part, PathChange, PathsChange, Tally
from fingerpost.diff.wording import UNSEEN
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
_ELSE = "No step, path, promise or wording changed, but something else did: read the text of the change."
BESIDE = "Read this beside the text of the change, not in place of it."
# Letters of a text that changed, for which the file has the rest; and questions of an example, and letters of one.
LETTERS, QUESTIONS, _SHORT = 400, 30, 120
# Lines of a new step; trees or values that the headline names, and letters of each.
_LINES, _NAMED, _NAME, _BRIEF = 40, 3, 60, 240


def shown(text: str, most: int = LETTERS) -> str:
    """Words of a file on one line, with whatever cannot be seen, or would turn the direction, told by its number."""
    found = set(hidden(text))
    told = (f"<{number(one)}>" if at in found else one for at, one in enumerate(text))
    words = " ".join("".join(told).replace("\t", " ").splitlines())
    return words if len(words) <= most else words[: most - 1] + "…"


def verdict(found: Difference) -> str:
    """The one sentence that comes first."""
    parts = list(_once(_sums(found), found))
    if not parts:
        return _ELSE if found.differs else "Nothing changed in meaning, and nothing in wording."
    told = "; ".join(parts)
    if not (found.unread or found.errors or found.paths or found.of(Part.WEAKER) or found.of(Part.LOCAL)):
        if not (found.of(Part.STEPS) or found.of(Part.CASES)):
            return f"Wording alone{', but read each word' if found.of(Part.SAFETY_WORDING) else ''}: {told}."
        if all(one.code.endswith("-renamed") for one in found.changes):
            return f"Names alone: {_count(len(found.changes), 'name')} changed, and no meaning."
    return f"{told[0].upper()}{told[1:]}."


def _once(parts: Iterable[str], found: Difference) -> Iterator[str]:
    """The parts of the sentence; where all of them are of one tree, it is named once."""
    trees = {one.tree for one in found.changes} | set(found.paths)
    title = _title(min(trees), found) if len(trees) == 1 else ""
    told = False
    for part in parts:
        yield part.removesuffix(f" (in {title})") if told else part
        told = told or bool(title and title in part)


def _sums(found: Difference) -> Iterator[str]:
    """What there is, the worst first: who can no longer find a way out, what is promised no more, whom to call."""
    if found.unread:
        yield f"NOT ALL COULD BE COMPARED ({_few([shown(one.tree, _NAME) for one in found.unread])})"
    if helpless := [name for name, one in paths_of(found) if one.no_help]:
        yield f"no path of {_few([_title(name, found) for name in helpless])} reaches help any more"
    if unseen := sum(one.code == UNSEEN for one in found.changes):
        yield f"{_count(unseen, 'text')} with a new character that cannot be seen"
    yield from _safeguards(found)
    broken = sum(one.code == _BROKEN for one in found.errors)
    if broken:
        yield "a promise is broken" if broken == 1 else f"promises are broken in {broken:,} places"
    if lost := sum(len(one.helpless) for one in found.paths.values() if not one.no_help):
        yield f"help can no longer be reached from {_count(lost, 'step')}"
    yield from _of_paths(found)
    yield from _others(found)
    if others := len(found.errors) - broken:
        yield _count(others, "other new error" if broken else "new error")
    if steps := found.of(Part.STEPS):
        noted = [one for one in steps if one.code in _NOTES]
        yield from _briefly(noted, found, "note on a new step or a version", "notes on new steps or versions")
        cards = sum(one.code.startswith("card-") for one in steps)
        if cards:
            yield f"{_count(cards, 'change')} of cards"
        if others := len(steps) - cards - len(noted):
            yield f"{_count(others, 'change')} of steps and answers"
    yield from _briefly(found.of(Part.CASES), found, "change of cases", "changes of cases")
    safety, wording = (len(found.of(part)) for part in (Part.SAFETY_WORDING, Part.WORDING))
    if safety:
        yield f"{_count(safety, 'text')} about safety reworded"
    if wording:
        yield f"{_count(wording, 'other text' if safety else 'text')} reworded"


# The code of an error of the check, and codes of what got weaker: in the words for one of them, and for several.
_BROKEN = "violated-policy"
_WORST: tuple[tuple[frozenset[str], str, str], ...] = (
    (frozenset({"exit-removed"}), "way out gone", "ways out gone"),
    (frozenset({"exit-retargeted"}), "way out leads elsewhere", "ways out lead elsewhere"),
    (frozenset({"policy-removed"}), "promise gone", "promises gone"),
    (frozenset({"policy-weaker"}), "promise weaker", "promises weaker"),
    (frozenset({"policy-vacuous"}), "promise no longer set off", "promises no longer set off"),
)
# Codes of what is no change of a step, and is said of new ones or of the whole.
_NOTES = frozenset({"end-unwatched", "question-unwatched", "version-kept"})
_OTHERS: tuple[tuple[frozenset[str], str, str], ...] = (
    (frozenset({"tree-removed"}), "tree gone", "trees gone"),
    (frozenset({"step-removed"}), "step about safety gone", "steps about safety gone"),
    (frozenset({"line-removed"}), "line gone from a step about safety", "lines gone from steps about safety"),
    (
        frozenset({"wording", UNSEEN}),
        "text about safety no longer says a local value",
        "texts about safety no longer say a local value",
    ),
    (frozenset({"time-changed"}), "deadline later or vaguer", "deadlines later or vaguer"),
    (frozenset({"tag-lost"}), "tag lost that a promise looks for", "tags lost that promises look for"),
    (
        frozenset({"answers-swapped"}),
        "swap of answers that a promise or a case names",
        "swaps of answers that promises or cases name",
    ),
    (frozenset({"check-lowered", "never-waive", "waived"}), "check milder or waived", "checks milder or waived"),
    (frozenset({"case-changed", "case-removed"}), "case gone or changed", "cases gone or changed"),
    (frozenset({"card-removed"}), "card gone", "cards gone"),
    (
        frozenset({"card-covers-less", "card-line-removed", "card-value-lost"}),
        "line, value or step gone from a card",
        "lines, values or steps gone from cards",
    ),
)


def _safeguards(found: Difference) -> Iterator[str]:
    """Ways out and promises by their names, and local values."""
    weaker = found.of(Part.WEAKER)
    for codes, one, several in _WORST:
        if names := [f"`{each.at}`" for each in weaker if each.code in codes]:
            yield f"{len(names):,} {one if len(names) == 1 else several} ({_few(names)})"
    for part, how in ((Part.WEAKER, "and not checked since"), (Part.LOCAL, "and checked again")):
        facts = [one for one in found.of(part) if one.code.startswith("fact-")]
        if facts:
            told = [f"{shown(one.was, _NAME)} → {shown(one.now, _NAME)} ({one.at})" for one in facts]
            yield f"{_count(len(facts), 'local value')} changed {how}: {_few(told)}"


def _others(found: Difference) -> Iterator[str]:
    """What else got weaker, each kind of it with its number."""
    weaker = [one for one in found.of(Part.WEAKER) if not one.code.startswith("fact-")]
    for codes, one, several in _OTHERS:
        yield from _briefly([each for each in weaker if each.code in codes], found, one, several)
    named = frozenset().union(*(codes for codes, _, _ in (*_WORST, *_OTHERS)))
    if left := sum(one.code not in named for one in weaker):
        yield _count(left, "other safeguard" if left < len(weaker) else "safeguard") + " weaker"


def _briefly(several: Sequence[Change], found: Difference, one: str, more: str) -> Iterator[str]:
    """The first of a kind by what each is, tree by tree, and how many more there are; all by their number alone."""
    named = [each for each in several if each.brief][:_NAMED]
    for tree, brief in dict.fromkeys((each.tree, shown(each.brief, _BRIEF)) for each in named):
        yield f"{brief} (in {_title(tree, found)})"
    if left := len(several) - len(named):
        yield f"{left:,} {'more ' if named else ''}{one if left == 1 else more}"


# What the first sentence says of paths.
_LESS = "less urgently"
_NOTED = (_LESS, "fewer safety checks", "elsewhere", "more urgently")


def _of_paths(found: Difference) -> Iterator[str]:
    """Of which trees what ends less urgently, on how many paths what else got worse, or what is another end."""
    told = []
    for name, one in paths_of(found):
        if parts := list(_worst(one)):
            told.append(f"in {_title(name, found)}, {', '.join(parts)}")
    yield from told[:_NAMED]
    if len(told) > _NAMED:
        yield f"and paths of {_count(len(told) - _NAMED, 'more tree')}"


def _worst(one: PathsChange) -> Iterator[str]:
    """The emergency ends that are lost, or else the worst of what ends less urgently, and the rest in numbers."""
    lower = [each for each in one.changes if each.tally.less_urgent]
    named = [each for each in lower if each.was.urgency == "now"][:_NAMED] or lower[:1]
    yield from (_fallen(each, counted(one)) for each in named)
    kinds = [kind for kind in _kinds(one.tally) if kind[2] in _NOTED]
    for at, (count, verb, words) in enumerate(kinds):
        if named and verb == "end" and words == _LESS:
            if left := count - sum(each.tally.less_urgent for each in named):
                yield f"{in_figures(left)} more {_VERBS[verb][left != 1]} {words}"
            continue
        of = _share(count, one.tally.paths, counted(one)) if at == 0 else in_figures(count)
        yield f"{of} {_VERBS[verb][count != 1]} {words}"


def _fallen(one: PathChange, what: str) -> str:
    """Ways that ended in “Get help now” now end in “Wait” (soon)."""
    count = one.tally.less_urgent
    urgency = one.was.urgency if one.was.text == one.now.text else ""
    was = end(replace(one.was, text=shown(one.was.text, _NAME), urgency=urgency, helps=False))
    now = end(replace(one.now, text=shown(one.now.text, _NAME)))
    noun, verb = (_ONE[what], "ends") if count == 1 else (what, "end")
    return f"{in_figures(count)} {noun} that ended in {was} now {verb} in {now}"


def _title(name: str, found: Difference) -> str:
    return f"“{shown(found.titles.get(name, name), _NAME)}”"


def _few(several: Sequence[str]) -> str:
    """The first of several, and how many more there are."""
    more = f" and {len(several) - _NAMED:,} more" if len(several) > _NAMED else ""
    return ", ".join(several[:_NAMED]) + more


def _count(count: int, what: str) -> str:
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
    for count, verb, words in _kinds(one):
        yield f"{_share(count, one.paths, what)} {_VERBS[verb][count != 1]} {words}"


def _kinds(one: Tally) -> Iterator[tuple[int, str, str]]:
    """The kinds of change that there are: on how many paths, and the words for it."""
    kinds = (
        (one.less_urgent, "end", _LESS),
        (one.fewer_checks, "pass", "fewer safety checks"),
        (one.ends - one.less_urgent - one.more_urgent, "end", "elsewhere"),
        (one.more_urgent, "end", "more urgently"),
        (one.more_checks, "pass", "more safety checks"),
        (one.longer, "be", f"longer, by up to {_count(one.steps, 'step')}"),
    )
    yield from (kind for kind in kinds if kind[0])


def _share(count: int, paths: int, what: str) -> str:
    """How many of the paths, in words: all 4 paths, 2 of 11 pairs of paths."""
    if count < paths:
        return f"{in_figures(count)} of {in_figures(paths)} {what}"
    return f"all {in_figures(count)} {what}" if count > 1 else f"the one {_ONE[what]}"


_ONE = {WAYS: "way", ONES: "path"}
_VERBS = {"be": ("is", "are"), "end": ("ends", "end"), "pass": ("passes", "pass")}


def headline(one: PathChange, what: str) -> str:
    """Where paths ended and end now."""
    tally = one.tally
    if not tally.ends:
        return f"To {end(one.now)}: {', '.join(changed(tally, what))}"
    alone = tally.paths == 1
    many = _ONE[what] if alone else what
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
    return [*lines, *([f"and {_count(more, 'question')} more"] if more else [])]


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
        yield "more", _count(len(one.words) - _LINES, "line")


def place(one: Change | Diagnostic) -> str:
    """Where a change is written; nothing where it is written nowhere."""
    return f"{one.span.path}:{one.span.line}" if one.span.path else ""
