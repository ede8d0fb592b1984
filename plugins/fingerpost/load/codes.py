"""The faults that reading a file can show, before any check looks at it; each has its page beside the checks'."""

from fingerpost.diagnostics import Diagnostic, Fix, Label, Severity
from fingerpost.source import Span

CODES: dict[str, Severity] = {
    "bad-id": Severity.ERROR,
    "duplicate-key": Severity.ERROR,
    "not-plain-data": Severity.ERROR,
    "not-utf-8": Severity.ERROR,
    "tab-indent": Severity.ERROR,
    "too-large": Severity.ERROR,
    "unclosed-quote": Severity.ERROR,
    "unknown-key": Severity.ERROR,
    "unquoted-colon": Severity.ERROR,
    "unquoted-hash": Severity.ERROR,
    "unsafe-file": Severity.ERROR,
    "wrong-shape": Severity.ERROR,
    "yaml-syntax": Severity.ERROR,
}


def fault(
    code: str,
    message: str,
    span: Span,
    *,
    help: str = "",
    labels: tuple[Label, ...] = (),
    fixes: tuple[Fix, ...] = (),
) -> Diagnostic:
    """A diagnostic of the loader."""
    return Diagnostic(
        code=code, severity=CODES[code], message=message, span=span, help=help, labels=labels, fixes=fixes
    )
