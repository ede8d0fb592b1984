"""What is asked for: a tree, and what its files need to know of the world around them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fingerpost.model import Site, Tree

if TYPE_CHECKING:
    from fingerpost.layout import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A tree to be exported; `together` are the trees whose files will lie beside it.

    `home` is the address of the public site, ending in a slash, or "" where none is known. Pages alone have `pictures`.
    """

    tree: Tree
    site: Site
    pictures: "tuple[Picture, ...]" = ()
    together: frozenset[str] = frozenset()
    home: str = ""
