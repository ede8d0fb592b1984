"""Lines that begin in the wrong place, with the wrong blanks, or without the colon that makes them a key."""

import dataclasses
import re

from fingerpost.diagnostics import Diagnostic, Edit, Fix, Label
from fingerpost.load.codes import fault
from fingerpost.load.limits import TRIED_LETTERS
from fingerpost.load.mistakes.stop import Stop, above, enclosing, indent, letter, place, text
from fingerpost.load.quoting import QUOTE, SHORT, replace
from fingerpost.load.schema import homes

# A line that was meant to begin with a key: one word, and more after a space or a colon without one.
_KEYLESS = re.compile(r"\s*(?:- +)*(?P<key>[a-z][a-z0-9_-]*)(?P<colon>:?)(?P<rest>.*)")
_KEYED = re.compile(r"\s*(?:- +)*(?P<key>[^\s:]+):(?:[ \t]+(?P<value>.*)|$)")
# Blanks that are not spaces: tabs, and those that come with text from elsewhere.
_ODD_BLANK = re.compile("[ ]*(?P<odd>[\t\x0b\x0c\xa0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])")


def odd_blank(stop: Stop) -> Diagnostic | None:
    """A tab, or another blank that is no space, before the words of this line or of the one above."""
    if letter(stop) == "\t" and text(stop)[: stop.column].strip():
        fix = replace(stop.path, stop.line, stop.column, stop.column + 1, " ", "Put a space there.")
        return _odd_blank(stop, stop.line, stop.column, (fix,))
    for number in (stop.line, above(stop)):
        found = _ODD_BLANK.match(stop.lines[number]) if number is not None else None
        if number is not None and found is not None:
            return _odd_blank(stop, number, found.start("odd"), _untabbed(stop))
    return None


def _odd_blank(stop: Stop, number: int, column: int, fixes: tuple[Fix, ...]) -> Diagnostic:
    odd = stop.lines[number][column]
    what = "A tab" if odd == "\t" else f"A blank that is no space (U+{ord(odd):04X})"
    return fault(
        "tab-indent",
        f"{what} stands where only spaces may stand.",
        place(stop, number, column),
        help="Use spaces: two for each step further in.",
        fixes=fixes,
    )


def _untabbed(stop: Stop) -> tuple[Fix, ...]:
    """Two spaces for each tab, when the whole file is indented by tabs alone, so that their width is no question."""
    indents = [line[: indent(line)] for line in stop.lines]
    if set("".join(indents)) != {"\t"}:
        return ()
    edits = tuple(
        Edit(span=place(stop, number, 0, len(tabs)), replacement="  " * len(tabs))
        for number, tabs in enumerate(indents)
        if tabs
    )
    return (Fix(message="Put two spaces for each tab.", edits=edits),)


def no_colon(stop: Stop) -> Diagnostic | None:
    """Words where a key was expected, or below a line that lacks its colon."""
    if "could not find expected ':'" in stop.problem and stop.began is not None:
        number, column = stop.began
        end = len(stop.lines[number].rstrip())
        return _without_colon(stop, number) or fault(
            "yaml-syntax",
            "This line is neither a key with its colon nor an item of a list.",
            place(stop, number, column, max(end, column + 1)),
            help="If it belongs to the sentence above, indent it further than the key of that sentence.",
        )
    before = above(stop)
    if "mapping values are not allowed" in stop.problem and before is not None and not _KEYED.match(stop.lines[before]):
        return _without_colon(stop, before)
    return None


def _without_colon(stop: Stop, number: int) -> Diagnostic | None:
    """A line that begins with a known key, or holds nothing but an id, and lacks its colon or the space behind it."""
    line = stop.lines[number]
    found = _KEYLESS.match(line)
    if found is None or not (found["key"] in homes() or not found["rest"].strip()):
        return None
    key, rest = found["key"], found["rest"].lstrip(" \xa0")
    start, end = found.start("key"), len(line) - len(rest) if rest else found.end("colon")
    fix = replace(stop.path, number, start, end, f"{key}: " if rest else f"{key}:", f"Write `{key}:`.")
    missing = missing_space(found["rest"]) if found["colon"] else f"A colon is missing after `{key}`."
    where = place(stop, number, start, found.end("colon"))
    help = f"Write: {key}: {rest}" if rest and len(rest) <= SHORT else f"Write: {key}:"
    return fault("yaml-syntax", missing, where, help=help, fixes=(fix,))


def missing_space(behind: str) -> str:
    """What is wrong where no space stands behind a colon; a blank that only looks like one is named."""
    if behind.startswith("\xa0"):
        return "A no-break space (U+00A0) stands after the colon, where a space is needed."
    return "A space is missing after the colon."


def line_above(stop: Stop) -> Diagnostic | None:
    """A line that fits well, below one that alone begins elsewhere than its neighbours."""
    before = above(stop)
    if before is None or not ("mapping values are not allowed" in stop.problem or "block" in stop.context):
        return None
    is_, wanted = indent(stop.lines[before]), indent(text(stop))
    if is_ == wanted or stop.column < wanted or sum(map(len, stop.lines)) > TRIED_LETTERS:
        return None
    reached = stop.reach(_with(stop, before, wanted))
    other = stop.reach(_with(stop, stop.line, is_))
    if reached <= stop.line or not (reached > other or (reached == other and _leaves_empty(stop, before))):
        return None
    line = stop.lines[before]
    return fault(
        "yaml-syntax",
        f"This line begins after {_spaces(is_)}, its neighbours after {wanted}.",
        place(stop, before, is_, len(line.rstrip())),
        labels=(_label(stop, stop.line, f"this begins after {_spaces(wanted)}"),),
        help=f"Begin it after {_spaces(wanted)}.",
        fixes=(replace(stop.path, before, 0, is_, " " * wanted, f"Begin this line after {_spaces(wanted)}."),),
    )


def _with(stop: Stop, number: int, wanted: int) -> list[str]:
    """The lines, one of them indented otherwise."""
    tried = list(stop.lines)
    tried[number] = " " * wanted + tried[number].lstrip()
    return tried


def _leaves_empty(stop: Stop, number: int) -> bool:
    """Whether the line above begins as far in as one above it that is a key with nothing in it."""
    head = above(dataclasses.replace(stop, line=number))
    if head is None or indent(stop.lines[head]) != indent(stop.lines[number]):
        return False
    key = _KEYED.match(stop.lines[head])
    return key is not None and not (key["value"] or "").strip()


def too_far_in(stop: Stop) -> Diagnostic | None:
    """A key below a line that has its value already."""
    before = above(stop)
    if "mapping values are not allowed" not in stop.problem or before is None:
        return None
    start = indent(text(stop))
    if _goes_on(text(stop), stop.lines[before]):
        message = "A colon and a space in the second line of a sentence are read as a key and its value."
        return fault("unquoted-colon", message, place(stop, stop.line, stop.column), help=QUOTE)
    return fault(
        "yaml-syntax",
        "This line stands further in than the line above it allows.",
        place(stop, stop.line, start, max(stop.column, start + 1)),
        labels=(_label(stop, before, "this has its value already"),),
        help="Indent it like the line above; or put words that go on over two lines in quotes.",
        fixes=_moved(stop, indent(stop.lines[before])),
    )


def _goes_on(line: str, before: str) -> bool:
    """Whether a line goes on with the sentence of the line before, rather than be a key that stands too far in."""
    this, that = _KEYED.match(line), _KEYED.match(before)
    if this is None or this["key"] in homes() or not this["value"]:
        return False
    return " " in ((that["value"] or "") if that else before.strip(" -"))


def misplaced(stop: Stop) -> Diagnostic | None:
    """A line that begins where no line above it does, or has no dash among those that do."""
    if "block" not in stop.context:
        return None
    if letter(stop) == ":":
        return fault("yaml-syntax", "No key stands before this colon.", place(stop, stop.line, stop.column), help=QUOTE)
    start, end = indent(text(stop)), len(text(stop).rstrip())
    if stop.column > start:
        message = "This does not fit behind what stands before it on this line."
        return fault("yaml-syntax", message, place(stop, stop.line, stop.column), help=QUOTE)
    if "'-' indicator" in stop.problem and start in enclosing(stop) and stop.began is not None:
        return fault(
            "yaml-syntax",
            "This line stands in a list and does not begin with `- `.",
            place(stop, stop.line, start, end),
            labels=(_label(stop, stop.began[0], "an item of that list"),),
            help="Give all of them a dash, or none.",
        )
    return _misaligned(stop, start, end)


def _misaligned(stop: Stop, start: int, end: int) -> Diagnostic:
    near = sorted({*enclosing(stop)} - {start}, key=lambda column: (abs(column - start), column))
    clear = near[1:] == [] or abs(near[0] - start) < abs(near[1] - start)
    spaces = " or ".join(str(column) for column in sorted(near[:2]))
    return fault(
        "yaml-syntax",
        f"This line begins after {_spaces(start)}, and none that it could belong to does.",
        place(stop, stop.line, start, max(end, start + 1)),
        help=f"The lines above it begin after {spaces}; indent it like those that it belongs to." if spaces else QUOTE,
        fixes=_moved(stop, near[0]) if near and clear and letter(stop) != "-" else (),
    )


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _label(stop: Stop, number: int, message: str) -> Label:
    line = stop.lines[number]
    return Label(span=place(stop, number, indent(line), len(line.rstrip())), message=message)


def _moved(stop: Stop, wanted: int) -> tuple[Fix, ...]:
    """The mend that gives this line another indentation; only when no line below hangs on it."""
    start = indent(text(stop))
    below = next((line for line in stop.lines[stop.line + 1 :] if line.strip()), "")
    if indent(below) > min(start, wanted):
        return ()
    return (replace(stop.path, stop.line, 0, start, " " * wanted, f"Begin this line after {_spaces(wanted)}."),)
