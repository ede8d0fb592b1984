"""What a stranger's run leaves is read as data: measured, made harmless, and never unpacked to where it says."""

import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / ".ci/report.py"
GOOD = """## client-leaves-early

- **Weaker**: `help-is-near`

<details><summary>One of these paths</summary>

1 → 2

</details>
"""


def archive(folder: Path, members: Mapping[str, str | bytes]) -> Path:
    path = folder / "report.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return path


def read(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, SCRIPT, path, path.parent / "made"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)


def body(folder: Path, report: str | bytes) -> str:
    done = read(archive(folder, {"number": "12\n", "report.md": report}))
    assert done.returncode == 0, done.stderr
    return (folder / "made/body").read_text(encoding="utf-8")


def test_a_report_is_shown_as_it_is(tmp_path: Path) -> None:
    shown = body(tmp_path, GOOD)
    assert shown.startswith("<!-- fingerpost -->\n")
    assert GOOD in shown
    assert (tmp_path / "made/number").read_text(encoding="utf-8") == "12"


@pytest.mark.parametrize(
    "live",
    [
        "@somebody",
        "![x](y)",
        "[x](https://example.org)",
        "[x][y]",
        "[y]: https://example.org",
        "https://example.org",
        "HTTP://example.org",
        "www.example.org",
        "#12",
        "owner/name#12",
        "GH-12",
        "<img src=x>",
        "<a href=x>",
        "<!-- fingerpost -->",
        "<details open>",
        "<DETAILS>",
        "<script>",
        "\u202e",
        "\u200b",
        "\x1b[31m",
    ],
)
def test_what_would_act_does_not(tmp_path: Path, live: str) -> None:
    assert live not in body(tmp_path, f"before {live} after").partition("before")[2]


@pytest.mark.parametrize(
    "number",
    ["", "../12", "012", "12\n13", "\uff11\uff12", "12 --jq .", "-1", "1" * 11, "1" * 1_000_000],
    ids=lambda one: one[:12],
)
def test_what_is_no_number_is_refused(tmp_path: Path, number: str) -> None:
    refused(tmp_path, {"number": number, "report.md": GOOD})


@pytest.mark.parametrize("members", [{}, {"report.md": GOOD}, {"number": "12"}], ids=["empty", "report", "number"])
def test_what_is_no_report_is_refused(tmp_path: Path, members: dict[str, str]) -> None:
    refused(tmp_path, members)


def refused(tmp_path: Path, members: dict[str, str]) -> None:
    done = read(archive(tmp_path, members))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18) + b"x", b"\0" * 1_000_001])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "report.zip"
    path.write_bytes(content)
    done = read(path)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """A gigabyte that fits into a megabyte."""
    path = tmp_path / "report.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as opened:
        opened.writestr("number", "12")
        with opened.open("report.md", "w", force_zip64=True) as stream:
            for _ in range(900):
                stream.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    done = read(path)
    assert done.returncode == 0, done.stderr
    assert "too long" in (tmp_path / "made/body").read_text(encoding="utf-8")


def test_names_that_lead_elsewhere_are_not_followed(tmp_path: Path) -> None:
    done = read(archive(tmp_path, {"number": "12", "report.md": GOOD, "../outside": "x", "/tmp/outside": "x"}))  # noqa: S108
    assert done.returncode == 0
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["body", "made", "number", "report.zip"]


def test_letters_that_are_none_do_no_harm(tmp_path: Path) -> None:
    assert "\ufffd" in body(tmp_path, b"\xff\xfe")
