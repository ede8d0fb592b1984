"""A page as a search is to see it: without what is marked `data-search-exclude`, where a search knows no such mark."""

import re
from html.parser import HTMLParser

_BEGIN, _END = "<decision-tree ", "</decision-tree>"
# Pictures, words that are kept out of sight, and ways out of the page.
_UNSEEN = re.compile(r"<(strong|svg|ul)\b[^>]*\bdata-search-exclude\b.*?</\1>", re.DOTALL)
# What holds words alone, and never a heading, by which a search tells the parts of a page.
_WITHIN = re.compile(r"</?(?:cite|dd|div|dl|dt|span|strong|time)\b[^>]*>")
# Links but those to headings, which a search knows by their class.
_LINK = re.compile(r"<a (?![^>]*\b(?:headerlink|data-search-exclude)\b)[^>]*>(.*?)</a>", re.DOTALL)


def lightened(page: str) -> str:
    """The HTML of a page without what Material's search passes over in our elements.

    It finds the same in both, but to read the whole of one takes it longer than all else that makes the page.
    """
    *parts, rest = page.split(_END)
    return _END.join([*map(_lightened, parts), rest])


def _lightened(part: str) -> str:
    before, begin, ours = part.partition(_BEGIN)
    return before + begin + _LINK.sub(r"\1", _WITHIN.sub("", _UNSEEN.sub("", ours)))


def searchable(page: str) -> str:
    """The HTML of a page without the elements that a search is to pass over; for the rest, letter by letter."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return "".join(reader.kept)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []
        # The element that is passed over, and how many of its name are open, itself included.
        self._tag = ""
        self._open = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._open:
            self._open += tag == self._tag
        elif any(key == "data-search-exclude" for key, _ in attrs):
            self._tag, self._open = tag, 1
        else:
            self._keep(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._keep(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._keep(f"</{tag}>")
        if self._open:
            self._open -= tag == self._tag

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def _keep(self, written: str) -> None:
        if not self._open:
            self.kept.append(written)
