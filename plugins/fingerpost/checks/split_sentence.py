"""A comma between brackets has made two items of one sentence."""

from collections.abc import Iterator, Sequence

from fingerpost.diagnostics import Edit, Finding, Fix, Severity
from fingerpost.load.quoting import quoted
from fingerpost.model import Node, Outcome, Question, Site, Text, Tree

CODE = "split-sentence"
SEVERITY = Severity.WARNING
PARTIAL = True
_ENDS = tuple(".!?…:;")


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield bare items on one line, the first with a capital, and those that go on with small letters.

    A list that is written in small letters throughout is let be, and so is one in a script without capitals.
    """
    for node in tree.nodes.values():
        for items in _lists(node):
            if len(items) > 1:
                yield from (_finding(run, node.id) for run in _runs(items))


def _lists(node: Node) -> Iterator[Sequence[Text]]:
    yield from (node.say, node.do, node.avoid)
    match node:
        case Question():
            yield node.look_for
        case Outcome():
            yield from (node.record, node.consult)


def _runs(items: Sequence[Text]) -> Iterator[list[Text]]:
    """Items that read as one sentence."""
    run: list[Text] = []
    for item in items:
        if run and _goes_on(run[-1], item):
            run.append(item)
            continue
        if len(run) > 1:
            yield run
        run = [item] if _is_bare(item) and item.value[:1].isupper() else []
    if len(run) > 1:
        yield run


def _goes_on(before: Text, item: Text) -> bool:
    beside = before.span.line == item.span.line
    return beside and _is_bare(item) and item.value[:1].islower() and not before.value.endswith(_ENDS)


def _is_bare(item: Text) -> bool:
    """Whether the words stand without quotes: then they are as long in the file as they are."""
    return item.span.line == item.span.end_line and item.span.end_column - item.span.column == len(item.value)


def _finding(run: Sequence[Text], at: str) -> Finding:
    first, last = run[0].span, run[-1].span
    span = first._replace(end_line=last.end_line, end_column=last.end_column)
    sentence = quoted(", ".join(item.value for item in run))
    return Finding(
        message=f"Between brackets a comma ends a sentence, so these are {len(run)} items.",
        span=span,
        at=at,
        help="Put the sentence in quotes; or begin each item with a capital letter.",
        fixes=(Fix(message="Put the whole sentence in quotes.", edits=(Edit(span=span, replacement=sentence),)),),
    )
