"""What comes in from other programs: one function a format, from bytes to a tree as its author would write it."""

from collections.abc import Callable

from fingerpost.importers.json import from_json
from fingerpost.importers.refusal import Imported, Refusal

__all__ = ["IMPORTERS", "Imported", "Refusal"]

IMPORTERS: dict[str, Callable[[bytes], Imported]] = {"json": from_json}
