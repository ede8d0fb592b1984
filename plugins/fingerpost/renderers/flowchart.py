"""A placed flowchart as SVG: for the eye shapes, words and borders, and colour last; for the ear a list of links."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from fingerpost.layout import MOST_BOXES, Box, Edge, Picture, Plate, Point
from fingerpost.layout.diagram import BOX_LINE, BOX_TEXT, PLATE_LINE, PLATE_TEXT
from fingerpost.model import Jump, Ref, Site, Tree
from fingerpost.paths import ways_out
from fingerpost.text import plain

BLOCK = "fp-flowchart"
_KINDS = {"action": "Action", "outcome": "Outcome", "question": "Question", "subtree": "Subtree"}
_URGENCIES = {"now": "now", "routine": "routine", "soon": "soon", "today": "today"}

# How the picture looks where no style sheet reaches it: in an image viewer, in a document, on a printed card.
_INK, _QUIET, _LINE = "#1b1f24", "#57606b", "#5b6470"
_COLOURS = {"now": "#b3261e", "routine": "#2e6b3a", "soon": "#00639b", "today": "#8f5300"}
_SHAPES = {
    "action": {"fill": "#f3f5f8", "stroke": "#69727f", "stroke-width": "1.5"},
    "end": {"fill": "#fff", "stroke": "#69727f", "stroke-width": "1.5"},
    "exit": {"fill": "#fff", "stroke": "#69727f", "stroke-width": "1.5", "stroke-dasharray": "5 4"},
    "jump": {"fill": "#fff", "stroke": "#69727f", "stroke-width": "1.5"},
    "onward": {"fill": "#fff", "stroke": "#69727f", "stroke-width": "1.25"},
    "outcome": {"fill": "#fff", "stroke": "#69727f", "stroke-width": "2"},
    "question": {"fill": "#fff", "stroke": "#3949ab", "stroke-width": "2"},
    "subtree": {"fill": "#fff", "stroke": "#69727f", "stroke-width": "1.5"},
}
_BORDERS = {"now": "4", "routine": "1.5", "soon": "2", "today": "3"}

_CORNER = 9.0
_HEAD, _HALF_HEAD = 9.0, 5.0
# How far the sides of a question, and the finger of a jump, come out; how much an emergency's corners are cut.
_POINT, _FINGER, _CUT = 12.0, 12.0, 14.0
_ROUND = {"action": 6.0, "end": 12.0, "exit": 22.0, "onward": 8.0, "outcome": 20.0, "subtree": 3.0}
_BADGE = 24.0
_KIND_TEXT, _KIND_LINE = 12.5, 20.0
# Past this width a sheet of paper is better laid on its side.
_WIDE = 1000.0


def figure(tree: Tree, site: Site, pictures: Sequence[Picture], *, href: Callable[[str], str]) -> Element:
    """All pictures of a tree, each in a region that scrolls, or a line that says why there is none.

    `href(tree)` is the address of a tree's page seen from this one, "" for this one.
    """
    wide = any(picture.width > _WIDE for picture in pictures)
    block = Element("div", {"class": f"{BLOCK} {BLOCK}--wide" if wide else BLOCK})
    if not pictures:
        notice = f"This tree has more than {MOST_BOXES} steps in one stage, too many for a picture. The text has all of them."
        SubElement(block, "p", {"class": f"{BLOCK}__notice"}).text = notice
    for picture in pictures:
        name = f"Flowchart: {_title(tree, picture)}"
        region = {"class": f"{BLOCK}__region", "role": "region", "aria-label": name, "tabindex": "0"}
        if picture.stage:
            SubElement(block, "p", {"class": f"{BLOCK}__stage"}).text = _stage(tree, picture)
        SubElement(block, "div", region).append(flowchart(tree, site, picture, href=href))
    return block


def flowchart(tree: Tree, site: Site, picture: Picture, *, href: Callable[[str], str]) -> Element:
    """An `<svg>` of one picture, complete without a style sheet; ids begin with the tree's."""
    # No node's id begins with a hyphen.
    description = f"{tree.id}.-flowchart{'-' * bool(picture.stage)}{picture.stage}"
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": f"{BLOCK}__picture",
            # The text form has the same words. On this very element, since Material's search counts by tag names.
            "data-search-exclude": "",
            "role": "graphics-document document",
            "aria-label": _title(tree, picture),
            "aria-describedby": description,
            "viewBox": f"0 0 {_number(picture.width)} {_number(picture.height)}",
            # Sixteenths of the text around it, so that larger text makes a larger picture.
            "width": f"{picture.width / 16:g}em",
            "height": f"{picture.height / 16:g}em",
            "font-family": "Inter, sans-serif",
            "fill": _INK,
            "text-anchor": "middle",
            **({"direction": "rtl"} if picture.right_to_left else {}),
        },
    )
    SubElement(svg, "desc", {"id": description}).text = _description(tree, site, picture)
    svg.append(_arrows(picture))
    steps = SubElement(svg, "g", {"role": "list"})
    aside = SubElement(svg, "g", {"aria-hidden": "true"})
    for box in picture.boxes:
        # A small box that repeats a large one is for the eye and the pointer alone.
        (aside if box.kind == "onward" else steps).append(_box(box, picture, href))
    return svg


def _title(tree: Tree, picture: Picture) -> str:
    return ": ".join(filter(None, (plain(tree.title.value), _stage(tree, picture))))


def _stage(tree: Tree, picture: Picture) -> str:
    return plain(tree.stages[picture.stage].text.value) if picture.stage in tree.stages else picture.stage


def _description(tree: Tree, site: Site, picture: Picture) -> str:
    steps = sum(box.number > 0 and box.kind != "onward" for box in picture.boxes)
    sentences = [
        f"{steps} steps from the top down. Each box leads to its step in the text, which also has the answers."
    ]
    for way_out in ways_out(site, tree).values():
        match way_out.to:
            case Ref(id=name) if name in tree.nodes:
                where = f"goes to {tree.nodes[name].number}; it is drawn once"
            case Jump(tree=other) if other in site.trees:
                where = f"goes to {plain(site.trees[other].title.value)}; it is not drawn"
            case _:
                continue
        sentences.append(f"At any step, {plain(way_out.text.value)} {where}.")
    return " ".join(sentences)


# Arrows ----------------------------------------------------------------------------------------------------------


def _arrows(picture: Picture) -> Element:
    """All arrows; those to one box lie together on one casing, which parts them from the lines that they cross."""
    group = Element(
        "g",
        {"class": f"{BLOCK}__arrows", "aria-hidden": "true", "fill": "none", "stroke": _LINE, "stroke-width": "1.5"},
    )
    nets: dict[int, list[Edge]] = defaultdict(list)
    for edge in picture.edges:
        nets[edge.target].append(edge)
    for edges in nets.values():
        casing = "".join(_path(edge.line) for edge in edges)
        SubElement(group, "path", {"class": f"{BLOCK}__casing", "stroke": "#fff", "stroke-width": "6", "d": casing})
        group.extend(_arrow(edge, picture.boxes) for edge in edges)
    return group


def _arrow(edge: Edge, boxes: Sequence[Box]) -> Element:
    source, target = boxes[edge.source], boxes[edge.target]
    arrow = Element(
        "g", {"class": f"{BLOCK}__arrow", "data-from": source.node, "data-to": target.node or f"tree:{target.tree}"}
    )
    tip = edge.line[-1]
    line = _path(edge.stem) + _path((*edge.line[:-1], tip._replace(y=tip.y - _HEAD)))
    SubElement(arrow, "path", {"class": f"{BLOCK}__line", "d": line})
    head = f"M{_number(tip.x)} {_number(tip.y - 1)}l{-_HALF_HEAD:g} {-_HEAD:g}h{2 * _HALF_HEAD:g}z"
    SubElement(arrow, "path", {"class": f"{BLOCK}__head", "fill": _LINE, "stroke": "none", "d": head})
    if edge.plate:
        arrow.set("data-option", edge.plate.option)
        arrow.append(_plate(edge.plate))
    return arrow


def _plate(plate: Plate) -> Element:
    group = Element("g", {"class": f"{BLOCK}__plate", "stroke": "none", "fill": _INK, "font-size": _number(PLATE_TEXT)})
    SubElement(
        group,
        "rect",
        {
            "class": f"{BLOCK}__plate-shape",
            "fill": "#f3f5f8",
            "stroke": "#c4ccd6",
            "stroke-width": "1",
            "rx": "8",
            **_area(plate),
        },
    )
    x, top = (
        plate.x + plate.width / 2,
        plate.y + (plate.height - (len(plate.lines) + len(plate.condition)) * PLATE_LINE) / 2,
    )
    group.append(_text("option", plate.lines, x, top, line=PLATE_LINE, size=PLATE_TEXT))
    if plate.condition:
        top += len(plate.lines) * PLATE_LINE
        condition = _text("condition", plate.condition, x, top, line=PLATE_LINE, size=PLATE_TEXT)
        condition.set("fill", _QUIET)
        group.append(condition)
    return group


# Boxes -----------------------------------------------------------------------------------------------------------


def _box(box: Box, picture: Picture, href: Callable[[str], str]) -> Element:
    kinds = [
        f"{BLOCK}__box",
        f"{BLOCK}__box--{box.kind}",
        *([f"{BLOCK}__box--{box.urgency}"] if box.urgency in _BORDERS else []),
    ]
    item = Element("g", {"class": " ".join(kinds), "data-node": box.node})
    address = href(box.tree) + (f"#{box.tree}.{box.node}" if box.node else "")
    link = SubElement(item, "a", {"class": f"{BLOCK}__link", "href": address})
    if box.kind == "onward":
        link.set("tabindex", "-1")
    else:
        item.set("role", "listitem")
        link.set("aria-label", _name(box))
    look = dict(_SHAPES[box.kind])
    if box.urgency in _BORDERS:
        look["stroke"] = _COLOURS[box.urgency]
        if box.kind == "outcome":
            look["stroke-width"] = _BORDERS[box.urgency]
        elif box.urgency == "now":
            look["stroke-width"] = "2.5"
    SubElement(link, "path", {"class": f"{BLOCK}__shape", **look, "d": _outline(box, picture.right_to_left)})
    link.extend(_large(box, look["stroke"], picture) if box.kind in _KINDS else _small(box))
    return item


def _name(box: Box) -> str:
    """What a link is called: "4. Question: Will they give you a minute?"."""
    match box.kind:
        case "jump":
            return f"Go to: {box.text}"
        case "end":
            return f"The path ends here: {box.text}"
        case "exit":
            return box.text
    return f"{box.number}. {_kind(box)}: {box.text}"


def _kind(box: Box) -> str:
    urgency = _URGENCIES.get(box.urgency)
    return f"{_KINDS[box.kind]}, {urgency}" if urgency else _KINDS[box.kind]


def _large(box: Box, colour: str, picture: Picture) -> Iterator[Element]:
    """The number on a badge, the kind, and the text."""
    x = box.x + box.width / 2
    top = box.y + (box.height - _KIND_LINE - len(box.lines) * BOX_LINE) / 2
    kind = _text("kind", [_kind(box)], x, top, line=_KIND_LINE, size=_KIND_TEXT)
    kind.attrib |= {"fill": _QUIET, "font-weight": "600"}
    yield kind
    text = _text("text", box.lines, x, top + _KIND_LINE, line=BOX_LINE, size=BOX_TEXT)
    text.set("font-weight", "500")
    yield text
    width = _BADGE + 8 * max(0, len(str(box.number)) - 2)
    left = box.x + box.width - width - 2 if picture.right_to_left else box.x + 2
    badge = {"x": left, "y": box.y - _BADGE / 2, "width": width, "height": _BADGE, "rx": _BADGE / 2}
    yield Element(
        "rect", {"class": f"{BLOCK}__badge", "fill": colour, **{key: _number(value) for key, value in badge.items()}}
    )
    number = _text("number", [str(box.number)], left + width / 2, box.y - _BADGE / 2, line=_BADGE, size=13)
    number.attrib |= {"fill": "#fff", "font-weight": "700"}
    yield number


def _small(box: Box) -> Iterator[Element]:
    """What a terminal is, and its text."""
    words = {"end": "End", "exit": "", "jump": "Go to", "onward": f"Go to {box.number}"}[box.kind]
    size, line = (BOX_TEXT, BOX_LINE) if box.kind == "exit" else (PLATE_TEXT, PLATE_LINE)
    x, top = box.x + box.width / 2, box.y + (box.height - (bool(words) + len(box.lines)) * line) / 2
    if words:
        kind = _text("kind", [words], x, top, line=line, size=size)
        kind.set("font-weight", "700")
        yield kind
    yield _text("text", box.lines, x, top + bool(words) * line, line=line, size=size)


def _outline(box: Box, right_to_left: bool) -> str:
    """The shape of a kind, told from the others without colour."""
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    middle = box.y + box.height / 2
    match box.kind, box.urgency:
        case "question", _:
            return _polygon(
                (left + _POINT, top),
                (right - _POINT, top),
                (right, middle),
                (right - _POINT, bottom),
                (left + _POINT, bottom),
                (left, middle),
            )
        case "jump", _ if right_to_left:
            return _polygon(
                (left + _FINGER, top), (right, top), (right, bottom), (left + _FINGER, bottom), (left, middle)
            )
        case "jump", _:
            return _polygon(
                (left, top), (right - _FINGER, top), (right, middle), (right - _FINGER, bottom), (left, bottom)
            )
        case "outcome", "now":
            return _polygon(*_cut_corners(left, top, right, bottom, _CUT))
        case kind, _:
            sides = f"M{_number(left + 9)} {_number(top)}v{_number(box.height)}M{_number(right - 9)} {_number(top)}v{_number(box.height)}"
            return _rounded(box, min(_ROUND[kind], box.height / 2)) + (sides if kind == "subtree" else "")


def _polygon(*corners: tuple[float, float]) -> str:
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in corners) + "z"


def _cut_corners(left: float, top: float, right: float, bottom: float, by: float) -> Iterator[tuple[float, float]]:
    yield from ((left + by, top), (right - by, top), (right, top + by), (right, bottom - by))
    yield from ((right - by, bottom), (left + by, bottom), (left, bottom - by), (left, top + by))


def _rounded(box: Box, radius: float) -> str:
    """A rectangle, clockwise from its upper left."""
    r, across, down = _number(radius), _number(box.width - 2 * radius), _number(box.height - 2 * radius)
    arcs = [f"a{r} {r} 0 0 1 {x}{r} {y}{r}" for x, y in (("", ""), ("-", ""), ("-", "-"), ("", "-"))]
    return f"M{_number(box.x + radius)} {_number(box.y)}h{across}{arcs[0]}v{down}{arcs[1]}h-{across}{arcs[2]}v-{down}{arcs[3]}z"


# Parts -----------------------------------------------------------------------------------------------------------


def _text(part: str, lines: Sequence[str], x: float, top: float, *, line: float, size: float) -> Element:
    """Lines of text from `top` downwards, around `x`."""
    text = Element("text", {"class": f"{BLOCK}__{part}", "font-size": _number(size)})
    for place, words in enumerate(lines):
        # Most fonts have their capitals' middle so far above the base line.
        baseline = top + (place + 0.5) * line + 0.36 * size
        SubElement(text, "tspan", {"x": _number(x), "y": _number(baseline)}).text = words
    return text


def _path(points: Sequence[Point]) -> str:
    """A line through right angles, each of them rounded; nothing for no points."""
    if not points:
        return ""
    parts = [f"M{_number(points[0].x)} {_number(points[0].y)}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(_CORNER, _length(before, corner) / 2, _length(corner, after) / 2)
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        parts.append(
            f"L{_number(start.x)} {_number(start.y)}Q{_number(corner.x)} {_number(corner.y)} {_number(end.x)} {_number(end.y)}"
        )
    return "".join([*parts, f"L{_number(points[-1].x)} {_number(points[-1].y)}"])


def _length(one: Point, other: Point) -> float:
    return abs(one.x - other.x) + abs(one.y - other.y)


def _towards(corner: Point, end: Point, by: float) -> Point:
    length = _length(corner, end) or 1
    return Point(corner.x + (end.x - corner.x) * by / length, corner.y + (end.y - corner.y) * by / length)


def _area(shape: Plate) -> dict[str, str]:
    return {key: _number(getattr(shape, key)) for key in ("x", "y", "width", "height")}


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
