"""The one door through which the files of trees are read: regular files of a known name, and nothing else."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from fingerpost.diagnostics import Diagnostic
from fingerpost.load.codes import fault
from fingerpost.load.limits import FILE_BYTES
from fingerpost.source import Source, Span, lines, start_of

FOLDERS = {"_places": (".yaml", ".yml"), "_tables": (".csv",)}
TREES = (".yaml", ".yml")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def gather(root: Path, name: str) -> Iterator[tuple[str, bytes | Diagnostic]]:
    """Each file under `root` that may hold content, as `name/…` and its bytes, or why it is not read; in order.

    Raises `FileNotFoundError`, `NotADirectoryError` or `PermissionError` when `root` is no folder that can be read.
    """
    for entry in _entries(os.fspath(root)):
        path = f"{name}/{entry.name}"
        if entry.is_symlink():
            yield path, _link(path)
        elif not entry.is_dir(follow_symlinks=False):
            if entry.name.lower().endswith(TREES):
                yield path, _read(entry.path, path)
        elif entry.name in FOLDERS:
            yield from _folder(entry.path, path, FOLDERS[entry.name])
        else:
            yield from _astray(entry.path, path)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What is in a folder, by name, without what is hidden."""
    with os.scandir(folder) as entries:
        return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)


def _folder(folder: str, path: str, endings: tuple[str, ...]) -> Iterator[tuple[str, bytes | Diagnostic]]:
    """The files of `_places` or `_tables`."""
    try:
        entries = _entries(folder)
    except OSError as error:
        yield path, _shut("folder", path, error)
        return
    for entry in entries:
        inner = f"{path}/{entry.name}"
        if entry.is_symlink():
            yield inner, _link(inner)
        elif entry.is_dir(follow_symlinks=False):
            yield from _astray(entry.path, inner)
        elif entry.name.lower().endswith(endings):
            yield inner, _read(entry.path, inner)


def _astray(folder: str, path: str) -> Iterator[tuple[str, Diagnostic]]:
    """Trees in any other folder, however deep, would be overlooked, so they are mistakes."""
    folders = [(folder, path)]
    while folders:
        folder, path = folders.pop()
        try:
            entries = _entries(folder)
        except OSError as error:
            yield path, _shut("folder", path, error)
            continue
        for entry in entries:
            inner = f"{path}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, inner))
            elif entry.name.lower().endswith(TREES):
                help = f"Move it to `{path.split('/', maxsplit=1)[0]}/{entry.name}`."
                yield (
                    inner,
                    fault("unsafe-file", "A tree in a folder of its own is not read.", start_of(inner), help=help),
                )


def _shut(what: str, path: str, error: OSError) -> Diagnostic:
    message = f"The {what} cannot be opened: {error.strerror}."
    return fault("unsafe-file", message, start_of(path), help="Let it be read, or move it away.")


def _link(path: str) -> Diagnostic:
    return fault(
        "unsafe-file",
        "This is a link to another file; links are not followed.",
        start_of(path),
        help="Put the file here.",
    )


def _read(file: str, path: str) -> bytes | Diagnostic:
    """The bytes of a regular file of bounded size; opened so that a link or a pipe put there meanwhile is refused."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        return _shut("file", path, error)
    with os.fdopen(handle, "rb") as stream:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            return fault("unsafe-file", "This is not a regular file.", start_of(path), help="Put a plain file here.")
        raw = stream.read(FILE_BYTES + 1)
    if len(raw) > FILE_BYTES:
        return too_large(path)
    return raw


def too_large(path: str) -> Diagnostic:
    """What is said of a file that holds more bytes than are read."""
    message = f"The file is larger than {FILE_BYTES // 1_000_000} MB."
    return fault("too-large", message, start_of(path), help="Make several trees of it.")


def decode(path: str, raw: bytes) -> Source | Diagnostic:
    """The words of a file; UTF-8 and nothing else, a byte order mark at the front is dropped."""
    try:
        return Source(path=path, text=raw.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        told = lines(Source(path=path, text=raw[: error.start].decode("utf-8").removeprefix("\ufeff")))
        line, column = len(told), len(told[-1]) + 1
        where = Span(path=path, line=line, column=column, end_line=line, end_column=column + 1)
        message = f"The byte 0x{raw[error.start]:02X} is not UTF-8."
        if raw.startswith(_UTF_16):
            message = "The file is UTF-16, not UTF-8."
        return fault("not-utf-8", message, where, help="Save the file as UTF-8 in your editor.")
