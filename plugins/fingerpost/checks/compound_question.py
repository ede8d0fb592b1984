"""A question asks two things at once."""

import re
from collections.abc import Iterator

from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Question, Site, Tree

CODE = "compound-question"
SEVERITY = Severity.WARNING
# What is only quoted, or set in brackets, is not asked.
_ASIDE = re.compile(
    r"\"[^\"]{0,200}\"|\u201c[^\u201d]{0,200}\u201d|\u2018[^\u2019]{0,200}\u2019"
    r"|\u201e[^\u201c\u201d]{0,200}[\u201c\u201d]|\u00ab[^\u00bb]{0,200}\u00bb|\([^)]{0,200}\)"
)
# Of Latin, Greek, Arabic and East Asian writing.
_MARKS = re.compile(r"[?\u037e\u061f\u2047\uff1f]+")
# In English a second question can hide behind a conjunction; its verb then stands before its subject.
_VERB = "am|are|can|could|did|do|does|had|has|have|is|may|might|must|should|was|were|will|would"
_SUBJECT = "he|her|his|i|it|she|that|the|their|there|these|they|this|those|we|you|your"
_SECOND = re.compile(rf" (?:and|or) (?:(?:how|what|why) )?(?:{_VERB}) (?:{_SUBJECT})\b|\band/or\b", re.IGNORECASE)


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
    return english and _SECOND.search(asked) is not None
