"""What a new tree and a new site begin with: the files beside this one, with their few holes filled."""

import datetime
import json
import re
from collections.abc import Mapping
from importlib.metadata import metadata
from pathlib import Path

from fingerpost import __version__

_FOLDER = Path(__file__).parent
_HOLE = re.compile(r"@([A-Z_]+)@")
# An approval is good for a year at most.
_REVIEW = datetime.timedelta(days=365)


def new_site(title: str, *, today: datetime.date) -> dict[str, bytes]:
    """All files of a site's repository by their paths in it."""
    root = _FOLDER / "site"
    filling = _filling(title, today) | {"VERSION": __version__, "REPOSITORY": repository()}
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): _filled(path, filling) for path in paths}


def new_tree(title: str, *, today: datetime.date) -> bytes:
    """A tree that passes every check, and whose words ask to be replaced."""
    return _filled(_FOLDER / "tree/tree.yaml", _filling(title, today))


def repository() -> str:
    """Where the package itself is developed, from what is said of it once."""
    urls = metadata("fingerpost").get_all("Project-URL") or []
    return next((url.split(", ")[1] for url in urls if url.startswith("Repository")), "")


def _filling(title: str, today: datetime.date) -> dict[str, str]:
    return {"TITLE": title, "TODAY": today.isoformat(), "NEXT_REVIEW": (today + _REVIEW).isoformat()}


def _filled(path: Path, filling: Mapping[str, str]) -> bytes:
    """A file with its holes filled; in YAML, words stand in quotes, so that they stay words."""
    yaml = path.suffix in (".yaml", ".yml")
    text = path.read_text(encoding="utf-8")
    return _HOLE.sub(lambda hole: _word(filling[hole[1]], quoted=yaml and hole[1] == "TITLE"), text).encode()


def _word(value: str, *, quoted: bool) -> str:
    return json.dumps(value, ensure_ascii=False) if quoted else value
