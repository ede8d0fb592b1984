"""The text form: every step a section under its own heading, in the order and with the numbers of the tree."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element

from fingerpost.model import FollowUp, Node, Outcome, Question, Subtree, Text
from fingerpost.renderers.local import strip
from fingerpost.renderers.prose import Page, described, fill, items, joined, long, make, moment, rich, unlinked
from fingerpost.renderers.repository import suggestions
from fingerpost.renderers.sources import evidence, source_link
from fingerpost.renderers.steps import Step, anchor, part_id, steps, urgency
from fingerpost.renderers.ways import badge, kind_of, title, to_tree, ways
from fingerpost.text import Piece

# Below the title of the page.
_TOP = 2
_LOWEST = 6


def sections(page: Page) -> Iterator[Element]:
    """All steps; those of one stage together under its name, where the tree has stages."""
    staged = any(node.stage for node in page.tree.nodes.values())
    if not staged:
        yield from (_section(page, step, level=_TOP) for step in steps(page.tree, page.site))
        return
    seen: dict[str, int] = {}
    for stage, group in groupby(_with_stages(page), key=lambda pair: pair[0]):
        seen[stage] = seen.get(stage, 0) + 1
        heading = _stage_heading(page, stage, seen[stage])
        inner = (_section(page, step, level=_TOP + 1) for _, step in group)
        yield make("section", heading, *inner, class_="fp-stage", data_stage=stage)


def stage_id(page: Page, stage: str, time: int = 1) -> str:
    """The id of a stage's heading; no node's id has an underscore."""
    return f"{page.tree.id}.stage_{stage}" + (f"_{time}" if time > 1 else "")


def stage_name(page: Page, stage: str) -> list[Piece]:
    """What a group of steps is called; `_outcomes` and `_steps` are those without a stage."""
    match stage:
        case "_outcomes":
            return [page.words.outcomes_group]
        case "_steps":
            return [page.words.steps_group]
    return unlinked(page, page.tree.stages[stage].text) if stage in page.tree.stages else [stage]


def stages(page: Page) -> list[str]:
    """The groups of the page's steps in the order in which they first come; none when no step has a stage."""
    found = dict.fromkeys(stage for stage, _ in _with_stages(page))
    return [] if set(found) <= {"_outcomes", "_steps"} else list(found)


def _with_stages(page: Page) -> Iterator[tuple[str, Step]]:
    """Each step with its group; the steps of a subtree stand with the step that uses it."""
    stage = "_steps"
    for step in steps(page.tree, page.site):
        if step.use.depth == 0:
            unstaged = "_outcomes" if isinstance(step.node, Outcome) else "_steps"
            stage = step.node.stage.id if step.node.stage else unstaged
        yield stage, step


def _stage_heading(page: Page, stage: str, time: int) -> Element:
    name = stage_name(page, stage)
    words = fill(page.words.stage_again, stage=name) if time > 1 else name
    return make(f"h{_TOP}", *words, id=stage_id(page, stage, time), class_="fp-stage__heading")


# One step --------------------------------------------------------------------------------------------------------


def _section(page: Page, step: Step, *, level: int) -> Element:
    node = step.node
    told = [*_guidance(page, step)]
    match node:
        case Outcome():
            told += _beside(_closing(page, step, node))
        case Subtree():
            told += _origin(page, node)
    top = [_heading(page, step, level), _kind(page, step), *_say(page, step)]
    rest = [*told, *ways(page, step), *_basis(page, step), *suggestions(page, step)]
    # Numbers stand before what is to be done with them, where an eye in a hurry finds them.
    values = strip(page, [*top, *rest], name=part_id(step.use, node.id, "local"))
    return make("section", *top, *values, *rest, class_=_classes(step), data_kind=kind_of(node))


def _classes(step: Step) -> str:
    soon = urgency(step.use, step.node)
    kinds = [kind_of(step.node), *([soon] if soon else []), *(["inner"] if step.use.depth else [])]
    return " ".join(["fp-step", *(f"fp-step--{kind}" for kind in kinds)])


def _heading(page: Page, step: Step, level: int) -> Element:
    return make(
        f"h{min(level + step.use.depth, _LOWEST)}",
        badge(step.use, step.node),
        " ",
        *title(page, step.use, step.node),
        id=anchor(step.use, step.node.id),
        class_="fp-step__heading",
        # A search is to find a subtree's steps on its own page, and once.
        data_search_exclude="" if step.use.depth else None,
    )


def _kind(page: Page, step: Step) -> Element:
    """What a step is, and for an outcome by when; its stage is the heading above it."""
    node = step.node
    words: list[Piece] = [make("span", page.words.kinds[kind_of(node)], class_="fp-step__what")]
    if isinstance(node, Outcome) and node.urgency is not None:
        words.append(by_when(page, node.urgency.id, returns=urgency(step.use, node) is None))
    soon = urgency(step.use, node)
    if isinstance(node, Outcome) and node.within is not None and node.within.value.lower() != soon:
        words.append(make("span", *rich(page, node.within), class_="fp-step__within"))
    return make("p", *_spaced(words), class_="fp-step__kind")


def by_when(page: Page, soon: str, *, returns: bool) -> Element:
    """How urgent an outcome is; of one that returns it is kept for a walk that a way out ends there."""
    unseen = "" if returns else None
    by_when = page.words.urgencies.get(soon, soon)
    look = f"fp-urgency fp-urgency--{soon}"
    return make("strong", by_when, class_=look, hidden=unseen, data_search_exclude=unseen)


def _spaced(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """With blanks between, so that words do not run together where no style sheet reaches."""
    for at, piece in enumerate(pieces):
        if at:
            yield " "
        yield piece


def _say(page: Page, step: Step) -> Iterator[Element]:
    """What to say, each line a quotation, before everything else."""
    if step.node.say:
        quotations = items("ul", (fill(page.words.quoted, words=rich(page, line)) for line in step.node.say))
        yield make("div", *_labelled(page, step, "say", quotations), class_="fp-say")


def _guidance(page: Page, step: Step) -> Iterator[Element]:
    """What to do, to avoid and to look for, in this order everywhere, then the detail."""
    node = step.node
    look_for = node.look_for if isinstance(node, Question) else ()
    yield from _beside(_lists(page, step, {"do": node.do, "avoid": node.avoid, "look_for": look_for}))
    if node.detail is not None:
        yield make("div", *long(page, node.detail), class_="fp-step__detail")


def _beside(parts: Iterable[Element]) -> Iterator[Element]:
    """Parts that stand beside each other where there is room."""
    found = list(parts)
    if found:
        yield make("div", *found, class_="fp-lists")


def _lists(page: Page, step: Step, named: Mapping[str, Sequence[Text]]) -> Iterator[Element]:
    for name, lines in named.items():
        if lines:
            yield _list(page, step, name, items("ul", (rich(page, line) for line in lines)))


def _list(page: Page, step: Step, name: str, content: Element) -> Element:
    return make("div", *_labelled(page, step, name, content), class_=f"fp-list fp-list--{name.replace('_', '-')}")


def _labelled(page: Page, step: Step, name: str, content: Element) -> Iterator[Element]:
    """A list below its label, which is its name for the ear, too."""
    label = part_id(step.use, step.node.id, name)
    content.set("aria-labelledby", label)
    yield make("p", getattr(page.words, name), id=label, class_="fp-list__label")
    yield content


def _closing(page: Page, step: Step, node: Outcome) -> Iterator[Element]:
    """What comes after an outcome: what to write down, whom to speak with, who comes back to it, what to read."""
    yield from _lists(page, step, {"record": node.record, "consult": node.consult})
    if node.follow_up is not None and (rows := _follow_up(page, node.follow_up)) is not None:
        yield _list(page, step, "follow_up", rows)
    onward = [one.id for one in node.next if one.id in page.site.trees]
    if onward:
        links = ([make("a", *unlinked(page, page.site.trees[one].title), href=to_page(page, one))] for one in onward)
        yield _list(page, step, "next", items("ul", links))


def _follow_up(page: Page, plan: FollowUp) -> Element | None:
    parts = {"who": plan.who, "when": plan.when, "how": plan.how, "stop": plan.stop}
    told = {getattr(page.words, name): rich(page, words) for name, words in parts.items() if words is not None}
    return described(told, class_="fp-terms")


def to_page(page: Page, tree: str) -> str:
    """The address of the page of a tree, for reading it from the top; within a page, of its first step."""
    return page.href(tree) or to_tree(page, tree)


def _origin(page: Page, node: Subtree) -> Iterator[Element]:
    """Which tree a step uses."""
    if node.tree.id in page.site.trees:
        used = make("a", *unlinked(page, page.site.trees[node.tree.id].title), href=to_page(page, node.tree.id))
        yield make("p", *fill(page.words.from_tree, tree=used), class_="fp-step__origin")


# What a step leans on --------------------------------------------------------------------------------------------


def _basis(page: Page, step: Step) -> Iterator[Element]:
    """Why, how sure we are, and from where."""
    node = step.node
    lines = [make("p", *_term(page.words.why, rich(page, node.why)))] if node.why is not None else []
    facts = [*_evidence(page, node), *_sources(page, node), *_tags(page, step), *_reviewed(page, node)]
    if facts:
        lines.append(make("ul", *facts))
    if lines:
        yield make("footer", *lines, class_="fp-basis")


def _term(term: str, said: Iterable[Piece]) -> list[Piece]:
    return [make("strong", f"{term}:"), " ", *said]


def _evidence(page: Page, node: Node) -> Iterator[Element]:
    if node.evidence is not None:
        yield make("li", *_term(page.words.evidence, [evidence(page, node.evidence.id)]))


def _sources(page: Page, node: Node) -> Iterator[Element]:
    links = [source_link(page, one.id) for one in node.sources if one.id in page.site.sources]
    if links:
        yield make("li", *_term(page.words.sources, joined([[link] for link in links], ", ")))


def _tags(page: Page, step: Step) -> Iterator[Element]:
    declared = {**page.site.tags, **step.use.tree.tags}
    marks = [rich(page, declared[one.id].meaning) for one in step.node.tags if one.id in declared]
    if marks:
        yield make("li", *_term(page.words.tags, joined(marks, "; ")))


def _reviewed(page: Page, node: Node) -> Iterator[Element]:
    if node.reviewed_on is not None:
        yield make("li", *fill(page.words.reviewed_on, date=moment(page.words, node.reviewed_on)))
