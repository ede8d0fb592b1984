"""The change for other programs, in the shape that docs/formats/diff.md promises and schemas/diff.json fixes."""

import json

from fingerpost.diagnostics import Diagnostic
from fingerpost.diff.change import Change, Difference, End, PathChange, PathsChange
from fingerpost.diff.reports._verdict import verdict

VERSION = 1


def report(found: Difference, home: str = "") -> str:
    """One object, in ASCII alone, so that no terminal that it is printed to can be misled by it."""
    told = {
        "version": VERSION,
        "verdict": verdict(found),
        "changes": [_change(one) for one in found.changes],
        "paths": {name: _paths(one, home) for name, one in sorted(found.paths.items())},
        "errors": [_error(one) for one in found.errors],
        "not_compared": [
            {"side": one.side, "tree": one.tree, "errors": [_error(each) for each in one.diagnostics]}
            for one in found.unread
        ],
    }
    return json.dumps(told, indent=2).replace("\x7f", "\\u007f") + "\n"


def _change(one: Change) -> dict[str, object]:
    return {
        "part": str(one.part),
        "code": one.code,
        "tree": one.tree,
        "at": one.at,
        "message": one.message,
        "was": one.was,
        "now": one.now,
        "words": list(one.words),
        "path": one.span.path,
        "line": one.span.line,
    }


def _error(one: Diagnostic) -> dict[str, object]:
    return {"code": one.code, "message": one.message, "path": one.span.path, "line": one.span.line}


def _paths(one: PathsChange, home: str) -> dict[str, object]:
    tally = one.tally
    return {
        "before": one.before,
        "after": one.after,
        "compared": tally.paths,
        "ends": tally.ends,
        "less_urgent": tally.less_urgent,
        "more_urgent": tally.more_urgent,
        "fewer_checks": tally.fewer_checks,
        "more_checks": tally.more_checks,
        "longer": tally.longer,
        "steps_longer": tally.steps,
        "no_help": one.no_help,
        "helpless": list(one.helpless),
        "lost_ends": [_end(each) for each in one.lost],
        "new_ends": [_end(each) for each in one.gained],
        "loops": one.loops,
        "not_compared_beyond": one.beyond,
        "groups": [_group(each, home) for each in one.changes],
        "more_groups": one.more,
    }


def _group(one: PathChange, home: str) -> dict[str, object]:
    return {
        "was": _end(one.was),
        "now": _end(one.now),
        "paths": one.tally.paths,
        "ends": one.tally.ends,
        "less_urgent": one.tally.less_urgent,
        "more_urgent": one.tally.more_urgent,
        "fewer_checks": one.tally.fewer_checks,
        "more_checks": one.tally.more_checks,
        "longer": one.tally.longer,
        "example": [
            {"question": each.question, "answer": each.option, "old": each.old, "new": each.new} for each in one.example
        ],
        "link": home + one.link,
    }


def _end(one: End) -> dict[str, object]:
    return {"name": one.name, "text": one.text, "urgency": one.urgency}
