"""A tree in the terminal: one step of a walk, and the report on its paths."""

from collections.abc import Callable
from functools import partial

from fingerpost import paths, search
from fingerpost.model import Action, Exit, Node, Outcome, Question, Site, Subtree, Tree
from fingerpost.paths import Walk
from fingerpost.renderers.told import spoken, told
from fingerpost.text import plain


def step(walk: Walk, site: Site) -> str:
    """What stands at a step, with the letters and digits by which it can be answered."""
    node = paths.here(site, walk)
    words = ["", f"{node.number}  {spoken(node.text, site)}"]
    words += [f"   {line}" for line in told(node, site.trees[walk.frames[-1].tree], site)]
    words += [f"  [{at}] {spoken(option.text, site)}" for at, option in enumerate(paths.offers(site, walk), start=1)]
    if isinstance(node, Action):
        words.append("  [1] Go on")
    if not walk.ended:
        words += [f"  [{key}] {spoken(out.text, site)}" for key, _, out in _exits(walk, site)]
    return "\n".join(words)


def choices(walk: Walk, site: Site, *, can_go_back: bool) -> dict[str, Callable[[Walk], Walk]]:
    """What can be typed at a step, each with what it does to the walk; b is back, q is quit."""
    found: dict[str, Callable[[Walk], Walk]] = {
        str(at): partial(_answer, site, option.id) for at, option in enumerate(paths.offers(site, walk), start=1)
    }
    if isinstance(paths.here(site, walk), Action):
        found["1"] = partial(paths.proceed, site)
    if not walk.ended:
        found |= {key: partial(_leave, site, way) for key, way, _ in _exits(walk, site)}
    if can_go_back:
        found["b"] = _same
    return {**found, "q": _same}


def _answer(site: Site, option: str, walk: Walk) -> Walk:
    return paths.answer(site, walk, option)


def _leave(site: Site, way: str, walk: Walk) -> Walk:
    return paths.leave(site, walk, way)


def _same(walk: Walk) -> Walk:
    return walk


def _exits(walk: Walk, site: Site) -> list[tuple[str, str, Exit]]:
    """The key of each exit, its name, and itself."""
    return [(f"x{at}", way, out) for at, (way, out) in enumerate(paths.exits(site, walk).items(), start=1)]


def path_report(tree: Tree, site: Site) -> str:
    """How many paths a tree has, and the longest and the shortest of them as numbered lines."""
    questions = sum(isinstance(node, Question) for node in tree.nodes.values())
    outcomes = sum(isinstance(node, Outcome) for node in tree.nodes.values())
    lines = [
        plain(tree.title.value),
        f"{_count(questions, 'question')}, {_count(outcomes, 'outcome')}, {_count(len(tree.nodes), 'node')}",
    ]
    tally = search.total(search.summary(tree, site))
    if tally is None:
        return "\n".join([*lines, "paths: unbounded, because a loop can be walked", ""])
    lines.append(f"paths: {search.in_figures(tally.paths)} (exits not counted)")
    for name, steps, longest in (("longest", tally.longest, True), ("shortest", tally.shortest, False)):
        lines += ["", f"{name}: {_count(steps, 'step')}"]
        lines += [_path_line(tree, site, node, via) for node, via in search.extreme(tree, site, longest=longest)]
    return "\n".join([*lines, ""])


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _path_line(tree: Tree, site: Site, name: str, via: str | None) -> str:
    node = tree.nodes[name]
    return f"  {node.number:>3}  {spoken(node.text, site) or node.id}" + _taken(node, site, via)


def _taken(node: Node, site: Site, via: str | None) -> str:
    match node:
        case Question(options=options):
            return next((f" -> {spoken(option.text, site)}" for option in options if option.id == via), "")
        case Subtree() if via is not None:
            return f" -> {via}"
    return ""
