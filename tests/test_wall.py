"""The second wall lets every word through and nothing that acts."""

from xml.etree.ElementTree import Element, SubElement, fromstring

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fingerpost.wall import keep

# All that YAML can hold once controls and surrogates are refused, and then some.
WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)


@given(words=WORDS, value=WORDS, address=WORDS)
@example(words='&lt;b&gt; & < > " \xa0 \r\n', value="a<b>&quot;\xa0", address="x")
def test_any_words_stand(words: str, value: str, address: str) -> None:
    page = Element("decision-tree", {"tree": "x", "class": "fp"})
    heading = SubElement(page, "h2", {"id": "x.a", "aria-label": value})
    heading.text = heading.tail = words
    code = SubElement(SubElement(page, "pre"), "code")
    code.text = "\n" + words
    link = SubElement(SubElement(page, "p"), "a", {"href": "#" + address})
    link.text = words
    picture = SubElement(page, "svg", {"viewBox": "0 0 1 1", "role": "graphics-document document"})
    SubElement(picture, "desc").text = words
    SubElement(SubElement(picture, "text", {"x": "1"}), "tspan").text = words
    assert keep(page) is page


@pytest.mark.parametrize(
    "acting",
    [
        "<script>alert(1)</script>",
        "<p onclick='alert(1)'>x</p>",
        "<p style='x'>x</p>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<a href='http://example.org/'>x</a>",
        "<img src='x'/>",
        "<iframe src='x'></iframe>",
        "<form action='x'><input name='y'/></form>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><foreignObject><p>x</p></foreignObject></svg>",
        "<svg><use href='x'/></svg>",
        "<svg><a href='#x'><set attributeName='href' to='javascript:alert(1)'/></a></svg>",
    ],
)
def test_nothing_that_acts_stands(acting: str) -> None:
    page = Element("decision-tree")
    page.append(fromstring(acting))  # noqa: S314 - our own words
    with pytest.raises(AssertionError, match="not be what it is made of"):
        keep(page)


@pytest.mark.parametrize(
    "crooked",
    [
        "<p>one<p>two</p></p>",
        "<a href='#a'>one<a href='#b'>two</a></a>",
        "<ul><li>one</li><p>two<li>three</li></p></ul>",
        "<table><div>x</div></table>",
        "<svg><g><p>x</p></g></svg>",
    ],
)
def test_what_a_browser_would_read_otherwise_does_not_stand(crooked: str) -> None:
    page = Element("decision-tree")
    page.append(fromstring(crooked))  # noqa: S314 - our own words
    with pytest.raises(AssertionError, match="not be what it is made of"):
        keep(page)
