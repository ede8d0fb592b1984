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
    assert script.startswith('(()=>{"use strict";')
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)
    done = subprocess.run(["node", "--check", "-"], input=script, capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_every_part_is_in_it() -> None:
    script = assembly.script().decode()
    for module in (PARTS / "script").glob("*.js"):
        names = re.findall(r"^export (?:class|const|function) (\w+)", module.read_text(encoding="utf-8"), re.MULTILINE)
        assert names or module.stem in ("alone", "define")
        assert [name for name in names if not re.search(rf"\b(?:class|const|function) {name}\b", script)] == []
    rules = assembly.style().decode()
    assert all(name in rules for name in (".fp-step", ".fp-flowchart__box", ".fp-walk", "@media print"))


def test_where_trees_stand_alone_what_a_site_has_is_left_out() -> None:
    site, alone = assembly.script().decode(), assembly.script(alone=True).decode()
    assert "class Editions" in site
    assert "class Editions" not in alone
    assert 'customElements.define("decision-tree",DecisionTree)' in alone


def test_what_is_sent_says_what_is_written(tmp_path: Path) -> None:
    """Joined and without blanks it is made of the same statements as the modules, to the last letter of each text."""
    sent = tmp_path / "sent.js"
    sent.write_bytes(assembly.script())
    modules = sorted(str(part) for part in (PARTS / "script").glob("*.js") if part.stem != "alone")
    written = _statements("modules", *modules)
    assert len(written) > 90
    assert sorted(_statements("joined", str(sent))) == sorted(written)


def _statements(*words: str) -> list[str]:
    program = Path(__file__).parent / "script" / "meaning.mjs"
    done = subprocess.run(["node", str(program), *words], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_no_style_sheet_holds_what_the_joining_would_change() -> None:
    """Comments and indentation are taken away by line, so no text may look like one."""
    for part in PARTS.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", part.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"""["'`/][^"'`\n]*(?:/\*|\*/)""", text), part.name


def test_no_text_in_a_style_sheet_holds_what_is_shortened() -> None:
    for part in PARTS.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", part.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert re.findall(r'"[^"\n]*[,0][^"\n]*"', text) == [], part.name


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
