"""What leaves for places that are not ours: one function a format, each giving the files that belong together."""

from collections.abc import Callable

from fingerpost.exporters.html import Order, fragment, one_file, split

__all__ = ["EXPORTERS", "Order"]

EXPORTERS: dict[str, Callable[[Order], dict[str, bytes]]] = {
    "html": one_file,
    "html-fragment": fragment,
    "html-split": split,
}
