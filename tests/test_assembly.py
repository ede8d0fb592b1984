"""The one script and the one style sheet that every reader gets."""

import gzip
import re
import subprocess
from pathlib import Path

from fingerpost import assembly

PARTS = Path(assembly.__file__).parent / "assets"
KILOBYTE = 1024


def test_a_reader_waits_for_little() -> None:
    assert len(gzip.compress(assembly.script(), 9)) <= 12 * KILOBYTE
    assert len(gzip.compress(assembly.style(), 9)) <= 6 * KILOBYTE


def test_the_script_is_classic_and_in_strict_mode() -> None:
    script = assembly.script().decode()
    assert script.startswith('(() => {\n"use strict";\n')
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)
    done = subprocess.run(["node", "--check", "-"], input=script, capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_every_part_is_in_it() -> None:
    script = assembly.script().decode()
    for module in (PARTS / "script").glob("*.js"):
        names = re.findall(r"^export (?:class|const|function) (\w+)", module.read_text(encoding="utf-8"), re.MULTILINE)
        assert names or module.stem in ("alone", "define")
        assert [
            name for name in names if not re.search(rf"^(?:class|const|function) {name}\b", script, re.MULTILINE)
        ] == []
    rules = assembly.style().decode()
    assert all(name in rules for name in (".fp-step", ".fp-flowchart__box", ".fp-walk", "@media print"))


def test_where_trees_stand_alone_what_a_site_has_is_left_out() -> None:
    site, alone = assembly.script().decode(), assembly.script(alone=True).decode()
    assert "class Editions" in site
    assert "class Editions" not in alone
    assert 'customElements.define("decision-tree", DecisionTree)' in alone


def test_no_part_holds_what_the_joining_would_change() -> None:
    """Comments and indentation are taken away by line, so no text may look like one or go on in another line."""
    for part in [*PARTS.glob("*.css"), *(PARTS / "script").glob("*.js")]:
        text = re.sub(r"/\*.*?\*/", "", part.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"""["'`/][^"'`\n]*(?:/\*|\*/)""", text), part.name
        assert [line for line in text.splitlines() if line.count("`") % 2] == [], part.name


def test_nothing_in_it_makes_markup_or_code_of_words() -> None:
    script = assembly.script().decode()
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "DOMParser"):
        assert word not in script
    assert "style" not in re.sub(r'"[^"]*"', "", script)


def test_nothing_is_kept_but_the_place() -> None:
    script = assembly.script().decode()
    assert re.findall(r"(?:local|session)Storage\.\w+\(\w*", script) == [
        "localStorage.getItem(KEY",
        "localStorage.setItem(KEY",
        "localStorage.removeItem(KEY",
    ]
    for word in ("cookie", "indexedDB", "fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket"):
        assert word not in script
