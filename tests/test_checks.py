"""Each check's page is its test: the examples fail on the lines that they say, and the mended ones do not."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from fingerpost.audit import audit
from fingerpost.checks import CHECKS
from fingerpost.diagnostics import Diagnostic
from fingerpost.load import CODES, load_text
from support.today import TODAY

PAGES = Path(__file__).parents[1] / "docs" / "checks"
# What no words in a page can show: a link, bytes that are no text, a tree of very many guards.
WITHOUT_EXAMPLE = {"not-utf-8", "too-many-states", "unsafe-file"}
DEFAULT = "trees/example.yaml"

_SECTION = re.compile(r"^## (?P<name>Fails|Mended)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r'^```(?:yaml|csv)(?: title="(?P<path>[^"]+)")?\n(?P<words>.*?)^```$', re.MULTILINE | re.DOTALL)
_MARKER = re.compile(r"# (?P<severity>error|warning): (?P<codes>[a-z0-9, -]+)$")


def sections(code: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The examples of a page: "Fails" or "Mended", and files by path; a mended one keeps the files that it leaves out."""
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    files: dict[str, str] = {}
    for section in _SECTION.finditer(text):
        blocks = {block["path"] or DEFAULT: block["words"] for block in _BLOCK.finditer(section["body"])}
        files = blocks if section["name"] == "Fails" else {**files, **blocks}
        yield section["name"], files


def expected(files: Mapping[str, str]) -> list[tuple[str, int, str, str]]:
    """What the markers say: at the end of a line for that line, alone on a line for the next one."""
    found = []
    for path, words in files.items():
        for number, line in enumerate(words.splitlines(), start=1):
            if marker := _MARKER.search(line):
                meant = number + 1 if line.lstrip().startswith("#") else number
                found += [(path, meant, marker["severity"], code) for code in marker["codes"].split(", ")]
    return sorted(found)


def find(files: Mapping[str, str]) -> list[Diagnostic]:
    return audit(load_text(files, today=TODAY))


def places(found: list[Diagnostic]) -> list[tuple[str, int, str, str]]:
    return sorted((one.span.path, one.span.line, str(one.severity), one.code) for one in found)


@pytest.mark.parametrize("code", sorted({*CHECKS, *CODES} - WITHOUT_EXAMPLE))
def test_examples_fail_where_they_say_and_mended_ones_do_not(code: str) -> None:
    examples = list(sections(code))
    assert {name for name, _ in examples} == {"Fails", "Mended"}
    for name, files in examples:
        assert places(find(files)) == (expected(files) if name == "Fails" else []), name
        assert name == "Mended" or code in {one.code for one in find(files)}
