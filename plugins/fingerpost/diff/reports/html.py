"""The change as one page: what got weaker, the paths with links, and both flowcharts side by side, marked."""

import base64
import hashlib
import math
from collections.abc import Collection, Iterable, Iterator
from xml.etree.ElementTree import Element, tostring

from fingerpost.assembly import diff_style, style
from fingerpost.diagnostics import Diagnostic
from fingerpost.diff.change import Change, Difference, Part, PathChange
from fingerpost.diff.region import arrows, changed
from fingerpost.diff.reports._verdict import verdict
from fingerpost.diff.reports._words import (
    BESIDE,
    ERRORS,
    LETTERS,
    ON_PATHS,
    PATHS,
    QUESTIONS,
    RENUMBERED,
    TITLES,
    UNREAD,
    changes_of,
    counted,
    example,
    headline,
    paths_of,
    place,
    renumbered,
    said_of,
    shown,
    sums,
)
from fingerpost.layout import Box, Picture, layouts
from fingerpost.model import Site, Tree
from fingerpost.renderers.drawing import rectangle, text
from fingerpost.renderers.flowchart import box_id, flowchart, opening
from fingerpost.renderers.prose import make
from fingerpost.text import Piece
from fingerpost.wall import keep

_TITLE, _DRAWN = "What this change means", "Flowcharts"
# Trees that are drawn, and lines of one part; the other formats have more.
_TREES, _MOST = 20, 500
# Its parts are bounded one by one, and none may be cut off.
_VERDICT = 10_000
_MARKS = {"changed": "8 3", "gone": "2 4", "new": ""}
_LEGEND = (
    "A step that is new, changed or gone says so at its corner. An arrow that is new is thick; one that is gone is "
    "thick and dotted."
)
_INK, _GROUND = "#1b1f24", "#fff"
# What the ids of the two pictures begin with, the new one first.
_SIDES = ("after", "before")
_TAG_HEIGHT, _TAG_TEXT, _LETTER = 20.0, 12.0, 9.0


def report(found: Difference, home: str = "") -> str:
    """The page; where `home` is known, the site that shows the new version, paths and boxes lead there."""
    body = keep(make("div", *_body(found, home), class_="fp fp-diff"))
    css = (style() + diff_style()).decode() + _fits(body)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert "</" not in css, "a style sheet would end early"
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<style>{css}</style>',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">',
            f"<title>{_TITLE}</title>\n</head>\n<body>\n<main>\n<h1>{_TITLE}</h1>",
            tostring(body, encoding="unicode", method="html"),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _body(found: Difference, home: str) -> Iterator[Element]:
    pictures = [*_pictures(found, home)]
    drawn = {name for part in pictures for one in part.iter() if (name := one.get("id"))}
    yield make("p", make("strong", *_marked(verdict(found), most=_VERDICT)), f" {BESIDE}", class_="fp-diff__verdict")
    if pictures:
        yield make("p", make("a", f"See the {_DRAWN.lower()}", href=f"#{_DRAWN.lower()}"), class_="fp-diff__jump")
    if found.unread:
        yield make("h2", UNREAD)
        yield _list(
            make("li", f"{shown(one.tree)}, {one.side} version", _list(_error(each) for each in one.diagnostics))
            for one in found.unread
        )
    yield from _part(found, Part.WEAKER)
    yield from _part(found, Part.LOCAL)
    if found.errors:
        yield make("h2", ERRORS)
        yield _list(_error(one) for one in found.errors)
    if found.paths:
        yield make("h2", PATHS)
    for name, one in paths_of(found):
        yield make("h3", shown(found.titles.get(name, name)), id=_paths_id(name))
        yield _list(make("li", shown(each)) for each in sums(one))
        yield _list(_group(name, each, counted(one), home, drawn) for each in one.changes)
        if one.more:
            yield make("p", f"and {one.more:,} more groups of paths")
    yield from _part(found, Part.STEPS)
    yield from pictures
    yield from _part(found, Part.CASES)
    yield from _part(found, Part.SAFETY_WORDING)
    yield from _part(found, Part.WORDING)


def _marked(words: str, *, most: int = LETTERS) -> Iterator[Piece]:
    """Words with names as names: what stands between two marks of code."""
    for at, part in enumerate(shown(words, most).split("`")):
        if part:
            yield make("code", part) if at % 2 else part


def _list(items: Iterable[Element]) -> Element:
    return make("ul", *items)


def _error(one: Diagnostic) -> Element:
    return make("li", *_marked(f"{one.code}: {one.message}"), " ", make("code", shown(place(one))))


def _part(found: Difference, part: Part) -> Iterator[Element]:
    changes = changes_of(found, part)
    if not changes:
        return
    yield make("h2", TITLES[part])
    for tree in dict.fromkeys(one.tree for one in changes[:_MOST]):
        yield make("h3", shown(found.titles.get(tree, tree)) if tree else "All trees")
        yield _list(_change(one) for one in changes[:_MOST] if one.tree == tree)
    if len(changes) > _MOST:
        yield make("p", f"and {len(changes) - _MOST:,} more")


def _change(one: Change) -> Element:
    where: list[Piece] = [" ", make("code", shown(place(one)))] if place(one) else []
    if one.code == ON_PATHS:
        where = [" (", make("a", f"see {PATHS}", href=f"#{_paths_id(one.tree)}"), ")"]
    words = [make("div", make("dt", name), make("dd", words)) for name, words in said_of(one)]
    return make("li", *_marked(one.message), *where, make("dl", *words) if words else None)


def _paths_id(tree: str) -> str:
    """The id of the heading of a tree's paths."""
    return f"paths-{tree}"


def _group(tree: str, one: PathChange, what: str, home: str, drawn: Collection[str]) -> Element:
    """Paths that end alike; each line of the one that is shown leads to its box, the new one where both have it."""
    told, asked = example(one), one.example[:QUESTIONS]
    steps = [
        make("li", _to(tree, each.question, line, drawn, *(_SIDES if each.new else _SIDES[::-1])))
        for line, each in zip(told, asked, strict=False)
    ]
    steps += [make("li", line) for line in told[len(asked) :]]
    was = _to(tree, one.was.name, "Where it ended", drawn, "before")
    now = _to(tree, one.now.name, "where it ends", drawn, "after")
    last = make("p", was, ", ", now)
    way = make("details", make("summary", "One of these paths"), make("ol", *steps), last) if steps else None
    link = make("a", "Walk it in the new version", href=f"{home}{one.link}") if home else None
    return make("li", f"{shown(headline(one, what))} ", link, way)


def _to(tree: str, name: str, words: str, drawn: Collection[str], *sides: str) -> Piece:
    """Words that lead to the box of a step, on the first of these sides that has it, or of its subtree."""
    ways = (f"{side}-{box_id(tree, name.partition('/')[0])}" for side in sides)
    there = next((way for way in ways if way in drawn), None)
    return make("a", words, href=f"#{there}") if there else words


# Pictures ---------------------------------------------------------------------------------------------------------


def _pictures(found: Difference, home: str) -> Iterator[Element]:
    """Both flowcharts of each tree whose steps changed."""
    if found.versions is None:
        return
    old, new = found.versions.old, found.versions.new
    changed_trees = {one.tree for one in found.of(Part.STEPS)}
    names = [name for name in new.trees if name in changed_trees and name in old.trees]
    names = [name for name in names if not {one.tree for one in found.unread} & {name}][:_TREES]
    drawn = [layouts([site.trees[name] for name in names], site, cache=None) for site in (old, new)]
    if names:
        yield make("h2", _DRAWN, id=_DRAWN.lower())
        yield make("p", _LEGEND, f" {RENUMBERED}" if renumbered(found) else "")
    for name in names:
        pair = old.trees[name], new.trees[name]
        yield make("h3", shown(found.titles[name]))
        yield make(
            "div",
            _side("Before", pair[0], old, drawn[0][name], pair, home=""),
            _side("After", pair[1], new, drawn[1][name], pair, home=home),
            class_="fp-diff__sides",
        )


def _side(
    title: str, tree: Tree, site: Site, pictures: tuple[Picture, ...], pair: tuple[Tree, Tree], *, home: str
) -> Element:
    """One version; the boxes of the new one lead to its page, where that is known."""
    regions = []
    for picture in pictures:
        svg = flowchart(tree, site, picture, href=lambda other: f"{home}trees/{other}/")
        svg.set("aria-label", f"{title}: {svg.get('aria-label')}")
        svg.attrib.pop("aria-describedby")
        _mark(svg, picture, tree, pair)
        for part in svg.iter():
            if part.get("id"):
                part.set("id", f"{title.lower()}-{part.get('id')}")
            if part.tag == "a" and not home:
                _unlink(part)
        look = {"class": f"fp-flowchart__region {_fit(svg)}", "role": "region", "aria-label": f"{title}, scrollable"}
        region = Element("div", {**look, "tabindex": "0"})
        region.extend((opening(picture), svg))
        regions.append(region)
    notice = None if pictures else make("p", "It has too many steps for a picture.")
    steps = [name for name in tree.nodes if changed(name, *pair)]
    ways = [
        make(
            "a", f"{tree.nodes[name].number}, {changed(name, *pair)}", href=f"#{title.lower()}-{box_id(tree.id, name)}"
        )
        for name in steps
    ]
    to = make("p", "Marked: ", *_between(ways)) if ways and pictures else None
    return make("section", make("h4", title), notice, to, *regions, class_="fp-flowchart fp-diff__side")


# A picture that is wider than its pane shrinks to this share of its size, at which its words can still be read.
_LEAST = 0.8


def _fit(svg: Element) -> str:
    """The class of a region by the width of its picture, in the size of the region's words."""
    return f"fp-diff__fit--{math.ceil(float(svg.get('width', '').removesuffix('em')))}"


def _fits(body: Element) -> str:
    """A rule for each width that there is: no attribute may hold one, as the page's policy has it."""
    names = {name for part in body.iter("div") for name in part.get("class", "").split()}
    wide = sorted({name for name in names if name.startswith("fp-diff__fit--")})
    rules = (f".{name} {{ font-size: clamp({_LEAST}rem, 100cqi / {name.rpartition('-')[2]}, 1rem); }}" for name in wide)
    return f"@media screen {{ {' '.join(rules)} }}\n" if wide else ""


def _between(links: list[Element]) -> Iterator[Piece]:
    """Links, parted."""
    for at, link in enumerate(links):
        if at:
            yield "; "
        yield link


def _unlink(link: Element) -> None:
    link.tag = "g"
    del link.attrib["href"]
    link.attrib.pop("tabindex", None)
    if "aria-label" in link.attrib:
        link.set("role", "img")


def _mark(svg: Element, picture: Picture, tree: Tree, pair: tuple[Tree, Tree]) -> None:
    """Say at each box and each arrow what became of it."""
    steps = {box.node: box for box in picture.boxes if box.tree == tree.id}
    for part in list(svg.iter("g")):
        name = part.get("data-node")
        change = changed(name, *pair) if name else ""
        if name in steps and change:
            _mark_box(part, steps[name], change)
    own, other = pair if tree is pair[0] else pair[::-1]
    kept = set(arrows(other))
    change = "gone" if tree is pair[0] else "new"
    differ = {(source, slot, target) for source, slot, target in arrows(own) if (source, slot, target) not in kept}
    ways = {(source, slot.partition(" ")[0], target) for source, slot, target in differ}
    for part in svg.iter("g"):
        key = part.get("data-from", ""), part.get("data-option", ""), part.get("data-to", "")
        if key in ways:
            part.set("class", f"{part.get('class')} fp-diff__arrow fp-diff__arrow--{change}")
            part.set("stroke-width", "4")
            if _MARKS[change]:
                part.set("stroke-dasharray", _MARKS[change])


def _mark_box(part: Element, box: Box, change: str) -> None:
    part.set("class", f"{part.get('class')} fp-diff__box fp-diff__box--{change}")
    link = part[0]
    if "aria-label" in link.attrib:
        link.set("aria-label", f"{change}: {link.get('aria-label')}")
    dashes = {"stroke-dasharray": _MARKS[change]} if _MARKS[change] else {}
    outline = rectangle(box.x - 6, box.y - 6, box.width + 12, box.height + 12, radius=6)
    look = {"fill": "none", "stroke": _INK, "stroke-width": "3", **dashes}
    # Below the number of the step.
    link.insert(0, Element("path", {"class": "fp-diff__outline", **look, "d": outline}))
    width = _LETTER * len(change) + 12
    left, top = box.x + box.width - width, box.y - _TAG_HEIGHT / 2 - 6
    tag = rectangle(left, top, width, _TAG_HEIGHT, radius=4)
    link.append(Element("path", {"class": "fp-diff__tag", "fill": _INK, "d": tag}))
    look = {"fill": _GROUND, "font_weight": "700"}
    words = [change.upper()]
    link.append(text("fp-diff__word", words, left + width / 2, top, leading=_TAG_HEIGHT, size=_TAG_TEXT, **look))
