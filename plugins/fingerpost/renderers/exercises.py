"""The cases of all trees as exercises: each story in sight, and folded below it where its author's answers lead."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from fingerpost.model import Answer, Case, Jump, Question, Site
from fingerpost.renderers.prose import Page, described, fill, items, language, make, page_of, rich, unlinked
from fingerpost.renderers.steps import Step, anchor, steps, urgency
from fingerpost.renderers.textform import by_when
from fingerpost.renderers.ways import badge, title, to_tree
from fingerpost.renderers.words import ENGLISH
from fingerpost.text import Piece, direction, one_line


def element(site: Site, *, href: Callable[[str], str]) -> Element:
    """A `<decision-tree-exercises>` with a section for each tree that has cases, in the order of their ids.

    `href(tree)` is the address of a tree's page seen from this page.
    """
    # Facts are told by their labels: the values of no place stand here.
    pages = [replace(page_of(tree, site, href), places=()) for _, tree in sorted(site.trees.items()) if tree.cases]
    if not pages:
        return make("decision-tree-exercises", make("p", ENGLISH.no_exercises), class_="fp")
    jumps = items("ul", (_jump(page) for page in pages), class_="fp-jumps fp-jumps--parts")
    contents = make("nav", jumps, aria_label=ENGLISH.contents)
    return make("decision-tree-exercises", contents, *map(_section, pages), class_="fp")


def _jump(page: Page) -> list[Piece]:
    return [make("a", one_line(page.tree.title, page.site), href=f"#{_id(page)}")]


def _id(page: Page) -> str:
    return f"exercises_{page.tree.id}"


def _section(page: Page) -> Element:
    tree = page.tree
    heading = make("h2", *unlinked(page, tree.title), id=_id(page), class_="fp-stage__heading")
    begin = make("span", page.words.walk_tree, class_="fp-way__answer")
    start = make("a", begin, href=page.href(tree.id), class_="fp-way")
    walk = make("ul", make("li", start), class_="fp-ways fp-ways--start")
    shown = {anchor(step.use, step.node.id): step for step in steps(tree, page.site)}
    cases = items("ol", (_exercise(page, case, shown) for case in tree.cases.values()))
    way = direction(language(tree))
    return make("section", heading, walk, cases, class_="fp-foot fp-stage", lang=language(tree), dir=way)


def _exercise(page: Page, case: Case, shown: Mapping[str, Step]) -> Iterator[Element]:
    words = page.words
    yield make("p", *rich(page, case.story))
    told = described(
        {
            words.answers: _list("ol", [_answer(page, shown, one) for one in case.answers]),
            words.on_the_way: _list("ul", [_step(page, shown, one.id) for one in case.passes]),
            words.kinds["outcome"]: _end(page, case, shown),
        },
        class_="fp-terms",
    )
    # Themes keep the last element of a fold off its border, where it has no margins of ours.
    yield make("details", make("summary", words.tree_says), make("div", told), class_="fp-fold")


def _list(tag: str, entries: list[list[Piece]]) -> list[Piece]:
    return [items(tag, entries)] if entries else []


def _answer(page: Page, shown: Mapping[str, Step], answer: Answer) -> list[Piece]:
    """A question as a link to its step, and what was answered."""
    asked = _find(page, shown, answer.question.id)
    options = asked.node.options if asked and isinstance(asked.node, Question) else ()
    words = next((unlinked(page, one.text) for one in options if one.id == answer.option.id), [answer.option.id])
    return [*_step(page, shown, answer.question.id), " ", make("strong", *fill(page.words.quoted, words=words))]


def _end(page: Page, case: Case, shown: Mapping[str, Step]) -> list[Piece]:
    """Where the answers lead: an outcome with its urgency, or another tree."""
    match case.outcome:
        case Jump(tree=name) if name in page.site.trees:
            link = make("a", *unlinked(page, page.site.trees[name].title), href=to_tree(page, name))
            return fill(page.words.walk["to_tree"], tree=[link])
        case Jump(tree=name):
            return [make("code", name)]
    step = _find(page, shown, case.outcome.id)
    soon = urgency(step.use, step.node) if step else None
    end = _step(page, shown, case.outcome.id)
    return [*end, " ", by_when(page, soon, returns=False)] if soon else end


def _step(page: Page, shown: Mapping[str, Step], name: str) -> list[Piece]:
    """A step as a link to where it stands on its tree's page.

    One that does not stand there, since it is too deep or a check reports its name, is called as the case calls it.
    """
    step = _find(page, shown, name)
    if step is None:
        return [make("code", name)]
    address = f"{page.href(page.tree.id)}#{anchor(step.use, step.node.id)}"
    return [make("a", badge(step.use, step.node), " ", *title(page, step.use, step.node), href=address)]


def _find(page: Page, shown: Mapping[str, Step], name: str) -> Step | None:
    """The step that a case calls `node` or, within a subtree, `use/node`."""
    return shown.get(f"{page.tree.id}.{name.replace('/', '.')}")
