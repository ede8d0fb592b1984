"""Each check's page is its test: the examples fail on the lines that they say, and the mended ones do not."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from fingerpost.checks import CHECKS
from fingerpost.diagnostics import Diagnostic, Fix
from fingerpost.load import CODES
from fingerpost.source import Source, Span, lines
from support.judged import DEFAULT, find

PAGES = Path(__file__).parents[1] / "docs" / "checks"
# What no words in a page can show: a link, bytes that are no text, a tree of very many guards.
WITHOUT_EXAMPLE = {"not-utf-8", "too-many-states", "undecided-policy", "unsafe-file"}
WITH_EXAMPLE = sorted({*CHECKS, *CODES} - WITHOUT_EXAMPLE)

_SECTION = re.compile(r"^## (?P<name>Fails|Mended)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r'^```(?:yaml|csv)(?: title="(?P<path>[^"]+)")?\n(?P<words>.*?)^```$', re.MULTILINE | re.DOTALL)
_MARKER = re.compile(r"# (?P<severity>error|warning): (?P<codes>[a-z0-9, -]+)$")


def page(code: str) -> str:
    return (PAGES / f"{code}.md").read_text(encoding="utf-8")


def sections(code: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The examples of a page, "Fails" or "Mended", as files by path; the mended one keeps what it leaves out."""
    files: dict[str, str] = {}
    for section in _SECTION.finditer(page(code)):
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


def places(found: list[Diagnostic]) -> list[tuple[str, int, str, str]]:
    return sorted((one.span.path, one.span.line, str(one.severity), one.code) for one in found)


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_examples_fail_where_they_say_and_mended_ones_do_not(code: str) -> None:
    examples = list(sections(code))
    assert {name for name, _ in examples} == {"Fails", "Mended"}
    for name, files in examples:
        assert places(find(files)) == (expected(files) if name == "Fails" else []), name
        assert name == "Mended" or code in {one.code for one in find(files)}


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_a_fix_mends_what_it_is_offered_for(code: str) -> None:
    for _, files in sections(code):
        for one in find(files):
            for fix in one.fixes:
                left = [(each.code, each.message) for each in find(mended(files, fix))]
                assert (one.code, one.message) not in left


def mended(files: Mapping[str, str], fix: Fix) -> dict[str, str]:
    """The files after all edits of a fix."""
    result = dict(files)
    for edit in sorted(fix.edits, key=lambda edit: edit.span, reverse=True):
        text = result[edit.span.path]
        start, end = offsets(Source(path=edit.span.path, text=text), edit.span)
        result[edit.span.path] = text[:start] + edit.replacement + text[end:]
    return result


def offsets(source: Source, span: Span) -> tuple[int, int]:
    split = lines(source)
    starts = [sum(len(line) + 1 for line in split[:number]) for number in range(len(split))]
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1


def test_every_check_has_a_page_and_every_page_a_check() -> None:
    assert {file.stem for file in PAGES.glob("*.md")} - {"index"} == {*CHECKS, *CODES}


@pytest.mark.parametrize("code", CHECKS)
def test_a_page_begins_with_what_its_check_says_of_itself(code: str) -> None:
    title, first, *_ = page(code).split("\n\n")
    assert (title, first) == (f"# {code}", CHECKS[code].__doc__)


@pytest.mark.parametrize("code", sorted({*CHECKS, *CODES}))
def test_the_index_names_every_code_with_its_level(code: str) -> None:
    level = CODES[code] if code in CODES else CHECKS[code].SEVERITY
    first = page(code).split("\n\n")[1].strip()
    assert f"| [{code}]({code}.md) | {level} | {first} |" in page("index").splitlines()


def test_the_list_of_checks_is_in_order_and_under_their_own_names() -> None:
    assert list(CHECKS) == sorted(CHECKS)
    for code, check in CHECKS.items():
        assert (check.CODE, check.__name__) == (code, f"fingerpost.checks.{code.replace('-', '_')}")
    files = {file.stem for file in Path(str(CHECKS["dead-end"].__file__)).parent.glob("[a-z]*.py")}
    assert files == {code.replace("-", "_") for code in CHECKS}
