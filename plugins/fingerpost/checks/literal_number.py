"""A telephone number is written out in a text."""

import re
from collections.abc import Iterator

from fingerpost.checks._words import Shown, of_sources, place, shown
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Site, Tree

CODE = "literal-number"
SEVERITY = Severity.ERROR
PARTIAL = True

_DIGIT = re.compile(r"\d")
# Digits alone or in groups; what is taken is not given back, so that long rows of digits cost no time. An atomic group,
# as a possessive quantifier takes too much before Python 3.11.5 (python/cpython#106052).
_NUMBER = re.compile(
    r"(?:(?<=tel:)|(?<![\w.,:/€$£]))\+?\(?\d+\)?(?>(?:[ \u00a0\u202f.\-\u2010-\u2013/]{1,2}\(?\d+\)?)*)"
)
# What shows that the digits before it belong to something else: a word, a clock, a decimal.
_GOES_ON = re.compile(r"[\w%]|[.,:/]\d")
# A word that says that the digits behind it are to be dialled, a few words away at most.
_CALL = re.compile(
    r"\b(?:call|dial|phone|ring|telephone)\b(?:[^\w.;!?]+\w+){0,3}?[^\w.;!?]*$"
    r"|\b(?:sms|tel|text)[^\w.;!?]*(?:\w+ to )?$",
    re.IGNORECASE,
)
_NEAR = 60
_EMERGENCY = {"000", "112", "911", "988", "999"}
# Addresses and book numbers hold digits that nobody dials.
_OTHER = re.compile(
    r"(?:https?://|mailto:|doi:|10\.\d{4,9}/|ISBN[ -:]*|ISSN[ -:]*|PMC)\S+(?: ?[\dX-]+)*", re.IGNORECASE
)
_DATE = re.compile(
    r"(?:19|20)\d\d(?:[-./](?:0?[1-9]|1[0-2])(?:[-./][0-3]?\d)?)?|[0-3]?\d[-./][0-3]?\d[-./](?:19|20)?\d\d"
)
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d\s*[-\u2010-\u2013/]\s*(?:(?:1[5-9]|20)\d\d|\d\d)")
_UNIT = re.compile(
    r"\s*(?:%|m?g|kg|ml|l|mm|cm|m|km|h|hours?|min|minutes?|days?|weeks?|months?|years?|s|people|patients|clients)\b"
)


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield digits that look like a telephone number, in what a reader is shown; they belong into facts."""
    yield from _judge(shown(tree, site), site)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield the same of what sources support, and of their limits."""
    yield from _judge(of_sources(site), site)


def _judge(all_words: Shown, site: Site) -> Iterator[Finding]:
    if not _DIGIT.search(all_words.together):
        return
    for text, at, _ in all_words.words:
        for start, end in _numbers(text.value):
            yield Finding(
                message=f"{text.value[start:end]} looks like a telephone number, and is right in one place at most.",
                span=place(text, start, end, site),
                at=at,
                help=_help(site),
            )


def _help(site: Site) -> str:
    phones = [fact.id for fact in site.facts.values() if fact.kind.id == "phone"]
    example = f"{{{phones[0]}}}" if phones else "{emergency-number}"
    return f"Write a fact in its place, such as {example}, and the number in each place's file."


def _numbers(value: str) -> Iterator[tuple[int, int]]:
    if not _DIGIT.search(value):
        return
    masked = _OTHER.sub(lambda match: "x" * len(match[0]), value)
    for match in _NUMBER.finditer(masked):
        start, end = match.span()
        if _is_phone(match[0], masked[max(0, start - _NEAR) : start], masked[end : end + _NEAR]):
            yield start, end


def _is_phone(found: str, before: str, after: str) -> bool:
    groups = re.findall(r"\d+", found)
    digits = "".join(groups)
    if _GOES_ON.match(after) or _DATE.fullmatch(found) or _YEARS.fullmatch(found) or _UNIT.match(after):
        return False
    if len(digits) >= 3 and _CALL.search(before):
        return True
    if len(groups) == 1:
        return digits in _EMERGENCY or len(digits) >= 9 or (found.startswith("+") and len(digits) >= 6)
    return len(digits) >= 6 and not _is_count(found, groups)


def _is_count(found: str, groups: list[str]) -> bool:
    """Whether digits in groups are a span, such as "100-150", or one large number, such as "10 000"."""
    match groups:
        case [first, last] if " " not in found:
            return len(first) == len(last) or (first.endswith("0") and last.endswith("0"))
    return " " in found and all(len(group) == 3 for group in groups[1:]) and set(groups[-1]) == {"0"}
