"""Read a report that a stranger's run has left, and make of it a comment that does nothing but be read.

    python3 .ci/report.py ARCHIVE FOLDER

writes `number` and `body` into FOLDER, or ends with 1 and says why. It needs nothing but Python.
"""

import re
import sys
import unicodedata
import zipfile
from pathlib import Path

# A comment may have 65,536 letters; some grow here.
LETTERS = 50_000
ARCHIVE = 1_000_000
MARK = "<!-- fingerpost -->"
HEAD = "**What this changes for a reader**, as the run of this pull request tells it:"
TOO_LONG = "The report is too long to be shown here. The summary of the run has it."
_NUMBER = re.compile(r"[1-9][0-9]{0,9}\n?", re.ASCII)
_TAG = re.compile(r"<(?!/?(?:details|summary)>)")
# Whoever is named would be told, and what looks like a link or picture would be one: an unseen letter prevents it.
_LIVE = re.compile(r"@|!(?=\[)|\](?=[(:\[])|:(?=//)|#(?=\d)|\b(?:www|gh)(?=[.-])", re.IGNORECASE)
_JOINER = "\u2060"


class Refused(Exception):
    """What was left is not a report."""


def read(archive: Path) -> tuple[int, str]:
    """The number of the pull request and the words of the comment."""
    if archive.stat().st_size > ARCHIVE:
        raise Refused("The archive is too large.")
    try:
        with zipfile.ZipFile(archive) as opened:
            number, report = _member(opened, "number", 12), _member(opened, "report.md", 4 * LETTERS + 1)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise Refused(f"This is no archive of a report: {error}") from error
    if not _NUMBER.fullmatch(number):
        raise Refused("The number is none.")
    said = TOO_LONG if len(report) > LETTERS else harmless(report)
    return int(number), f"{MARK}\n{HEAD}\n\n{said}\n"


def harmless(report: str) -> str:
    """The words alone: no names that call somebody, no links, pictures or markup but what folds a part away."""
    kept = "".join(letter for letter in report if letter in "\n\t" or unicodedata.category(letter)[0] != "C")
    return _LIVE.sub(lambda found: found[0] + _JOINER, _TAG.sub("&lt;", kept))


def _member(opened: zipfile.ZipFile, name: str, most: int) -> str:
    """The words of one file, by its exact name; no more is unpacked than may be there."""
    with opened.open(name) as stream:
        content = stream.read(most + 1)
    if len(content) > most and name == "number":
        raise Refused("The number is none.")
    return content[:most].decode("utf-8", errors="replace")


def main() -> None:
    archive, folder = map(Path, sys.argv[1:])
    try:
        number, body = read(archive)
    except Refused as refused:
        sys.exit(str(refused))
    folder.mkdir()
    (folder / "number").write_text(str(number), encoding="utf-8")
    (folder / "body").write_text(body, encoding="utf-8")


if __name__ == "__main__":
    main()
