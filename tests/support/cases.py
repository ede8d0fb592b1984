"""Sites in one file each: a line `# trees/…` begins a file of the site, and the first tree is the one that is meant."""

import re
from pathlib import Path

from fingerpost.load import load_text
from fingerpost.model import Site, Tree
from support.today import TODAY

FOLDER = Path(__file__).parents[1] / "page"
CASES = sorted(FOLDER.glob("*.yaml"))
_FILE = re.compile(r"^# (trees/\S+)$", re.MULTILINE)


def files(case: Path) -> dict[str, str]:
    """Give the files of a case by path."""
    _, *parts = _FILE.split(case.read_text(encoding="utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))


def load(case: Path) -> tuple[Tree, Site]:
    """Give the tree that is meant, and its site; what is wrong with a case is a fault of the case."""
    loaded = load_text(files(case), today=TODAY)
    assert loaded.diagnostics == ()
    first = Path(next(iter(files(case)))).stem
    return loaded.site.trees[first], loaded.site
