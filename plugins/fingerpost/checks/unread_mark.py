"""A mark of Markdown is shown as it stands, since it is not read as one."""

from collections.abc import Iterator

from fingerpost.checks._words import Shown, of_sources, place, shown
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree
from fingerpost.text import unread

CODE = "unread-mark"
SEVERITY = Severity.WARNING
PARTIAL = True
_HELP = {
    "**": "Bold words have two stars right before the first letter and two right behind the last one: **now**.",
    "](": "A link is written [words](address), and its address begins with https:, mailto:, tel: or sms:, or leads to "
    "a page of this site.",
}


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each text with two stars that nothing answers, or with a link that leads nowhere."""
    yield from _judge(shown(tree, site), site)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield the same of what sources support, and of their limits."""
    yield from _judge(of_sources(site), site)


def _judge(all_words: Shown, site: Site) -> Iterator[Finding]:
    marks = [mark for mark in _HELP if mark in all_words.together]
    for text, at, _ in all_words.words if marks else ():
        for mark in unread(text.value, [mark for mark in marks if mark in text.value]):
            start = text.value.index(mark)
            known = text.value.count(mark) == 1
            yield Finding(
                message=f"`{mark}` is shown to the reader as it stands.",
                span=place(text, start, start + len(mark), site) if known else text.span,
                at=at,
                help=_HELP[mark],
            )
