"""A learn card: the whole of a small tree in numbered steps, on two sides, or folded into eight panels."""

from collections.abc import Iterator, Mapping
from typing import Any

from fingerpost.cards import words
from fingerpost.cards.complete import uncarried, unshown
from fingerpost.cards.facts import checked
from fingerpost.cards.local import Say, filled, heard
from fingerpost.cards.matter import Line, Matter
from fingerpost.cards.numbered import chunks, opening
from fingerpost.cards.refusal import Refused
from fingerpost.cards.subject import Subject, can_be_said, edition_of, last_day, stamped, standing
from fingerpost.model import Card, Place, Site, Tree
from fingerpost.renderers.words import words_of

KIND = "learn"
_PANELS = 8


def learn_matter(
    tree: Tree,
    site: Site,
    place: Place | None,
    *,
    page: str = "",
    template: str = KIND,
    chart: Mapping[str, Any] | None = None,
) -> Matter:
    """What stands on a learn card; `chart` is its flowchart, to be shown if it fits.

    Raises `Refused` with every reason where it must not be printed.
    """
    author = headed(tree, KIND)
    said = heard(lambda say: _body(tree, site, author, say))
    subject = Subject(
        id=author.id if author else KIND,
        tree=tree,
        place=place,
        words=said,
        span=author.span if author else tree.span,
    )
    reasons = [*standing(subject, site), *uncarried(tree, site, at=subject.id)]
    if not can_be_said(subject):
        raise Refused(reasons)
    body = _body(tree, site, author, lambda text: filled(text, place))
    sections = [spoken(one) for one in body["chunks"]]
    head = spoken([body["start"], body["exits"]])
    mark = edition_of(subject, [head, *sections])
    above = [body["title"], body["danger"], body["start"], *map(spoken, body["exits"])]
    lines = (*filter(None, above), *sections)
    if reasons := reasons or [*unshown(*sentences(body), tree, site, place)]:
        raise Refused(reasons, edition=mark, lines=lines)
    panels = [words.PAGE.format(n=n, m=_PANELS) for n in range(1, _PANELS + 1)]
    return Matter(
        id=subject.id,
        template=template,
        edition=mark,
        discard=last_day(subject),
        lines=lines,
        body=body | stamped(subject, mark, page) | {"panels": panels, "chart": chart},
        steps=[
            Line(name=chunk["number"], words=chunk["text"], length=len(section), span=node.text.span)
            for node, chunk, section in zip(tree.nodes.values(), body["chunks"], sections, strict=True)
        ],
        span=subject.span,
        checked=checked(subject.words, place),
        license=tree.license.value if tree.license else "",
    )


def headed(tree: Tree, kind: str) -> Card | None:
    """What an author wrote about the tree's card of a kind that is made from the tree: its title and danger line."""
    return next((card for card in tree.cards.values() if card.kind.id == kind), None)


def sentences(body: Mapping[str, Any]) -> tuple[list[list[str]], list[str]]:
    """What leads through the steps, sentence by sentence: each step with its number and rows, and what is above all."""
    steps = [[f"{one['number']} {one['text']}", *map(spoken, one["rows"])] for one in body["chunks"]]
    return steps, [body["start"], *map(spoken, body["exits"])]


def spoken(value: object) -> str:
    """All words in plain values, in order, on one line: what a reader of the card reads."""
    return " ".join(_strings(value))


def _strings(value: object) -> Iterator[str]:
    stack = [value]
    while stack:
        match stack.pop():
            case str(words) if words:
                yield " ".join(words.split())
            case dict(parts):
                stack += [part for name, part in reversed(parts.items()) if name not in _UNSAID]
            case list(parts):
                stack += reversed(parts)


# What shapes a step and is not read.
_UNSAID = frozenset({"kind", "urgency"})


def _body(tree: Tree, site: Site, author: Card | None, say: Say) -> dict[str, Any]:
    ui = words_of(tree.language.id if tree.language else "en")
    return {
        "title": say(author.title if author else tree.title),
        "danger": say(author.danger) if author and author.danger else None,
        "words": {"exits": ui.exits, "edition": words.EDITION},
        **opening(tree, site, say),
        "chunks": list(chunks(tree, site, say)),
    }
