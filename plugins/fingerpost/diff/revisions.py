"""The trees of a git revision, read from its objects alone: nothing is checked out, and no filter or hook runs."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from fingerpost.failures import Failure
from fingerpost.load.limits import FILE_BYTES

ENTRIES = 20_000
BYTES = 500_000_000
RECORD_BYTES = 10_000_000
_ENDINGS = (".yaml", ".yml", ".csv")
_ENTRY = re.compile(rb"(?P<mode>\d{6}) (?P<kind>[a-z]+) (?P<name>[0-9a-f]{40,64}) +(?P<size>-|\d+)\t(?P<path>.+)", re.S)
# One part of a path that may be made in a folder of ours.
_PART = re.compile(r"(?!\.)[^/\\:\x00-\x1f\x7f]{1,255}")
# No network, no replaced objects, nobody asked for a password, no repository but the one that is meant.
_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_TERMINAL_PROMPT": "0"}
# What a hook or a wrapper sets, and what would make another repository of this one.
_ELSEWHERE = {"GIT_COMMON_DIR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_WORK_TREE"}
_LINK, _PLAIN = b"120000", (b"100644", b"100755")


class _Blob(NamedTuple):
    """A file of a revision: where, what git calls it, how many bytes it has, and whether it is a link."""

    path: str
    name: bytes
    size: int
    is_link: bool


@contextmanager
def trees_of(revision: str, folder: Path) -> Iterator[Path]:
    """A folder of our own with the files that trees are read from, as a commit has them in `folder`.

    A link stands there as one that leads nowhere, so that reading finds it and follows nothing; what git keeps as a
    submodule is left out. Raises `Failure` for what is no revision, and for more than a machine should take.
    """
    commit = commit_of(revision, folder)
    blobs = list(_blobs(commit, revision, folder))
    with TemporaryDirectory(prefix="fingerpost-") as made:
        root = Path(made) / "trees"
        root.mkdir()
        _fill(root, blobs, folder)
        yield root


def commit_of(revision: str, folder: Path) -> str:
    """The name of a commit."""
    asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    told = _git(folder, *asked)
    if told is None:
        raise Failure(f"{revision} is neither a folder nor a revision of this repository.")
    return told.decode().strip()


def file_at(revision: str, folder: Path, name: str) -> str | None:
    """The text of a file as a commit has it in `folder`; None where it has none. Raises `Failure` as above."""
    blob = f"{commit_of(revision, folder)}:./{folder.name}/{name}"
    size = _git(folder, "cat-file", "-s", blob)
    if size is None:
        return None
    if int(size) > RECORD_BYTES:
        raise Failure(f"{folder / name} in {revision} is larger than {RECORD_BYTES // 1_000_000} MB.")
    return (_git(folder, "cat-file", "blob", blob) or b"").decode("utf-8", "replace")


def merge_base(base: str, head: str, folder: Path) -> str:
    """The commit at which two revisions parted."""
    commits = [commit_of(base, folder), commit_of(head, folder)]
    told = _git(folder, "merge-base", *commits)
    if told is None:
        raise Failure(f"{base} and {head} have no commit in common. Fetch more of the history, or name two revisions.")
    return told.decode().strip()


def _git(folder: Path, *words: str, given: bytes | None = None) -> bytes | None:
    """What git says, or None where it says no."""
    # The folder itself may not be there any more.
    command = ["git", "-C", os.fspath(folder.parent), *words]
    kept = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE}
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False, env=kept | _QUIET)  # noqa: S603 (no shell; the revision is behind --end-of-options)
    except FileNotFoundError as error:
        raise Failure("There is no git. Install it, or name two folders.") from error
    if done.stderr.startswith(b"fatal: detected dubious ownership"):
        raise Failure(done.stderr.decode(errors="replace").strip())
    return done.stdout if done.returncode == 0 else None


def _blobs(commit: str, revision: str, folder: Path) -> Iterator[_Blob]:
    """The files and links of a folder in a commit that may hold content."""
    told = _git(folder, "ls-tree", "-r", "-z", "-l", f"{commit}:./{folder.name}")
    if told is None:
        raise Failure(f"There is no folder {folder} in {revision}. Say --trees FOLDER.")
    lines = told.split(b"\0")[:-1]
    if len(lines) > ENTRIES:
        raise Failure(f"{folder} in {revision} has more than {ENTRIES:,} files.")
    for line in lines:
        entry = _ENTRY.fullmatch(line)
        assert entry is not None, line
        path = entry["path"].decode("utf-8", "surrogateescape")
        if not all(map(_PART.fullmatch, path.split("/"))):
            continue  # hidden, or a path that no folder of ours may have
        if entry["mode"] == _LINK:
            yield _Blob(path, entry["name"], 0, True)
        elif entry["mode"] in _PLAIN and path.lower().endswith(_ENDINGS):
            yield _Blob(path, entry["name"], int(entry["size"]), False)


def _fill(root: Path, blobs: list[_Blob], folder: Path) -> None:
    read = [one for one in blobs if not one.is_link and one.size <= FILE_BYTES]
    if sum(one.size for one in read) > BYTES:
        raise Failure(f"{folder} has more than {BYTES // 1_000_000} MB of trees.")
    contents = dict(zip((one.path for one in read), _contents(read, folder), strict=True))
    for one in blobs:
        place = root / one.path
        place.parent.mkdir(parents=True, exist_ok=True)
        if one.is_link:
            place.symlink_to("nowhere")
            continue
        with place.open("xb") as stream:
            # Whoever reads it finds that it is too large, which is all that is said of it.
            stream.write(contents[one.path]) if one.path in contents else stream.truncate(FILE_BYTES + 1)


def _contents(blobs: list[_Blob], folder: Path) -> Iterator[bytes]:
    given = b"".join(one.name + b"\n" for one in blobs)
    told = _git(folder, "cat-file", "--batch", given=given) or b""
    at = 0
    for one in blobs:
        at = told.index(b"\n", at) + 1
        yield told[at : at + one.size]
        at += one.size + 1
