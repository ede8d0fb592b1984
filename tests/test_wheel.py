"""The wheel is whole: built, installed into an empty environment, and used there on a site of two files and a tree."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SITE = {
    "mkdocs.yml": """
        site_name: Kitchen
        theme: {name: material, font: false}
        plugins: [search, fingerpost]
    """,
    "docs/index.md": """
        # In the kitchen

        [What to do about the kettle](trees/kettle.md)
    """,
    "trees/kettle.yaml": """
        title: The kettle whistles
        nodes:
          empty:
            question: Is there water in it?
            options: {yes: pour, no: cool}
          pour:
            outcome: Pour the tea
          cool:
            outcome: Let it cool before you touch it
    """,
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as a release does, without the network."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an empty environment, which borrows the locked packages but not the editable one."""
    folder = tmp_path_factory.mktemp("installed")
    environment = folder / "venv"
    venv.create(environment, with_pip=False, symlinks=True)
    python = environment / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    # A path file that a path file leads to is not read, so the editable install stays out of sight.
    packages = next(environment.glob("lib/python*/site-packages"))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in SITE.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace("\n        ", "\n").lstrip(), encoding="utf-8")
    return tmp_path


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_wheel_holds_every_file_of_the_package_and_the_pages_of_its_checks(wheel: Path) -> None:
    code = {f"fingerpost/{name}" for name in files(ROOT / "plugins/fingerpost") if "__pycache__" not in name}
    pages = {f"fingerpost/docs/checks/{name}" for name in files(ROOT / "docs/checks")}
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert pages
    assert held == code | pages


def test_the_package_in_use_is_the_installed_one(python: Path, tmp_path: Path) -> None:
    where = run(python, "-c", "import fingerpost; print(fingerpost.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(python.parents[1])


def test_the_command_explains_a_check(python: Path, tmp_path: Path) -> None:
    page = (ROOT / "docs/checks/dead-end.md").read_text(encoding="utf-8")
    title = page.splitlines()[0].lstrip("# ")
    assert title in run(python.with_name("fingerpost"), "explain", "dead-end", cwd=tmp_path)


def test_the_command_finds_nothing_wrong_with_the_tree(python: Path, site: Path) -> None:
    run(python.with_name("fingerpost"), "check", "trees", cwd=site)


def test_mkdocs_builds_the_page(python: Path, site: Path) -> None:
    run(python, "-m", "mkdocs", "build", "--strict", cwd=site)
    page = (site / "site/trees/kettle/index.html").read_text(encoding="utf-8")
    assert 'id="kettle.empty"' in page
    assert "Let it cool before you touch it" in page
    assert "<svg" in page
