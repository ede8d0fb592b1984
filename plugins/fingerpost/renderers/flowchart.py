"""A placed flowchart as SVG: for the eye shapes, words and borders, and colour last; for the ear a list of links."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from fingerpost.layout import MOST_BOXES, Box, Edge, Picture, Plate
from fingerpost.layout.diagram import BOX_LINE, BOX_TEXT, PLATE_LINE, PLATE_TEXT, words
from fingerpost.model import Jump, Ref, Site, Tree
from fingerpost.paths import ways_out
from fingerpost.renderers.drawing import line, number, polygon, rectangle, spot, text
from fingerpost.renderers.words import ENGLISH

BLOCK = "fp-flowchart"
# How it is printed: not at all.
_SCREEN = f"{BLOCK}--screen"
# The text form has the same words. On the very elements, since Material's search counts by tag names.
_UNSOUGHT = {"data-search-exclude": ""}
_NODES = frozenset({"action", "outcome", "question", "subtree"})
_URGENCIES = frozenset({"now", "routine", "soon", "today"})

# How the picture looks where no style sheet reaches it: in an image viewer, in a document, on a printed card.
INK, _QUIET, _LINE, _GROUND, _PLATE, _PLATE_BORDER = "#1b1f24", "#57606b", "#5b6470", "#fff", "#f1f3f7", "#c4ccd6"
COLOURS = {
    "now": "#b3261e",
    "question": "#3949ab",
    "routine": "#2e6b3a",
    "soon": "#00639b",
    "today": "#8f5300",
}
_OTHER_COLOUR = "#69727f"
# The heavier the border, the more urgent the outcome.
_BORDERS = {"now": 4.0, "question": 2.0, "routine": 1.5, "soon": 2.0, "today": 3.0}
_OTHER_BORDER, _URGENT_TERMINAL = 1.5, 2.5
_ROUND = {"action": 6.0, "end": 12.0, "exit": 22.0, "onward": 8.0, "outcome": 20.0, "subtree": 3.0}
# How far the sides of a question come out, and the finger of a jump; what is cut off the corners of an emergency; how
# far within a subtree's sides its second sides stand.
_POINT, _FINGER, _CUT, _INNER = 12.0, 12.0, 14.0, 9.0
_HEAD = 9.0
_BADGE, SMALLEST_TEXT, _KIND_LINE = 24.0, 12.5, 20.0
# A line that leads further up than this says so on its way.
_LONG_UP = 60.0
# What a sheet of A4 or Letter holds below a heading, upright and on its side, at the size in which the style sheet
# prints: there the smallest words have 8 points. What is larger would be torn or too small, and stays on the screen.
_UPRIGHT, _SIDEWAYS = (770.0, 960.0), (1070.0, 640.0)
# A column of text is so wide; a wider picture scrolls.
_COLUMN = 680.0


def figure(tree: Tree, site: Site, pictures: Sequence[Picture], *, href: Callable[[str], str]) -> Element:
    """All pictures of a tree, each in a region that scrolls, or a line that says why there is none.

    `href(tree)` is the address of a tree's page seen from this one, "" for this one.
    """
    paper = _paper(pictures)
    block = Element("div", {"class": " ".join(filter(None, (BLOCK, paper)))})
    if not pictures:
        notice = f"There is no picture of this tree: it has more than {MOST_BOXES} steps. The text has all of them."
        SubElement(block, "p", {"class": f"{BLOCK}__notice"}).text = notice
    if paper == _SCREEN:
        instead = "The flowchart is on the screen; its steps are above."
        SubElement(block, "p", {"class": f"{BLOCK}__instead", **_UNSOUGHT}).text = instead
    for picture in pictures:
        block.extend(_part(tree, site, picture, href=href))
    return block


def _paper(pictures: Sequence[Picture]) -> str:
    """The class that says how pictures are printed: on a sheet upright, on its side, or not at all."""
    for css, (width, height) in (("", _UPRIGHT), (f"{BLOCK}--wide", _SIDEWAYS)):
        if all(picture.width <= width and picture.height <= height for picture in pictures):
            return css
    return _SCREEN


def _part(tree: Tree, site: Site, picture: Picture, *, href: Callable[[str], str]) -> Iterator[Element]:
    """One picture: what it is, a way past all its links, its region, and the place behind it."""
    stage, behind = _stage(tree, site, picture), box_id(tree.id, f"--{picture.stage}")
    if picture.stage:
        yield _words("p", f"{BLOCK}__stage", stage)
    about = _words("p", f"{BLOCK}__about", _size(picture), id=_description_id(tree, picture))
    # With a script it is otherwise, and this sentence does not show.
    leads = SubElement(about, "span", {"class": f"{BLOCK}__leads"})
    leads.text, leads.tail = "Each box leads to its place in the text. ", " ".join(_exits(tree, site))
    yield about
    yield _words("a", f"{BLOCK}__skip", "Skip the flowchart", href=f"#{behind}")
    # The picture within has the name of the tree.
    name = ": ".join(filter(None, ("Flowchart, scrollable", stage)))
    look = {"class": f"{BLOCK}__region", "role": "region", "aria-label": name, "tabindex": "0"}
    region = Element("div", look)
    region.extend((opening(picture), flowchart(tree, site, picture, href=href)))
    yield region
    yield Element("div", {"class": f"{BLOCK}__behind", "id": behind, "tabindex": "-1"})


def _words(tag: str, css: str, words: str, **attributes: str) -> Element:
    element = Element(tag, {"class": css, **attributes, **_UNSOUGHT})
    element.text = words
    return element


def flowchart(tree: Tree, site: Site, picture: Picture, *, href: Callable[[str], str]) -> Element:
    """An `<svg>` of one picture, complete without a style sheet; every id begins with the tree's."""
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": f"{BLOCK}__picture",
            "role": "graphics-document document",
            "aria-label": _title(tree, site, picture),
            "aria-describedby": _description_id(tree, picture),
            **_UNSOUGHT,
            "viewBox": " ".join(map(number, (picture.x, picture.y, picture.width, picture.height))),
            # In sixteenths of the text around it: larger text makes a larger picture.
            "width": f"{picture.width / 16:g}em",
            "height": f"{picture.height / 16:g}em",
            "fill": INK,
            "font-family": "Inter, sans-serif",
            "text-anchor": "middle",
            **({"direction": "rtl"} if picture.right_to_left else {}),
        },
    )
    svg.append(_arrows(picture))
    steps = SubElement(svg, "g", {"role": "list"})
    # A small box that repeats a large one is for the eye and the pointer alone.
    repeated = SubElement(svg, "g", {"aria-hidden": "true"})
    for box in picture.boxes:
        (repeated if box.kind == "onward" else steps).append(_box(box, picture, href))
    return svg


def box_id(tree: str, node: str) -> str:
    """The id of a node's box; that of its section in the text is `tree.node`, and no node begins with a hyphen."""
    return f"{tree}.-{node}"


def opening(picture: Picture) -> Element:
    """Nothing, as wide as all that lies before the first box, and a mark there, at which a narrow region opens."""
    opening = Element("div", {"class": f"{BLOCK}__opening", "aria-hidden": "true"})
    before = (picture.boxes[0].x - picture.x) / 16
    SubElement(opening, "svg", {"class": f"{BLOCK}__space", "width": f"{before:g}em", "height": "0"})
    SubElement(opening, "span", {"class": f"{BLOCK}__first"})
    return opening


def _description_id(tree: Tree, picture: Picture) -> str:
    return box_id(tree.id, f"-{picture.stage}")


def _title(tree: Tree, site: Site, picture: Picture) -> str:
    return ": ".join(filter(None, (words(tree.title.value, site), _stage(tree, site, picture))))


def _stage(tree: Tree, site: Site, picture: Picture) -> str:
    return words(tree.stages[picture.stage].text.value, site) if picture.stage in tree.stages else picture.stage


def _size(picture: Picture) -> str:
    steps = sum(box.kind in _NODES for box in picture.boxes)
    count = "1 step" if steps == 1 else f"{steps} steps from the top down"
    scroll = "; scroll sideways to see all" if picture.width > _COLUMN else ""
    return f"{count}{scroll}. "


def _exits(tree: Tree, site: Site) -> Iterator[str]:
    for way_out in ways_out(site, tree).values():
        match way_out.to:
            case Ref(id=name) if name in tree.nodes:
                where = f"leads to {tree.nodes[name].number}; it is drawn once"
            case Jump(tree=other) if other in site.trees:
                where = f"leads to {words(site.trees[other].title.value, site)}; it is not drawn"
            case _:
                continue
        yield f"At any step, {words(way_out.text.value, site)} {where}."


# Arrows ----------------------------------------------------------------------------------------------------------


def _arrows(picture: Picture) -> Element:
    """All arrows; those to one box lie together on a casing, which parts them from the lines that they cross."""
    look = {"fill": "none", "stroke": _LINE, "stroke-width": "1.5"}
    group = Element("g", {"class": f"{BLOCK}__arrows", "aria-hidden": "true", **look})
    nets: dict[int, list[Edge]] = defaultdict(list)
    for edge in picture.edges:
        nets[edge.target].append(edge)
    for edges in nets.values():
        casing = "".join(line(edge.line) for edge in edges)
        SubElement(group, "path", {"class": f"{BLOCK}__casing", "stroke": _GROUND, "stroke-width": "6", "d": casing})
        group.extend(_arrow(edge, picture.boxes) for edge in edges)
    return group


def _arrow(edge: Edge, boxes: Sequence[Box]) -> Element:
    ends = {"data-from": _means(boxes[edge.source]), "data-to": _means(boxes[edge.target])}
    arrow = Element("g", {"class": f"{BLOCK}__arrow", **ends})
    tip = edge.line[-1]
    way = line(edge.stem) + line((*edge.line[:-1], tip._replace(y=tip.y - _HEAD)))
    SubElement(arrow, "path", {"class": f"{BLOCK}__line", "d": way})
    heads = _head(tip.x, tip.y - 1, down=True)
    for start, end in pairwise(edge.line):
        if start.y - end.y > _LONG_UP:
            heads += _head(end.x, (start.y + end.y) / 2, down=False)
    SubElement(arrow, "path", {"class": f"{BLOCK}__head", "fill": _LINE, "stroke": "none", "d": heads})
    if edge.plate:
        arrow.set("data-option", edge.plate.option)
        arrow.extend(_plate(edge.plate))
    return arrow


def _means(box: Box) -> str:
    """What a box stands for, as an author writes it: a node, `tree:other`, `end`; `*` is any step."""
    return {"jump": f"tree:{box.tree}", "end": "end", "exit": "*"}.get(box.kind, box.node)


def _head(x: float, y: float, *, down: bool) -> str:
    return f"M{number(x)} {number(y)}l-5 {number(-_HEAD if down else _HEAD)}h10z"


def _plate(plate: Plate) -> Iterator[Element]:
    look = {"fill": _PLATE, "stroke": _PLATE_BORDER, "stroke-width": "1"}
    outline = spot(plate.x, plate.y, plate.width, plate.height, radius=8)
    yield Element("rect", {"class": f"{BLOCK}__plate", **look, **outline})
    x = plate.x + plate.width / 2
    top = plate.y + (plate.height - (len(plate.lines) + len(plate.condition)) * PLATE_LINE) / 2
    css, lines = f"{BLOCK}__option", plate.lines
    yield text(css, lines, x, top, leading=PLATE_LINE, size=PLATE_TEXT, fill=INK, stroke="none")
    if plate.condition:
        css, top = f"{BLOCK}__condition", top + len(lines) * PLATE_LINE
        yield text(css, plate.condition, x, top, leading=PLATE_LINE, size=PLATE_TEXT, fill=_QUIET, stroke="none")


# Boxes -----------------------------------------------------------------------------------------------------------


def _box(box: Box, picture: Picture, href: Callable[[str], str]) -> Element:
    kinds = [f"--{box.kind}", *([f"--{box.urgency}"] if box.urgency in _URGENCIES else [])]
    item = Element("g", {"class": " ".join(f"{BLOCK}__box{kind}" for kind in ("", *kinds))})
    address = href(box.tree) + (f"#{box.tree}.{box.node}" if box.node else "")
    link = SubElement(item, "a", {"class": f"{BLOCK}__link", "href": address})
    if box.kind == "onward":
        link.set("tabindex", "-1")
    else:
        item.set("role", "listitem")
        link.set("aria-label", _name(box))
    if box.kind in _NODES:
        item.attrib |= {"id": box_id(box.tree, box.node), "data-node": box.node}
    outline = _outline(box, right_to_left=picture.right_to_left)
    SubElement(link, "path", {"class": f"{BLOCK}__shape", **_look(box), "d": outline})
    link.extend(_large(box, right_to_left=picture.right_to_left) if box.kind in _NODES else _small(box))
    return item


def _name(box: Box) -> str:
    """What a link is called: "4. Question: Will they give you a minute?"."""
    match box.kind:
        case "jump":
            return f"Go to: {box.text}"
        case "end":
            return f"End: {box.text}"
        case "exit":
            return box.text
    return f"{box.number}. {_kind(box)}: {box.text}"


def _kind(box: Box) -> str:
    return f"{ENGLISH.kinds[box.kind]}, {box.urgency}" if box.urgency in _URGENCIES else ENGLISH.kinds[box.kind]


def _colour(box: Box) -> str:
    return COLOURS.get(box.urgency) or COLOURS.get(box.kind) or _OTHER_COLOUR


def _look(box: Box) -> dict[str, str]:
    if box.kind == "onward":
        border = _URGENT_TERMINAL if box.urgency == "now" else _OTHER_BORDER
    else:
        border = _BORDERS.get(box.urgency) or _BORDERS.get(box.kind) or _OTHER_BORDER
    dashes = {"stroke-dasharray": "5 4"} if box.kind == "exit" else {}
    fill = _PLATE if box.kind == "action" else _GROUND
    return {"fill": fill, "stroke": _colour(box), "stroke-width": number(border), "stroke-linejoin": "round", **dashes}


def _large(box: Box, *, right_to_left: bool) -> Iterator[Element]:
    """The kind, the text, and the number on a badge at the upper corner where reading begins."""
    x, top = box.x + box.width / 2, box.y + (box.height - _KIND_LINE - len(box.lines) * BOX_LINE) / 2
    kind = {"fill": _QUIET, "font_weight": "600"}
    yield text(f"{BLOCK}__kind", [_kind(box)], x, top, leading=_KIND_LINE, size=SMALLEST_TEXT, **kind)
    yield text(f"{BLOCK}__text", box.lines, x, top + _KIND_LINE, leading=BOX_LINE, size=BOX_TEXT, font_weight="500")
    width = _BADGE + 8 * max(0, len(str(box.number)) - 2)
    left, top = box.x + (box.width - width - 2 if right_to_left else 2), box.y - _BADGE / 2
    badge = spot(left, top, width, _BADGE, radius=_BADGE / 2)
    yield Element("rect", {"class": f"{BLOCK}__badge", "fill": _colour(box), **badge})
    lines, look = [str(box.number)], {"fill": _GROUND, "font_weight": "700"}
    yield text(f"{BLOCK}__number", lines, left + width / 2, top, leading=_BADGE, size=PLATE_TEXT, **look)


def _small(box: Box) -> Iterator[Element]:
    """What a terminal is, and its text; an exit's text says it all."""
    kind = {"end": ["End"], "jump": ["Go to"], "onward": [f"Go to {box.number}"]}.get(box.kind, [])
    size, leading = (PLATE_TEXT, PLATE_LINE) if kind else (BOX_TEXT, BOX_LINE)
    x, top = box.x + box.width / 2, box.y + (box.height - (len(kind) + len(box.lines)) * leading) / 2
    if kind:
        yield text(f"{BLOCK}__kind", kind, x, top, leading=leading, size=size, font_weight="700")
    yield text(f"{BLOCK}__text", box.lines, x, top + len(kind) * leading, leading=leading, size=size)


def _outline(box: Box, *, right_to_left: bool) -> str:
    """The shape of a kind, told from the others without colour."""
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    middle = (top + bottom) / 2
    match box.kind, box.urgency:
        case "question", _:
            near, far = left + _POINT, right - _POINT
            return polygon((near, top), (far, top), (right, middle), (far, bottom), (near, bottom), (left, middle))
        case "jump", _ if right_to_left:
            near = left + _FINGER
            return polygon((near, top), (right, top), (right, bottom), (near, bottom), (left, middle))
        case "jump", _:
            near = right - _FINGER
            return polygon((left, top), (near, top), (right, middle), (near, bottom), (left, bottom))
        case "outcome", "now":
            over = ((left, top + _CUT), (left + _CUT, top), (right - _CUT, top), (right, top + _CUT))
            return polygon(*over, *((x, top + bottom - y) for x, y in reversed(over)))
        case kind, _:
            outline = rectangle(left, top, box.width, box.height, radius=min(_ROUND[kind], box.height / 2))
            inner = ((left + _INNER, top), (right - _INNER, top)) if kind == "subtree" else ()
            return outline + "".join(f"M{number(x)} {number(y)}v{number(box.height)}" for x, y in inner)
