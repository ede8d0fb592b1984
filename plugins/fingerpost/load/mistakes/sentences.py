"""Sentences that need quotes, and quotes that are not what they seem."""

import re
from collections.abc import Sequence

from fingerpost.diagnostics import Diagnostic, Fix, Label
from fingerpost.load.codes import fault
from fingerpost.load.mistakes.stop import Stop, indent, is_quoted, left_over, place, sentence_start, text, wants_words
from fingerpost.load.quoting import QUOTE, quote_rest, quoted, replace, shown, with_example
from fingerpost.load.values import Mark, span

_SPECIAL = tuple("@`%*&!|>,[]{}?")
_OTHER_KIND = "Put the whole sentence in quotes, of the other kind than those inside it."


def unknown_escape(stop: Stop) -> Diagnostic | None:
    """A backslash in double quotes."""
    if "quoted scalar" not in stop.context or "unexpected" in stop.problem:
        return None
    at = text(stop).rfind("\\", 0, stop.column + 1)
    return fault(
        "yaml-syntax",
        "A backslash in double quotes begins an escape, and this one is unknown.",
        place(stop, stop.line, max(at, 0)),
        help="Write \\\\ for a backslash, or use single quotes.",
        fixes=(replace(stop.path, stop.line, at, at + 1, "\\\\", "Write two backslashes."),) if at >= 0 else (),
    )


def unclosed_quote(stop: Stop) -> Diagnostic | None:
    """A quote that runs to the end of the file, or to the next quote further down."""
    if "quoted scalar" in stop.context and stop.began is not None:
        return _unclosed(stop, *stop.began)
    last = stop.last
    if last is None or not left_over(stop) or not is_quoted(stop, last) or last.mark.line == last.mark.end_line:
        return None
    end = place(stop, last.mark.end_line, max(last.mark.end_column - 1, 0))
    return _unclosed(stop, last.mark.line, last.mark.column, Label(span=end, message="so this closes it"))


def _unclosed(stop: Stop, line: int, column: int, *labels: Label) -> Diagnostic:
    words = stop.lines[line][column:].rstrip(" \t")
    end = column + len(words)
    fixes: tuple[Fix, ...] = ()
    help = "Close it at the end of the sentence."
    if words.startswith("'"):
        fix = replace(stop.path, line, column, end, quoted(words), QUOTE)
        help = with_example("Close it at the end; if it is an apostrophe, put everything in double quotes.", fix)
    elif sentence_start(stop.lines[line]) == column and len(words) > 1 and '"' not in words[1:] and " #" not in words:
        fixes = (replace(stop.path, line, end, end, '"', "Close it at the end of the line."),)
    where = place(stop, line, column)
    return fault("unclosed-quote", "This quote is never closed.", where, help=help, labels=labels, fixes=fixes)


def after_quote(stop: Stop) -> Diagnostic | None:
    """Words behind a closing quote: a sentence that begins with quoted words, or one with quotes inside its quotes."""
    last = stop.last
    if not left_over(stop) or last is None or not is_quoted(stop, last) or last.mark.end_line != stop.line:
        return None
    fix = _requoted(stop, last.mark.column)
    return fault(
        "yaml-syntax",
        "Something follows the closing quote.",
        place(stop, stop.line, stop.column),
        labels=(Label(span=span(stop.path, last.mark), message="the quoted words"),),
        help=with_example(_OTHER_KIND, fix),
        fixes=(fix,) if fix else (),
    )


def _requoted(stop: Stop, start: int) -> Fix | None:
    """The sentence in new quotes; those around all of it are its old ones."""
    words = text(stop)[start:].rstrip(" \t")
    if sentence_start(text(stop)) != start or " #" in words:
        return None
    sentence = words[1:-1] if _is_wrapped(words) else words
    return replace(stop.path, stop.line, start, start + len(words), quoted(sentence), QUOTE)


def _is_wrapped(words: str) -> bool:
    """Whether the first and the last quote belong together: the next one inside opens, or is an apostrophe."""
    quote, inner = words[0], words[1:-1]
    closes_early = re.match(rf"[^{quote}]*[^\s{quote}]{quote}(?!\w)", inner)
    return len(words) > 1 and words.endswith(quote) and not closes_early


def lost_comment(stop: Stop) -> Diagnostic | None:
    """A ` #` in a sentence, whose next line then stands alone, or whose closing bracket is lost."""
    if not left_over(stop) or stop.last is None or not stop.last.comment:
        return None
    mark = stop.last.mark
    return fault(
        "unquoted-hash",
        "A space and # end what stands before them; the rest of the line is not read.",
        place(stop, mark.end_line, mark.end_column, mark.end_column + 2),
        help=QUOTE,
    )


def special_start(stop: Stop) -> Diagnostic | None:
    """A sentence that begins with a mark which means something else to YAML."""
    line = text(stop)
    start = sentence_start(line)
    first = line[start : start + 1]
    if first not in _SPECIAL or stop.column < start or (first == "?" and line[start + 1 : start + 2] != " "):
        return None
    rest = line[stop.column :].rstrip()
    if first in "{[":
        # Keys or a list may have been meant, and something else be wrong with them.
        if left_over(stop) and "flow" not in stop.context and rest and not rest.strip("]}"):
            return _too_many(stop, rest)
        if not wants_words(line) and ("flow" in stop.context or not left_over(stop)):
            return None
    elif stop.column != start and indent(line) == stop.column:
        return None
    if first in "|>" and "block scalar" not in stop.context:
        return None
    return special_words(stop.path, stop.lines, stop.line, start)


def special_words(path: str, lines: Sequence[str], number: int, start: int) -> Diagnostic:
    """Words at `start` of a line whose first letter means something else to YAML."""
    first = lines[number][start]
    fix, help = quote_rest(path, lines, number, start), QUOTE
    message = f"Words without quotes cannot begin with {shown(first)}."
    if first in ("-", "?"):
        message = f"Words without quotes cannot begin with `{first}` and a space."
    if first in ("|", ">"):
        message = f"After `{first}` the words begin on the next line."
        help = "Move them there; or put the whole sentence in quotes."
    where = span(path, Mark(number, start, number, start + 1))
    return fault("yaml-syntax", message, where, help=with_example(help, fix), fixes=(fix,) if fix else ())


def _too_many(stop: Stop, rest: str) -> Diagnostic:
    fix = replace(stop.path, stop.line, stop.column, stop.column + len(rest), "", f"Delete `{rest}`.")
    where = place(stop, stop.line, stop.column, stop.column + len(rest))
    return fault("yaml-syntax", f"`{rest}` closes what is closed already.", where, help=fix.message, fixes=(fix,))


def colon(stop: Stop) -> Diagnostic | None:
    """A `: ` in a sentence; where but one word stands before it, it rather is a key in the wrong place."""
    if "mapping values are not allowed" not in stop.problem:
        return None
    line = text(stop)
    words = line[: stop.column].lstrip(" -")
    if " " not in words:
        return None
    return unquoted_colon(stop.path, stop.lines, stop.line, stop.column)


def unquoted_colon(path: str, lines: Sequence[str], number: int, column: int, start: int | None = None) -> Diagnostic:
    """A sentence with `: ` in it, which YAML takes for a key and its value; `start` is where the sentence begins."""
    line = lines[number]
    begin = sentence_start(line) if start is None else start
    where = span(path, Mark(number, column, number, column + 1))
    jump = re.match(r"tree: +(?=[a-z][a-z0-9-]*\s*(?:[,}]|$))", line[begin:])
    if jump and not wants_words(line):
        help = "Write it without the space."
        close = replace(path, number, begin, begin + jump.end(), "tree:", help)
        return fault("unquoted-colon", "A target has no space after `tree:`.", where, help=help, fixes=(close,))
    fix = None if line[begin : begin + 1] in ('"', "'", "[", "{") else quote_rest(path, lines, number, begin)
    message = "A colon and a space inside a sentence are read as a key and its value."
    return fault("unquoted-colon", message, where, help=with_example(QUOTE, fix), fixes=(fix,) if fix else ())
