"""A tree's own flowchart as somebody would write it for Mermaid: the same boxes, arrows and words."""

from collections.abc import Iterator

from fingerpost.model import Action, Question, Ref, Target, Tree


def mermaid(tree: Tree) -> str:
    """Every node as a box with its number, every target as an arrow with the answer that leads there."""
    lines = ["flowchart TD"]
    for name, node in tree.nodes.items():
        lines.append(f"  {_id(name)}[{_quoted(f'{node.number}. {node.text.value}')}]")
    for name, to, words in _arrows(tree):
        lines.append(f"  {_id(name)} -->{f'|{_quoted(words)}|' if words else ''} {_id(to)}")
    return "\n".join(lines)


def _arrows(tree: Tree) -> Iterator[tuple[str, str, str]]:
    for name, node in tree.nodes.items():
        ways: list[tuple[Target, str]] = []
        match node:
            case Question(options=options):
                ways = [(target, option.text.value) for option in options for target in option.to]
            case Action(to=targets):
                ways = [(target, "") for target in targets]
        for target, words in ways:
            if isinstance(target.to, Ref):
                yield name, target.to.id, words


def _id(name: str) -> str:
    # Some plain words, such as `end`, mean something there.
    return "n-" + name


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "#quot;") + '"'
