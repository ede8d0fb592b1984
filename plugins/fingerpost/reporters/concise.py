"""One line for each diagnostic, as compilers and editors know it."""

from collections.abc import Iterator, Sequence

from fingerpost.diagnostics import Diagnostic
from fingerpost.model import Site
from fingerpost.reporters._limits import rest, shown
from fingerpost.reporters._words import one_line


def report(found: Sequence[Diagnostic], site: Site) -> str:
    """`path:line:column: severity[code] message`, a line each."""
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Sequence[Diagnostic]) -> Iterator[str]:
    for one in shown(found):
        place = f"{one_line(one.span.path)}:{one.span.line}:{one.span.column}"
        yield f"{place}: {one.severity}[{one_line(one.code)}] {one_line(one.message)}"
    if left := rest(found):
        yield left
