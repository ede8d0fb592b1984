"""Trees as nobody would lay them out: the same words in every form of YAML, with comments wherever one may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

WORDS = (
    "Ask", "once", "and", "listen.", "Yes", "no", "1.10", "it's", 'a "no"', "a: b", "{fact}", "[see]", "#1", "- so",
    "Grüße", "ça va?", "ja, gern", "back\\slash", "50 %", "*bold*", "& more", "tree:other", "two  spaces", "!", "שלום",
)  # fmt: skip
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-. äöüßçשלום")


def tree(random: Random) -> dict[str, object]:
    """A tree of some nodes of every kind, as plain data."""
    names = [f"n{number}" for number in range(random.randint(1, 6))]
    made: dict[str, object] = {"title": sentence(random)}
    if random.random() < 0.5:
        made["summary"] = sentence(random, long=True)
        made["places"] = ["us", "gb"][: random.randint(0, 2)]
    made["nodes"] = {name: _node(random, names) for name in names}
    if random.random() < 0.5:
        made["cases"] = {"c": {"story": sentence(random), "answers": [{"n0": "x0"}], "outcome": names[-1]}}
    return made


def _node(random: Random, names: list[str]) -> dict[str, object]:
    more: dict[str, object] = {}
    if random.random() < 0.5:
        more["say"] = [sentence(random) for _ in range(random.randint(1, 3))]
    if random.random() < 0.4:
        more["detail"] = "\n".join(sentence(random) for _ in range(random.randint(1, 4)))
    match random.randrange(3):
        case 0:
            options = {f"x{one}": _option(random, names) for one in range(random.randint(2, 4))}
            return {"question": sentence(random, long=random.random() < 0.2), **more, "options": options}
        case 1:
            return {"action": sentence(random), **more, "to": random.choice(names)}
    return {"outcome": sentence(random), **more}


def _option(random: Random, names: list[str]) -> object:
    match random.randrange(3):
        case 0:
            return random.choice(names)
        case 1:
            guarded = {"when": {random.choice(names): ["x0", "x1"]}, "to": random.choice(names)}
            return {"text": sentence(random), "to": [guarded, {"to": random.choice(names)}]}
    return {"text": sentence(random), "to": random.choice(names), "tags": ["t", "u"]}


def sentence(random: Random, *, long: bool = False) -> str:
    """Some words, those that YAML stumbles over among them."""
    return " ".join(random.choice(WORDS) for _ in range(random.randint(20, 40) if long else random.randint(1, 6)))


def scribbled(random: Random, value: dict[str, object]) -> str:
    """The same as YAML, in an order of forms that chance alone chose."""
    lines = [*_notes(random, 0), *_block(random, value, 0), *_notes(random, 0)]
    return "".join(f"{line}\n" for line in lines)


def _notes(random: Random, indent: int) -> list[str]:
    notes = []
    while random.random() < 0.2:
        column = random.choice((indent, indent, 0, indent + random.randint(0, 4)))
        notes.append(random.choice(("", " " * column + f'# note {random.randint(0, 999)}: it\'s "so"')))
    return notes


def _behind(random: Random) -> str:
    return random.choice(("", "", "", "", f" # behind {random.randint(0, 999)}", "   #" + "x"))


def _block(random: Random, value: object, indent: int) -> list[str]:
    lines: list[str] = []
    pairs = value.items() if isinstance(value, dict) else [(None, one) for one in value]  # type: ignore[attr-defined]
    for at, (key, one) in enumerate(pairs):
        lines += _notes(random, indent) if at else []
        head = " " * indent + ("-" if key is None else f"{_key(random, key)}:")
        lines += _entry(random, head, one, indent, is_item=key is None)
    return lines


def _entry(random: Random, head: str, value: object, indent: int, *, is_item: bool) -> list[str]:
    if isinstance(value, str):
        return _words(random, head, value, indent)
    if not value or random.random() < 0.3:
        first, *rest = _flow(random, value, indent + 1)
        return [f"{head} {first}", *rest] if not rest else [f"{head} {first}", *rest[:-1], rest[-1] + _behind(random)]
    step = 0 if isinstance(value, list) and not is_item and random.random() < 0.4 else random.randint(1, 4)
    inner = _block(random, value, indent + step)
    if is_item and random.random() < 0.7:
        inner = _block(random, value, indent + 2)
        return [f"{head} {inner[0].lstrip()}", *inner[1:]]
    return [head + _behind(random), *_notes(random, indent + step), *inner]


def _key(random: Random, key: str) -> str:
    return random.choice((key, key, key, f'"{key}"', f"'{key}'"))


def _words(random: Random, head: str, words: str, indent: int) -> list[str]:
    pad = " " * (indent + random.randint(1, 4))
    one_paragraph = "\n" not in words and "  " not in words
    form = random.random()
    if form < 0.25:
        mark = random.choice(("|", "|-", "|+"))
        below = [pad + line for line in words.split("\n")]
        return [f"{head} {mark}{_behind(random)}", *below, *[""] * random.randint(0, 2)]
    if form < 0.4 and one_paragraph:
        mark = random.choice((">", ">-", ">+"))
        return [f"{head} {mark}", *(pad + line for line in _split(random, words))]
    if form < 0.55 and one_paragraph:
        return _over_lines(random, head, words, pad)
    return [f"{head} {_inline(random, words)}{_behind(random)}"]


def _over_lines(random: Random, head: str, words: str, pad: str) -> list[str]:
    bare = set(words) <= _PLAIN and words[0] not in "-. "
    first, *rest = _split(random, words if bare else "'" + words.replace("'", "''") + "'")
    if any(line.startswith("-") for line in rest):  # looks like an item of a list, and is refused
        return [f"{head} {_inline(random, words)}"]
    return [*([f"{head} {first}"] if bare else [head, pad + first]), *(pad + line for line in rest)]


def _split(random: Random, words: str) -> list[str]:
    lines = [""]
    for word in words.split(" "):
        if lines[-1] and random.random() < 0.3:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _inline(random: Random, words: str) -> str:
    if set(words) <= _PLAIN and words.strip() == words and words[0] not in "-." and random.random() < 0.6:
        return words
    if random.random() < 0.4 and "\n" not in words:
        return "'" + words.replace("'", "''") + "'"
    spelt = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + (spelt.replace("ü", "\\u00fc") if random.random() < 0.5 else spelt) + '"'


def _flow(random: Random, value: object, indent: int) -> list[str]:
    """Within brackets, over several lines and with notes where chance wants it."""
    if isinstance(value, str):
        return [_inline(random, value)]
    opened, closed = ("{", "}") if isinstance(value, dict) else ("[", "]")
    pairs = value.items() if isinstance(value, dict) else [(None, one) for one in value]  # type: ignore[attr-defined]
    lines = [opened]
    wide = random.random() < 0.2
    for at, (key, one) in enumerate(pairs):
        first, *rest = _flow(random, one, indent)
        lines[-1] += "" if not at else random.choice((", ", ",", " , "))
        if wide and random.random() < 0.5:
            lines[-1] += _behind(random)
            lines += [*(note for note in _notes(random, indent)), " " * indent]
        lines[-1] += first if key is None else f"{_key(random, key)}: {first}"
        lines += rest
    lines[-1] += random.choice(("", " ")) + closed
    return lines
