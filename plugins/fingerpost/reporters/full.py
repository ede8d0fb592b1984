"""Diagnostics for people: the words at fault, underlined, what has to do with them, and what would mend them."""

from collections.abc import Iterator, Sequence

from click import style

from fingerpost.diagnostics import Diagnostic, Fix, Severity
from fingerpost.mending import safe
from fingerpost.model import Site
from fingerpost.reporters._excerpt import Texts, excerpt
from fingerpost.reporters._limits import rest, shown
from fingerpost.reporters._order import to_mend
from fingerpost.reporters._preview import preview
from fingerpost.reporters._words import one_line
from fingerpost.source import lines

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def report(found: Sequence[Diagnostic], site: Site) -> str:
    """A paragraph for each diagnostic, in colours; whoever prints it takes them out where there is no terminal."""
    return "".join(f"{line}\n" for line in _lines(to_mend(found), site))


def _lines(found: Sequence[Diagnostic], site: Site) -> Iterator[str]:
    texts = _texts(shown(found), site)
    made = {(one, fix) for one, fix in safe(found, site.files)}
    for one in shown(found):
        yield from _diagnostic(one, texts)
        for fix in one.fixes:
            yield from _mend(one, fix, texts, made=(one, fix) in made)
        yield ""
    if left := rest(found):
        yield left
    if found:
        yield _hint(found)


def _texts(found: Sequence[Diagnostic], site: Site) -> Texts:
    """The lines of every file that is spoken of, split once."""
    spans = {one.span.path for one in found}
    spans |= {label.span.path for one in found for label in one.labels}
    spans |= {edit.span.path for one in found for fix in one.fixes for edit in fix.edits}
    return {path: lines(site.files[path]) for path in spans if path in site.files}


def _diagnostic(one: Diagnostic, texts: Texts) -> Iterator[str]:
    colour = _COLOURS[one.severity]
    name = style(f"{one.severity}[{one_line(one.code)}]", fg=colour, bold=True)
    yield name + style(f": {one_line(one.message)}", bold=True)
    yield from excerpt(one, texts, colour=colour)
    yield from _walk(one)
    if one.help:
        yield from _titled("help", one.help)


def _mend(one: Diagnostic, fix: Fix, texts: Texts, *, made: bool) -> Iterator[str]:
    """A mend, and whether `check --fix` makes it or it is for the author to decide."""
    is_said = one.help.startswith(fix.message.removesuffix("."))
    yield from _titled("fix" if made else "suggestion", "as follows" if is_said else fix.message)
    yield from preview(fix, texts, at=one.span.path)
    if made:
        yield "`fingerpost check --fix` does this."


def _walk(one: Diagnostic) -> Iterator[str]:
    """The steps of a walk as numbered lines, each with what it did and where it is written."""
    if not one.walk:
        return
    yield style("walk:", fg="cyan", bold=True)
    digits = len(str(len(one.walk)))
    for number, step in enumerate(one.walk, start=1):
        sign = style(">", fg="red", bold=True) if step.mark else " "
        mark = style(f"  <- {one_line(step.mark)}", fg="red", bold=True) if step.mark else ""
        place = style(f"  {one_line(step.span.path)}:{step.span.line}", fg="bright_black")
        yield f"{sign} {number:>{digits}}  {one_line(step.message)}{mark}{place}"
    if one.link:
        yield f"{'':{digits + 4}}{style('opens at', fg='bright_black')} {one_line(one.link)}"


def _titled(title: str, words: str) -> Iterator[str]:
    """Words of several lines stay so, each set in, so that none can pass for a finding."""
    first, *others = words.splitlines() or [""]
    yield style(f"{title}:", fg="cyan", bold=True) + f" {one_line(first)}"
    yield from (" " * (len(title) + 2) + one_line(line) for line in others)


def _hint(found: Sequence[Diagnostic]) -> str:
    """Of the first that is shown, which is a cause and follows from nothing."""
    return f"To read more: fingerpost explain {one_line(found[0].code)}"
