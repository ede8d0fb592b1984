"""A step in plain words, a line each thing that it says: for a terminal, a mail, or a table."""

from collections.abc import Iterable, Iterator

from fingerpost.model import Node, Outcome, Site, Text, Tree
from fingerpost.renderers.prose import language
from fingerpost.renderers.words import Words, words_of
from fingerpost.text import fact_label, plain

GUIDANCE = ("say", "do", "avoid", "look_for")
CLOSING = ("record", "consult")
LISTS = (*GUIDANCE, *CLOSING)
_FOLLOW_UP = ("who", "when", "how", "stop")


def spoken(text: Text, site: Site) -> str:
    """An author's words, facts by their labels in brackets."""
    return plain(text.value, lambda fact: f"[{fact_label(site, fact)}]" if fact in site.facts else fact)


def line(text: Text, site: Site) -> str:
    """An author's words on one line, without marks; a local fact is named in brackets."""
    return " ".join(spoken(text, site).split())


def told(node: Node, tree: Tree, site: Site) -> Iterator[str]:
    """What stands at a node beside its own words and where it leads, a line each, in the order of its page."""
    words = words_of(language(tree))
    if isinstance(node, Outcome) and node.urgency:
        soon = words.urgencies.get(node.urgency.id, node.urgency.id)
        within = line(node.within, site) if node.within else soon
        yield within if _begins(within, soon) else f"{soon}, {within}"
    yield from _lists(node, GUIDANCE, words, site)
    if node.detail:
        yield line(node.detail, site)
    yield from _lists(node, CLOSING, words, site)
    if isinstance(node, Outcome):
        if later := follow_up(node, tree, site):
            yield f"{words.follow_up}: {later}"
        yield from (
            f"{words.next}: {line(site.trees[one.id].title, site)}" for one in node.next if one.id in site.trees
        )
    if node.why:
        yield f"{words.why}: {line(node.why, site)}"


def _begins(words: str, with_: str) -> bool:
    """Whether words begin with others, such as "today" that would else be said twice."""
    return f"{words.casefold()} ".startswith((f"{with_.casefold()} ", f"{with_.casefold()},"))


def _lists(node: Node, names: Iterable[str], words: Words, site: Site) -> Iterator[str]:
    for name in names:
        yield from (f"{getattr(words, name)}: {line(one, site)}" for one in getattr(node, name, ()))


def follow_up(node: Outcome, tree: Tree, site: Site) -> str:
    """Who comes back to it, when, how and until when, on one line; nothing where nobody does."""
    words = words_of(language(tree))
    parts = {name: getattr(node.follow_up, name, None) for name in _FOLLOW_UP}
    return "; ".join(f"{getattr(words, name)}: {line(one, site)}" for name, one in parts.items() if one)
