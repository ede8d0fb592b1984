"""The proof that a card shows a whole tree: what is to be printed is read back and compared with the tree itself.

It shares nothing with what lays a card out but the sentences of a card, so that neither hides a fault of the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fingerpost.cards import words
from fingerpost.cards.local import filled
from fingerpost.cards.subject import outdated
from fingerpost.diagnostics import Finding
from fingerpost.model import Action, End, Jump, Node, Place, Question, Ref, Site, Subtree, Target, Tree
from fingerpost.paths import ways_out
from fingerpost.renderers.words import words_of
from fingerpost.source import Span


def unshown(sections: Sequence[str], head: str, tree: Tree, site: Site, place: Place | None) -> Iterator[Finding]:
    """Yield each step, answer and way out that does not stand where it must, with the step or card that it leads to.

    `sections` are the words of each step in the order of printing, `head` is what stands above them, both on one line.
    """
    if len(sections) != len(tree.nodes):
        yield Finding(message=f"The card has {len(sections)} steps, the tree {len(tree.nodes)}.", span=tree.span)
    start = words.START.format(number=tree.nodes[tree.start.id].number)
    yield from _missing(head, [(start, tree.start.span)], "The head", at="")
    ways = ways_out(site, tree).values()
    outs = [(f"{filled(one.text, place)}: {_to(one.to, tree, site, place)}", one.span) for one in ways]
    yield from _missing(head, outs, "The head", at="")
    for section, node in zip(sections, tree.nodes.values(), strict=False):
        yield from _missing(section, [*_wanted(node, tree, site, place)], f"Step {node.number}", at=node.id)


def uncarried(tree: Tree, site: Site, *, at: str) -> Iterator[Finding]:
    """Yield each reason why a card that this one sends its reader on to may not be printed."""
    for other, span in _others(tree, site).items():
        for finding in outdated(site.trees[other], site, span, at=at):
            yield replace(finding, message=f"This card sends its reader on to that of {other}. {finding.message}")


def _others(tree: Tree, site: Site) -> dict[str, Span]:
    """The trees that a card names, each with where it was written first."""
    found = dict[str, Span]()
    for node in tree.nodes.values():
        match node:
            case Question(options=options):
                lists: list[tuple[Target, ...]] = [option.to for option in options]
            case Action(to=targets):
                lists = [targets]
            case Subtree(tree=used, outcomes=returns):
                found.setdefault(used.id, used.span)
                lists = [one.to for one in returns]
            case _:
                lists = []
        for target in (target for targets in lists for target in targets):
            if isinstance(target.to, Jump):
                found.setdefault(target.to.tree, target.span)
    for out in ways_out(site, tree).values():
        if isinstance(out.to, Jump):
            found.setdefault(out.to.tree, out.span)
    return {other: span for other, span in found.items() if other in site.trees}


def _missing(text: str, wanted: Sequence[tuple[str, Span]], where: str, *, at: str) -> Iterator[Finding]:
    """Look for sentences one behind the other."""
    behind = 0
    for sentence, span in wanted:
        found = text.find(sentence, behind)
        if found < 0:
            yield Finding(message=f"{where} does not show “{sentence}”, so the card is not whole.", span=span, at=at)
        else:
            behind = found + len(sentence)


def _wanted(node: Node, tree: Tree, site: Site, place: Place | None) -> Iterator[tuple[str, Span]]:
    """What must be read at a step, in order."""
    ui = words_of(tree.language.id if tree.language else "en")
    title = node.text
    if isinstance(node, Subtree) and not title.value and node.tree.id in site.trees:
        title = site.trees[node.tree.id].title
    yield f"{node.number} {filled(title, place)}", node.span
    match node:
        case Question(options=options):
            for option in options:
                for sentence in _leads(filled(option.text, place), option.to, tree, site, place):
                    yield sentence, option.span
        case Action(to=targets):
            for sentence in _leads(ui.then, targets, tree, site, place):
                yield sentence, node.span
        case Subtree(tree=used, outcomes=returns):
            inner = site.trees[used.id]
            yield words.USE.format(title=filled(inner.title, place)), node.span
            for one in returns:
                ended = words.ENDED.format(outcome=filled(inner.nodes[one.outcome.id].text, place))
                for sentence in _leads(ended, one.to, tree, site, place):
                    yield sentence, one.span


def _leads(answer: str, targets: Sequence[Target], tree: Tree, site: Site, place: Place | None) -> Iterator[str]:
    """An answer with where it leads; where that depends on other answers, each of those by number and words."""
    if len(targets) == 1 and targets[0].when is None:
        yield f"{answer}: {_to(targets[0].to, tree, site, place)}"
        return
    yield f"{answer}:"
    for target in targets:
        for condition in target.when.conditions if target.when else ():
            asked = tree.nodes[condition.question.id]
            assert isinstance(asked, Question)
            texts = {option.id: filled(option.text, place) for option in asked.options}
            yield f"{asked.number} was “{texts[condition.options[0].id]}”"
            yield from (f"“{texts[option.id]}”" for option in condition.options[1:])
        yield f": {_to(target.to, tree, site, place)}"


def _to(to: Ref | Jump | End, tree: Tree, site: Site, place: Place | None) -> str:
    match to:
        case Ref(id=name):
            return words.TO.format(number=tree.nodes[name].number)
        case Jump(tree=other):
            return words.ON.format(title=filled(site.trees[other].title, place))
    return words.END
