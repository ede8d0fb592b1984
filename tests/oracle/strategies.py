"""Random sites as a strategy, so that what fails is made small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from oracle.sites import random_site

if TYPE_CHECKING:
    from oracle.walking import Files


def sites() -> st.SearchStrategy[Files]:
    """Sites with policies, as plain data."""
    return st.randoms(use_true_random=False).map(random_site)
