"""Where a step leads, as rows that can be followed: each answer with the step that comes next, guards in words."""

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from fingerpost.model import (
    Action,
    Condition,
    Destination,
    Exit,
    Guard,
    Jump,
    Node,
    Option,
    Outcome,
    Question,
    Ref,
    Subtree,
    Target,
)
from fingerpost.paths import ways_out
from fingerpost.renderers.prose import Page, bare, fill, joined, make, rich, unlinked
from fingerpost.renderers.steps import Step, Use, anchor, around, number, urgency
from fingerpost.text import Piece

# Of a longer question a guard repeats so many letters.
_REMINDER = 90


def ways(page: Page, step: Step) -> Iterator[Element]:
    """The lists of all that can be followed from a step; none at the end of a path."""
    rows = list(_rows(page, step))
    if rows:
        label = page.words.answers if isinstance(step.node, Question) else None
        yield make("ul", *rows, class_="fp-ways", aria_label=label)
    if not isinstance(step.node, Outcome):
        outs = [_exit(page, use, out) for use, out in _inner_exits(page, step.use)]
        if outs:
            yield make("ul", *outs, class_="fp-ways fp-ways--exits", aria_label=page.words.exits)


def exits(page: Page) -> Element | None:
    """What can be followed at any step, in one place that stays in view; None when there is nothing."""
    own = Use(tree=page.tree, anchor=page.tree.id)
    rows = [_exit(page, own, out) for out in ways_out(page.site, page.tree).values()]
    if not rows:
        return None
    # The steps have the same words; a search is to find those.
    bar = make("ul", *rows, class_="fp-exits__list")
    return make("nav", bar, class_="fp-exits", aria_label=page.words.exits, data_search_exclude="")


def begin(page: Page) -> Element:
    """The way to the first step, for whoever has no time for what stands above it."""
    own = Use(tree=page.tree, anchor=page.tree.id)
    row = _row(page, own, Target(to=page.tree.start), [page.words.start])
    row.set("data-start", page.tree.start.id)
    return make("ul", row, class_="fp-ways fp-ways--start", data_search_exclude="")


def title(page: Page, use: Use, node: Node) -> list[Piece]:
    """What a step is called: its own words, or those of the tree that it brings in."""
    if isinstance(node, Subtree) and not node.text.value and node.tree.id in page.site.trees:
        return unlinked(page, page.site.trees[node.tree.id].title)
    return unlinked(page, node.text)


def badge(use: Use, node: Node) -> Element:
    """The number of a step on a badge of its kind and urgency, here and wherever an answer leads to it."""
    soon = urgency(use, node)
    kinds = [kind_of(node), *([soon] if soon else [])]
    return make("span", number(use, node), class_=" ".join(["fp-number", *(f"fp-number--{kind}" for kind in kinds)]))


def kind_of(node: Node) -> str:
    """The name of a node's kind, in the catalogue and in the style sheets."""
    return type(node).__name__.lower()


def to_tree(page: Page, tree: str) -> str:
    """The address of the first step of a tree on its own page."""
    return f"{page.href(tree)}#{tree}.{page.site.trees[tree].start.id}"


def _rows(page: Page, step: Step) -> Iterator[Element]:
    use = step.use
    match step.node:
        case Question(options=options):
            yield from (_option(page, use, option) for option in options)
        case Action(to=targets):
            yield from _targets(page, use, targets)
        case Subtree() if step.inner is not None:
            row = _row(page, step.inner, Target(to=step.inner.tree.start), [page.words.begin])
            row.set("data-start", step.inner.tree.start.id)
            row.set("data-tree", step.inner.tree.id)
            yield row
        case Subtree(tree=tree, outcomes=outcomes) if tree.id in page.site.trees:
            for one in outcomes:
                ended = page.site.trees[tree.id].nodes.get(one.outcome.id)
                name = unlinked(page, ended.text) if ended else [one.outcome.id]
                told = fill(page.words.ended_in, outcome=fill(page.words.quoted, words=name))
                yield _choice(page, use, one.outcome.id, one.to, told)
        case Outcome(id=name) if use.by is not None and use.outer is not None:
            back = next((one.to for one in use.by.outcomes if one.outcome.id == name), ())
            yield from _targets(page, use.outer, back)


def _option(page: Page, use: Use, option: Option) -> Element:
    row = _choice(page, use, option.id, option.to, unlinked(page, option.text))
    if option.note is not None:
        row.append(make("p", *rich(page, option.note), class_="fp-ways__note"))
    return row


def _inner_exits(page: Page, use: Use) -> Iterator[tuple[Use, Exit]]:
    """The exits at a step of a subtree, but for those that stand in view all along: of the page's tree and the site."""
    *inner, own = around(use)
    for one in inner:
        yield from ((one, out) for out in one.tree.exits.values())
    # Some of the site's may be hidden by the page's tree and by no other.
    hidden = [out for name, out in page.site.exits.items() if name in own.tree.exits]
    yield from ((own, out) for out in hidden if any(out.id not in one.tree.exits for one in inner))


def _exit(page: Page, use: Use, out: Exit) -> Element:
    row = _row(page, use, Target(to=out.to), unlinked(page, out.text))
    row.set("data-exit", out.id)
    row.set("data-of", use.tree.id if use.tree.exits.get(out.id) is out else "")
    return row


def _choice(page: Page, use: Use, name: str, targets: Sequence[Target], answer: Sequence[Piece]) -> Element:
    """One row, or where guards decide, the answer with a row for each target below it."""
    if len(targets) == 1:
        row = _row(page, use, targets[0], answer)
    else:
        inner = make("ul", *_targets(page, use, targets), class_="fp-ways fp-ways--guarded")
        row = make("li", make("p", *answer, class_="fp-ways__answer"), inner, class_="fp-ways__fork")
    row.set("data-option", name)
    return row


def _targets(page: Page, use: Use, targets: Sequence[Target]) -> Iterator[Element]:
    """A row for each target; what it depends on stands where an answer would."""
    for target in targets:
        alone = [page.words.then] if len(targets) == 1 else [page.words.otherwise]
        yield _row(page, use, target, alone if target.when is None else guard_words(page, use, target.when))


def _row(page: Page, use: Use, target: Target, answer: Sequence[Piece]) -> Element:
    address, words = _destination(page, use, target.to)
    told = fill(
        page.words.way,
        answer=make("span", *answer, class_="fp-way__answer"),
        to=make("span", *words, class_="fp-way__to"),
    )
    tag = "a" if address else "span"
    soon = urgency(use, use.tree.nodes.get(target.to.id)) if isinstance(target.to, Ref) else None
    kind = f"fp-way fp-way--{soon}" if soon else "fp-way"
    way = make(tag, *_hushed(told), class_=kind, href=address)
    return make("li", way, data_to=_name(target.to), data_when=_when(target.when))


def _name(to: Destination) -> str:
    """A destination as an author writes it, for the script that follows it."""
    match to:
        case Ref(id=name):
            return name
        case Jump(tree=tree):
            return f"tree:{tree}"
    return "end"


def _when(guard: Guard | None) -> str | None:
    """A guard for the script: `question:option,option question:option`."""
    if guard is None:
        return None
    return " ".join(f"{one.question.id}:{','.join(option.id for option in one.options)}" for one in guard.conditions)


def _destination(page: Page, use: Use, to: Destination) -> tuple[str | None, list[Piece]]:
    """The address of what comes next, if it has one, and what it is called."""
    match to:
        case Ref(id=name) if name in use.tree.nodes:
            node = use.tree.nodes[name]
            step = make("span", *title(page, use, node), class_="fp-way__step")
            return f"#{anchor(use, name)}", _hushed(fill(page.words.to_step, number=badge(use, node), step=step))
        case Jump(tree=name) if name in page.site.trees:
            other = make("span", *unlinked(page, page.site.trees[name].title), class_="fp-way__step")
            return to_tree(page, name), [make("span", *fill(page.words.to_tree, tree=other))]
        case Jump(tree=name) | Ref(id=name):  # missing, which a check reports
            return None, [name]
    return None, [page.words.to_end]


def _hushed(pieces: Iterable[Piece]) -> list[Piece]:
    """The words between elements set apart: for the ear and for paper; the layout of a screen says the same."""
    return [make("span", piece, class_="fp-hushed") if isinstance(piece, str) else piece for piece in pieces]


# Guards ----------------------------------------------------------------------------------------------------------


def guard_words(page: Page, use: Use, guard: Guard) -> list[Piece]:
    """A guard as it is read aloud: "If the answer to 3, Will they give you a minute?, was “Yes”"."""
    conditions = [_condition(page, use, condition) for condition in guard.conditions]
    return fill(page.words.condition, conditions=joined(conditions, page.words.and_))


def _condition(page: Page, use: Use, condition: Condition) -> list[Piece]:
    asked = use.tree.nodes.get(condition.question.id)
    options = {one.id: bare(page, one.text) for one in asked.options} if isinstance(asked, Question) else {}
    answers = [fill(page.words.quoted, words=options.get(one.id, one.id)) for one in condition.options]
    told = joined(answers, page.words.or_)
    if asked is None:  # a name of nothing, which a check reports
        return fill(page.words.answered_nothing, answers=told, name=condition.question.id)
    # A reader at a door remembers the question and not its number. The row is a link, so this is none.
    question = make("em", _short(bare(page, asked.text)), class_="fp-way__asked")
    return fill(page.words.answered, answers=told, number=badge(use, asked), question=question)


def _short(words: str) -> str:
    """As much of a question as brings it back to mind, whole words where it has any."""
    if len(words) <= _REMINDER:
        return words
    cut = words[:_REMINDER]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + "…"
