"""From what somebody typed to the folder of a site, and the files in it that were meant."""

from collections.abc import Iterable
from pathlib import Path

from fingerpost.failures import Failure

_SITE = "_site.yaml"
_KNOWN = (".yaml", ".yml", ".csv")


def usual() -> Path:
    """The folder of trees where none is named: `trees`, or this folder when it is one itself."""
    here = Path()
    return here if (here / _SITE).is_file() and not (here / "trees").is_dir() else Path("trees")


def asked(paths: Iterable[Path]) -> dict[Path, frozenset[str]]:
    """Each folder to load, with the files in it that were asked for, as messages name them (none: all).

    Raises `Failure` for what is not there and for what can be no file of a site, as nothing found would look fine.
    """
    wanted: dict[Path, set[str]] = {}
    for path in paths:
        if path.is_dir():
            wanted.setdefault(trees_in(path), set())
        elif not path.exists():
            raise Failure(f"There is no file or folder {path}.")
        elif not path.name.lower().endswith(_KNOWN):
            raise Failure(f"{path} is no file of a site; name a `.yaml` file, or the folder that holds your trees.")
        else:
            folder = site_of(path)
            inside = path.resolve().relative_to(folder.resolve())
            wanted.setdefault(folder, set()).add(f"{folder.as_posix()}/{inside.as_posix()}")
    return {folder: frozenset(names) for folder, names in wanted.items()}


def trees_in(path: Path) -> Path:
    """The folder itself, or the `trees` in it where the root of a project was named."""
    trees = path / "trees"
    return trees if trees.is_dir() and not (path / _SITE).is_file() else path


def site_of(file: Path) -> Path:
    """The folder of the site to which a file belongs: its own, or the one above where it lies deeper within a site."""
    parent = file.parent
    above = parent / ".." if parent.name in ("", "..") else parent.parent
    own = (parent / _SITE).is_file()
    deeper = file.resolve().parent.name.startswith("_") or (above / _SITE).is_file() or _is_trees(above)
    return above if deeper and not own else parent


def _is_trees(folder: Path) -> bool:
    return folder.resolve().name == "trees"
