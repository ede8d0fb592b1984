"""Plain data as YAML, much as an author would write it: short things in brackets, bare words where they may be bare."""

import json
import re
import textwrap
from collections.abc import Iterator
from typing import Any

from fingerpost.canon import WIDTH
from fingerpost.load.quoting import quoted

# Words that mean themselves to every reader of YAML, of whatever age.
_BARE = re.compile(r"[^\W\d_][\w .,;()/'\"?!%+=’“”…–-]*(?<! )")  # noqa: RUF001 - authors write these
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAME = re.compile(r"[a-z][a-z0-9-]*(?:/[a-z][a-z0-9-]*)*")
_OTHERS = frozenset({"false", "n", "no", "null", "off", "on", "true", "y", "yes", "~"})
# What stands in these is short as a rule, and reads best on one line each.
_SHORT = ("options", "outcomes", "steps", "to", "worse")


def written(data: dict[str, Any]) -> str:
    """A mapping as YAML; each node and each top-level block below a blank line."""
    lines: list[str] = []
    for key, value in data.items():
        block = list(_entry(key, value, 0))
        if key in ("nodes", "policies", "cases", "cards", "tags", "stages", "exits"):
            lines.append("")
        for number, line in enumerate(block):
            if key == "nodes" and number > 1 and re.match(r"  [a-z]", line):
                lines.append("")
            lines.append(line)
    return "\n".join(lines) + "\n"


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:  # noqa: ANN401 - it is whatever JSON has
    yield from _value(f"{' ' * indent}{_word(key)}:", value, indent + 2, key)


def _value(head: str, value: Any, indent: int, key: str) -> Iterator[str]:  # noqa: ANN401
    """A value behind its key or dash, or below it; not recursive deeper than the schema."""
    match value:
        case dict() | list() if not value or _fits(head, value, key):
            yield f"{head} {_flow(value)}"
        case dict():
            yield head
            for name, one in value.items():
                short = key in _SHORT and isinstance(one, dict | list)
                line = f"{' ' * indent}{_word(name)}: {_flow(one)}" if short else ""
                yield from [line] if line and len(line) <= WIDTH else _entry(name, one, indent)
        case list():
            yield head
            for one in value:
                yield from _item(one, indent, key)
        case _:
            yield from _words(head, value, indent)


def _words(head: str, value: Any, indent: int) -> Iterator[str]:  # noqa: ANN401
    """Words behind their key or dash, and long ones below it."""
    if not isinstance(value, str) or len(value) <= WIDTH or value != " ".join(value.split()) or not value.isprintable():
        yield f"{head} {_text(value)}"
        return
    yield f"{head} >-"
    for line in textwrap.wrap(value, WIDTH - indent, break_long_words=False, break_on_hyphens=False):
        yield " " * indent + line


def _item(value: Any, indent: int, key: str) -> Iterator[str]:  # noqa: ANN401
    pad = " " * indent
    if isinstance(value, dict):
        line = f"{pad}- {_flow(value)}"
        if key in _SHORT and len(line) <= WIDTH:
            yield line
            return
        first, *rest = (line for name, one in value.items() for line in _entry(name, one, indent + 2))
        yield f"{pad}- {first.lstrip()}"
        yield from rest
    else:
        yield from _words(f"{pad}-", value, indent + 2)


def _fits(head: str, value: Any, key: str) -> bool:  # noqa: ANN401
    """Whether a value is short enough, and of a kind, to stand in brackets: a list of names, or a guard."""
    names = isinstance(value, list) and all(isinstance(one, str) and _NAME.fullmatch(one) for one in value)
    return (names or key == "when") and len(head) + 1 + len(_flow(value)) <= WIDTH


def _flow(value: Any) -> str:  # noqa: ANN401
    match value:
        case dict():
            return "{" + ", ".join(f"{_word(key)}: {_flow(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case str() if re.search(r"[,?]", value):
            return _in_quotes(value)
    return _text(value)


def _word(key: str) -> str:
    return key if re.fullmatch(r"[a-z][a-z0-9_-]*", key) else _in_quotes(key)


def _text(value: Any) -> str:  # noqa: ANN401
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
    return value if _is_bare(value) else _in_quotes(value)


def _is_bare(words: str) -> bool:
    if _DAY.fullmatch(words) or _NAME.fullmatch(words):
        return True
    return bool(_BARE.fullmatch(words)) and words.lower() not in _OTHERS


def _in_quotes(words: str) -> str:
    """In double quotes; letters that cannot be seen are spelt as JSON spells them, which YAML reads alike."""
    if words.isprintable():
        return quoted(words)
    return "".join(_spelt(letter) for letter in json.dumps(words, ensure_ascii=False))


def _spelt(letter: str) -> str:
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"
