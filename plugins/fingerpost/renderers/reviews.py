"""What people have to look at before trees can be approved, gathered from the trees: no program can judge it."""

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from fingerpost.model import Fact, LocalFact, Node, Outcome, Site, Tree
from fingerpost.renderers.prose import items, make, step_link
from fingerpost.renderers.words import ENGLISH
from fingerpost.text import Piece, one_line

_SOON = ("now", "today")
_OPINION = "consensus"


def element(site: Site, *, href: Callable[[str], str]) -> Element:
    """A `<decision-tree-reviews>`: what is urgent or watched, what is to be said, what rests on opinion, local facts.

    `href(tree)` is the address of a tree's page seen from this page. Trees that are approved are left out.
    """
    trees = [tree for name, tree in sorted(site.trees.items()) if not _is_approved(tree)]
    watched = _watched(site)

    def steps(judge: Callable[[Node], bool]) -> list[Element]:
        return [_steps(tree, found, site, href) for tree in trees if (found := [*filter(judge, tree.nodes.values())])]

    parts = {
        "safety": steps(lambda node: _is_urgent(node) or any(tag.id in watched for tag in node.tags)),
        "said": steps(lambda node: bool(node.say)),
        "opinion": steps(_is_opinion),
        "local": [items("ul", (_fact(fact, site) for fact in site.facts.values()))] if site.facts else [],
    }
    return make("decision-tree-reviews", *(_section(name, part) for name, part in parts.items()), class_="fp")


def _section(name: str, parts: list[Element]) -> Element:
    heading = make("h2", ENGLISH.reviews[name], id=f"review_{name}")
    return make("section", heading, *(parts or [make("p", ENGLISH.none)]), class_="fp-foot")


def _watched(site: Site) -> frozenset[str]:
    """The tags whose steps a promise of the site asks for, or which the site wants at the start or well sourced."""
    asked = (ref for policy in site.policies.values() for ref in (*policy.require, *policy.require_each))
    return frozenset(
        ref.id for ref in (*asked, *site.demands.opens_with, *site.demands.well_sourced) if ref.id in site.tags
    )


def _is_approved(tree: Tree) -> bool:
    return tree.status is not None and tree.status.id == "approved"


def _is_urgent(node: Node) -> bool:
    return isinstance(node, Outcome) and node.urgency is not None and node.urgency.id in _SOON


def _is_opinion(node: Node) -> bool:
    return not node.sources or (node.evidence is not None and node.evidence.id == _OPINION)


def _steps(tree: Tree, nodes: Sequence[Node], site: Site, href: Callable[[str], str]) -> Element:
    """The steps of one tree, folded below its title and their number."""
    links = items("ul", ([step_link(node, tree, site, href)] for node in nodes))
    return make("details", make("summary", f"{one_line(tree.title, site)} ({len(nodes)})"), links, class_="fp-fold")


def _fact(fact: Fact, site: Site) -> list[Piece]:
    """A local fact, and the places in which nobody has checked it at its source."""
    unchecked = [place.name.value for place in site.places.values() if not _is_checked(place.facts.get(fact.id))]
    told = ENGLISH.unchecked.format(places=", ".join(unchecked)) if unchecked else ENGLISH.all_checked
    return [make("strong", one_line(fact.label, site)), ": ", told]


def _is_checked(value: LocalFact | None) -> bool:
    return value is not None and None not in (value.source, value.verified_on, value.expires)
