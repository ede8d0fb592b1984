"""A word mixes letters of two scripts that look alike."""

import re
import unicodedata
from collections.abc import Iterator

from fingerpost.characters import describe
from fingerpost.checks._words import Shown, of_sources, place, shown
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree

CODE = "mixed-script-word"
SEVERITY = Severity.WARNING
PARTIAL = True
_EAST_ASIAN = ("BOPOMOFO", "CJK", "HALFWIDTH", "HANGUL", "HIRAGANA", "IDEOGRAPHIC", "KATAKANA")
_WORD = re.compile(r"[^\W\d_]+")


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each word in which letters of one script pass for letters of another.

    Scripts that are rightly mixed in a word (kanji and kana, a Latin abbreviation with a Korean ending) have no
    letters that could be taken for one another, and are let be.
    """
    yield from _judge(shown(tree, site), site)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield the same of what sources support, and of their limits."""
    yield from _judge(of_sources(site), site)


def _judge(all_words: Shown, site: Site) -> Iterator[Finding]:
    if all_words.together.isascii():
        return
    for text, at, _ in all_words.words:
        for match in _WORD.finditer(text.value):
            if not match[0].isascii() and (strange := _strange(match[0])):
                yield Finding(
                    message=f"“{match[0]}” mixes scripts: it holds {describe(strange)}.",
                    span=place(text, *match.span(), site),
                    at=at,
                    help="Type the word anew on one keyboard.",
                )


def _strange(word: str) -> str | None:
    """A letter of the script whose every letter in the word looks like one of the word's other script."""
    scripts: dict[str, list[str]] = {}
    for letter in word:
        scripts.setdefault(_script(letter), []).append(letter)
    if len(scripts) < 2:
        return None
    # The rarer script is the stranger; of two as rare, the one that is not Latin.
    for script in sorted(scripts, key=lambda script: (len(scripts[script]), script == "LATIN")):
        others = set(scripts) - {script}
        if all(_passes_for(letter, others) for letter in scripts[script]):
            return scripts[script][0]
    return None


def _passes_for(letter: str, scripts: set[str]) -> bool:
    from confusable_homoglyphs.confusables import confusables_data  # imported late: it reads a large table

    twins = [twin["c"] for twin in confusables_data.get(letter, ()) if len(twin["c"]) == 1]
    return any(_script(twin) in scripts for twin in twins)


def _script(letter: str) -> str:
    """The script of a letter as its name says it; those that East Asian words are made of count as one."""
    name = unicodedata.name(letter, "").removeprefix("FULLWIDTH ")
    return "EAST ASIAN" if name.startswith(_EAST_ASIAN) else name.split(" ")[0]
