"""An author's Markdown: what it becomes, what it cannot become, and that its words stay the same."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost import text
from support.payloads import ADDRESSES, PAYLOADS

MARKDOWN = st.lists(
    st.sampled_from(
        [
            *"*_`[](){}\\!<>#|~",
            *("**", "``", "```\n", "{{", "{a}", "{b c}", "](", "](x)", "](tel:1)", "\n", "\n\n", "  \n", "\r\n"),
            *("* ", "1. ", "> ", "    ", "word", "é", " ", "&amp;", "https://x.org"),
        ]
    ),
    max_size=14,
).map("".join)


def html(pieces: list[text.Piece]) -> str:
    told = tostring(text.append(Element("x"), pieces), encoding="unicode")
    return told.removesuffix(" />").removeprefix("<x>").removesuffix("</x>").removeprefix("<x")


def elements(pieces: list[text.Piece]) -> Iterator[Element]:
    for piece in pieces:
        if isinstance(piece, Element):
            yield from piece.iter()


def shown(name: str) -> list[text.Piece]:
    return [f"«{name}»"]


# What it becomes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "becomes"),
    [
        ("Plain words", "Plain words"),
        ("**bold** and __bold__", "<strong>bold</strong> and <strong>bold</strong>"),
        ("*slanted* and _slanted_", "<em>slanted</em> and <em>slanted</em>"),
        ("***both***", "<em><strong>both</strong></em>"),
        ("`code *as it is*`", "<code>code *as it is*</code>"),
        ("snake_case_words", "snake_case_words"),
        (r"\*stars\* \{braces}", "*stars* {braces}"),
        ("[a link](https://x.org/a?b=c#d)", '<a href="https://x.org/a?b=c#d">a link</a>'),
        ("[call](tel:+1-800)", '<a href="tel:+1-800">call</a>'),
        ("[write](mailto:a@b.org)", '<a href="mailto:a@b.org">write</a>'),
        ("[here](../b.md#c)", '<a href="../b.md#c">here</a>'),
        ("[bare]()", "<a>bare</a>"),
        ("one\ntwo", "one\ntwo"),
        ("one  \ntwo", "one<br />two"),
        ("# no heading", "# no heading"),
        ("- no list", "- no list"),
        ("<b>no tag</b>", "&lt;b&gt;no tag&lt;/b&gt;"),
        ("&amp; no entity", "&amp;amp; no entity"),
        ("![no picture](x)", '!<a href="x">no picture</a>'),
        ("https://x.org is no link", "https://x.org is no link"),
        ("Call {line}.", "Call «line»."),
        ("**{line}**", "<strong>«line»</strong>"),
        ("[{line}](https://x.org)", '<a href="https://x.org">«line»</a>'),
        ("`{line}`", "<code>{line}</code>"),
        ("{{line}} {{", "{line}} {"),
        ("{not closed", "{not closed"),
        ("[call](tel:{line})", "[call](tel:«line»)"),
    ],
)
def test_short_text(value: str, becomes: str) -> None:
    assert html(text.inline(value, shown)) == becomes


@pytest.mark.parametrize(
    ("value", "becomes"),
    [
        ("One\n\ntwo", "<p>One</p><p>two</p>"),
        ("* one\n* **two**", "<ul><li>one</li><li><strong>two</strong></li></ul>"),
        ("* one\n\n* two", "<ul><li><p>one</p></li><li><p>two</p></li></ul>"),
        ("3. three\n4. four", '<ol start="3"><li>three</li><li>four</li></ol>'),
        ("> said", "<blockquote><p>said</p></blockquote>"),
        ("```\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("    four", "<pre><code>four\n</code></pre>"),
        ("# One", "<p># One</p>"),
        ("One\n---\n\n***", "<p>One\n---</p><p>***</p>"),
        ("<div>\n\n*x*\n\n</div>", "<p>&lt;div&gt;</p><p><em>x</em></p><p>&lt;/div&gt;</p>"),
        ("[112]: ambulance", "<p>[112]: ambulance</p>"),
        ("Call {line}\n\n    {line}", "<p>Call «line»</p><pre><code>{line}\n</code></pre>"),
    ],
)
def test_long_text(value: str, becomes: str) -> None:
    assert html(text.block(value, shown)) == becomes


@pytest.mark.parametrize(
    ("value", "becomes"),
    [
        ("**Call** [us](tel:1) on `1`", "Call us on 1"),
        ("one  \ntwo\nthree", "one two three"),
        (r"\*stars\*", "*stars*"),
        ("{line} {{ {line}", "0800 { 0800"),
        ("<b>tag</b>", "<b>tag</b>"),
    ],
)
def test_words_alone(value: str, becomes: str) -> None:
    assert text.plain(value, {"line": "0800"}.__getitem__) == becomes


def test_what_a_fact_becomes_can_be_elements() -> None:
    number = Element("strong")
    number.text = "112"
    assert html(text.inline("Call {line}, now", lambda _: [number])) == "Call <strong>112</strong>, now"


# What it cannot become --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [text.inline, text.block], ids=["short", "long"])
def test_payloads_become_words(way: object) -> None:
    """Every payload, in one go: what is not one of our elements with one of our attributes is text."""
    assert len(PAYLOADS) > 300
    for payload in PAYLOADS:
        check(way(payload), payload)  # type: ignore[operator]


def check(pieces: list[text.Piece], value: str) -> None:
    for element in elements(pieces):
        assert element.tag in text.ELEMENTS, value
        assert element.attrib.keys() <= text.ATTRIBUTES.get(element.tag, set()), value
        address = element.get("href")
        assert address is None or text.may_follow(address), value


@pytest.mark.parametrize("address", [one for one in ADDRESSES if "&" not in one])  # an escaped colon is none
def test_addresses_that_are_not_followed(address: str) -> None:
    assert not text.may_follow(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://x.org",
        "HTTPS://x.org/a:b",
        "mailto:a@b",
        "tel:112",
        "sms:85258?body=x",
        "a",
        "../a/b.md",
        "/a",
        "#a",
        "?a=b:c",
        "a.b",
    ],
)
def test_addresses_that_are_followed(address: str) -> None:
    assert text.may_follow(address)


@given(value=MARKDOWN)
def test_nothing_but_known_elements(value: str) -> None:
    check(text.inline(value), value)
    check(text.block(value), value)


# Words and facts --------------------------------------------------------------------------------------------------


@given(value=MARKDOWN)
def test_the_words_are_those_of_the_elements(value: str) -> None:
    """`plain` is the text of `inline`, with a space for every break."""
    pieces = text.inline(value)
    for element in elements(pieces):
        if element.tag == "br":
            element.text = " "
    told = "".join(text.append(Element("x"), pieces).itertext())
    in_code = "".join("".join(element.itertext()) for element in elements(pieces) if element.tag == "code")
    if "\n" not in in_code and "\r" not in value:
        assert text.plain(value) == told.replace("\n", " ")


@given(value=MARKDOWN)
def test_facts_are_those_that_are_asked_for(value: str) -> None:
    short: list[str] = []
    text.inline(value, lambda name: short.append(name) or [name])  # type: ignore[func-returns-value]
    long: list[str] = []
    text.block(value, lambda name: long.append(name) or [name])  # type: ignore[func-returns-value]
    found = text.facts(value)
    assert all(value[use.start : use.end] == f"{{{use.id}}}" for use in found)
    assert found == sorted(set(found), key=lambda use: use.start)
    ids = [use.id for use in found]
    if "\n" not in value:
        assert ids == short
    assert not set(short) - set(ids)
    assert not set(long) - set(ids)


@pytest.mark.parametrize(
    "value",
    [
        "[" * 10_000,
        "**a*" * 2_500,
        "*a " * 3_333,
        "[a](" * 2_500,
        "[[]" * 3_333,
        "`" * 9_999 + " ",
        " ".join("`" * length for length in range(1, 140)),
        ">" * 10_000,
        "1. " * 3_333,
        "".join(" " * depth + "- a\n" for depth in range(130)),
        "{" * 10_000,
        "{a}" * 3_333,
        "\\" * 10_000,
        "\n" * 10_000,
        "<" * 10_000,
    ],
    ids=lambda value: repr(value[:8]),
)
def test_a_bomb_is_only_long(value: str) -> None:
    """No recursion and no explosion; a run that hangs is stopped by whoever started it."""
    check(text.inline(value), value)
    check(text.block(value), value)
    text.plain(value)
    text.facts(value)


def test_a_fact_behind_a_carriage_return_is_found_where_a_long_text_shows_it() -> None:
    value = "``\r\r{line}``"
    assert [use.id for use in text.facts(value)] == ["line"]
    assert "Line" in "".join(
        piece if isinstance(piece, str) else "".join(piece.itertext())
        for piece in text.block(value, lambda name: [name.title()])
    )
