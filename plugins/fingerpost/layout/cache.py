"""Values that are kept in files by the hash of all that went into them, verified when read and never half written."""

import hashlib
from pathlib import Path

from fingerpost import files


def key(*parts: str) -> str:
    """A name for what these parts give."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()


def load(folder: Path, name: str) -> bytes | None:
    """The value kept under a name; None when there is none, or its bytes are not those that were kept."""
    try:
        head, _, value = (folder / name).read_bytes().partition(b"\n")
    except OSError:
        return None
    return value if head.decode("ascii", "replace") == _seal(name, value) else None


def store(folder: Path, name: str, value: bytes) -> None:
    """Keep a value under a name. Raises `OSError` when the folder cannot be written."""
    files.write(folder / name, _seal(name, value).encode("ascii") + b"\n" + value)


def _seal(name: str, value: bytes) -> str:
    return hashlib.sha256(name.encode() + b"\n" + value).hexdigest()
