"""A follow-up is due at a time that nobody could miss."""

import functools
import re
from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Outcome, Site, Tree
from fingerpost.text import plain

CODE = "vague-time"
SEVERITY = Severity.ERROR


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each `follow_up.when` that holds none of `demands.times`."""
    times = site.demands.times
    for node in tree.nodes.values() if times else ():
        when = node.follow_up.when if isinstance(node, Outcome) and node.follow_up else None
        if when is not None and not _pattern(tuple(time.value for time in times)).search(plain(when.value)):
            yield Finding(
                message=f"“{plain(when.value)}” is no time at which anybody could be late.",
                span=when.span,
                at=node.id,
                labels=(Label(span=times[0].span, message="the times that this site knows begin here"),),
                help=f"Name one, such as “{times[0].value}”.",
            )


@functools.lru_cache(maxsize=4)
def _pattern(times: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words of any case; digits stand for any number."""
    choices = (r"\s+".join(_word(word) for word in time.split()) for time in times)
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    return r"\d+".join(re.escape(part) for part in re.split(r"\d+", word))
