"""Lists in [ ] and keys in { }: what is never closed, and what needs quotes inside them."""

import re

from fingerpost.diagnostics import Diagnostic, Fix, Label
from fingerpost.load.codes import fault
from fingerpost.load.mistakes.sentences import unquoted_colon
from fingerpost.load.mistakes.stop import Stop, letter, place, sentence_start, text
from fingerpost.load.quoting import quote_rest, replace, shown

_CLOSE = {"{": "}", "[": "]"}


def brackets(stop: Stop) -> Diagnostic | None:
    """What went wrong inside brackets."""
    if "flow" not in stop.context or stop.began is None:
        return None
    line, column = stop.began
    opened = stop.lines[line][column : column + 1]
    if opened not in _CLOSE:  # a node in it, so it began before
        return fault("yaml-syntax", f"{shown(letter(stop))} cannot stand here.", place(stop, stop.line, stop.column))
    match letter(stop):
        case ":" if line == stop.line:
            return _second_colon(stop, opened)
        case "}" | "]" as wrong:
            message = f"`{opened}` is closed by `{_CLOSE[opened]}`, not by `{wrong}`."
            return fault("yaml-syntax", message, place(stop, stop.line, stop.column), labels=(_opened(stop),))
        case "":
            return _unclosed(stop, opened)
        case other if line == stop.line:
            help = "Between brackets, words that hold a comma, a colon, a bracket or a quote need quotes around them."
            message = f"{shown(other)} cannot stand here."
            return fault("yaml-syntax", message, place(stop, stop.line, stop.column), help=help)
    return _unclosed(stop, opened)


def _opened(stop: Stop) -> Label:
    assert stop.began is not None
    return Label(span=place(stop, *stop.began), message="opened here")


def _second_colon(stop: Stop, opened: str) -> Diagnostic:
    word = re.search(r"[^\s,{\[]+$", text(stop)[: stop.column])
    if word is not None and word[0] == "tree":
        return unquoted_colon(stop.path, text(stop), stop.line, stop.column, word.start())
    message = f"A second colon stands here before a comma or `{_CLOSE[opened]}`."
    help = "Put a comma before the next key; or put the sentence in quotes."
    return fault("unquoted-colon", message, place(stop, stop.line, stop.column), help=help)


def _unclosed(stop: Stop, opened: str) -> Diagnostic:
    assert stop.began is not None
    line, column = stop.began
    fix = _closed(stop, line, column, opened)
    end = Label(span=place(stop, stop.line, stop.column), message="this does not fit into it")
    return fault(
        "yaml-syntax",
        f"`{opened}` is never closed.",
        place(stop, line, column),
        help=f"Close it with `{_CLOSE[opened]}`; or put words that begin with `{opened}` in quotes.",
        labels=(end,) if stop.line < len(stop.lines) - 1 else (),
        fixes=(fix,) if fix else (),
    )


def _closed(stop: Stop, line: int, column: int, opened: str) -> Fix | None:
    """The bracket closed at the end of its line where keys or a list were meant; else quotes around a sentence."""
    words = stop.lines[line].rstrip(" \t")
    keys, listed = ": " in words[column:], words[:column].rstrip().endswith(":")
    if " #" in words or not words[column + 1 :].strip():
        return None
    if keys if opened == "{" else listed:
        message = f"Close it with `{_CLOSE[opened]}`."
        return replace(stop.path, line, len(words), len(words), _CLOSE[opened], message)
    return quote_rest(stop.path, words, line, column) if sentence_start(words) == column else None


def list_beside(stop: Stop) -> Diagnostic | None:
    """A list that begins beside its key, or a `? `, which is a way to write keys that nobody needs."""
    if "are not allowed in this context" not in stop.problem:
        return None
    if letter(stop) == "-":
        message, help = "A list begins on a line of its own.", "Put each `- ` on a line of its own, further in."
    else:
        message, help = "Words without quotes cannot begin with `? `.", "Put the whole sentence in quotes."
    return fault("yaml-syntax", message, place(stop, stop.line, stop.column), help=help)
