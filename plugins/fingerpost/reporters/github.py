"""Annotations on a pull request, by the workflow commands of GitHub Actions."""

from collections.abc import Iterator, Sequence

from fingerpost.diagnostics import Diagnostic
from fingerpost.model import Site
from fingerpost.reporters._limits import rest, shown
from fingerpost.reporters._words import one_line
from fingerpost.source import Span


def report(found: Sequence[Diagnostic], site: Site) -> str:
    """`::error file=…,line=…,title=code::message`, a line each; the help follows the message."""
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Sequence[Diagnostic]) -> Iterator[str]:
    for one in shown(found):
        properties = {"file": one_line(one.span.path), **_region(one.span), "title": one_line(one.code)}
        listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        words = [one.message, *_walk(one), *one.help.splitlines()]
        yield f"::{one.severity} {listed}::{_data(chr(10).join(map(one_line, words)))}"
    if left := rest(found):
        yield f"::notice::{left}"


def _walk(one: Diagnostic) -> Iterator[str]:
    for number, step in enumerate(one.walk, start=1):
        yield f"{number}) {step.message}" + (f" <- {step.mark}" if step.mark else "")


def _region(span: Span) -> dict[str, str]:
    """The lines, and the columns where it is one line: the runner drops a command with columns over several."""
    region = {"line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:
        region = {"line": span.line, "col": span.column, "endLine": span.line, "endColumn": span.end_column}
    return {name: str(value) for name, value in region.items()}


def _data(words: str) -> str:
    """Escaped as `escapeData` of actions/toolkit does."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    """Escaped as `escapeProperty` of actions/toolkit does."""
    return _data(value).replace(":", "%3A").replace(",", "%2C")
