"""Folders to measure in: trees for us, pages and graphs with the same words for the peers."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import yaml

from bench import peer_files, tree_files
from bench.trees import DAY, Procedure

# All sites have the settings of this project's own, but for what follows.
_SETTINGS = Path(__file__).resolve().parents[2] / "mkdocs.yml"
# The other forms of a tree are files that no peer has.
_OURS = {"fingerpost": {"trees": "trees", "today": DAY, "exports": False}}
_WITH_FORMS = {"fingerpost": {"trees": "trees", "today": DAY}}
_PEER = "mkdocs_graphviz"
_HOME = "# Procedures\n\nWhat to do in an old building.\n"


def trees(folder: Path, made: Iterable[Procedure]) -> Path:
    """A folder of trees."""
    sources: set[str] = {tree_files.PLACE_SOURCE}
    for one in made:
        _write(folder / "trees" / f"{one.id}.yaml", tree_files.yaml(one))
        sources.update(source for step in one.steps for source in step.sources)
    for name, text in tree_files.around(sorted(sources)).items():
        _write(folder / "trees" / name, text)
    return folder


def ours(folder: Path, made: Iterable[Procedure], *, with_forms: bool = False) -> Path:
    """A site of MkDocs with Material whose pages come from trees, in their other forms too where that is asked for."""
    _configure(folder, _WITH_FORMS if with_forms else _OURS, extensions=["fingerpost"])
    _write(folder / "docs/index.md", _HOME)
    return trees(folder, made)


def copied(folder: Path, trees: Path) -> Path:
    """The same site of trees that are there already."""
    _configure(folder, _OURS, extensions=["fingerpost"])
    _write(folder / "docs/index.md", _HOME)
    shutil.copytree(trees, folder / "trees")
    return folder


def plain(folder: Path, made: Iterable[Procedure]) -> Path:
    """The same site with the same words in pages written by hand."""
    _configure(folder)
    return _pages(folder, {one.id: (one.title, peer_files.markdown(one)) for one in made})


def graphs(folder: Path, made: Iterable[Procedure], *, words: bool = True) -> Path:
    """The same site with a flowchart in each page, drawn by `mkdocs-graphviz`, below the words or alone."""
    _configure(folder, _PEER)
    pages = {}
    for one in made:
        text = peer_files.markdown(one) if words else f"# {one.title}\n"
        pages[one.id] = (one.title, f"{text}\n```dot\n{peer_files.dot(one)}\n```\n")
    return _pages(folder, pages)


def mermaid(folder: Path, name: str, title: str, chart: str, script: Path) -> Path:
    """A site with one flowchart, which Material has Mermaid draw; its script is served with the site."""
    _configure(folder)
    settings = folder / "mkdocs.yml"
    fence = "{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }"
    told = settings.read_text(encoding="utf-8").replace(
        "- pymdownx.superfences\n", f"- pymdownx.superfences: {{custom_fences: [{fence}]}}\n"
    )
    _write(settings, f"{told}extra_javascript: [mermaid.min.js]\n")
    _write(folder / "docs/mermaid.min.js", script.read_text(encoding="utf-8"))
    return _pages(folder, {name: (title, f"# {title}\n\n```mermaid\n{chart}\n```\n")})


def _configure(folder: Path, *plugins: object, extensions: Iterable[str] = ()) -> None:
    """Write the settings of a site with Material's search and some more plugins."""
    own = yaml.safe_load(_SETTINGS.read_text(encoding="utf-8"))
    kept = {key: value for key, value in own.items() if key not in ("nav", "not_in_nav")}
    # The look of this project's own site, which no peer has.
    kept["theme"] = {key: value for key, value in own["theme"].items() if key != "custom_dir"}
    others = [one for one in own["markdown_extensions"] if one != "fingerpost"]
    made = {**kept, "markdown_extensions": [*others, *extensions], "plugins": ["search", *plugins]}
    _write(folder / "mkdocs.yml", yaml.safe_dump(made, sort_keys=False))


def _pages(folder: Path, pages: dict[str, tuple[str, str]]) -> Path:
    """Pages by name, each with its title, and an index of them."""
    _write(folder / "docs/index.md", _HOME)
    links = "".join(f"- [{title}]({name}.md)\n" for name, (title, _) in pages.items())
    _write(folder / "docs/trees/index.md", f"# Procedures\n\n{links}")
    for name, (_, text) in pages.items():
        _write(folder / f"docs/trees/{name}.md", text)
    return folder


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
