"""What is proved of all trees, in two tables: tree by tree, and promise by promise."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from fingerpost.cases import coverage
from fingerpost.model import Policy, Site, Tree
from fingerpost.policies import Judgement, Verdict, can_be_read, judgements, owner, sentence
from fingerpost.renderers.prose import joined, make, table
from fingerpost.renderers.words import ENGLISH
from fingerpost.search import in_figures, summary, total
from fingerpost.text import Piece, one_line


def element(site: Site, *, href: Callable[[str], str]) -> Element:
    """A `<decision-tree-proofs>` with a row for each tree, then one for each promise that holds for all trees.

    `href(tree)` is the address of a tree's page seen from this page.
    """
    trees = [site.trees[name] for name in sorted(site.trees)]
    judged = {tree.id: list(judgements(tree, site)) for tree in trees}
    parts = [table(ENGLISH.proof_columns, (_tree(tree, judged[tree.id], site, href) for tree in trees))]
    if site.policies:
        rows = (
            _promise(policy, judged, site, href) for policy in site.policies.values() if can_be_read(policy, None, site)
        )
        parts.append(table(ENGLISH.promise_columns, rows))
    return make("decision-tree-proofs", *(parts if trees else [make("p", ENGLISH.no_trees)]), class_="fp")


def _tree(tree: Tree, judged: Sequence[Judgement], site: Site, href: Callable[[str], str]) -> Iterator[Sequence[Piece]]:
    tally = total(summary(tree, site))
    yield [make("a", one_line(tree.title, site), href=href(tree.id))]
    yield [in_figures(tally.paths) if tally else ENGLISH.without_limit]
    for one in (tree, None):
        yield [_kept([each for each in judged if owner(each, tree) is one])]
    yield from ([cell] for cell in _cases(tree, site))


def _kept(judged: Sequence[Judgement]) -> str:
    """How many promises hold, of those that something sets off."""
    said = [one for one in judged if not one.vacuous]
    held = sum(one.verdict is Verdict.HOLDS for one in said)
    return ENGLISH.some_of.format(some=held, all=len(said))


def _cases(tree: Tree, site: Site) -> Iterator[str]:
    """How many cases there are, and how many options and ends they take and reach."""
    covered = coverage(tree, site)
    yield str(len(tree.cases))
    for cases in (covered.options, covered.ends) if covered else (None, None):
        if cases is None:
            yield ENGLISH.not_known
        else:
            yield ENGLISH.some_of.format(some=sum(map(bool, cases.values())), all=len(cases))


def _promise(
    policy: Policy, judged: Mapping[str, Sequence[Judgement]], site: Site, href: Callable[[str], str]
) -> list[list[Piece]]:
    """A promise of the site, and the trees in which it is kept, in which nothing sets it off, and all others."""
    sorts: tuple[list[str], list[str], list[str]] = ([], [], [])
    for tree, several in judged.items():
        one = next((one for one in several if one.policy is policy), None)
        held = one is not None and one.verdict is Verdict.HOLDS
        sorts[(1 if one.vacuous else 0) if one is not None and held else 2].append(tree)
    return [[sentence(policy, None, site)], *(_links(trees, site, href) for trees in sorts)]


def _links(trees: Sequence[str], site: Site, href: Callable[[str], str]) -> list[Piece]:
    links = [[make("a", one_line(site.trees[name].title, site), href=href(name))] for name in trees]
    return joined(links, "; ") if links else [ENGLISH.none]
