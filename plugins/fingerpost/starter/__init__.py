"""What a new tree and a new site begin with: the files beside this one, with their few holes filled."""

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import metadata
from importlib.resources import files
from pathlib import Path

import fingerpost
from fingerpost import __version__
from fingerpost.blanks import REVIEW
from fingerpost.load.schema import NAMES
from fingerpost.model import Site
from fingerpost.starter.beginning import tree

_FOLDER = Path(__file__).parent
_MODELINE = re.compile(r"# yaml-language-server: \$schema=\S+\n")
_HOLE = re.compile(r"@([A-Z_]+)@")


def new_site(title: str, *, today: datetime.date) -> dict[str, bytes]:
    """All files of a site's repository by their paths in it."""
    root = _FOLDER / "site"
    filling = _filling(title, today) | {"VERSION": __version__, "REPOSITORY": repository()}
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    made = {path.relative_to(root).as_posix(): _filled(path, filling) for path in paths}
    return {**made, **{f"schemas/{name}": content for name, content in schemas().items()}}


def new_tree(name: str, title: str, site: Site, *, beside: Iterable[str] = ()) -> bytes:
    """A tree that has what a site wants of its trees, and whose words ask to be replaced.

    Where a tree `beside` it begins by naming its schema to editors, so does this one.
    """
    named = next((found[0] for text in beside if (found := _MODELINE.match(text))), "")
    return (named + tree(name, title, site)).encode()


def schemas() -> dict[str, bytes]:
    """What editors read to know the files of a site, by the names of the files."""
    return {f"{name}.json": (files(fingerpost) / f"schemas/{name}.json").read_bytes() for name in NAMES}


def repository() -> str:
    """Where the package itself is developed, from what is said of it once."""
    urls = metadata("fingerpost").get_all("Project-URL") or []
    return next((url.split(", ")[1] for url in urls if url.startswith("Repository")), "")


def _filling(title: str, today: datetime.date) -> dict[str, str]:
    return {"TITLE": title, "TODAY": today.isoformat(), "NEXT_REVIEW": (today + REVIEW).isoformat()}


def _filled(path: Path, filling: Mapping[str, str]) -> bytes:
    """A file with its holes filled; in YAML, words stand in quotes, so that they stay words."""
    yaml = path.suffix in (".yaml", ".yml")
    text = path.read_text(encoding="utf-8")
    return _HOLE.sub(lambda hole: _word(filling[hole[1]], quoted=yaml and hole[1] == "TITLE"), text).encode()


def _word(value: str, *, quoted: bool) -> str:
    return json.dumps(value, ensure_ascii=False) if quoted else value
