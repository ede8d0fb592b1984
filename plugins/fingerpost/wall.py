"""The second wall: a finished element is read once more, as a browser will read it, by a sanitiser with a short list.

The first wall is that words become only those elements that `text` names, and that one serialiser escapes the rest. Did
a fault of ours break it, the two readings would differ, and no page is built.
"""

import re
from itertools import zip_longest
from xml.etree.ElementTree import Element

import nh3

_ANY = {"class", "dir", "id", "lang", "role", "tabindex"}
_LOOK = {"fill", "stroke", "stroke-dasharray", "stroke-linejoin", "stroke-width"}
_PAGE = {
    **dict.fromkeys(
        (
            "decision-tree",
            "decision-tree-cards",
            "decision-tree-editions",
            "decision-tree-exercises",
            "decision-tree-hazards",
            "decision-tree-index",
            "decision-tree-numbers",
            "decision-tree-proofs",
            "decision-tree-reading",
            "decision-tree-reviews",
            "decision-tree-sources",
            "decision-tree-tags",
            "footer",
            "header",
            "nav",
            "section",
        ),
        _ANY,
    ),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _ANY),
    **dict.fromkeys(("blockquote", "cite", "code", "em", "pre", "small", "span", "strong"), _ANY),
    **dict.fromkeys(("br", "dd", "div", "dl", "dt", "figcaption", "figure", "li", "p", "ul"), _ANY),
    **dict.fromkeys(("caption", "table", "tbody", "td", "th", "thead", "tr"), _ANY | {"scope"}),
    **dict.fromkeys(("details", "summary"), _ANY | {"open"}),
    "a": _ANY | {"href", "hreflang", "rel"},
    "decision-tree": _ANY | {"tree"},
    "ol": _ANY | {"start"},
    "strong": _ANY | {"hidden"},
    "time": _ANY | {"datetime"},
}
_PICTURE = {
    **dict.fromkeys(("desc", "g", "path", "title", "tspan"), _ANY | _LOOK | {"d", "x", "y"}),
    "rect": _ANY | _LOOK | {"height", "rx", "width", "x", "y"},
    "svg": _ANY | _LOOK | {"direction", "font-family", "height", "text-anchor", "viewBox", "width", "xmlns"},
    "text": _ANY | _LOOK | {"font-family", "font-size", "font-weight", "text-anchor", "x", "y"},
}
_ATTRIBUTES = {**_PAGE, **_PICTURE}
_SANITISER = nh3.Cleaner(
    tags=set(_ATTRIBUTES),
    attributes=_ATTRIBUTES,
    generic_attribute_prefixes={"aria-", "data-"},
    link_rel=None,
    strip_comments=False,
    url_schemes={"https", "mailto", "sms", "tel"},
)

# How the sanitiser writes what cannot stand as it is; a browser reads a carriage return as a line feed.
_WORDS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\xa0": "&nbsp;", "\r": "\n"})
_VALUE = _WORDS | str.maketrans({'"': "&quot;"})
_SPECIAL = re.compile('[&<>\xa0\r"]')


def keep(element: Element) -> Element:
    """The same element. Raises `AssertionError` where a browser would read another, or a part of it is not listed."""
    pieces: list[str] = []
    _write(element, pieces)
    written = "".join(pieces)
    read = _SANITISER.clean(written)
    if read != written:
        # Not an assert statement: this one also stands where those are left out.
        raise AssertionError(f"A page would not be what it is made of, from: {_departure(written, read)!r}")
    return element


def _departure(written: str, read: str) -> str:
    """Where two readings part."""
    pairs = enumerate(zip_longest(written, read))
    at = next(at for at, (one, other) in pairs if one != other)
    return written[max(at - 40, 0) : at + 40]


def _write(element: Element, out: list[str]) -> None:
    # A page is some thousands of elements with hardly a special letter: most are written without a call for each part.
    special, tag, words = _SPECIAL.search, element.tag, element.text
    named = ""
    for key, value in element.attrib.items():
        named += f' {key}="{value.translate(_VALUE) if special(value) else value}"'
    out.append(f"<{tag}{named}>")
    if words:
        out.append(words.translate(_WORDS) if special(words) else words)
    for child in element:
        _write(child, out)
        if after := child.tail:
            out.append(after.translate(_WORDS) if special(after) else after)
    if tag != "br":
        out.append(f"</{tag}>")
