"""A small site in memory, and what is found in it."""

import datetime
from collections.abc import Mapping

from fingerpost.audit import audit
from fingerpost.diagnostics import Diagnostic
from fingerpost.load import load_text
from support.today import TODAY

DEFAULT = "trees/example.yaml"


def find(files: Mapping[str, str], today: datetime.date = TODAY) -> list[Diagnostic]:
    """Everything that is found in files, by path."""
    return audit(load_text(files, today=today))


def codes(tree: str, **around: str) -> list[str]:
    """The codes of what is found in one tree, with files around it: `_site="tags: …"`."""
    files = {f"trees/{name}.yaml": text for name, text in around.items()}
    return sorted(one.code for one in find({DEFAULT: tree, **files}))
