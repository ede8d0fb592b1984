"""The second wall: what a page is made of is read once more, as a browser will read it, by a sanitiser with a short list.

The first wall is that words only ever become elements that `text` names, and are escaped by one serialiser. If a fault of
ours broke it, the two readings would differ, and no page is built.
"""

from xml.etree.ElementTree import Element, tostring

import nh3

_ANY = {"class", "dir", "id", "lang", "role", "tabindex"}
_LOOK = {"fill", "stroke", "stroke-dasharray", "stroke-linejoin", "stroke-width"}
_PAGE = {
    **dict.fromkeys(("decision-tree", "decision-tree-index", "footer", "header", "nav", "section"), _ANY),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _ANY),
    **dict.fromkeys(("blockquote", "cite", "code", "em", "pre", "small", "span", "strong"), _ANY),
    **dict.fromkeys(("br", "dd", "div", "dl", "dt", "figcaption", "figure", "li", "p", "ul"), _ANY),
    **dict.fromkeys(("caption", "table", "tbody", "td", "th", "thead", "tr"), _ANY | {"scope"}),
    **dict.fromkeys(("details", "summary"), _ANY | {"open"}),
    "a": _ANY | {"href", "hreflang", "rel"},
    "decision-tree": _ANY | {"tree"},
    "ol": _ANY | {"start"},
    "time": _ANY | {"datetime"},
}
_PICTURE = {
    **dict.fromkeys(("desc", "g", "path", "title", "tspan"), _ANY | _LOOK | {"d", "x", "y"}),
    "svg": _ANY | _LOOK | {"font-family", "height", "text-anchor", "viewBox", "width", "xmlns"},
    "text": _ANY | _LOOK | {"font-family", "font-size", "font-weight", "text-anchor", "x", "y"},
}
_ATTRIBUTES = {**_PAGE, **_PICTURE}


def stands(element: Element) -> bool:
    """Whether a browser reads exactly this element, and every part of it is on the list."""
    written = tostring(element, encoding="unicode", method="html", short_empty_elements=False)
    # HTML knows more than one way to write the same; these are the sanitiser's.
    written = written.replace("\xa0", "&nbsp;").replace("<pre><code>\n", "<pre><code>\n")
    return written == nh3.clean(
        written,
        tags=set(_ATTRIBUTES),
        attributes=_ATTRIBUTES,
        generic_attribute_prefixes={"aria-", "data-"},
        link_rel=None,
        strip_comments=False,
        url_schemes={"https", "mailto", "sms", "tel"},
    )
