"""What a page says of the promises that were proved: how many, and each as a sentence with its reason."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from fingerpost.model import Site, Tree
from fingerpost.policies import Judgement, Verdict, counts_exits, judgements, owner, sentence
from fingerpost.renderers.prose import Page, fill, joined, make, rich
from fingerpost.renderers.sources import source_link
from fingerpost.renderers.words import Words, count
from fingerpost.search import summary, total
from fingerpost.text import Piece


def proved(tree: Tree, site: Site, words: Words) -> Iterator[str]:
    """The line about the policies of a tree; none where it has none, or one that nothing sets off alone."""
    judged = _said(tree, site)
    held = sum(one.verdict is Verdict.HOLDS for one in judged)
    if not judged:
        return
    tally = total(summary(tree, site))
    if held < len(judged):
        yield words.proved_some.format(held=held, all=len(judged))
    elif tally is None:
        yield words.proved_endless
    else:
        yield words.proved.format(paths=count(words, words.paths, tally.paths))


def promises(page: Page) -> Element | None:
    """The policies in sentences, each with its reason and its sources, folded: the tree's own, then the site's."""
    judged = _said(page.tree, page.site)
    if not judged:
        return None
    words = page.words
    heading = make("h2", words.proofs, id=f"{page.tree.id}.proofs_", class_="fp-foot__heading")
    meaning = make("p", words.proofs_meaning, class_="fp-proofs__meaning")
    own = [one for one in judged if owner(one, page.tree)]
    sites = [one for one in judged if not owner(one, page.tree)]
    folds = [
        make("details", make("summary", count(words, label, len(group))), _list(page, group), class_="fp-fold")
        for label, group in ((words.proofs_own, own), (words.proofs_site, sites))
        if group
    ]
    return make("section", heading, meaning, *folds, class_="fp-foot")


def _list(page: Page, judged: Iterable[Judgement]) -> Element:
    rows = (make("div", make("dt", *_sentence(page, one)), make("dd", *_reason(page, one))) for one in judged)
    return make("dl", *rows, class_="fp-proofs")


def _said(tree: Tree, site: Site) -> list[Judgement]:
    """The judgements of those policies that say something of this tree."""
    return [one for one in judgements(tree, site) if not one.vacuous]


def _sentence(page: Page, one: Judgement) -> list[Piece]:
    told = sentence(one.policy, owner(one, page.tree), page.site)
    return [told] if one.verdict is Verdict.HOLDS else fill(page.words.unproved, policy=told)


def _reason(page: Page, one: Judgement) -> Iterator[Piece]:
    yield from rich(page, one.policy.because)
    if counts_exits(one.policy):
        yield f" {page.words.proof_counts_exits}"
    links = [[source_link(page, ref.id)] for ref in one.policy.sources if ref.id in page.site.sources]
    if links:
        yield " ("
        yield from joined(links, ", ")
        yield ")"
