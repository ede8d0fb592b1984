"""A text uses wording that the site does not want."""

import functools
import re
from collections.abc import Iterator

from fingerpost.checks._words import place, shown
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
    lists = {_plain(wording): (one, wording) for one in site.words.values() for wording in one.words}
    if not lists:
        return
    pattern = _pattern(tuple(lists))
    all_words = shown(tree, site)
    if not _MARKS.search(all_words.together) and not pattern.search(_apostrophes(all_words.together)):
        return
    for text, at, shun in all_words.words:
        if not shun:
            for found, start, end in _uses(pattern, text):
                yield _finding(text, (start, end), at, lists[_plain(found)], site)


def _uses(pattern: re.Pattern[str], text: Text) -> Iterator[tuple[str, int, int]]:
    """Each wording found and where it stands in the text; all of it where marks stand within the wording."""
    matches = list(pattern.finditer(_apostrophes(text.value)))
    yield from ((match[0], *match.span()) for match in matches)
    if not matches and _MARKS.search(text.value):
        yield from ((match[0], 0, len(text.value)) for match in pattern.finditer(_apostrophes(plain(text.value))))


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
    """Whole words of any case; longer wordings first, so that the most telling one is named."""
    longest_first = sorted(wordings, key=lambda wording: (-len(wording), wording))
    choices = "|".join(r"\s+".join(map(re.escape, wording.split())) for wording in longest_first)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)


def _plain(wording: str) -> str:
    return " ".join(_apostrophes(wording).casefold().split())


def _apostrophes(value: str) -> str:
    return value.replace("\u2019", "'").replace("\u2011", "-")
