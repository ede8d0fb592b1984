"""What stands above the steps: whether a tree may be relied on, whom it is for, how large it is, and where to begin."""

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from fingerpost.model import Outcome, Question, Site, Tree
from fingerpost.renderers.local import strip
from fingerpost.renderers.promises import proved
from fingerpost.renderers.prose import Page, described, fill, items, make, moment, plain_words, rich
from fingerpost.renderers.textform import stage_id, stage_name, stages
from fingerpost.renderers.words import Words, count
from fingerpost.search import expand, summary, total
from fingerpost.text import Piece


def opening(page: Page) -> Iterator[Element]:
    """What stands first: whether a tree may be relied on, and what it is about."""
    yield from banners(page)
    if page.tree.summary is not None:
        yield make("p", *rich(page, page.tree.summary), class_="fp-header__summary")


def reach(page: Page, named_in: Sequence[Element]) -> Iterator[Element]:
    """What can be read later: whom a tree is for, the numbers that the header names so far, its dates and its size."""
    tree = page.tree
    scope = described(_scope(page), class_="fp-terms")
    shown = [scope] if scope is not None else []
    yield from [*shown, *strip(page, [*named_in, *shown], name=f"{tree.id}.local_here")]
    size = items("ul", ([line] for line in counts(tree, page.site, page.words)), class_="fp-counts")
    yield make("div", described(_state(page), class_="fp-meta"), size, class_="fp-header__size")


def contents(page: Page, parts: Iterable[Element]) -> Element | None:
    """Links to the stages of a tree, and to those parts of its page that have headings of their own."""
    own = [(stage_id(page, stage), plain_words(stage_name(page, stage))) for stage in stages(page)]
    headings = (heading for part in parts for heading in part.iter("h2"))
    other = [(heading.attrib["id"], plain_words([heading])) for heading in headings]
    lists = [_jumps(own, "stages"), _jumps(other, "parts")]
    return make("nav", *lists, class_="fp-contents", aria_label=page.words.contents) if own or other else None


def _jumps(links: Sequence[tuple[str, str]], kind: str) -> Element | None:
    if not links:
        return None
    entries = ([make("a", words, href=f"#{name}")] for name, words in links)
    return items("ul", entries, class_=f"fp-jumps fp-jumps--{kind}")


# Whether it may be relied on -------------------------------------------------------------------------------------


def status(tree: Tree) -> str:
    """Where a tree stands; one that does not say is a draft, since nobody has said that it is more."""
    return tree.status.id if tree.status is not None else "draft"


def is_overdue(page: Page) -> bool:
    """Whether a tree was to be reviewed before today."""
    return page.tree.next_review is not None and page.tree.next_review.value < page.site.today


def banners(page: Page) -> Iterator[Element]:
    """What a reader must know before relying on a tree: that it is not approved, or overdue for review."""
    words = page.words
    match status(page.tree):
        case "draft":
            yield _banner("draft", words.draft, [words.draft_meaning])
        case "review":
            yield _banner("review", words.review, [words.review_meaning])
        case "retired":
            yield _banner("retired", words.retired, [words.retired_meaning])
    due = page.tree.next_review
    if due is not None and is_overdue(page):
        yield _banner("overdue", words.overdue, fill(words.overdue_meaning, date=moment(words, due)))


def _banner(kind: str, name: str, meaning: Sequence[Piece]) -> Element:
    return make("p", make("strong", name), " ", *meaning, class_=f"fp-banner fp-banner--{kind}")


# What it is ------------------------------------------------------------------------------------------------------


def _scope(page: Page) -> dict[str, list[Piece]]:
    """Whom and what a tree is for, and what it is not for."""
    tree, words = page.tree, page.words
    texts = {words.audience: tree.audience, words.setting: tree.setting, words.not_for: tree.not_for}
    return {term: rich(page, said) for term, said in texts.items() if said is not None}


def _state(page: Page) -> dict[str, list[Piece]]:
    """Which version a tree is, and when it was and will be looked at."""
    tree, words = page.tree, page.words
    told: dict[str, list[Piece]] = {}
    if tree.version is not None:
        told[words.version] = rich(page, tree.version)
    if tree.approved_on is not None and status(tree) == "approved":
        told[words.approved] = [moment(words, tree.approved_on)]
    if tree.last_reviewed is not None:
        told[words.last_reviewed] = [moment(words, tree.last_reviewed)]
    elif tree.next_review is not None:
        told[words.last_reviewed] = [words.never_reviewed]
    if tree.next_review is not None:
        told[words.next_review] = [moment(words, tree.next_review)]
    return told


def counts(tree: Tree, site: Site, words: Words) -> Iterator[str]:
    """How large a tree is: its questions and outcomes, how many paths there are, and how long the longest is."""
    nodes = tree.nodes.values()
    yield count(words, words.questions, sum(isinstance(node, Question) for node in nodes))
    yield count(words, words.outcomes, sum(isinstance(node, Outcome) for node in nodes))
    tally = total(summary(tree, site))
    if tally is not None:
        yield count(words, words.paths, tally.paths)
        yield count(words, words.longest, tally.longest)
    else:
        yield words.unlimited if expand(tree, site).complete else words.uncounted
    yield from proved(tree, site, words)
