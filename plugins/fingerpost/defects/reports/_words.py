"""The sentences and tables that the reports share."""

from collections.abc import Iterator, Mapping, Sequence

from fingerpost.characters import hidden, number
from fingerpost.defects.editing import applied, diff
from fingerpost.defects.judges import Judge
from fingerpost.defects.oracle import Step, Witness
from fingerpost.defects.tally import Tally, by_operator, tally
from fingerpost.defects.trial import MOST, Verdict
from fingerpost.model import Question, Site, Text, Tree
from fingerpost.renderers.told import spoken

PLACES = 10
ORACLE = (
    "Whether anybody could tell a broken tree from the good one was decided by walking both side by side, step by "
    "step, without reading any policy or case."
)
HEAD = ("operator", "seeded", "equivalent", "caught", *(f"by {kind}" for kind in Judge), "missed")


def rows(verdicts: Sequence[Verdict]) -> list[tuple[str, ...]]:
    """The table: a row for each operator, and one for all."""
    return [_row(name, one) for name, one in [*by_operator(verdicts).items(), ("all", tally(verdicts))]]


def _row(name: str, one: Tally) -> tuple[str, ...]:
    counts = (one.seeded, one.equivalent, one.caught, *(one.by[kind] for kind in Judge), one.missed)
    return (name, *(f"{count:,}" for count in counts))


def table(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as what is in them; names to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for name, *counts in lines:
        numbers = (count.rjust(width) for count, width in zip(counts, widths[1:], strict=True))
        yield "  ".join([name.ljust(widths[0]), *numbers])


def sums(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """What the table comes to, in sentences."""
    one = tally(verdicts)
    told = one.caught + one.missed
    yield f"{one.caught:,} of the {told:,} defects that somebody could tell are caught: {one.percent:.1f}%."
    if one.by_warnings_alone:
        yield f"{one.by_warnings_alone:,} of them by warnings alone."
    if one.undecided:
        yield f"{one.undecided:,} had too many states to tell, and count as if somebody could."
    cut = [name for name, part in by_operator(verdicts).items() if part.seeded == MOST]
    if cut:
        yield f"No more than {MOST:,} were seeded of {', '.join(cut)}."


def shown(text: str) -> str:
    """Words of a file with whatever cannot be seen, or would move the cursor, told by its number."""
    found = set(hidden(text))
    return "".join(f"<{number(letter)}>" if at in found else letter for at, letter in enumerate(text))


def difference(one: Verdict, tree: Tree, site: Site) -> str:
    """The defect as a unified diff of the tree's file."""
    source = site.files[tree.span.path]
    return diff(source, applied(source, one.seeded.defect.edits))


def walk(witness: Witness, tree: Tree, site: Site) -> Iterator[str]:
    """The shortest walk that tells: a line for each step, and then what the two trees show."""
    if not witness.sure:
        yield "There are too many states to look for a walk that tells."
        return
    for step in witness.steps:
        node = tree.nodes[step.node]
        yield f"{node.number:>4}  {_words(node.text, site) or node.id}{_taken(step, tree, site)}"
    yield f"      good:   {witness.good}"
    yield f"      broken: {witness.other}"


def _taken(step: Step, tree: Tree, site: Site) -> str:
    named: Mapping[str, Text] = {}
    match step.move.kind, tree.nodes[step.node]:
        case "answer", Question(options=options):
            named = {option.id: option.text for option in options}
        case "exit", _:
            common = {f"/{name}": out.text for name, out in site.exits.items()}
            named = common | {name: out.text for name, out in tree.exits.items()}
        case "", _:
            return ""
    name = step.move.name
    words = _words(named[name], site) if name in named else name
    return f" -> {'exit: ' if step.move.kind == 'exit' else ''}{words}"


def _words(text: Text, site: Site) -> str:
    return shown(spoken(text, site))
