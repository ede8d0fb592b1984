"""Pull requests in a scratch repository: each a file of edits, made on a branch of its own."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "diff"
REQUESTS = sorted((FOLDER / "requests").glob("*.yaml"))
# What no output may hold: it stands in a file outside of the repository.
CANARY = "canary-1f9c2d"


def repository(request: Path, folder: Path) -> Path:
    """Give a repository whose branch `main` is the base, and whose branch `request` has the changes on top."""
    root = folder / "repository"
    shutil.copytree(FOLDER / "base", root)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "The base")
    git(root, "switch", "--quiet", "--create", "request")
    change(yaml.safe_load(request.read_text(encoding="utf-8")), root, folder)
    commit(root, "The request")
    git(root, "switch", "--quiet", "main")
    return root


def change(request: dict[str, Any], root: Path, folder: Path) -> None:
    """Make the edits of a request; each must find what it replaces."""
    for edit in request.get("edits", ()):
        path = root / "trees" / f"{edit['file']}.yaml"
        before = path.read_text(encoding="utf-8")
        assert edit["was"] in before, edit
        path.write_text(before.replace(edit["was"], edit["now"]), encoding="utf-8")
    if "link" in request:
        outside = folder / "outside.yaml"
        outside.write_text(f"title: {CANARY}\nnodes: {{a: {{outcome: {CANARY}}}}}\n", encoding="utf-8")
        path = root / "trees" / f"{request['link']}.yaml"
        path.unlink()
        path.symlink_to(outside)


def commit(root: Path, message: str) -> None:
    """Commit everything."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message)


def git(root: Path, *words: str, given: str | bytes = b"") -> str:
    """Run git as nobody in particular, with no settings of this machine."""
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in _NOBODY.items()}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-C", str(root), *words]
    read = given.encode() if isinstance(given, str) else given
    return subprocess.run(
        command, env=os.environ | who | alone, input=read, capture_output=True, check=True
    ).stdout.decode()


_NOBODY = {"NAME": "nobody", "EMAIL": "nobody@example.org", "DATE": "2026-11-01T00:00:00Z"}
