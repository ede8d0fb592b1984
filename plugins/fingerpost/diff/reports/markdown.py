"""The change as a comment on a pull request: short enough for GitHub, and every word of a tree nothing but a word."""

import re
from collections.abc import Iterator
from itertools import pairwise

from fingerpost.diff.change import Change, Difference, Part, PathChange, PathsChange
from fingerpost.diff.region import region
from fingerpost.diff.reports import mermaid
from fingerpost.diff.reports._verdict import verdict
from fingerpost.diff.reports._words import (
    BESIDE,
    ERRORS,
    ON_PATHS,
    PATHS,
    RENUMBERED,
    TITLES,
    UNREAD,
    changes_of,
    counted,
    example,
    headline,
    paths_of,
    place,
    renumbered,
    said_of,
    shown,
    sums,
)

# GitHub takes 65,536 characters.
SIZE = 60_000
_REST = 3_000
_MOST = 60

# A word that is nothing but a word on GitHub: letters and digits, with hyphens between, and the marks of a sentence.
_WORD = r"\d{1,3}(?:,\d{3})+|[^\W_]+(?:['\u2019-][^\W_]+)*"
_OPENS, _CLOSES = "[\u201c\u2018(\"']*", "[\u201d\u2019)\"'.,;:!?\u2026]*"
_PLAIN = re.compile(f"{_OPENS}(?:{_WORD})?{_CLOSES}|\u2192|\u2014|\u2013")
_QUOTED = re.compile(f"({_OPENS})(.+?)({_CLOSES})", re.DOTALL)
# What looks plain, and is made a link: a commit, an issue of a tracker, an address.
_LINKED = re.compile(r"\b(?:[0-9a-f]{7,}|[^\W_]+-\d+|www)\b", re.IGNORECASE)
_LIST = re.compile(r"\d+[.)]")


def report(found: Difference, home: str = "") -> str:
    """The whole comment; `home` is the address of the site that shows the new version, "" where there is none."""
    paper = _Paper()
    paper.put("### What this change means")
    paper.put(f"**{escaped(verdict(found))}** {BESIDE}")
    paper.section(UNREAD, list(_unread(found)))
    paper.section(TITLES[Part.WEAKER], list(_changes(found, Part.WEAKER)))
    paper.section(TITLES[Part.LOCAL], list(_changes(found, Part.LOCAL)))
    paper.section(ERRORS, [_line(shown(f"{one.code}: {one.message}"), place(one)) for one in found.errors])
    paper.section(PATHS, [block for name, one in paths_of(found) for block in _paths(name, one, found, home)])
    paper.section(TITLES[Part.STEPS], list(_changes(found, Part.STEPS)))
    if renumbered(found):
        paper.put(RENUMBERED)
    for name in _drawn(found):
        paper.picture(name, found)
    paper.section(TITLES[Part.CASES], list(_changes(found, Part.CASES)))
    paper.section(TITLES[Part.SAFETY_WORDING], list(_changes(found, Part.SAFETY_WORDING)))
    paper.section(TITLES[Part.WORDING], list(_changes(found, Part.WORDING)))
    return paper.text()


class _Paper:
    """A text that stays below a size: what does not fit is counted."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._left = SIZE - _REST

    def put(self, text: str) -> bool:
        """Write a block where there is room for it."""
        if len(text) + 2 > self._left:
            return False
        self._left -= len(text) + 2
        self._parts.append(text)
        return True

    def section(self, title: str, blocks: list[str]) -> None:
        """A heading and as much of what is below as there is room for; a heading alone where there is none."""
        if not blocks:
            return
        self._parts.append(f"#### {title}")
        put = 0
        for block in blocks[:_MOST]:
            if not self.put(block):
                break
            put += 1
        if left := sum(block.startswith("- ") for block in blocks[put:]):
            self._parts.append(f"- and {left:,} more: `fingerpost diff` shows them all")

    def picture(self, name: str, found: Difference) -> None:
        """The changed part of a tree, drawn."""
        assert found.versions is not None
        old, new = found.versions.old, found.versions.new
        part = region(old.trees[name], new.trees[name], old, new)
        drawn = mermaid.picture(part)
        if not drawn:
            return
        more = f" ({part.more:,} more boxes are left out)" if part.more else ""
        # No words of a tree within HTML, where marks of code are none.
        summary = f"<details><summary>The changed part as a picture{more}</summary>"
        alone = len({one.tree for one in found.of(Part.STEPS)}) == 1
        title = "" if alone else f"{_tree(name, found)}\n\n"
        self.put(f"{title}{summary}\n\n```mermaid\n{drawn}\n```\n\n</details>")

    def text(self) -> str:
        """All of it; points of a list stand close together, those aside that hold more than lines."""
        told = self._parts[0]
        for before, part in pairwise(self._parts):
            close = before.startswith("- ") and part.startswith("- ") and "<details>" not in before
            told += ("\n" if close else "\n\n") + part
        return told + "\n"


def escaped(words: str) -> str:
    """Words of anybody as Markdown that shows them as they are and does nothing: no mention, link, emoji or markup.

    A mention or a link is made of the text that is shown, whatever marks are escaped; only code is let alone. So a word
    that is more than a word is code.
    """
    parts = words.split()
    return " ".join(_word(part, first=at == 0) for at, part in enumerate(parts))


def _word(part: str, *, first: bool) -> str:
    risky = not _PLAIN.fullmatch(part) or _LINKED.search(part) or part.count(":") > 1
    if not risky and not (first and _LIST.fullmatch(part)):
        return part
    quoted = _QUOTED.fullmatch(part)
    return f"{quoted[1]}{code(_bare(quoted[2]))}{quoted[3]}" if quoted else code(part)


def _bare(words: str) -> str:
    """What our own messages have as code already."""
    return words[1:-1] if re.fullmatch("`[^`]+`", words) else words


def code(words: str) -> str:
    """Words as code, fenced by more backticks than stand in them."""
    fence = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    blank = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{blank}{words}{blank}{fence}"


def _line(words: str, where: str = "") -> str:
    return f"- {escaped(words)}" + (f" {code(shown(where))}" if where else "")


def _tree(name: str, found: Difference) -> str:
    return f"**{escaped(shown(found.titles.get(name, name)))}** {code(shown(name))}"


def _unread(found: Difference) -> Iterator[str]:
    for one in found.unread:
        lines = [f"- {code(shown(one.tree))} in the {one.side} version"]
        lines += [f"  {_line(shown(f'{each.code}: {each.message}'), place(each))}" for each in one.diagnostics[:5]]
        yield "\n".join(lines)


def _changes(found: Difference, part: Part) -> Iterator[str]:
    tree = None
    for one in changes_of(found, part):
        if one.tree != tree:
            tree = one.tree
            yield _tree(tree, found) if tree else "**All trees**"
        yield "\n".join(_change(one))


def _change(one: Change) -> Iterator[str]:
    more = f" (see {PATHS})" if one.code == ON_PATHS else ""
    yield _line(shown(one.message) + more, place(one))
    yield from (f"  - {name}: {escaped(words)}" for name, words in said_of(one))


def _paths(name: str, one: PathsChange, found: Difference, home: str) -> Iterator[str]:
    yield _tree(name, found)
    yield "\n".join(_line(shown(each)) for each in sums(one))
    for each in one.changes:
        yield "\n".join(_group(each, counted(one), home))
    if one.more:
        yield f"- and {one.more:,} more groups of paths"


def _group(one: PathChange, what: str, home: str) -> Iterator[str]:
    walk = f" ([walk it]({home}{one.link}))" if home else ""
    yield f"- {escaped(shown(headline(one, what)))}{walk}"
    if one.example:
        yield "  <details><summary>One of these paths</summary>"
        yield ""
        yield from (f"  {at}. {escaped(line)}" for at, line in enumerate(example(one), start=1))
        yield ""
        yield "  </details>"


def _drawn(found: Difference) -> Iterator[str]:
    """The trees of which a picture says something: steps or arrows changed."""
    versions = found.versions
    if versions is not None:
        changed = {one.tree for one in found.of(Part.STEPS)}
        yield from (name for name in versions.new.trees if name in changed and name in versions.old.trees)
