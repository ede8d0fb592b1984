"""Why a card was not made."""

from collections.abc import Iterable, Iterator, Sequence

from fingerpost.diagnostics import Finding
from fingerpost.failures import Failure


class Refused(Failure):
    """No card, and every reason, each with the place where it is mended.

    `edition` and `lines` are those of the card that is not made now and may hang somewhere; empty where a fact is
    missing, and so there can be none.
    """

    def __init__(self, findings: Sequence[Finding], *, edition: str = "", lines: Sequence[str] = ()) -> None:
        self.findings = tuple(findings)
        self.edition, self.lines = edition, tuple(lines)
        super().__init__("\n".join(map(said, findings)))


def unmade(reasons: Iterable[tuple[str, str, str, str, str]]) -> Iterator[str]:
    """A line for each card at each place and each reason, with all sizes; given as tree, card, place, size and why."""
    sizes: dict[tuple[str, str, str, str], list[str]] = {}
    for tree, card, place, size, why in reasons:
        sizes.setdefault((tree, card, place, why), []).append(size)
    for (tree, card, place, why), several in sizes.items():
        where = f" for {place}" if place else ""
        which = f" ({', '.join(several)})" if any(several) else ""
        yield f"No card {'/'.join(filter(None, [tree, card]))}{where}{which}: {why}"


def said(finding: Finding) -> str:
    """Where it is mended, what is wrong and what to do, on one line."""
    where = f"{finding.span.path}:{finding.span.line}:{finding.span.column}"
    return f"{where}: {finding.message}" + (f" {finding.help}" if finding.help else "")
