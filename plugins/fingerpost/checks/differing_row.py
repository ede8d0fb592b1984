"""A tree ends elsewhere than a row of its official table."""

from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Site, Tree
from fingerpost.tables import Answered, Difference, compare

CODE = "differing-row"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each row that some path within it contradicts, at the row's outcome; and how many, at the tree's table."""
    compared = compare(tree, site)
    if compared is None or tree.table is None or not compared.differing:
        return
    message = f"{len(compared.differing):,} of {compared.rows:,} rows differ from this tree."
    yield Finding(message=message, span=tree.table.span, help="Each is pointed at in the table.")
    for one in compared.differing:
        yield _finding(one, tree)


def _finding(one: Difference, tree: Tree) -> Finding:
    path = ", ".join(f"{answer.number} -> {answer.option}" for answer in one.answers)
    if one.count > len(one.answers):
        path += f" and {one.count - len(one.answers):,} more"
    begun = f"{path} ends" if path else "Every path ends"
    return Finding(
        message=f"{begun} in `{one.end}`; the table says `{one.row.outcome}`.",
        span=one.row.span,
        labels=tuple(map(_label, one.answers)),
        help=f"Mend `{tree.id}`, or the row if it was copied wrongly.",
    )


def _label(answer: Answered) -> Label:
    span = next(option.span for option in answer.question.options if option.id == answer.option)
    return Label(span=span, message=f"{answer.number} -> {answer.option}")
