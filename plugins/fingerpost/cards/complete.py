"""The proof that a card shows a whole tree: what is to be printed is read back and compared with the tree itself.

It shares nothing with what lays a card out but the sentences of a card, so that neither hides a fault of the other.
"""

from collections import Counter
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


def unshown(
    steps: Sequence[Sequence[str]],
    head: Sequence[str],
    tree: Tree,
    site: Site,
    place: Place | None,
    *,
    noted: bool = False,
) -> Iterator[Finding]:
    """Yield each step, answer and way out that does not stand where it must, and whatever else stands there.

    `steps` are the sentences of each step, its number and title first, in the order of printing; `head` are those above
    them. Where `noted`, an answer has its note below it.
    """
    if len(steps) != len(tree.nodes):
        yield Finding(message=f"The card has {len(steps)} steps, the tree {len(tree.nodes)}.", span=tree.span)
    ways = ways_out(site, tree).values()
    above = [(words.START.format(number=tree.nodes[tree.start.id].number), tree.start.span)]
    above += [(f"{filled(one.text, place)}: {_to(one.to, tree, site, place)}", one.span) for one in ways]
    yield from _differing(head, above, "The head", tree.span, at="")
    for shown, node in zip(steps, tree.nodes.values(), strict=False):
        wanted = [*_wanted(node, tree, site, place, noted=noted)]
        yield from _differing(shown, wanted, f"Step {node.number}", node.span, at=node.id)


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


def _differing(
    shown: Sequence[str], wanted: Sequence[tuple[str, Span]], where: str, span: Span, *, at: str
) -> Iterator[Finding]:
    """Compare whole sentences and their order: “go to 2” is also how “go to 22” begins."""
    told = [sentence for sentence, _ in wanted]
    spans = dict(wanted)
    for sentence in Counter(told) - Counter(shown):
        message = f"{where} does not show “{sentence}”, so the card is not whole."
        yield Finding(message=message, span=spans[sentence], at=at)
    for sentence in Counter(shown) - Counter(told):
        yield Finding(message=f"{where} shows “{sentence}”, which the tree does not say there.", span=span, at=at)
    if [*shown] != told and Counter(shown) == Counter(told):
        yield Finding(message=f"{where} shows its sentences in another order than the tree.", span=span, at=at)


def _wanted(node: Node, tree: Tree, site: Site, place: Place | None, *, noted: bool) -> Iterator[tuple[str, Span]]:
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
                if noted and option.note is not None:
                    yield filled(option.note, place), option.span
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
    ui = words_of(tree.language.id if tree.language else "en")
    yield f"{answer}:"
    for target in targets:
        conditions = []
        for condition in target.when.conditions if target.when else ():
            asked = tree.nodes[condition.question.id]
            assert isinstance(asked, Question)
            texts = {option.id: ui.quoted.format(words=filled(option.text, place)) for option in asked.options}
            answers = ui.or_.join(texts[option.id] for option in condition.options)
            conditions.append(words.IF.format(number=asked.number, answers=answers))
        yield f"{ui.and_.join(conditions) or ui.otherwise}: {_to(target.to, tree, site, place)}"


def _to(to: Ref | Jump | End, tree: Tree, site: Site, place: Place | None) -> str:
    match to:
        case Ref(id=name):
            return words.TO.format(number=tree.nodes[name].number)
        case Jump(tree=other):
            return words.ON.format(title=filled(site.trees[other].title, place))
    return words.END
