"""Diagnostics as SARIF 2.1.0, which code scanning services and editors read."""

import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

from fingerpost import __version__
from fingerpost.checks import CHECKS
from fingerpost.diagnostics import Diagnostic, Fix, Label
from fingerpost.model import Site
from fingerpost.reporters._limits import shown
from fingerpost.reporters.json import dump
from fingerpost.source import Span, lines

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# Where lines end for `source.lines`.
BREAKS = ["\r\n", "\n", "\r", "\x85", "\u2028", "\u2029"]

# So many letters of a line are enough to know it again.
_TELLING = 1_000


def report(found: Sequence[Diagnostic], site: Site) -> str:
    """One run; its property `count` is the number of all diagnostics, also where not all are in it."""
    codes = sorted({one.code for one in shown(found)})
    run = {
        "tool": {"driver": _driver(codes)},
        "newlineSequences": BREAKS,
        "columnKind": "unicodeCodePoints",
        "results": list(_results(shown(found), codes, site)),
        "properties": {"count": len(found)},
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(codes: Sequence[str]) -> dict[str, object]:
    home = _documentation()
    return {
        "name": "Fingerpost",
        "semanticVersion": __version__,
        **({"informationUri": home} if home else {}),
        "rules": [_rule(code, home) for code in codes],
    }


def _rule(code: str, home: str) -> dict[str, object]:
    described = _message(_described(code))
    return {
        "id": code,
        "shortDescription": described,
        "fullDescription": described,
        "help": _message(f"What it means and how to mend it: fingerpost explain {code}"),
        **({"helpUri": f"{home}checks/{code}/"} if home else {}),
    }


def _described(code: str) -> str:
    """What a check's module says that it finds; for the loader's faults, whose names say it, the name in words."""
    check = CHECKS.get(code)
    words = (check.__doc__ or "").strip().splitlines() if check else []
    return words[0] if words else code.replace("-", " ").capitalize() + "."


@functools.cache
def _documentation() -> str:
    """The address of the documentation, from the package's own metadata; empty where it is not installed."""
    from importlib import metadata  # late, as it is slow

    try:
        urls = metadata.metadata("fingerpost").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        return ""
    return next((url.split(", ", 1)[1] for url in urls if url.startswith("Documentation, ")), "")


def _results(found: Sequence[Diagnostic], codes: Sequence[str], site: Site) -> Iterator[dict[str, object]]:
    seen: Counter[str] = Counter()
    texts = {path: lines(site.files[path]) for path in {one.span.path for one in found} if path in site.files}
    for one in found:
        print_ = _fingerprint(one, texts.get(one.span.path, []))
        seen[print_] += 1
        yield {
            "ruleId": one.code,
            "ruleIndex": codes.index(one.code),
            "level": str(one.severity),
            "message": _message("\n\n".join(filter(None, [one.message, one.help]))),
            "locations": [{"physicalLocation": _location(one.span)}],
            "relatedLocations": [_related(label, at) for at, label in enumerate(one.labels)],
            "partialFingerprints": {"codeAndLine/v1": f"{print_}:{seen[print_]}"},
            "fixes": [_fix(fix) for fix in dict.fromkeys(one.fixes) if fix.edits],
            **({"codeFlows": [_flow(one)]} if one.walk else {}),
        }


def _flow(one: Diagnostic) -> dict[str, object]:
    """The walk, step by step; what set the promise off and what broke it are essential."""
    steps = [
        {
            "location": {
                "physicalLocation": _location(step.span),
                "message": _message(f"{step.message} ({step.mark})" if step.mark else step.message),
            },
            "importance": "essential" if step.mark else "important",
        }
        for step in one.walk
    ]
    return {"threadFlows": [{"locations": steps}]}


def _message(words: str) -> dict[str, str]:
    """Words in which nothing is a placeholder (SARIF 2.1.0, 3.11.5) or an embedded link (3.11.6)."""
    return {"text": words.replace("{", "{{").replace("}", "}}").replace("](", "] (")}


def _fingerprint(one: Diagnostic, text: Sequence[str]) -> str:
    """What stays the same when lines are put in above: the code, the file and the words of the line."""
    from hashlib import sha256

    line = text[one.span.line - 1][:_TELLING].strip() if one.span.line <= len(text) else ""
    words = "\0".join([one.code, one.span.path, line])
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _location(span: Span) -> dict[str, object]:
    return {"artifactLocation": {"uri": _uri(span.path)}, "region": _region(span)}


def _uri(path: str) -> str:
    return quote(path, errors="surrogatepass")


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _related(label: Label, at: int) -> dict[str, object]:
    return {"id": at, "message": _message(label.message), "physicalLocation": _location(label.span)}


def _fix(fix: Fix) -> dict[str, object]:
    files = groupby(sorted(fix.edits, key=lambda edit: edit.span), key=lambda edit: edit.span.path)
    changes = [
        {
            "artifactLocation": {"uri": _uri(path)},
            "replacements": [
                {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.replacement}} for edit in edits
            ],
        }
        for path, edits in files
    ]
    return {"description": _message(fix.message), "artifactChanges": changes}
