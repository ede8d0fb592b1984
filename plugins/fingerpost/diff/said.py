"""How steps, answers and targets are called in a report: by their words, which a reviewer knows from the page."""

from collections.abc import Iterable

from fingerpost.model import End, Guard, Jump, Node, Option, Outcome, Question, Ref, Site, Target, Text, Tree
from fingerpost.text import one_line

# Letters of a step that are shown where it is named.
MOST = 120


def quoted(words: str, *, most: int = MOST) -> str:
    """Words of an author in quotation marks, long ones cut."""
    return f"“{words if len(words) <= most else words[: most - 1] + '…'}”"


def spoken(text: Text, site: Site) -> str:
    """A short text in quotation marks."""
    return quoted(one_line(text, site))


def kind(node: Node) -> str:
    """What a step is."""
    return type(node).__name__.lower()


def step(node: Node, site: Site) -> str:
    """A step by its words; by its id where it has none."""
    return spoken(node.text, site) if node.text.value else f"“{node.id}”"


def step_and_kind(node: Node, site: Site) -> str:
    """A step with what it is, and how urgent: “Get help now” (outcome, now)."""
    urgent = f", {node.urgency.id}" if isinstance(node, Outcome) and node.urgency else ""
    return f"{step(node, site)} ({kind(node)}{urgent})"


def answer(question: Question, option: Option, site: Site) -> str:
    """An answer with what was asked."""
    return f"{step(question, site)} → {spoken(option.text, site)}"


def targets(several: Iterable[Target], tree: Tree, site: Site) -> str:
    """Where an arrow leads, with the conditions in words."""
    told = []
    for target in several:
        where = target_name(target.to, tree, site)
        told.append(f"if {_condition(target.when, tree, site)}: {where}" if target.when else where)
    return "; else ".join(told)


def target_name(to: Ref | Jump | End, tree: Tree, site: Site) -> str:
    """What an arrow leads to."""
    match to:
        case Ref(id=name) if name in tree.nodes:
            return step_and_kind(tree.nodes[name], site)
        case Ref(id=name):
            return f"“{name}”, which is not there"
        case Jump(tree=name):
            return f"the tree {tree_name(name, site)}"
    return "the end of the path"


def tree_name(name: str, site: Site) -> str:
    """A tree by its title."""
    return spoken(site.trees[name].title, site) if name in site.trees else f"“{name}”, which is not there"


def _condition(guard: Guard, tree: Tree, site: Site) -> str:
    return " and ".join(
        f"{_question(one.question.id, tree, site)} was {_options(one.question.id, one.options, tree, site)}"
        for one in guard.conditions
    )


def _question(name: str, tree: Tree, site: Site) -> str:
    return step(tree.nodes[name], site) if name in tree.nodes else f"“{name}”"


def _options(name: str, several: Iterable[Ref], tree: Tree, site: Site) -> str:
    asked = tree.nodes.get(name)
    words = {one.id: spoken(one.text, site) for one in asked.options} if isinstance(asked, Question) else {}
    return " or ".join(words.get(one.id, f"“{one.id}”") for one in several)
