"""Why a card was not made."""

from collections.abc import Sequence

from fingerpost.diagnostics import Finding
from fingerpost.failures import Failure


class Refused(Failure):
    """No card, and every reason, each with the place where it is mended."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(map(_said, findings)))


def _said(finding: Finding) -> str:
    where = f"{finding.span.path}:{finding.span.line}:{finding.span.column}"
    return f"{where}: {finding.message}" + (f" {finding.help}" if finding.help else "")
