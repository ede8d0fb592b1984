"""The one sentence that comes first in every report: what matters most, and where."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from fingerpost.diff.change import Change, Difference, Part, PathChange, PathsChange
from fingerpost.diff.reports._words import LESS, ONE, VERBS, count_of, counted, end, kinds, paths_of, share, shown
from fingerpost.diff.wording import UNSEEN
from fingerpost.search import in_figures

_ELSE = "No step, path, promise or wording changed, but something else did: read the text of the change."
# Trees or values that it names, and letters of each.
_NAMED, _NAME, _BRIEF = 3, 60, 240


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
            return f"Names alone: {count_of(len(found.changes), 'name')} changed, and no meaning."
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
        yield f"{count_of(unseen, 'text')} with a new character that cannot be seen"
    yield from _safeguards(found)
    broken = sum(one.code == _BROKEN for one in found.errors)
    if broken:
        yield "a promise is broken" if broken == 1 else f"promises are broken in {broken:,} places"
    if lost := sum(len(one.helpless) for one in found.paths.values() if not one.no_help):
        yield f"help can no longer be reached from {count_of(lost, 'step')}"
    yield from _of_paths(found)
    yield from _others(found)
    if others := len(found.errors) - broken:
        yield count_of(others, "other new error" if broken else "new error")
    if steps := found.of(Part.STEPS):
        noted = [one for one in steps if one.code in _NOTES]
        yield from _briefly(noted, found, "note on a new step or a version", "notes on new steps or versions")
        cards = sum(one.code.startswith("card-") for one in steps)
        if cards:
            yield f"{count_of(cards, 'change')} of cards"
        if others := len(steps) - cards - len(noted):
            yield f"{count_of(others, 'change')} of steps and answers"
    yield from _briefly(found.of(Part.CASES), found, "change of cases", "changes of cases")
    safety, wording = (len(found.of(part)) for part in (Part.SAFETY_WORDING, Part.WORDING))
    if safety:
        yield f"{count_of(safety, 'text')} about safety reworded"
    if wording:
        yield f"{count_of(wording, 'other text' if safety else 'text')} reworded"


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
            yield f"{count_of(len(facts), 'local value')} changed {how}: {_few(told)}"


def _others(found: Difference) -> Iterator[str]:
    """What else got weaker, each kind of it with its number."""
    weaker = [one for one in found.of(Part.WEAKER) if not one.code.startswith("fact-")]
    for codes, one, several in _OTHERS:
        yield from _briefly([each for each in weaker if each.code in codes], found, one, several)
    named = frozenset().union(*(codes for codes, _, _ in (*_WORST, *_OTHERS)))
    if left := sum(one.code not in named for one in weaker):
        yield count_of(left, "other safeguard" if left < len(weaker) else "safeguard") + " weaker"


def _briefly(several: Sequence[Change], found: Difference, one: str, more: str) -> Iterator[str]:
    """The first of a kind by what each is, tree by tree, and how many more there are; all by their number alone."""
    named = [each for each in several if each.brief][:_NAMED]
    for tree, brief in dict.fromkeys((each.tree, shown(each.brief, _BRIEF)) for each in named):
        yield f"{brief} (in {_title(tree, found)})"
    if left := len(several) - len(named):
        yield f"{left:,} {'more ' if named else ''}{one if left == 1 else more}"


# What the first sentence says of paths.
_NOTED = (LESS, "fewer safety checks", "elsewhere", "more urgently")


def _of_paths(found: Difference) -> Iterator[str]:
    """Of which trees what ends less urgently, on how many paths what else got worse, or what is another end."""
    told = []
    for name, one in paths_of(found):
        if parts := list(_worst(one)):
            told.append(f"in {_title(name, found)}, {', '.join(parts)}")
    yield from told[:_NAMED]
    if len(told) > _NAMED:
        yield f"and paths of {count_of(len(told) - _NAMED, 'more tree')}"


def _worst(one: PathsChange) -> Iterator[str]:
    """The emergency ends that are lost, or else the worst of what ends less urgently, and the rest in numbers."""
    lower = [each for each in one.changes if each.tally.less_urgent]
    named = [each for each in lower if each.was.urgency == "now"][:_NAMED] or lower[:1]
    yield from (_fallen(each, counted(one)) for each in named)
    told = [kind for kind in kinds(one.tally) if kind[2] in _NOTED]
    for at, (count, verb, words) in enumerate(told):
        if named and verb == "end" and words == LESS:
            if left := count - sum(each.tally.less_urgent for each in named):
                yield f"{in_figures(left)} more {VERBS[verb][left != 1]} {words}"
            continue
        of = share(count, one.tally.paths, counted(one)) if at == 0 else in_figures(count)
        yield f"{of} {VERBS[verb][count != 1]} {words}"


def _fallen(one: PathChange, what: str) -> str:
    """Ways that ended in “Get help now” now end in “Wait” (soon)."""
    count = one.tally.less_urgent
    urgency = one.was.urgency if one.was.text == one.now.text else ""
    was = end(replace(one.was, text=shown(one.was.text, _NAME), urgency=urgency, helps=False))
    now = end(replace(one.now, text=shown(one.now.text, _NAME)))
    noun, verb = (ONE[what], "ends") if count == 1 else (what, "end")
    return f"{in_figures(count)} {noun} that ended in {was} now {verb} in {now}"


def _title(name: str, found: Difference) -> str:
    return f"“{shown(found.titles.get(name, name), _NAME)}”"


def _few(several: Sequence[str]) -> str:
    """The first of several, and how many more there are."""
    more = f" and {len(several) - _NAMED:,} more" if len(several) > _NAMED else ""
    return ", ".join(several[:_NAMED]) + more
