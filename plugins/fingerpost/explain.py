"""The pages of the checks, from the package or from the checkout that it was installed from."""

from pathlib import Path

from fingerpost.failures import Failure
from fingerpost.nearest import did_you_mean

_PACKAGE = Path(__file__).parent
_FOLDERS = (_PACKAGE / "docs" / "checks", _PACKAGE.parent.parent / "docs" / "checks")


def _pages() -> dict[str, Path]:
    """Each code and its page."""
    folder = next((folder for folder in _FOLDERS if folder.is_dir()), None)
    if folder is None:
        raise Failure("The pages of the checks are missing. Install the package fingerpost anew.")
    return {file.stem: file for file in sorted(folder.glob("*.md")) if file.stem != "index"}


def titles() -> dict[str, str]:
    """Each code with what it means in a line: the first words under its heading."""
    return {code: _first_line(file) for code, file in _pages().items()}


def _first_line(file: Path) -> str:
    body = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    return next((line for line in body if line and not line.startswith(("#", "---", "title:"))), "")


def page(code: str) -> str:
    """The page of a code, in Markdown. Raises `KeyError` with a message for people where there is none."""
    pages = _pages()
    if code not in pages:
        raise KeyError(f"There is no check {code}.{did_you_mean(code, pages)}")
    return pages[code].read_text(encoding="utf-8")
