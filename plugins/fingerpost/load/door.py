"""The one door through which the files of trees are read: regular files of a known name, and nothing else."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from fingerpost.diagnostics import Diagnostic
from fingerpost.load.codes import fault
from fingerpost.load.limits import FILE_BYTES
from fingerpost.source import Source, Span, start_of

FOLDERS = {"_places": ".yaml", "_tables": ".csv"}


def gather(root: Path, name: str) -> Iterator[tuple[str, bytes | Diagnostic]]:
    """Each file under `root` that may hold content, as `name/…` and its bytes, or why it is not read; in order.

    Raises `FileNotFoundError` or `NotADirectoryError` when `root` is no folder.
    """
    for entry in sorted(os.scandir(root), key=lambda entry: entry.name):
        path = f"{name}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            yield path, _link(path)
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(Path(entry.path), path, FOLDERS.get(entry.name))
        elif entry.name.lower().endswith((".yaml", ".yml")):
            yield path, _read(Path(entry.path), path)


def _folder(folder: Path, path: str, suffix: str | None) -> Iterator[tuple[str, bytes | Diagnostic]]:
    """The files of `_places` or `_tables`; a tree in any other folder would be overlooked, so it is a mistake."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        inner = f"{path}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            yield inner, _link(inner)
        elif suffix is not None and entry.name.endswith(suffix):
            yield inner, _read(Path(entry.path), inner)
        elif suffix is None and entry.name.lower().endswith((".yaml", ".yml")):
            help_ = f"Move it to `{path.split('/', maxsplit=1)[0]}/{entry.name}`."
            yield inner, fault("unsafe-file", "A tree in a folder of its own is not read.", start_of(inner), help=help_)


def _link(path: str) -> Diagnostic:
    return fault(
        "unsafe-file", "This is a link to another file; links are not followed.", start_of(path), help="Put the file here."
    )


def _read(file: Path, path: str) -> bytes | Diagnostic:
    """The bytes of a regular file of bounded size; opened so that a link or a pipe put there meanwhile is refused."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        return fault("unsafe-file", f"The file cannot be opened: {error.strerror}.", start_of(path))
    with os.fdopen(handle, "rb") as stream:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            return fault("unsafe-file", "This is not a regular file.", start_of(path), help="Put a plain file here.")
        raw = stream.read(FILE_BYTES + 1)
    if len(raw) > FILE_BYTES:
        help_ = "Make several trees of it."
        message = f"The file is larger than {FILE_BYTES // 1_000_000} MB."
        return fault("too-large", message, start_of(path), help=help_)
    return raw


def decode(path: str, raw: bytes) -> Source | Diagnostic:
    """The words of a file; UTF-8 and nothing else, a byte order mark at the front is dropped."""
    try:
        return Source(path=path, text=raw.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        where = Span(path=path, line=line, column=column, end_line=line, end_column=column + 1)
        message = f"The byte 0x{raw[error.start]:02X} is not UTF-8."
        return fault("not-utf-8", message, where, help="Save the file as UTF-8 in your editor.")
