"""A text uses wording that the site does not want."""

import functools
import re
from collections.abc import Iterator

from fingerpost.checks._words import Shown, of_sources, place, shown
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Site, Text, Tree, WordList
from fingerpost.text import plain

CODE = "unwanted-wording"
SEVERITY = Severity.ERROR
PARTIAL = True
# Marks of Markdown, which can stand within a wording.
_MARKS = re.compile(r"[*_`\[\\]")


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each use of a wording from the lists of `words` in `_site.yaml`, but for what a step says to avoid."""
    yield from _judge(shown(tree, site), site)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield the same of what sources support, and of their limits."""
    yield from _judge(of_sources(site), site)


def _judge(all_words: Shown, site: Site) -> Iterator[Finding]:
    lists = {_plain(wording): (one, wording) for one in site.words.values() for wording in one.words}
    if not lists:
        return
    # Longer wordings first, so that the most telling one is named.
    wordings = tuple(sorted(lists, key=lambda wording: (-len(wording), wording)))
    pattern = _pattern(wordings)
    together = _apostrophes(all_words.together)
    if not _MARKS.search(together) and not (_may_hold(together, wordings) and pattern.search(together)):
        return
    for text, at, shun in all_words.words:
        if not shun:
            for number, start, end in _uses(pattern, text):
                yield _finding(text, (start, end), at, lists[wordings[number]], site)


def _uses(pattern: re.Pattern[str], text: Text) -> Iterator[tuple[int, int, int]]:
    """Each wording found, by its number, and where it stands in the text; all of it where marks stand within."""
    matches = list(pattern.finditer(_apostrophes(text.value)))
    yield from ((_number(match), *match.span()) for match in matches)
    if not matches and _MARKS.search(text.value):
        again = pattern.finditer(_apostrophes(plain(text.value)))
        yield from ((_number(match), 0, len(text.value)) for match in again)


def _number(match: re.Match[str]) -> int:
    """Which of the wordings was found; its letters do not tell, as case alone makes `in` of a Turkish one."""
    assert match.lastindex
    return match.lastindex - 1


def _finding(text: Text, where: tuple[int, int], at: str, entry: tuple[WordList, str], site: Site) -> Finding:
    wordlist, wording = entry
    return Finding(
        message=f"“{wording}” is not wanted here. {wordlist.because.value}",
        span=place(text, *where, site),
        at=at,
        labels=(Label(span=wordlist.words[wording].span, message="listed here"),),
        help=f"Better: {wordlist.words[wording].value}",
    )


@functools.lru_cache(maxsize=4)
def _pattern(wordings: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words of any case, each wording a group of its own."""
    choices = "|".join("(" + r"\s+".join(map(re.escape, wording.split())) + ")" for wording in wordings)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)


def _may_hold(words: str, wordings: tuple[str, ...]) -> bool:
    """Whether the pattern, which takes its time, is worth a try.

    Other letters than those of ASCII may have more than two cases; where there are any, the pattern alone can tell.
    """
    if not words.isascii() or not all(map(str.isascii, wordings)):
        return True
    plain_words = _plain(words)
    return any(wording in plain_words for wording in wordings)


def _plain(wording: str) -> str:
    return " ".join(_apostrophes(wording).casefold().split())


def _apostrophes(value: str) -> str:
    return value.replace("\u2019", "'").replace("\u2011", "-")
