"""Diagnostics as a golden file shows them: where, what, and what to do."""

from collections.abc import Iterable, Iterator

from fingerpost.diagnostics import Diagnostic
from fingerpost.source import Source, Span, lines


def told(diagnostics: Iterable[Diagnostic], source: Source) -> str:
    """All of them, each with the line that it is about and marks under the words."""
    return "\n".join("".join(f"{line}\n" for line in _one(found, source)) for found in diagnostics)


def _one(found: Diagnostic, source: Source) -> Iterator[str]:
    yield f"{found.span.line}:{found.span.column} {found.severity}[{found.code}]"
    yield from _excerpt(found.span, source)
    yield found.message
    if found.help:
        yield found.help
    for label in found.labels:
        yield f"{label.span.line}:{label.span.column} {label.message}"
        yield from _excerpt(label.span, source)
    for fix in found.fixes:
        yield f"Mend: {fix.message}"


def _excerpt(span: Span, source: Source) -> Iterator[str]:
    line = lines(source)[span.line - 1]
    end = span.end_column if span.end_line == span.line else len(line) + 1
    shown = "".join("→" if letter == "\t" else letter if letter.isprintable() else "·" for letter in line)
    yield f"  | {shown}".rstrip()
    yield f"  | {' ' * (span.column - 1)}{'^' * max(end - span.column, 1)}"
