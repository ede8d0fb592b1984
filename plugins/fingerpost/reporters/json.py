"""Diagnostics for other programs, in the shape that docs/formats/diagnostics.md promises."""

import json
from collections.abc import Sequence

from fingerpost.diagnostics import Diagnostic, Edit, Fix, Label
from fingerpost.model import Site
from fingerpost.reporters._limits import shown
from fingerpost.source import Span

VERSION = 1


def report(found: Sequence[Diagnostic], site: Site) -> str:
    """One object; `count` is the number of all diagnostics, also where not all are in it."""
    return dump({"version": VERSION, "count": len(found), "diagnostics": [_diagnostic(one) for one in shown(found)]})


def dump(value: object) -> str:
    """JSON in ASCII alone, so that no terminal that it is printed to can be misled by it."""
    return json.dumps(value, indent=2).replace("\x7f", "\\u007f") + "\n"


def _diagnostic(one: Diagnostic) -> dict[str, object]:
    return {
        "code": one.code,
        "severity": str(one.severity),
        "message": one.message,
        **_place(one.span),
        "labels": [_label(label) for label in one.labels],
        "help": one.help,
        "fixes": [_fix(fix) for fix in one.fixes],
        "walk": [{"message": step.message, "mark": step.mark, **_place(step.span)} for step in one.walk],
        "link": one.link,
    }


def _label(label: Label) -> dict[str, object]:
    return {"message": label.message, **_place(label.span)}


def _fix(fix: Fix) -> dict[str, object]:
    return {"message": fix.message, "edits": [_edit(edit) for edit in fix.edits]}


def _edit(edit: Edit) -> dict[str, object]:
    return {**_place(edit.span), "replacement": edit.replacement}


def _place(span: Span) -> dict[str, object]:
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
