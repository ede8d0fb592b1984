"""What stands above the steps: whether a tree may be relied on, whom it is for, how large it is, and where to begin."""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from fingerpost.renderers.local import strip
from fingerpost.renderers.prose import Page, described, items, make, plain_words, rich
from fingerpost.renderers.textform import stage_id, stage_name, stages


def header(page: Page) -> Element:
    """The header; `contents` completes it once the rest of the page is known."""
    tree = page.tree
    intro = make("p", *rich(page, tree.summary), class_="fp-header__summary") if tree.summary is not None else None
    terms = described(_scope(page), class_="fp-terms")
    said = [part for part in (intro, terms) if part is not None]
    size = items("ul", ([line] for line in counts(tree, page.site, page.words)), class_="fp-counts")
    state = make("div", described(_state(page), class_="fp-meta"), size, class_="fp-header__size")
    return make("header", *banners(page), *said, *strip(page, said), state, class_="fp-header")


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
