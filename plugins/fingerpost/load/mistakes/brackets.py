"""Lists in [ ] and keys in { }: what is never closed, and what needs quotes inside them."""

import re

from fingerpost.diagnostics import Diagnostic, Fix, Label
from fingerpost.load.codes import fault
from fingerpost.load.mistakes.sentences import special_words, unquoted_colon
from fingerpost.load.mistakes.stop import Stop, letter, place, sentence_start, text, wants_words
from fingerpost.load.quoting import quote_rest, replace, shown
from fingerpost.load.schema import homes

_CLOSE = {"{": "}", "[": "]"}
_TREE = re.compile(r"(?<![^\s,{\[])tree:")


def brackets(stop: Stop) -> Diagnostic | None:
    """What went wrong inside brackets."""
    if "flow" not in stop.context or stop.began is None:
        return None
    line, column = stop.began
    opened = stop.lines[line][column : column + 1]
    if opened not in _CLOSE:
        return _stray(stop)
    match letter(stop):
        case ":" if line == stop.line:
            return _second_colon(stop, opened)
        case "}" | "]" as wrong:
            message = f"`{opened}` is closed by `{_CLOSE[opened]}`, not by `{wrong}`."
            return fault("yaml-syntax", message, place(stop, stop.line, stop.column), labels=(_opened(stop),))
        case other if other and line == stop.line:
            return _stray(stop)
    return _unclosed(stop, opened)


def stray(stop: Stop) -> Diagnostic | None:
    """A letter that begins nothing, where no sentence begins with it."""
    odd = ("a plain scalar", "an alias", "an anchor", "a tag", "the next token")
    return _stray(stop) if stop.context.endswith(odd) else None


def _stray(stop: Stop) -> Diagnostic:
    help = "Between brackets, words that hold a comma, a colon, a bracket or a quote need quotes around them."
    message = f"{shown(letter(stop) or ' ')} cannot stand here."
    return fault("yaml-syntax", message, place(stop, stop.line, stop.column), help=help)


def _opened(stop: Stop) -> Label:
    assert stop.began is not None
    return Label(span=place(stop, *stop.began), message="opened here")


def _second_colon(stop: Stop, opened: str) -> Diagnostic:
    word = max(stop.column - len("tree"), 0)
    if _TREE.match(text(stop), word):
        return unquoted_colon(stop.path, stop.lines, stop.line, stop.column, word)
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
    if " #" in words or not words[column + 1 :].strip():
        return None
    behind_key = words[:column].rstrip().endswith(":") and not wants_words(words)
    key = re.match(r"\{ *([a-z_]+): ", words[column:])
    if (key and not wants_words(words) and key[1] in homes()) or behind_key:
        message = f"Close it with `{_CLOSE[opened]}`."
        return replace(stop.path, line, len(words), len(words), _CLOSE[opened], message)
    return quote_rest(stop.path, stop.lines, line, column) if sentence_start(words) == column else None


def list_beside(stop: Stop) -> Diagnostic | None:
    """A list that begins beside its key, or a `? `, which is a way to write keys that nobody needs."""
    if "are not allowed in this context" not in stop.problem:
        return None
    if wants_words(text(stop)):
        return special_words(stop.path, stop.lines, stop.line, stop.column)
    if letter(stop) == "-":
        message, help = "A list begins on a line of its own.", "Put each `- ` on a line of its own, further in."
    else:
        message, help = "Words without quotes cannot begin with `? `.", "Put the whole sentence in quotes."
    return fault("yaml-syntax", message, place(stop, stop.line, stop.column), help=help)
