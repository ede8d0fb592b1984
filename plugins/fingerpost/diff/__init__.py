"""The change of trees in meaning: what got weaker, where paths end otherwise, which steps changed, what is said."""

from fingerpost.diff.change import Change, Difference, Part, PathChange, PathsChange
from fingerpost.diff.comparing import difference
from fingerpost.diff.revisions import merge_base, trees_of

__all__ = ["Change", "Difference", "Part", "PathChange", "PathsChange", "difference", "merge_base", "trees_of"]
