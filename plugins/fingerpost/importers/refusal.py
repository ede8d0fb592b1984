"""What comes of an import: a file of a tree, or the reasons why there is none."""

from typing import NamedTuple


class Imported(NamedTuple):
    """A tree's id and its YAML."""

    id: str
    text: str


class Refusal(Exception):
    """A file that is not taken in, and why, a line each."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons
