"""The element in a page: where it is filled in, where not, and that nothing in a tree is taken for marks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import markdown
import pytest

from fingerpost.layout import layout
from fingerpost.load import load_text
from fingerpost.markdown_extension import Book, FingerpostExtension, PageError, TreesError
from support.markup import parse, words
from support.today import TODAY

KETTLE = """
title: The kettle whistles
nodes:
  water:
    question: Is there water in it?
    options: {yes: pour, no: tree:fill}
  pour: {outcome: Pour}
"""
FILL = """
title: Fill the kettle
nodes:
  fill: {action: Fill it, to: done}
  done: {outcome: It is full}
"""
# What the host of this site and its neighbours use.
EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.blocks.details",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "smarty",
    "tables",
    "toc",
]
TAG = '<decision-tree tree="kettle"></decision-tree>'


def a_book(page: str = "index.md", *, drawn: bool = False, **trees: str) -> Book:
    files = {f"trees/{name}.yaml": text for name, text in (trees or {"kettle": KETTLE, "fill": FILL}).items()}
    loaded = load_text(files, today=TODAY)
    assert loaded.diagnostics == ()
    site = loaded.site
    return Book(site=site, pictures=lambda name: layout(site.trees[name], site, cache=None) if drawn else (), page=page)


def converter(book: Book | None = None) -> markdown.Markdown:
    ours = FingerpostExtension(book=book or a_book())
    return markdown.Markdown(extensions=[*EXTENSIONS, ours], extension_configs={"toc": {"permalink": True}})


def built(text: str, book: Book | None = None) -> Element:
    return parse(converter(book).convert(text))


def trees_in(page: Element) -> list[Element]:
    return list(page.iter("decision-tree"))


def parents(page: Element, wanted: Element) -> Iterator[str]:
    """Give the tags around an element, the outermost first."""
    for element in page.iter():
        if wanted in list(element.iter()) and element is not wanted:
            yield element.tag


def indented(text: str, by: int = 4) -> str:
    return "".join(" " * by + line + "\n" for line in text.splitlines())


@pytest.mark.parametrize(
    ("around", "within"),
    [
        ("{tag}", []),
        ("before\n\n{tag}\n\nafter", []),
        ("before\n{tag}\nafter", []),
        ("   {tag}", []),
        ("!!! note\n    before\n\n    {tag}\n", ["div"]),
        ("!!! note\n    {tag}\n", ["div"]),
        ('??? note "Folded"\n    {tag}\n', ["details"]),
        ("/// details | Folded\n{tag}\n///", ["details"]),
        ('=== "One"\n\n    {tag}\n\n=== "Two"\n\n    two\n', ["div", "div"]),
        ("- item\n\n    {tag}\n", ["ul", "li"]),
        ("- {tag}\n- other\n", ["ul", "li"]),
        ("1. item\n    {tag}\n", ["ol", "li"]),
        ("- item\n  {tag}\n", ["ul", "li"]),
        ("- a\n    - b\n\n        {tag}\n", ["ul", "li", "ul", "li"]),
        ("> {tag}\n", ["blockquote"]),
        ("term\n:   words\n\n    {tag}\n", ["dl", "dd"]),
        ("<div markdown>\n\n{tag}\n\n</div>", ["div"]),
        ('<section markdown="1">\n{tag}\n</section>', ["section"]),
        ("# Heading\n{tag}", []),
    ],
)
def test_it_is_filled_in_wherever_a_paragraph_may_stand(around: str, within: list[str]) -> None:
    page = built(around.format(tag=TAG))
    (tree,) = trees_in(page)
    assert list(parents(page, tree)) == ["document", *within]
    assert {heading.get("id") for heading in tree.iter()} >= {"kettle.water", "kettle.pour"}


@pytest.mark.parametrize(
    "tag", [TAG, TAG.replace('"', "'"), TAG.replace("><", ">\n<"), TAG.replace(" tree", "\n  tree")]
)
def test_the_ways_to_write_it(tag: str) -> None:
    assert len(trees_in(built(f"before\n\n{tag}\n\nafter"))) == 1


@pytest.mark.parametrize(
    "sample",
    [
        f"`{TAG}`",
        f"Write `{TAG}` in a page.",
        indented(TAG),
        f"```html\n{TAG}\n```",
        f"~~~\n{TAG}\n~~~",
        f"- item\n\n    ```\n    {TAG}\n    ```\n",
        f"!!! note\n\n        {TAG}\n",
        f"`#!html {TAG}`",
        f"<!-- {TAG} -->",
        f"<!--\n\n{TAG}\n\n-->",
    ],
)
def test_a_sample_stays_a_sample(sample: str) -> None:
    html = converter().convert(sample)
    assert trees_in(parse(html)) == []
    assert sample.startswith("<!--") or "decision-tree" in words(parse(html))


def test_what_stands_around_it_keeps_its_place() -> None:
    page = built(f"one *two*\n{TAG}\nthree *four*\n\nfive")
    assert [child.tag for child in page] == ["p", "decision-tree", "p", "p"]
    assert [words(child) for child in page if child.tag == "p"] == ["one two", "three four", "five"]


@pytest.mark.parametrize(
    "misplaced",
    [
        f"In a line {TAG} of words.",
        f"<div>\n{TAG}\n</div>",
        f"<div>\n\n{TAG}\n\n</div>",
        TAG.replace("tree=", "src="),
        TAG.replace("tree=", "id=x tree="),
        '<decision-tree tree="kettle">',
        '<decision-tree tree="kettle" />',
        '<Decision-Tree tree="kettle"></Decision-Tree>',
        '<decision-tree tree="kettle">words</decision-tree>',
        "<decision-tree></decision-tree>",
        "<decision-tree-index all></decision-tree-index>",
        f"{TAG} {{: .wide }}",
    ],
)
def test_one_that_would_stay_empty_is_an_error_that_says_how_to_write_it(misplaced: str) -> None:
    with pytest.raises(PageError, match=r"on a line of its own"):
        built(misplaced)


def test_an_unknown_tree_is_named_with_the_nearest() -> None:
    with pytest.raises(PageError, match=r"There is no tree 'kettel'\. Did you mean kettle\?"):
        built('<decision-tree tree="kettel"></decision-tree>')
    with pytest.raises(PageError, match=r"There is no tree 'Zug'\.$"):
        built('<decision-tree tree="Zug"></decision-tree>')


def test_one_tree_cannot_stand_twice_on_a_page() -> None:
    with pytest.raises(PageError, match="twice"):
        built(f"{TAG}\n\n{TAG}")


@pytest.mark.parametrize(
    "mistake", ['<decision-tree tree="kettel"></decision-tree>', f"{TAG}\n\n{TAG}", "<decision-tree></decision-tree>"]
)
def test_a_host_that_goes_on_is_told_and_the_page_says_it_in_its_place(mistake: str) -> None:
    told: list[str] = []
    page = built(f"Before\n\n{mistake}\n\nAfter", replace(a_book(), tell=told.append))
    assert not [tree for tree in trees_in(page) if tree.get("class")]
    assert told
    assert all(one in words(page) for one in told)
    assert words(page).startswith("Before")


def test_two_trees_can() -> None:
    page = built(f'{TAG}\n\n<decision-tree tree="fill"></decision-tree>')
    assert [tree.get("tree") for tree in trees_in(page)] == ["kettle", "fill"]


@pytest.mark.parametrize(
    ("page", "way"),
    [
        ("index.md", "trees/fill.md"),
        ("trees/kettle.md", "fill.md"),
        ("deep/er/page.md", "../../trees/fill.md"),
    ],
)
def test_a_jump_leads_from_source_to_source_so_that_the_host_can_check_and_rewrite_it(page: str, way: str) -> None:
    (tree,) = trees_in(built(TAG, a_book(page)))
    ways = {link.get("href", "").partition("#")[0] for link in tree.iter("a")}
    assert ways == {"", way}


def test_every_link_has_an_address_and_one_in_a_picture_has_it_under_its_old_name() -> None:
    """Scripts of a host that write `href` of all that has one would fail at a link in SVG, whose `href` is no text."""
    page = built(TAG, a_book(drawn=True))
    drawn = [link for picture in page.iter("svg") for link in picture.iter("a")]
    assert drawn
    assert all(link.get("xlink:href") and not link.get("href") for link in drawn)
    assert all(link.get("href") for link in page.iter("a") if link not in drawn)


def test_the_index_lists_every_tree() -> None:
    (index,) = built("<decision-tree-index></decision-tree-index>").iter("decision-tree-index")
    links = {link.get("href"): words(link) for link in index.iter("a") if link.get("class") != "headerlink"}
    assert links == {"trees/fill.md": "Fill the kettle", "trees/kettle.md": "The kettle whistles"}


def test_the_table_of_contents_lists_each_step_under_its_own_id_with_a_permanent_link() -> None:
    md = converter()
    page = parse(md.convert(f"# Kitchen\n\n{TAG}"))

    def listed(tokens: list[dict[str, object]]) -> Iterator[tuple[object, str]]:
        for token in tokens:
            yield token["id"], words(parse(str(token["name"])))
            yield from listed(token["children"])  # type: ignore[arg-type]

    entries = dict(listed(md.toc_tokens))  # type: ignore[attr-defined]
    assert "Is there water in it?" in entries["kettle.water"]
    assert "Pour" in entries["kettle.pour"]
    permanent = {link.get("href"): link for link in page.iter("a") if link.get("class") == "headerlink"}
    assert {"#kettle.water", "#kettle.pour"} <= permanent.keys()
    # For the pointer alone: by ear and by Tab they would be one sign fifty times.
    assert permanent["#kettle.pour"].get("aria-hidden") == "true"
    assert permanent["#kettle.pour"].get("tabindex") == "-1"


# Each stands for an extension that reads marks, or for the way in which Python-Markdown keeps its own notes.
LITERAL = [
    "Ask {the client}",
    "Ask { #other .red }",
    "Ask {: #other }",
    "&lt;b&gt; &amp; &copy; AT&T",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    'say "so" -- or... (c) --> 1/2',
    "[ ] not a task",
    "[x] done",
    ":smile: ^^in^^ ==mark== ~~del~~ ++ctrl++",
    "HTML and [^1] and [TOC]",
    "www.example.org https://example.org a@example.org",
    "wzxhzdk:0 klzzwxh:0001",
    "#! not code",
    "!!! note",
]


def yaml_text(value: str) -> str:
    """Quote a text so that it stands for its letters: no Markdown of ours, no fact."""
    escaped = "".join("\\" + letter if letter in "\\`*_[]<>" else letter for letter in value).replace("{", "{{")
    return "'" + escaped.replace("'", "''") + "'"


@pytest.mark.parametrize("value", LITERAL)
def test_words_of_a_tree_are_shown_letter_by_letter(value: str) -> None:
    text = yaml_text(value)
    tree = f"title: {text}\nnodes:\n  a: {{action: {text}, say: [{text}], to: b}}\n  b: {{outcome: End, why: {text}}}\n"
    page = built(f"*[HTML]: Hypertext\n\n[^1]: Note.\n\n{TAG.replace('kettle', 'odd')}", a_book(odd=tree))
    (element,) = trees_in(page)
    heading = next(part for part in element.iter() if part.get("id") == "odd.a")
    assert value in words(heading)
    assert words(element).count(value) >= 2
    assert not {part.tag for part in element.iter()} & {"abbr", "b", "img", "input", "kbd", "mark", "script", "sup"}


# Without a host that keeps a book --------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to build in, with trees."""
    trees = tmp_path / "trees"
    trees.mkdir()
    (trees / "kettle.yaml").write_text(KETTLE, encoding="utf-8")
    (trees / "fill.yaml").write_text(FILL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plainly(text: str, **options: object) -> Element:
    """Build a page as anybody would who has heard of the extension by its name."""
    return parse(markdown.markdown(text, extensions=["fingerpost"], extension_configs={"fingerpost": options}))


@pytest.mark.usefixtures("folder")
def test_plain_python_markdown_reads_the_folder_and_is_told_the_page() -> None:
    (tree,) = trees_in(plainly(TAG, page="deep/page.md"))
    assert any(link.get("href", "").startswith("../trees/fill.md") for link in tree.iter("a"))


def test_a_changed_tree_is_read_again(folder: Path) -> None:
    assert "Pour" in words(plainly(TAG))
    (folder / "trees/kettle.yaml").write_text(KETTLE.replace("Pour", "Wait a minute"), encoding="utf-8")
    assert "Wait a minute" in words(plainly(TAG))


def test_a_page_without_trees_needs_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert words(plainly("Hello")) == "Hello"
    with pytest.raises(PageError, match="There is no folder trees"):
        plainly(TAG)


def test_an_error_in_a_tree_stops_the_page_with_the_report(folder: Path) -> None:
    (folder / "trees/kettle.yaml").write_text(KETTLE.replace("tree:fill", "porr"), encoding="utf-8")
    with pytest.raises(TreesError, match=r"missing-target") as stopped:
        plainly(TAG)
    assert "\x1b" not in str(stopped.value)
    assert "trees/kettle.yaml:6" in str(stopped.value)
