"""What a name means: nodes, options and the like, across trees; and what to say where it means nothing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from fingerpost.diagnostics import Edit, Finding, Fix, Label
from fingerpost.model import Node, Outcome, Question, Ref, Site, Subtree, Text, Tree
from fingerpost.nearest import is_slip, nearest
from fingerpost.source import within


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """The part of a name that means nothing: `name[start:]` begins with `word`, and `known` could stand there."""

    start: int
    word: str
    known: tuple[str, ...]


def unknown(
    message: str,
    name: Ref,
    known: Iterable[str],
    *,
    at: str = "",
    start: int = 0,
    word: str | None = None,
    otherwise: str = "",
    labels: tuple[Label, ...] = (),
) -> Finding:
    """A finding about a name that means nothing, with the known one that was meant if it rather is a slip.

    `otherwise` is the help where it is none; a name that is but near is told and not offered: it may be another thing.
    `start` and `word` say which part of the name is meant, where it is not all of it.
    """
    part = name.id if word is None else word
    span = within(name.span, name.id, start, start + len(part))
    near = nearest(part, known)
    if near is None:
        return Finding(message=message, span=span, at=at, help=otherwise, labels=labels)
    if not is_slip(part, near):
        help_ = " ".join(filter(None, [otherwise, f"The nearest name is `{near}`."]))
        return Finding(message=message, span=span, at=at, help=help_, labels=labels)
    fix = Fix(message=f"Write `{near}`.", edits=(Edit(span=span, replacement=near),))
    # Where the part cannot be told from the whole, replacing would take too much.
    fixes = (fix,) if span != name.span or part == name.id else ()
    return Finding(message=message, span=span, at=at, help=f"Did you mean `{near}`?", labels=labels, fixes=fixes)


def meant(word: str, known: Iterable[str]) -> str | None:
    """The known name of which a word rather is a slip; None where it is none."""
    near = nearest(word, known)
    return near if near is not None and is_slip(word, near) else None


def find_node(name: str, tree: Tree | None, site: Site) -> Node | Miss | None:
    """The node that a name means: `node`, `use/node` or `tree/node`; None when its tree could not be read.

    `tree` is the tree in which the name stands, None for what holds for the whole site.
    """
    scope, start = tree, 0
    parts = name.split("/")
    for place, part in enumerate(parts[:-1]):
        inner = _inner(part, scope, site, first=place == 0)
        if isinstance(inner, Miss):
            return Miss(start=start, word=part, known=inner.known)
        if inner in site.unread:
            return None
        if inner not in site.trees:
            return Miss(start=start, word=part, known=tuple(site.trees))
        scope = site.trees[inner]
        start += len(part) + 1
    if scope is None:
        return Miss(start=0, word=name, known=())
    return scope.nodes.get(parts[-1]) or Miss(start=start, word=parts[-1], known=tuple(scope.nodes))


def _inner(part: str, scope: Tree | None, site: Site, *, first: bool) -> str | Miss:
    """The id of the tree that a part of a name leads into."""
    match scope.nodes.get(part) if scope else None:
        case Subtree(tree=used):
            return used.id
    if first and (part in site.trees or part in site.unread):
        return part
    uses = [node.id for node in scope.nodes.values() if isinstance(node, Subtree)] if scope else []
    return Miss(start=0, word=part, known=(*uses, *(site.trees if first else ())))


def unknown_node(name: Ref, tree: Tree | None, site: Site, *, at: str, part: str | None = None) -> Finding | None:
    """The finding about a name that should mean a node; `part` is the name within `name` (behind `node:`)."""
    wanted = name.id if part is None else part
    found = find_node(wanted, tree, site)
    if not isinstance(found, Miss):
        return None
    message = f"There is no node `{found.word}`." if found.known else f"`{wanted}` does not say of which tree."
    otherwise = "" if found.known else f"Write `tree/{wanted}`, with the id of its tree."
    start = len(name.id) - len(wanted) + found.start
    return unknown(message, name, found.known, at=at, start=start, word=found.word, otherwise=otherwise)


def unknown_answer(
    question: Ref, option: Ref, tree: Tree | None, site: Site, *, at: str, cut: tuple[int, int] = (0, 0)
) -> Finding | None:
    """The finding about a question or an option that is not there.

    Both references may be one word, `answer:node/option`; then `cut` says where the question begins and ends in it.
    """
    asked = question.id[cut[0] : cut[1]] if cut[1] else question.id
    node = find_node(asked, tree, site)
    match node:
        case None | Question(options=()) | Outcome(text=Text(value="")):
            return None  # what is missing there is said there
        case Miss(start=start, word=word, known=known):
            message = f"There is no question `{word}`." if known else f"`{asked}` does not say of which tree."
            return unknown(message, question, known, at=at, start=cut[0] + start, word=word)
        case Question(options=options):
            return _unknown_option(option, node, {one.id for one in options}, at=at, start=cut[1] and cut[1] + 1)
    message = f"`{asked}` is not a question, so nothing is answered there."
    label = Label(span=node.span, message="this is the step")
    help_ = "Name the question that is asked there."
    return Finding(message=message, span=question.span, at=at, labels=(label,), help=help_)


def _unknown_option(option: Ref, question: Node, known: Collection[str], *, at: str, start: int) -> Finding | None:
    word = option.id[start:]
    if word in known:
        return None
    label = Label(span=question.span, message=f"it offers {listed(sorted(known))}")
    message = f"`{question.id}` has no option `{word}`."
    otherwise = f"Name one of these; or offer `{word}` there, if it is the question that lacks it."
    return unknown(message, option, known, at=at, start=start, word=word, labels=(label,), otherwise=otherwise)


def listed(names: Iterable[str], *, most: int = 6) -> str:
    """Names in a sentence: "`a`, `b` and `c`"; past `most`, how many more."""
    words = [f"`{name}`" for name in names]
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else "nothing"
