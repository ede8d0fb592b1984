"""A question asks two things at once."""

import re
from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Question, Site, Tree

CODE = "compound-question"
SEVERITY = Severity.WARNING
# What is only quoted, or set in brackets, is not asked.
_ASIDE = re.compile(
    r"\"[^\"]*\"|\u201c[^\u201d]*\u201d|\u2018[^\u2019]*\u2019|\u201e[^\u201c\u201d]*[\u201c\u201d]"
    r"|\u00ab[^\u00bb]*\u00bb|\([^)]*\)"
)
# Of Latin, Greek, Arabic and East Asian writing.
_MARKS = re.compile(r"[?\u037e\u061f\u2047\uff1f]+")
# In English a second question can hide behind a conjunction: what begins a question follows it.
_BEGINS = (
    "are|is|am|was|were|do|does|did|have|has|had|can|could|will|would|should|may|might|must"
    "|who|whom|whose|what|when|where|which|why|how"
)
_JOINED = re.compile(rf"\band/or\b|[^\s,]+,? (?:and|or) (?:if so,? )?(?:{_BEGINS}) \w+", re.IGNORECASE)
# "where and when", "who or what": one question with two words for it.
_PAIR = re.compile(rf"^(?:{_BEGINS}),? (?:and|or) ", re.IGNORECASE)


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each question with two question marks, or (in English) with a second question behind "and" or "or"."""
    english = tree.language is None or tree.language.id.split("-")[0] == "en"
    for node in tree.nodes.values():
        if isinstance(node, Question) and _is_compound(node.text.value, english=english):
            message = f"`{node.id}` asks two things at once, and one answer cannot tell which is meant."
            yield Finding(message=message, span=node.text.span, at=node.id, help="Ask one after the other.")


def _is_compound(value: str, *, english: bool) -> bool:
    asked = _ASIDE.sub(" ", value)
    if len(_MARKS.findall(asked)) > 1:
        return True
    return english and any(not _PAIR.match(match[0]) for match in _JOINED.finditer(asked))
