"""The engine against brute force: on all examples, on some hundred random sites, and on others that shrink.

`make campaign` does the same on twenty thousand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from fingerpost.policies import judge
from oracle.campaign import compare, disagreement, load, report, said, site_of
from oracle.examples import EXAMPLES, Example, expected, files_of
from oracle.forms import form_of
from oracle.strategies import sites

if TYPE_CHECKING:
    from oracle.walking import Files


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_examples(example: Example) -> None:
    files = files_of(example)
    site = load(files)
    tree = site.trees["a"]
    found = said(judge(tree.policies["p"], tree, site), form_of(files["a"]["policies"]["p"]))
    assert disagreement(expected(example), found) == "", found


def test_some_hundred_random_sites() -> None:
    faults = [one for number in range(200) for one in compare(site_of(f"suite:{number}"), judge) if one.fault]
    assert not faults, report(faults[0])


@given(files=sites())
def test_random_sites(files: Files) -> None:
    for one in compare(files, judge):
        assert not one.fault, report(one)


@pytest.mark.parametrize(
    "seed",
    [
        "1:16814",  # a step too far away was known inside another use of the same tree, and come to sooner in this one
        "20261125:18038",  # a jump out of two subtrees, behind a step that is itself looked for
    ],
)
def test_sites_on_which_they_once_differed(seed: str) -> None:
    faults = [one for one in compare(site_of(seed), judge) if one.fault]
    assert not faults, report(faults[0])
