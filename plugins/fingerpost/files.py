"""The one door through which a site's files are written: whole or not at all, within their folder, and only our own."""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from fingerpost.failures import Failure

# The paths that a record may name: relative, downwards, nothing hidden, written in the one way.
_PLAIN = re.compile(r"[a-z0-9_-][a-z0-9._-]*(?:/[a-z0-9_-][a-z0-9._-]*)*")
_BESIDE = re.compile(r"\.(.+)\.[0-9a-f]{16}\.part")


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path`; whatever happens meanwhile, a reader finds the old file or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        with beside.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def links(folder: Path) -> Iterator[Path]:
    """Every symbolic link under a folder, in order, hidden ones left out; none of them is followed."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            yield Path(entry.path)
        elif entry.is_dir(follow_symlinks=False):
            yield from links(Path(entry.path))


def mirror(root: Path, files: Mapping[str, bytes], *, record: str, overwrite: bool = False) -> int:
    """Make the files under `root` equal to `files` (relative POSIX path to content), and say how many changed.

    A file is ours when its content is what `record` (a path among the others) says that we wrote; ours that are no
    longer wanted go away. Nothing is touched before all is known to be ours: raises `Failure` when a file of somebody
    else stands in the way and `overwrite` does not say to take its place, or when the way leads through a link.
    """
    kept = _read_record(root, record)
    old = {path: _hash(content) for path in {*kept, *files} if (content := _read(root, path)) is not None}
    new = {path: _hash(content) for path, content in sorted(files.items())}
    foreign = sorted(path for path in new if path in old and old[path] not in {new[path], *kept.get(path, ())})
    if foreign and not overwrite:
        names = "".join(f"\n  {path}" for path in foreign)
        raise Failure(f"These files in {root} are not Fingerpost's; move them, or say --overwrite:{names}")
    stale = sorted(path for path in kept if path not in new and old.get(path) in kept[path])
    changed = [path for path in new if old.get(path) != new[path]]
    # Before a file is touched the record knows both, so that a run that was killed leaves nothing that nobody owns.
    _write_record(root, record, {path: {*kept.get(path, ()), *filter(None, [new.get(path)])} for path in {*kept, *new}})
    for path in changed:
        write(_place(root, path), files[path])
    for path in stale:
        _remove(root, path)
    _sweep(root, [record, *new])
    _write_record(root, record, {path: {digest} for path, digest in new.items()})
    return len(changed) + len(stale)


def _place(root: Path, path: str) -> Path:
    """Where a file stands. Raises `Failure` when a link is on the way."""
    place = root
    for part in PurePosixPath(path).parts:
        place /= part
        if place.is_symlink():
            raise Failure(f"{place} is a link, and links are not followed. Put a plain file or folder there.")
    return place


def _read(root: Path, path: str) -> bytes | None:
    place = _place(root, path)
    if place.is_dir():
        raise Failure(f"{place} is a folder, and a file of that name is to be written. Move it.")
    try:
        return place.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_record(root: Path, record: str) -> dict[str, set[str]]:
    """What we wrote, by path; whatever else it says is worth nothing, as a stranger may have written it."""
    try:
        known = json.loads(_read(root, record) or b"{}")
        return {path: set(map(str, known[path])) for path in known if _PLAIN.fullmatch(path)}
    except (ValueError, TypeError, AttributeError):
        return {}


def _write_record(root: Path, record: str, known: Mapping[str, set[str]]) -> None:
    content = json.dumps({path: sorted(known[path]) for path in sorted(known)}, indent=1).encode() + b"\n"
    if _read(root, record) != content:
        write(_place(root, record), content)


def _remove(root: Path, path: str) -> None:
    """Delete a file, and the folders that it leaves empty."""
    place = _place(root, path)
    place.unlink()
    for folder in place.parents:
        if folder == root or any(folder.iterdir()):
            break
        folder.rmdir()


def _sweep(root: Path, paths: Iterable[str]) -> None:
    """Delete what a killed run left half written beside our files."""
    names = {_place(root, path) for path in paths}
    for folder in {place.parent for place in names}:
        for entry in folder.glob(".*.part"):
            match = _BESIDE.fullmatch(entry.name)
            if match and folder / match[1] in names and not entry.is_symlink():
                entry.unlink()
