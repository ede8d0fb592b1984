"""A booklet: every step of a tree in full, over as many pages as it takes."""

from collections.abc import Iterator, Sequence
from typing import Any

from fingerpost.cards import words
from fingerpost.cards.complete import uncarried, unshown
from fingerpost.cards.facts import checked
from fingerpost.cards.learn import headed, sentences, spoken
from fingerpost.cards.local import Say, filled, heard, paragraphs, to_look_up, used, with_lines
from fingerpost.cards.matter import Matter
from fingerpost.cards.numbered import chunks, opening
from fingerpost.cards.refusal import Refused
from fingerpost.cards.subject import Subject, can_be_said, edition_of, last_day, stamped, standing
from fingerpost.model import Card, Node, Outcome, Place, Question, Site, Text, Tree
from fingerpost.renderers.words import Words, words_of
from fingerpost.text import fact_label

KIND = "booklet"


def booklet_matter(
    tree: Tree, site: Site, place: Place | None, *, page: str = "", entries: Sequence[dict[str, str]] = ()
) -> Matter:
    """What stands in a booklet. Raises `Refused` with every reason where it must not be printed."""
    author = headed(tree, KIND)
    said = heard(lambda say: _body(tree, site, author, say, say))
    # Not in the danger line, which is there for who has no time.
    kept = used([author.danger] if author and author.danger else [])
    by_hand = tuple(name for name in to_look_up(said, place) if name not in kept)
    told = _to_write(by_hand, place, site)
    place = with_lines(place, by_hand, site)
    subject = Subject(
        id=author.id if author else KIND,
        tree=tree,
        place=place,
        words=said,
        span=author.span if author else tree.span,
        by_hand=by_hand,
    )
    reasons = [*standing(subject, site), *uncarried(tree, site, at=subject.id)]
    if not can_be_said(subject):
        raise Refused(reasons)
    body = _body(tree, site, author, lambda text: filled(text, place), lambda text: paragraphs(text, place))
    sections = [spoken(one) for one in body["chunks"]]
    head = spoken([body["start"], body["exits"]])
    mark = edition_of(subject, [head, *sections, *map(spoken, entries), spoken(told)])
    # It is too long to be kept line by line.
    lines = (body["title"],)
    if reasons := reasons or [*unshown(*sentences(body), tree, site, place, noted=True)]:
        raise Refused(reasons, edition=mark, lines=lines)
    return Matter(
        id=subject.id,
        template=KIND,
        edition=mark,
        discard=last_day(subject),
        lines=lines,
        body=body | stamped(subject, mark, page) | {"entries": [*entries], "by_hand": told},
        steps=(),
        span=subject.span,
        by_hand=by_hand,
        checked=checked(subject.words, place),
        license=tree.license.value if tree.license else "",
    )


def words_of_booklet() -> dict[str, str]:
    """What a booklet says of itself, of a tree or of several."""
    return {
        "page": words.PAGE,
        "steps": words.STEPS,
        "cards": words.CARDS,
        "to_write": words.TO_WRITE,
        "write": words.WRITE_FIRST,
        "edition": words.EDITION,
    }


def _body(tree: Tree, site: Site, author: Card | None, say: Say, long: Say) -> dict[str, Any]:
    ui = words_of(tree.language.id if tree.language else "en")
    return {
        "title": say(author.title if author else tree.title),
        "danger": say(author.danger) if author and author.danger else None,
        "words": words_of_booklet() | {"exits": ui.exits},
        "throw": words.THROW,
        "staged": any(node.stage for node in tree.nodes.values()),
        "about": list(_about(tree, say, ui)),
        **opening(tree, site, say),
        "chunks": list(chunks(tree, site, say, lambda node: _further(node, site, say, long, ui))),
    }


def _to_write(names: Sequence[str], place: Place | None, site: Site) -> list[dict[str, str]]:
    """What is to be written in: what it is called, and what the place says of how to find it."""
    assert place is not None or not names
    return [{"label": fact_label(site, name), "how": filled(place.facts[name].text, place)} for name in names if place]


def _about(tree: Tree, say: Say, ui: Words) -> Iterator[dict[str, Any]]:
    """For whom it is, and for whom it is not."""
    told = {"": tree.summary, ui.audience: tree.audience, ui.setting: tree.setting, ui.not_for: tree.not_for}
    for label, text in told.items():
        if text is not None:
            yield _note("text", label, [say(text)])


def _further(node: Node, site: Site, say: Say, long: Say, ui: Words) -> dict[str, Any]:
    """What a step says beside its title and where it leads, in the order of the page."""
    look_for = node.look_for if isinstance(node, Question) else ()
    before = [
        _note("say", ui.say, [ui.quoted.format(words=say(text)) for text in node.say]),
        _note("do", ui.do, _each(node.do, say)),
        _note("avoid", ui.avoid, _each(node.avoid, say)),
        _note("look-for", ui.look_for, _each(look_for, say)),
        _note("text", "", long(node.detail).split("\n") if node.detail else []),
    ]
    behind = [
        *(_closing(node, site, say, ui) if isinstance(node, Outcome) else ()),
        _note("text", ui.why, [say(node.why)] if node.why else []),
        _note("text", "", [f"{ui.evidence}: {ui.evidences.get(grade, grade)}"] if (grade := _grade(node)) else []),
    ]
    return {
        "notes": [one for one in before if one["lines"]],
        "ways": ui.answers if isinstance(node, Question) else "",
        "behind": [one for one in behind if one["lines"]],
    }


def _closing(node: Outcome, site: Site, say: Say, ui: Words) -> Iterator[dict[str, Any]]:
    yield _note("record", ui.record, _each(node.record, say))
    yield _note("consult", ui.consult, _each(node.consult, say))
    if (plan := node.follow_up) is not None:
        parts = {ui.who: plan.who, ui.when: plan.when, ui.how: plan.how, ui.stop: plan.stop}
        yield _note("text", ui.follow_up, [f"{label}: {say(text)}" for label, text in parts.items() if text])
    yield _note("next", ui.next, [say(site.trees[one.id].title) for one in node.next if one.id in site.trees])


def _grade(node: Node) -> str:
    return node.evidence.id if node.evidence else ""


def _each(texts: Sequence[Text], say: Say) -> list[str]:
    return [say(text) for text in texts]


def _note(kind: str, label: str, lines: list[str]) -> dict[str, Any]:
    return {"kind": kind, "label": label, "lines": lines}
