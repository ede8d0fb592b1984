"""Trees to draw, and what must be true of every picture of them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

from hypothesis import strategies as st

from fingerpost.layout import Box, Edge, Picture, Plate
from fingerpost.load import load_text
from fingerpost.model import Action, Node, Option, Outcome, Question, Ref, Site, Target, Text, Tree
from support.today import TODAY

SHARED = """
title: A short safety conversation
nodes:
  ask: {question: "Are they safe?", options: {yes: fine, no: danger}}
  fine: {outcome: Safe for now, urgency: routine}
  danger: {outcome: In danger, urgency: now}
"""
# One of everything: a loop of two, a loop of one, a jump, a subtree that ends and goes on, guards, exits, each urgency.
EVERYTHING = """
title: Everything at once
exits:
  danger-now: {text: Danger now, to: help}
  elsewhere: {text: Another matter, to: "tree:shared"}
nodes:
  look:
    question: Are they calmer than a minute ago?
    options:
      yes: {text: "Yes, clearly", to: talk}
      same: {text: Much the same, to: wait}
      unsure: {text: I did not see, to: look}
  wait: {action: Wait quietly for a minute., to: look}
  talk: {question: "Do they want to talk?", options: {yes: check, no: bye}}
  check: {tree: shared, outcomes: {fine: plan, danger: end}}
  plan: {action: Make a short plan together., to: sure}
  sure:
    question: Are they sure of it?
    options:
      yes: [{when: {talk: "yes", look: [same, unsure]}, to: later}, {to: bye}]
      no: plan
      other: {text: Something else came up, to: "tree:shared"}
  later: {outcome: They come back on Thursday, urgency: soon}
  bye: {outcome: They go with an open door, urgency: routine}
  meet: {outcome: Meet today, urgency: today}
  help: {outcome: Get emergency help, urgency: now}
"""

# Plain ones, then long, wide and narrow ones, and other scripts.
_WORDS = (
    *("ask", "them", "plainly", "about", "safety", "now", "or", "tomorrow", "no"),
    *("Donaudampfschifffahrtsgesellschaft", "WWWWWWWW", "iiiiiii", "危険ですか", "هل-أنت-بخير", "δεν-είναι"),
)
_texts = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join)


def site_of(**trees: str) -> Site:
    """Trees by id, as an author writes them."""
    loaded = load_text({f"trees/{name}.yaml": text for name, text in trees.items()}, today=TODAY)
    assert loaded.diagnostics == ()
    return loaded.site


def everything() -> tuple[Tree, Site]:
    """A tree with one of everything, and its site."""
    site = site_of(everything=EVERYTHING, shared=SHARED)
    return site.trees["everything"], site


def saying(tree: Tree, words: str) -> Tree:
    """The same tree with other words everywhere."""
    text = Text(value=words)
    nodes: dict[str, Node] = {}
    for node in tree.nodes.values():
        nodes[node.id] = replace(node, text=text)
        if isinstance(node, Question):
            nodes[node.id] = replace(node, text=text, options=tuple(replace(one, text=text) for one in node.options))
    exits = {name: replace(way_out, text=text) for name, way_out in tree.exits.items()}
    return replace(tree, title=text, nodes=nodes, exits=exits)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Any graph of up to twelve nodes: loops, targets near and far, many ways to one node, and none to another."""
    names = [f"n{place}" for place in range(draw(st.integers(1, 12)))]
    targets = st.sampled_from(names).map(lambda name: (Target(to=Ref(id=name)),))
    nodes: list[Question | Action | Outcome] = []
    for number, name in enumerate(names, 1):
        text = Text(value=draw(_texts))
        kind = draw(st.sampled_from((Question, Question, Action, Outcome)))
        if kind is Question:
            ways = draw(st.lists(st.tuples(_texts, targets), min_size=2, max_size=5))
            options = tuple(Option(id=f"o{at}", text=Text(value=words), to=to) for at, (words, to) in enumerate(ways))
            nodes.append(Question(id=name, number=number, text=text, options=options))
        elif kind is Action:
            nodes.append(Action(id=name, number=number, text=text, to=draw(targets)))
        else:
            urgency = Ref(id=draw(st.sampled_from(("now", "today", "soon", "routine"))))
            nodes.append(Outcome(id=name, number=number, text=text, urgency=urgency))
    return Tree(id="any", title=Text(value="Any"), nodes={node.id: node for node in nodes}, start=Ref(id="n0"))


def site_with(tree: Tree) -> Site:
    """A site of one tree."""
    return Site(trees={tree.id: tree}, today=TODAY)


def plates(picture: Picture) -> list[Plate]:
    """The plates of a picture."""
    return [edge.plate for edge in picture.edges if edge.plate]


def faults(picture: Picture) -> Iterator[str]:
    """What is wrong with a picture, as a reader would see it."""
    shapes = [*picture.boxes, *plates(picture)]
    for one, other in combinations(shapes, 2):
        if _gap(one, other) < 8:
            yield f"{one.lines} touches {other.lines}"
    for shape in shapes:
        left, top = shape.x - picture.x, shape.y - picture.y
        if min(left, top, picture.width - left - shape.width, picture.height - top - shape.height) < 8:
            yield f"{shape.lines} lies outside"
    for edge in picture.edges:
        for shape in shapes:
            if any(_crosses(start.x, start.y, end.x, end.y, shape) for start, end in pairwise(edge.line)):
                yield f"an arrow crosses {shape.lines}"
    for one, other in combinations(picture.edges, 2):
        if one.target != other.target and _run_together(one, other):
            yield f"arrows to {one.target} and to {other.target} run on each other"


def _gap(one: Box | Plate, other: Box | Plate) -> float:
    across = max(one.x - other.x - other.width, other.x - one.x - one.width)
    down = max(one.y - other.y - other.height, other.y - one.y - one.height)
    return max(across, down)


def _crosses(x0: float, y0: float, x1: float, y1: float, shape: Box | Plate) -> bool:
    """Whether a line runs through the inside of a shape; to touch its border is what arrows are for."""
    left, right, top, bottom = shape.x + 1, shape.x + shape.width - 1, shape.y + 1, shape.y + shape.height - 1
    return min(x0, x1) < right and max(x0, x1) > left and min(y0, y1) < bottom and max(y0, y1) > top


def _run_together(one: Edge, other: Edge) -> bool:
    """Whether parts of two arrows lie on each other, so that nobody can tell which is which."""
    for a, b in pairwise(one.line):
        for c, d in pairwise(other.line):
            if a.x == b.x and c.x == d.x and abs(a.x - c.x) < 4 and _overlap(a.y, b.y, c.y, d.y) > 4:
                return True
            if a.y == b.y and c.y == d.y and abs(a.y - c.y) < 4 and _overlap(a.x, b.x, c.x, d.x) > 4:
                return True
    return False


def _overlap(a: float, b: float, c: float, d: float) -> float:
    return min(max(a, b), max(c, d)) - max(min(a, b), min(c, d))


@st.composite
def forks(draw: st.DrawFn) -> Tree:
    """A tree in the strict sense: every node but the first has one way to it."""
    children: dict[int, list[int]] = {0: []}
    for place in range(1, draw(st.integers(3, 16))):
        children[draw(st.sampled_from(sorted(children)))].append(place)
        children[place] = []
    nodes = {f"n{place}": _fork(place, below) for place, below in children.items()}
    return Tree(id="any", title=Text(value="Any"), nodes=nodes, start=Ref(id="n0"))


def _fork(place: int, below: list[int]) -> Question | Action | Outcome:
    name, text = f"n{place}", Text(value=f"Step {place}")
    ways = [(Target(to=Ref(id=f"n{child}")),) for child in below]
    match ways:
        case []:
            return Outcome(id=name, number=place + 1, text=text)
        case [only]:
            return Action(id=name, number=place + 1, text=text, to=only)
    options = tuple(Option(id=f"o{at}", text=Text(value=f"Answer {at}"), to=to) for at, to in enumerate(ways))
    return Question(id=name, number=place + 1, text=text, options=options)
