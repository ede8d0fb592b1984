"""What an event matches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oracle.walking import kind, trees

if TYPE_CHECKING:
    from oracle.walking import Event, Files

WORDS = ("question", "action", "outcome")


def matches(files: Files, home: str | None, selector: str, event: Event) -> bool:
    """Whether a selector matches; `home` is the tree whose policy it is, None for the site's."""
    tree, name = event.places[-1]
    node = files[tree]["nodes"][name]
    prefix, colon, rest = selector.partition(":")
    match event.kind, prefix:
        case "node", "question" | "action":
            return kind(node) == selector
        case "node", "outcome":
            return event.ends
        case "node", "urgency":
            return event.ends and node.get("urgency") == rest
        case "node", "stage":
            return node.get("stage") == rest
        case "node", "tree":
            return tree == rest
        case "node", "node":
            return means(files, home, rest, event.places)
        case "answer", "answer":
            question, _, option = rest.rpartition("/")
            return option == event.what and means(files, home, question, event.places)
        case "exit", "exit":
            return rest == event.what
        case "node" | "answer", _ if not colon:
            return selector in _tags(node, event)
    return False


def means(files: Files, home: str | None, name: str, places: tuple[tuple[str, str], ...]) -> bool:
    """Whether a name means this place: `x`, `use/x`, `tree/x`, `tree/use/x`."""
    first, *rest = name.split("/")
    tree, path = (first, rest) if first in trees(files) else (home, [first, *rest])
    innermost = places[-len(path) :]
    return [node for _, node in innermost] == path and innermost[0][0] == tree


def _tags(node: Any, event: Event) -> list[str]:
    if event.kind == "node":
        return node.get("tags", [])
    option = node["options"][event.what]
    return option.get("tags", []) if isinstance(option, dict) else []
