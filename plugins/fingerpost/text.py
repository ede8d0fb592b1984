"""An author's Markdown, short or long, to plain words or to elements; all markup that can come out is named here."""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from fingerpost.model import Site, Text

Piece = str | Element

_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_MARKS = re.compile(r"[*_`\[\]\\{\n]")
_BREAKS = re.compile(r"[\n\r]")  # the parser takes both for the end of a line
# What can take the meaning away from a brace, or move it: without these, a text need not be parsed to find its facts.
_AROUND_BRACES = re.compile(r"[*_`\[\]\\\n\r\0]")
# A written-out brace, or a fact.
_BRACES = re.compile(r"\{\{|\{(?P<id>[^{}\n]*)\}")
# Addresses that may be followed: relative ones, and four schemes; `//host` is another host, so it is not relative.
_LETTER = r"[^\s\\\x00-\x1f\x7f]"
_ADDRESS = re.compile(
    rf"(?:https://|mailto:|tel:|sms:){_LETTER}+|(?!//)(?:(?!:){_LETTER})+|[?#.]{_LETTER}*|/(?!/){_LETTER}*",
    re.IGNORECASE,
)
_INLINE = ("backticks", "emphasis", "escape", "link", "newline", "text", "balance_pairs", "fragments_join")
# No link definitions: a line such as `[999]: ambulance` would vanish.
_BLOCK = ("blockquote", "code", "fence", "list", "paragraph")

_NAMES = {
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "em": "em",
    "link": "a",
    "list_item": "li",
    "ordered_list": "ol",
    "paragraph": "p",
    "strong": "strong",
}
# Every element and attribute that a text can become.
ELEMENTS = {*_NAMES.values(), "br", "code", "pre"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}


class FactUse(NamedTuple):
    """A `{fact}` in a text: its id as written and where it stands in the text, braces included."""

    id: str
    start: int
    end: int


def direction(language: str) -> str:
    """Which way a language is written: `ltr` or `rtl`."""
    return "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def facts(value: str) -> list[FactUse]:
    """Every `{fact}`, of whatever spelling, that a text shows in place of its id, be it read as short or as long."""
    if "{" not in value:
        return []
    if not _AROUND_BRACES.search(value):
        return [FactUse(match["id"], *match.span()) for match in _BRACES.finditer(value) if match["id"] is not None]
    told = [FactUse(token.content, *token.meta["at"]) for token in _inline_tokens(value) if token.type == "fact"]
    more = Counter(use.id for use in told)
    if _BREAKS.search(value):  # in a long text a span of code ends with its paragraph, so there may be others
        more |= Counter(token.content for token in _flat(_markdown().parse(value)) if token.type == "fact")
    # The others are looked for; as are all where the parser counts fewer letters, since it drops a carriage return.
    found = [use for use in told if value[use.start : use.end] == f"{{{use.id}}}"]
    more.subtract(use.id for use in found)
    for match in _BRACES.finditer(value):
        use = FactUse(match["id"], match.start(), match.end())
        if more[use.id] > 0 and use not in found:
            more[use.id] -= 1
            found.append(use)
    return sorted(found, key=lambda use: use.start)


def plain(value: str, fact: Callable[[str], str] = str) -> str:
    """The words alone, each `{fact}` replaced by `fact(id)`; line breaks become spaces."""
    if not _MARKS.search(value):
        return value
    words = [_plain_token(token, fact) for token in _inline_tokens(value)]
    return "".join(words)


def fact_label(site: "Site", fact: str) -> str:
    """What a fact is called where no place is chosen; a name that nobody declared, as it was written."""
    return plain(site.facts[fact].label.value) if fact in site.facts else fact


def one_line(words: "Text", site: "Site") -> str:
    """The words of a short text on one line, facts by their labels."""
    return " ".join(plain(words.value, lambda name: fact_label(site, name)).split())


def _plain_token(token: "Token", fact: Callable[[str], str]) -> str:
    match token.type:
        case "text" | "code_inline":
            return token.content
        case "softbreak" | "hardbreak":
            return " "
        case "fact":
            return fact(token.content)
    return ""


def inline(value: str, fact: Callable[[str], Iterable[Piece]] = lambda name: [name]) -> list[Piece]:
    """Short Markdown as words and elements; each `{fact}` becomes what `fact(id)` gives."""
    if not _MARKS.search(value):
        return [value]
    return _pieces(_inline_tokens(value), fact)


def block(value: str, fact: Callable[[str], Iterable[Piece]] = lambda name: [name]) -> list[Piece]:
    """Markdown with paragraphs, lists, quotations and code as elements."""
    return _pieces(_markdown().parse(value), fact)


def append(parent: Element, pieces: Iterable[Piece]) -> Element:
    """Put words and elements at the end of an element, which is given back."""
    for piece in pieces:
        if isinstance(piece, Element):
            parent.append(piece)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + piece
        else:
            parent.text = (parent.text or "") + piece
    return parent


def unread(value: str, marks: Iterable[str]) -> Iterator[str]:
    """Those of `marks` that a text shows as they stand, although the author put no backslash before them."""
    for mark in marks:
        if mark in value and f"\\{mark[0]}" not in value:
            # Read as long words, which are read as short ones but for what begins a line.
            said = (token.content for token in _flat(_markdown().parse(value)) if token.type == "text")
            if any(mark in words for words in said):
                yield mark


def may_follow(address: str) -> bool:
    """Whether a link may lead there: https, mailto, tel, sms, or a place within the site."""
    return _ADDRESS.fullmatch(address) is not None


@functools.cache
def _markdown() -> "MarkdownIt":
    """CommonMark without HTML, images, entities, headings and rules; imported late, as most texts have no marks."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("zero", {"html": False, "maxNesting": 20}).enable([*_INLINE, *_BLOCK], ignoreInvalid=True)
    markdown.inline.ruler.before("escape", "fact", _fact_rule)
    markdown.validateLink = _may_link  # type: ignore[method-assign, assignment]
    return markdown


def _may_link(address: str) -> bool:
    """A fact has no place in an address: it is said as words, so that a reader sees what is wrong."""
    return may_follow(address) and "%7B" not in address


def _fact_rule(state: "StateInline", silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    match = _BRACES.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("text" if match["id"] is None else "fact", "", 0)
        token.content = "{" if match["id"] is None else match["id"]
        token.meta["at"] = match.span()
    state.pos = match.end()
    return True


def _inline_tokens(value: str) -> Sequence["Token"]:
    return _markdown().parseInline(value)[0].children or ()


def _pieces(tokens: Iterable["Token"], fact: Callable[[str], Iterable[Piece]]) -> list[Piece]:
    """Tokens as a tree; a stack and no recursion, since its depth is a stranger's choice."""
    root = Element("root")
    stack = [root]
    for token in _flat(tokens):
        _grow(stack, token, fact)
    return [*([root.text] if root.text else []), *_with_tails(root)]


def _with_tails(root: Element) -> Iterator[Piece]:
    for child in root:
        tail, child.tail = child.tail, None
        yield child
        if tail:
            yield tail


def _flat(tokens: Iterable["Token"]) -> Iterator["Token"]:
    for token in tokens:
        if token.type == "inline":
            yield from token.children or ()
        else:
            yield token


def _grow(stack: list[Element], token: "Token", fact: Callable[[str], Iterable[Piece]]) -> None:
    match token.type:
        case "text":
            append(stack[-1], [token.content])
        case "softbreak":
            append(stack[-1], ["\n"])
        case "hardbreak":
            append(stack[-1], [Element("br")])
        case "fact":
            append(stack[-1], fact(token.content))
        case "code_inline":
            append(stack[-1], [append(Element("code"), [token.content])])
        case "code_block" | "fence":
            append(stack[-1], [append(Element("pre"), [append(Element("code"), [token.content])])])
        case _:
            _open_or_close(stack, token)


def _open_or_close(stack: list[Element], token: "Token") -> None:
    if token.hidden:  # the paragraphs of a tight list
        return
    name = _NAMES[token.type.removesuffix("_open").removesuffix("_close")]
    if token.nesting < 0:
        stack.pop()
        return
    # An empty address is no place to go to.
    wanted = {key: str(value) for key, value in token.attrs.items() if key in ATTRIBUTES.get(name, ()) and value != ""}
    element = Element(name, wanted)
    stack[-1].append(element)
    stack.append(element)
