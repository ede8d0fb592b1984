"""Why a card was not made."""

from collections.abc import Sequence

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
        super().__init__("\n".join(map(_said, findings)))


def _said(finding: Finding) -> str:
    where = f"{finding.span.path}:{finding.span.line}:{finding.span.column}"
    return f"{where}: {finding.message}" + (f" {finding.help}" if finding.help else "")
