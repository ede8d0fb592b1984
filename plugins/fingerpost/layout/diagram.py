"""What the flowchart of a tree shows, with every text wrapped and measured, before anything has a place."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import ceil

from fingerpost import metrics
from fingerpost.layout.layers import depths, upward
from fingerpost.layout.ways import Way, ways
from fingerpost.model import End, Exit, Jump, Node, Outcome, Ref, Site, Subtree, Tree
from fingerpost.paths import ways_out
from fingerpost.text import plain

# Lengths are in sixteenths of the text size of the page that shows the picture.
BOX_WIDTH, BOX_TEXT, BOX_LINE = 208, 15, 20
BOX_HEAD, BOX_FOOT = 38, 16
PLATE_TEXT, PLATE_LINE, PLATE_FOOT, PLATE_SIDE, PLATE_GAP = 13, 17, 6, 11, 12
# From a box down to its plates: a stem, a bar, a drop; and from there down to a terminal.
FAN, DROP = 26, 24
_BOX_INSIDE, _PLATE_INSIDE, _PLATE_LEAST, _TERMINAL_LEAST = BOX_WIDTH - 36, 112, 40, 132
# What would be higher than so many lines on a plate gets a plate as wide as a box.
_PLATE_TALL = 6
# Every word is shown, for the last one may be the one that matters. The longest text that the language allows has fewer
# lines than this; only a condition that repeats many such texts has more, and no picture could be that high.
_MOST = 2_000
# An arrow that would pass more rows than this is not drawn; a terminal says where to go on. Outcomes end a path, so
# they need no arrow to be found again.
_FAR, _FAR_OUTCOME = 3, 1
# What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A shape of the picture: a node, or a terminal that stands for one which is not drawn here.

    `kind` is question, action, outcome or subtree; or that of a terminal: onward (go on at `node`), jump (go on in
    `tree`), end (the path ends at `node`, an outcome within a subtree); or exit (from any step to `node`).
    `number` is 0 where no node of this tree is meant. `x`, `y` is the upper left corner.
    """

    kind: str
    tree: str
    node: str
    number: int = 0
    urgency: str = ""
    text: str
    lines: tuple[str, ...]
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """What stands on an arrow: an option (or a subtree's outcome), and the condition in words where there is one."""

    option: str
    lines: tuple[str, ...]
    condition: tuple[str, ...]
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A way on below a box: a plate, where there is something to say, and a terminal, where the arrow ends there."""

    plate: Plate | None
    terminal: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is placed as one: a box, and below it its branches in the author's order.

    There are none where nothing is to be said on the only arrow and it leads to another unit.
    """

    box: Box
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An arrow between two units, by their places in the diagram; from a branch, or from the box where that is None."""

    source: int
    branch: int | None
    target: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """The units of a picture, the start first, and the arrows between them, in the author's order."""

    units: tuple[Unit, ...]
    links: tuple[Link, ...]


def diagram(tree: Tree, site: Site, shown: Collection[str]) -> Diagram:
    """The picture of the nodes `shown` of a tree.

    An exit is drawn once, and only where it leads to one of the nodes: an arrow from every step would hide the rest.
    """
    nodes = sorted(
        (tree.nodes[name] for name in tree.nodes if name in shown), key=lambda node: node.id != tree.start.id
    )
    places = {node.id: place for place, node in enumerate(nodes)}
    found = [tuple(ways(node, tree, site)) for node in nodes]
    targets = [[places.get(way.to.id) if isinstance(way.to, Ref) else None for way in each] for each in found]
    near = _near(nodes, [[target for target in each if target is not None] for each in targets])
    units: list[Unit] = []
    links: list[Link] = []
    for source, node in enumerate(nodes):
        drawn = [target if target in near[source] else None for target in targets[source]]
        branches = _branches(node, [*zip(found[source], drawn, strict=True)], tree, site)
        units.append(Unit(box=_box(node, tree, site), branches=branches))
        links += [
            Link(source=source, branch=at if branches else None, target=target)
            for at, target in enumerate(drawn)
            if target is not None
        ]
    for way_out in ways_out(site, tree).values():
        if isinstance(way_out.to, Ref) and way_out.to.id in places:
            links.append(Link(source=len(units), branch=None, target=places[way_out.to.id]))
            units.append(Unit(box=_exit(way_out, tree, way_out.to.id, site)))
    return Diagram(units=tuple(units), links=tuple(links))


def _near(nodes: Sequence[Node], graph: Sequence[Sequence[int]]) -> list[set[int]]:
    """For each node the targets to which an arrow is drawn."""
    depth = depths(graph, upward(graph))
    return [
        {
            target
            for target in targets
            if abs(depth[target] - depth[source]) <= (_FAR_OUTCOME if isinstance(nodes[target], Outcome) else _FAR)
        }
        for source, targets in enumerate(graph)
    ]


# Measuring -------------------------------------------------------------------------------------------------------


def _box(node: Node, tree: Tree, site: Site) -> Box:
    text = words(_text(node, site), site)
    lines = metrics.wrap(text, width=_BOX_INSIDE, size=BOX_TEXT, most=_MOST)
    return Box(
        kind=type(node).__name__.lower(),
        tree=tree.id,
        node=node.id,
        number=node.number,
        urgency=_urgency(node),
        text=text,
        lines=lines,
        width=BOX_WIDTH,
        height=BOX_HEAD + max(1, len(lines)) * BOX_LINE + BOX_FOOT,
    )


def _exit(way_out: Exit, tree: Tree, node: str, site: Site) -> Box:
    text = words(f"At any step: {way_out.text.value}", site)
    lines = metrics.wrap(text, width=_BOX_INSIDE, size=BOX_TEXT, most=_MOST)
    height = len(lines) * BOX_LINE + BOX_FOOT
    return Box(kind="exit", tree=tree.id, node=node, text=text, lines=lines, width=BOX_WIDTH, height=height)


def _branches(node: Node, found: Sequence[tuple[Way, int | None]], tree: Tree, site: Site) -> tuple[Branch, ...]:
    """The ways on, each with its plate and its terminal, of one height among themselves; see `Unit`."""
    drafts = [
        _branch(_plate(way, site), None if target is not None else _terminal(way, node, tree, site))
        for way, target in found
    ]
    if all(draft == Branch(plate=None, terminal=None) for draft in drafts):
        return ()
    plates = max((draft.plate.height for draft in drafts if draft.plate), default=0)
    terminals = max((draft.terminal.height for draft in drafts if draft.terminal), default=0)
    return tuple(
        Branch(
            plate=draft.plate and replace(draft.plate, height=plates),
            terminal=draft.terminal and replace(draft.terminal, height=terminals),
        )
        for draft in drafts
    )


def _branch(plate: Plate | None, terminal: Box | None) -> Branch:
    """Both of one width."""
    if plate and terminal:
        width = max(plate.width, terminal.width)
        return Branch(plate=replace(plate, width=width), terminal=replace(terminal, width=width))
    return Branch(plate=plate, terminal=terminal)


def _plate(way: Way, site: Site) -> Plate | None:
    if not way.option and not way.condition:
        return None
    lines, condition = _plate_lines(way, site, inside=_PLATE_INSIDE)
    if len(lines) + len(condition) > _PLATE_TALL:
        lines, condition = _plate_lines(way, site, inside=_BOX_INSIDE)
    widest = max((metrics.width(line, size=PLATE_TEXT) for line in (*lines, *condition)), default=0)
    return Plate(
        option=way.option,
        lines=lines,
        condition=condition,
        # Even, so that the middle of a plate, of its row and of its box are whole lengths.
        width=max(_PLATE_LEAST, 2 * ceil(widest / 2 + PLATE_SIDE)),
        height=max(1, len(lines) + len(condition)) * PLATE_LINE + 2 * PLATE_FOOT,
    )


def _plate_lines(way: Way, site: Site, *, inside: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    option, condition = words(way.text, site), words(way.condition, site)
    return (
        metrics.wrap(option, width=inside, size=PLATE_TEXT, most=_MOST),
        metrics.wrap(condition, width=inside, size=PLATE_TEXT, most=_MOST),
    )


def _terminal(way: Way, node: Node, tree: Tree, site: Site) -> Box | None:
    """What stands for a target that is not drawn here; None where an author's mistake leaves no target."""
    match way.to:
        case Jump(tree=other):
            title = site.trees[other].title.value if other in site.trees else other
            return _small(site, kind="jump", tree=other, node="", text=title)
        case End():
            return _small(site, kind="end", tree=tree.id, node=f"{node.id}.{way.option}", text=way.text)
        case Ref(id=name) if name in tree.nodes:
            target = tree.nodes[name]
            box = _small(site, kind="onward", tree=tree.id, node=name, text=_text(target, site))
            return replace(box, number=target.number, urgency=_urgency(target))
    return None


def _small(site: Site, *, kind: str, tree: str, node: str, text: str) -> Box:
    text = words(text, site)
    lines = metrics.wrap(text, width=_TERMINAL_LEAST - 2 * PLATE_SIDE, size=PLATE_TEXT, most=_MOST)
    # One line above says what it is.
    height = (1 + len(lines)) * PLATE_LINE + 2 * PLATE_FOOT
    return Box(kind=kind, tree=tree, node=node, text=text, lines=lines, width=_TERMINAL_LEAST, height=height)


def _text(node: Node, site: Site) -> str:
    """A node's text; a subtree without one is called by its tree's title."""
    match node:
        case Subtree(text=text, tree=tree) if not text.value:
            return site.trees[tree.id].title.value if tree.id in site.trees else tree.id
    return node.text.value


def _urgency(node: Node) -> str:
    return node.urgency.id if isinstance(node, Outcome) and node.urgency else ""


def words(text: str, site: Site) -> str:
    """The words of a text alone, as XML can hold them; a fact by its label, since a picture is the same everywhere."""
    return _NOT_XML.sub("\ufffd", plain(text, lambda id: site.facts[id].label.value if id in site.facts else id))


# Sizes -----------------------------------------------------------------------------------------------------------


def branch_width(branch: Branch) -> float:
    """How wide a branch is."""
    return max(shape.width for shape in (branch.plate, branch.terminal) if shape)


def row_width(branches: Sequence[Branch]) -> float:
    """How wide branches are side by side."""
    return sum(map(branch_width, branches)) + PLATE_GAP * max(0, len(branches) - 1)


def width(unit: Unit) -> float:
    """How wide a unit is."""
    return max(unit.box.width, row_width(unit.branches))


def height(unit: Unit) -> float:
    """How high a unit is."""
    return max([unit.box.height, *(foot(unit, branch) for branch in unit.branches)])


def plate_top(unit: Unit) -> float:
    """How far below the top of a unit its plates begin."""
    return unit.box.height + FAN


def terminal_top(unit: Unit, branch: Branch) -> float:
    """How far below the top of a unit a terminal begins."""
    return DROP + (plate_top(unit) + branch.plate.height if branch.plate else unit.box.height)


def foot(unit: Unit, branch: Branch) -> float:
    """How far below the top of a unit a branch ends."""
    if branch.terminal:
        return terminal_top(unit, branch) + branch.terminal.height
    return plate_top(unit) + branch.plate.height if branch.plate else unit.box.height
