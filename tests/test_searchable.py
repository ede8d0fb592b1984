"""What a search is to pass over is gone, and every other letter of a page stays."""

import pytest

from fingerpost.searchable import searchable


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<p>a &amp; &#38; b</p>", "<p>a &amp; &#38; b</p>"),
        ('<h2 id="a">One</h2><p>two<br>three<br/>four</p>', '<h2 id="a">One</h2><p>two<br>three<br/>four</p>'),
        ("<p>a</p><svg data-search-exclude><text>b</text></svg><p>c</p>", "<p>a</p><p>c</p>"),
        ('<div data-search-exclude=""><div>a</div>b</div>c', "c"),
        ("<div data-search-exclude><br><p>a</p></div><div>b</div>", "<div>b</div>"),
    ],
)
def test_what_is_seen(page: str, seen: str) -> None:
    assert searchable(page) == seen
