"""A tree as numbered plain text, to be read in a mail, on a terminal or aloud."""

from collections.abc import Iterator

from fingerpost.exporters._plain import arrows, label, title, way
from fingerpost.exporters.order import Order
from fingerpost.renderers.prose import language
from fingerpost.renderers.told import line, told
from fingerpost.renderers.words import Words, words_of


def as_outline(order: Order) -> dict[str, bytes]:
    """One file: each step with its number, what it says, and where it leads."""
    words = words_of(language(order.tree))
    lines = [*_head(order), *_steps(order, words), *_exits(order, words), ""]
    return {f"{order.tree.id}.txt": "\n".join(lines).encode()}


def _head(order: Order) -> Iterator[str]:
    tree = order.tree
    yield line(tree.title, order.site)
    if tree.summary:
        yield line(tree.summary, order.site)
    about = {"For": tree.audience, "Setting": tree.setting, "Not for": tree.not_for}
    yield from (f"{name}: {line(text, order.site)}" for name, text in about.items() if text)
    yield _standing(order)
    yield f"Start at {tree.nodes[tree.start.id].number}."


def _standing(order: Order) -> str:
    """The status, the version and the days, as far as they are known."""
    tree = order.tree
    words = {"version": tree.version, "licence": tree.license}
    days = {"approved on": tree.approved_on, "last reviewed": tree.last_reviewed, "next review": tree.next_review}
    said = [f"status: {tree.status.id if tree.status else 'not said'}"]
    said += [f"{name}: {line(text, order.site)}" for name, text in words.items() if text]
    return "; ".join([*said, *(f"{name}: {day.value.isoformat()}" for name, day in days.items() if day)])


def _steps(order: Order, words: Words) -> Iterator[str]:
    ways: dict[str, list[str]] = {}
    for arrow in arrows(order.tree, order.site):
        answer = label(arrow) or words.then
        ways.setdefault(arrow.node.id, []).append(f"    -> {answer}: {way(arrow.to, order.tree, order.site)}")
    for node in order.tree.nodes.values():
        kind = words.kinds[type(node).__name__.lower()]
        yield f"\n{node.number}. {kind}: {title(node, order.tree, order.site)}"
        yield from (f"    {one}" for one in told(node, order.tree, order.site))
        yield from ways.get(node.id, ())


def _exits(order: Order, words: Words) -> Iterator[str]:
    out = {**order.site.exits, **order.tree.exits}
    if out:
        yield f"\n{words.exits}:"
    for one in out.values():
        yield f"    -> {line(one.text, order.site)}: {way(one.to, order.tree, order.site)}"
