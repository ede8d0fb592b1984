"""The pages that several tests of the script share: they are written once for each file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fingerpost.load import load_site
from fingerpost.model import Site
from support.hosts import serving
from support.pages import GUARDED, ROOT, TREE, WhereAsked, of, write
from support.today import TODAY


@pytest.fixture(scope="module")
def trees() -> Site:
    """The trees of the project itself."""
    return load_site(ROOT / "trees", today=TODAY).site


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages that hold one or more trees, with nothing around them."""
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The address of those pages."""
    with serving(folder, WhereAsked) as served:
        yield served


@pytest.fixture(scope="module")
def main(folder: Path, trees: Site, address: str) -> str:
    """The address of a page that holds the first tree of the project."""
    return f"{address}/{write(folder, 'main', trees, TREE)}"


@pytest.fixture(scope="module")
def guarded(folder: Path, address: str) -> str:
    """The address of a page with a guard."""
    return f"{address}/{write(folder, 'guarded', of(guarded=GUARDED), 'guarded')}"
