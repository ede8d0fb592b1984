"""Files that somebody might send to do harm; `cd tests; python -m support.hostile` says how long each takes."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

TREE = "title: T\nnodes:\n"
LEAF = "  a:\n    outcome: x\n"
SAY = TREE + LEAF + "    say:\n"


class Hostile(NamedTuple):
    """A file, and the first finding that it must give: its code, line and column."""

    content: bytes
    code: str
    line: int
    column: int


def _text(words: str, code: str, line: int, column: int) -> Hostile:
    return Hostile(words.encode("utf-8", "surrogatepass"), code, line, column)


def _laughs(letter: str, depth: int) -> str:
    names = [f"{letter}{number}" for number in range(depth)]
    first = f"{names[0]}: &{names[0]} [lol]\n"
    return first + "".join(f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in itertools.pairwise(names))


def _node(number: int) -> str:
    return f"  n{number}:\n    outcome: x\n"


def _options(count: int) -> str:
    return (
        TREE
        + "  q:\n    question: x\n    options:\n"
        + "".join(f"      o{number}: a\n" for number in range(count))
        + LEAF
    )


def _keys(end: str) -> Iterator[str]:
    return (f"k{number}{end}" for number in range(100_000))


def _policies(count: int) -> str:
    return "policies:\n" + "".join(f"  p{number}: {{never: x, because: y}}\n" for number in range(count))


def _policy(most: str) -> str:
    return f"policies:\n  p: {{because: x, max_questions: {most}}}\n" + TREE + LEAF


def _review(day: str) -> str:
    return f"next_review: {day}\n" + TREE + LEAF


REFUSED: dict[str, Hostile] = {
    # Growth
    "a billion laughs": _text(_laughs("a", 12), "not-plain-data", 1, 5),
    "a billion laughs in a sentence": _text(TREE + "  a:\n    outcome: &x ha\n    why: *x\n", "not-plain-data", 4, 14),
    "an alias to itself": _text("title: T\nnodes: &n\n  a: *n\n", "not-plain-data", 2, 8),
    "an alias without its anchor": _text("title: *missing\n", "not-plain-data", 1, 8),
    "a merge key": _text(TREE + "  a:\n    <<: {outcome: x}\n", "not-plain-data", 4, 5),
    "a merge of a list": _text(TREE + "  a:\n    <<: [{outcome: x}, {why: y}]\n", "not-plain-data", 4, 5),
    # Tags
    "a Python object": _text('title: !!python/object/apply:os.system ["id"]\n', "not-plain-data", 1, 8),
    "a Python name": _text("title: !!python/name:os.system\n", "not-plain-data", 1, 8),
    "a Python module": _text("title: !!python/module:os x\n", "not-plain-data", 1, 8),
    "a Java object": _text("title: !!javax.script.ScriptEngineManager [x]\n", "not-plain-data", 1, 8),
    "a tag of its own": _text("title: !include /etc/passwd\n", "not-plain-data", 1, 8),
    "a tag that says what it is": _text("title: !!str T\n", "not-plain-data", 1, 8),
    "a tag for no tag": _text("title: ! T\n", "not-plain-data", 1, 8),
    "a verbatim tag": _text("title: !<tag:yaml.org,2002:str> T\n", "not-plain-data", 1, 8),
    "a tag with an unknown handle": _text("title: !e!x T\n", "yaml-syntax", 1, 8),
    "a binary": _text("title: !!binary aGVsbG8=\n", "not-plain-data", 1, 8),
    "a set": _text("title: T\nnodes: !!set {a, b}\n", "not-plain-data", 2, 8),
    "an ordered map": _text("title: T\nnodes: !!omap [a: 1]\n", "not-plain-data", 2, 8),
    # Documents and directives
    "a version": _text("%YAML 1.2\n---\n" + TREE + LEAF, "not-plain-data", 1, 1),
    "a version of the future": _text("%YAML 9.9\n---\n" + TREE + LEAF, "not-plain-data", 1, 1),
    "a tag directive": _text("%TAG ! tag:x,2000:\n---\n" + TREE + LEAF, "not-plain-data", 1, 1),
    "an unknown directive": _text("%EVAL x\n---\n" + TREE + LEAF, "not-plain-data", 1, 1),
    "a directive without end": _text("%" + "A" * 100_000, "not-plain-data", 1, 1),
    "a second document": _text(TREE + LEAF + "---\nevil: true\n", "not-plain-data", 5, 1),
    "ten thousand documents": _text("--- a\n" * 10_000, "not-plain-data", 2, 1),
    "words behind the end": _text(TREE + LEAF + "...\nevil: true\n", "not-plain-data", 6, 1),
    # Depth
    "a hundred thousand brackets": _text("[" * 100_000, "too-large", 1, 33),
    "a hundred thousand braces": _text("{" * 100_000, "too-large", 1, 33),
    "a hundred thousand pairs of brackets": _text("[" * 100_000 + "]" * 100_000, "too-large", 1, 33),
    "a hundred thousand braces as keys": _text("{a: " * 100_000, "too-large", 1, 129),
    "a hundred thousand dashes": _text("- " * 100_000, "too-large", 1, 65),
    "a thousand steps in": _text("".join(" " * depth + "a:\n" for depth in range(1_000)), "too-large", 33, 33),
    "a hundred thousand question marks": _text("? " * 100_000, "too-large", 1, 65),
    "brackets across lines": _text("[\n" * 100_000, "too-large", 33, 1),
    # Size
    "a file of 2 MB and a byte": _text("#" * 2_000_001, "too-large", 1, 1),
    "a sentence of 10,001 letters": _text("title: " + "a" * 10_001 + "\nnodes:\n" + LEAF, "too-large", 1, 1),
    "a sentence of 1.9 MB": _text("title: " + "a" * 1_900_000 + "\nnodes:\n" + LEAF, "too-large", 1, 1),
    "a sentence of 1.9 MB over lines": _text("title: |\n" + "  a\n" * 475_000 + "nodes:\n" + LEAF, "too-large", 1, 1),
    "a key of 1.9 MB": _text("a" * 1_900_000 + ": x\n", "yaml-syntax", 1, 1_900_001),
    "a quoted key of 1.9 MB": _text('"' + "a" * 1_900_000 + '": x\n', "yaml-syntax", 1, 1_900_003),
    "10,001 nodes": _text(TREE + "".join(map(_node, range(10_001))), "too-large", 2, 1),
    "101 options": _text(_options(101), "too-large", 5, 5),
    "101 guarded targets": _text(
        TREE + "  q:\n    action: x\n    to:\n" + "      - {when: {q: y}, to: a}\n" * 101 + LEAF, "too-large", 5, 5
    ),
    "201 policies": _text(
        _policies(201) + TREE + LEAF,
        "too-large",
        1,
        1,
    ),
    "more than 250,000 values on one line": _text("[" + "a," * 250_001 + "]", "too-large", 1, 500_002),
    "more than 250,000 values on as many lines": _text("- a\n" * 250_001, "too-large", 250_001, 3),
    "200,000 items on one line": _text("say: [" + "a," * 200_000 + "]", "wrong-shape", 1, 1),
    "100,000 unknown keys": _text("".join(_keys(":\n")), "wrong-shape", 1, 1),
    "100,000 unknown keys on one line": _text("{" + "".join(_keys(", ")) + "}", "wrong-shape", 1, 1),
    "100,000 times the same key": _text("k: 1\n" * 100_000, "duplicate-key", 2, 1),
    "100,000 comments in sentences": _text(SAY + "      - a #b\n" * 100_000, "unquoted-hash", 6, 10),
    "100,000 targets that are no ids": _text(
        TREE + "  q:\n    action: x\n    to:\n" + "      - {to: No No}\n" * 99 + LEAF, "bad-id", 6, 14
    ),
    "2,000 targets nearly right among 10,000 nodes": _text(
        TREE
        + "".join(f"  n{one}:\n    question: x\n    options: {{a: N{one + 1}, b: n{one}}}\n" for one in range(2_000))
        + "".join(map(_node, range(2_000, 9_999))),
        "bad-id",
        5,
        18,
    ),
    "20,000 bad items in a list of targets": _text(
        TREE + "  q:\n    question: x\n    options:\n      y: [" + "{to: No}," * 20_000 + "]\n" + LEAF, "bad-id", 6, 16
    ),
    "60,000 colons in sentences": _text(SAY + "      - a: b: c\n" * 60_000, "unquoted-colon", 6, 13),
    "60,000 quotes never closed": _text(SAY + '      - "a\n' * 60_001, "unclosed-quote", 6, 9),
    "a long word before a second colon": _text("{" + "a" * 900_000 + ", b: c: d}", "unquoted-colon", 1, 900_008),
    "60,000 question marks in a list": _text(SAY[:-1] + " [" + "? a, " * 60_000 + "]\n", "unquoted-colon", 5, 14),
    "a long sentence with a colon": _text(LEAF[:-1] + ": " + "y" * 900_000 + "\n", "unquoted-colon", 2, 15),
    "a long apostrophe": _text("title: '" + "a" * 900_000 + "\nnodes:\n" + LEAF, "unclosed-quote", 1, 8),
    "a long key without its colon": _text("nodes " + "y" * 9_000 + "\n  a: z\n", "yaml-syntax", 1, 1),
    "a long line of blanks": _text("title: T" + " " * 1_000_000 + "#x\nnodes:\n" + LEAF, "unquoted-hash", 1, 9),
    "a long line of quotes": _text("title: " + "'" * 1_000_001, "unclosed-quote", 1, 8),
    "a long line of backslashes": _text('title: "' + "\\" * 1_000_001 + '"\n', "unclosed-quote", 1, 8),
    "a long line of braces in a sentence": _text("title: a " + "{" * 1_000_000 + "\nnodes: x\n", "too-large", 1, 1),
    # Bytes
    "UTF-16, little end first": Hostile((TREE + LEAF).encode("utf-16"), "not-utf-8", 1, 1),
    "UTF-16, big end first": Hostile(b"\xfe\xff" + (TREE + LEAF).encode("utf-16-be"), "not-utf-8", 1, 1),
    "UTF-16 without a mark": Hostile((TREE + LEAF).encode("utf-16-le"), "yaml-syntax", 1, 2),
    "UTF-32": Hostile((TREE + LEAF).encode("utf-32"), "not-utf-8", 1, 1),
    "Latin-1": Hostile("title: Café\n".encode("latin-1"), "not-utf-8", 1, 11),
    "an overlong slash": Hostile(b"title: a\xc0\xafb\n", "not-utf-8", 1, 9),
    "an overlong zero": Hostile(b"title: \xc0\x80\n", "not-utf-8", 1, 8),
    "half a letter": Hostile(b"title: \xe2\x82", "not-utf-8", 1, 8),
    "a stray continuation": Hostile(b"title: T\nnodes: \x80\n", "not-utf-8", 2, 8),
    "a letter past Unicode": Hostile(b"title: \xf4\x90\x80\x80\n", "not-utf-8", 1, 8),
    "a lone surrogate": _text("title: \ud800\n", "not-utf-8", 1, 8),
    "two surrogates as six bytes": _text("title: \ud83d\ude00\n", "not-utf-8", 1, 8),
    "an escaped lone surrogate": _text('title: "\\ud800"\n', "yaml-syntax", 1, 9),
    "an escaped pair of surrogates": _text('title: "\\ud83d\\ude00"\n', "yaml-syntax", 1, 9),
    "an escape past Unicode": _text('title: "\\U00110000"\n', "yaml-syntax", 1, 9),
    "half an escape": _text('title: "\\x4"\n', "yaml-syntax", 1, 9),
    "a zero byte": _text("title: a\0b\n", "yaml-syntax", 1, 9),
    "a bell": _text("title: T\nnodes: é\x07\n", "yaml-syntax", 2, 9),
    "an escape of a terminal": _text("title: \x1b[2J\n", "yaml-syntax", 1, 8),
    "a delete": _text("title: \x7f\n", "yaml-syntax", 1, 8),
    "a C1 control": _text("title: \x9b2J\n", "yaml-syntax", 1, 8),
    "a letter that is none": _text("title: \ufffe\n", "yaml-syntax", 1, 8),
    "a byte order mark in the middle": _text("title: T\n\ufeffnodes:\n" + LEAF, "tab-indent", 2, 1),
    "a vertical tab": _text("title: T\n\x0bnodes:\n", "yaml-syntax", 2, 1),
    # Breaks: libyaml's lines are ours
    "a next-line in a bare sentence": _text("title: a\x85nodes:\n" + LEAF, "yaml-syntax", 1, 9),
    "a line separator as indentation": _text("title: T\u2028\tnodes:\n", "tab-indent", 2, 1),
    "the breaks of an old Mac": _text((TREE + LEAF).replace("\n", "\r"), "yaml-syntax", 1, 9),
    "a comment that hides a key": _text(TREE + "  a: #\routcome: x\n", "yaml-syntax", 3, 7),
    "a paragraph separator in a sentence": _text("title: a\u2029nodes: [\n", "yaml-syntax", 1, 9),
    # Keys
    "a list as a key": _text("title: T\n? [a, b]\n: x\nnodes:\n" + LEAF, "not-plain-data", 2, 3),
    "keys as a key": _text("title: T\n? {a: b}\n: x\nnodes:\n" + LEAF, "not-plain-data", 2, 3),
    "a key in braces": _text("{{a: b}: c}", "not-plain-data", 1, 2),
    "an empty key": _text("title: T\n: x\nnodes:\n" + LEAF, "yaml-syntax", 2, 1),
    "an alias as a key": _text("title: &t T\n*t : x\n", "not-plain-data", 1, 8),
    "nothing as a key of a node": _text(TREE + "  ? \n  : {outcome: x}\n", "bad-id", 3, 4),
    # Ids
    "__proto__": _text(TREE + "  __proto__:\n    outcome: x\n", "bad-id", 3, 3),
    "a path up": _text(TREE + "  ../../etc/passwd:\n    outcome: x\n", "bad-id", 3, 3),
    "a jump up": _text(TREE + "  a:\n    action: x\n    to: tree:../../etc/passwd\n", "bad-id", 5, 9),
    "a subtree up": _text(TREE + "  a:\n    tree: ../_site\n    outcomes: {b: a}\n", "bad-id", 4, 11),
    "a Windows device": _text(TREE + "  con:\n    outcome: x\n", "bad-id", 3, 3),
    "another Windows device": _text(TREE + "  lpt9:\n    outcome: x\n", "bad-id", 3, 3),
    "the word for an end": _text(TREE + "  end:\n    outcome: x\n", "bad-id", 3, 3),
    "a capital": _text(TREE + "  A:\n    outcome: x\n", "bad-id", 3, 3),
    "a letter that looks like a": _text(TREE + "  \u0430:\n    outcome: x\n", "bad-id", 3, 3),
    "a zero-width joiner": _text(TREE + "  a\u200d:\n    outcome: x\n", "bad-id", 3, 3),
    "an id that turns direction": _text(TREE + '  "a\\u202e":\n    outcome: x\n', "bad-id", 3, 3),
    "an id of 64 letters": _text(TREE + "  " + "a" * 64 + ":\n    outcome: x\n", "bad-id", 3, 3),
    "an id with a line break": _text(TREE + '  "a\\nb":\n    outcome: x\n', "bad-id", 3, 3),
    "an id that ends with a line break": _text(TREE + '  "a\\n":\n    outcome: x\n', "bad-id", 3, 3),
    "a target that ends with a line break": _text(TREE + '  a:\n    action: x\n    to: "a\\n"\n', "bad-id", 5, 9),
    # Shape
    "nothing": Hostile(b"", "wrong-shape", 1, 1),
    "a byte order mark alone": _text("\ufeff", "wrong-shape", 1, 1),
    "a list": _text("- title: T\n", "wrong-shape", 1, 1),
    "a number": _text("42\n", "wrong-shape", 1, 1),
    "null": _text("null\n", "wrong-shape", 1, 1),
    "a tree without nodes": _text("title: T\nnodes: {}\n", "wrong-shape", 2, 1),
    "a number with digits of another script": _text(_policy("\u0663"), "wrong-shape", 2, 34),
    "a number of a million digits": _text(_policy("9" * 1_000_000), "wrong-shape", 2, 34),
    "a day that is none": _text(_review("2027-02-29"), "wrong-shape", 1, 14),
    "a day of a week": _text(_review("2027-W01-1"), "wrong-shape", 1, 14),
    "a day with digits of another script": _text(_review("\u0662\u0660\u0662\u0667-01-01"), "wrong-shape", 1, 14),
    "a block with an indentation of nothing": _text("title: |0\n  T\n", "yaml-syntax", 1, 8),
    "a block with a tab": _text("title: |\n\tT\n", "tab-indent", 2, 1),
    "a block with too many indicators": _text("title: |+-\n  T\n", "yaml-syntax", 1, 8),
}  # fmt: skip

# What looks odd and is fine: the file, and what its first `say` must read.
READ: dict[str, tuple[str, list[str]]] = {
    "words for truth": (SAY + "      - yes\n      - No\n      - on\n      - true\n", ["yes", "No", "on", "true"]),
    "words for nothing": (SAY + "      - ~\n      - null\n      - Null\n", ["~", "null", "Null"]),
    "numbers": (SAY + "      - 010\n      - 0x1F\n      - 1e3\n      - 1_000\n", ["010", "0x1F", "1e3", "1_000"]),
    "fractions": (SAY + "      - 1.10\n      - .5\n      - .inf\n      - .NaN\n", ["1.10", ".5", ".inf", ".NaN"]),
    "times": (SAY + "      - 12:30:45\n      - 190:20:30\n", ["12:30:45", "190:20:30"]),
    "days": (SAY + "      - 2026-01-01\n      - 2026-01-01T10:00:00Z\n", ["2026-01-01", "2026-01-01T10:00:00Z"]),
    "a value key": (SAY + "      - =\n", ["="]),
    "JSON": ('{"title": "T", "nodes": {"a": {"outcome": "x", "say": ["\\u00e9\\/"]}}}', ["é/"]),
    "a byte order mark": ("\ufeff" + SAY + "      - x\n", ["x"]),
    "the breaks of Windows": ((SAY + "      - x\n").replace("\n", "\r\n"), ["x"]),
    "a block": (SAY + "      - |\n        One\n        two\n", ["One\ntwo"]),
    "a block with its indentation": (SAY + "      - |2\n          One\n", ["  One"]),
    "a block that keeps its end": (SAY + "      - |+\n        One\n\n", ["One"]),
    "a folded block": (SAY + "      - >-\n        One\n        two\n", ["One two"]),
    "words over two lines": (SAY + "      - One\n        two\n", ["One two"]),
    "quotes over two lines": (SAY + '      - "One\n        two"\n', ["One two"]),
    "escapes": (SAY + '      - "\\x41\\u00e9\\U0001F600\\N"\n', ["Aé\U0001f600\x85"]),
    "letters beyond the first plane": (SAY + "      - \U0001f600\n", ["\U0001f600"]),
    "words that turn direction": (SAY + '      - "\\u202eabc"\n', ["\u202eabc"]),
    "an escaped zero": (SAY + '      - "a\\0b"\n', ["a\0b"]),
    "names of objects": ("title: T\nnodes:\n  constructor:\n    outcome: x\n    say: [a]\n", ["a"]),
    "a marker and an end": ("---\n" + SAY + "      - x\n...\n", ["x"]),
    "a sentence of 10,000 letters": (SAY + "      - " + "a" * 10_000 + "\n", ["a" * 10_000]),
    "a comment of 1.9 MB": ("#" + "x" * 1_900_000 + "\n" + SAY + "      - x\n", ["x"]),
    "an id of 63 letters": (f"title: T\nnodes:\n  {'a' * 63}:\n    outcome: x\n    say: [a]\n", ["a"]),
    "10,000 nodes": (TREE + _node(0) + "    say: [a]\n" + "".join(map(_node, range(1, 10_000))), ["a"]),
    "100 options": (_options(100).replace("    outcome: x\n", "    outcome: x\n    say: [a]\n"), ["a"]),
    "200 policies": (
        _policies(200) + SAY + "      - a\n",
        ["a"],
    ),
}  # fmt: skip


def main() -> None:
    """Print how long each keeps a processor busy, the slowest first."""
    import time

    from fingerpost.load import load_text
    from support.today import TODAY

    rows = []
    for name, content in {
        **{k: v.content for k, v in REFUSED.items()},
        **{k: v[0].encode() for k, v in READ.items()},
    }.items():
        start = time.process_time()
        loaded = load_text({"trees/x.yaml": content}, today=TODAY)
        rows.append((time.process_time() - start, len(loaded.diagnostics), name))
    print(f"{len(rows)} files")
    for seconds, count, name in sorted(rows, reverse=True):
        print(f"{seconds:8.3f} s  {count:5} findings  {name}")


if __name__ == "__main__":
    main()
