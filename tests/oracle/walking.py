"""Walks in plain data: where a reader can stand, and the events of each move from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# File names without their ending, each with what an author writes in it: {"a": {...}, "_site": {...}}.
Files = dict[str, Any]


class Frame(NamedTuple):
    """One tree that is walked, where in it, and the last answers to its questions."""

    tree: str
    node: str
    answers: tuple[tuple[str, str], ...] = ()


Stack = tuple[Frame, ...]  # the innermost tree is the last one


class Event(NamedTuple):
    """What happens; `places` are tree and node of each frame, `what` the option or the exit."""

    kind: Literal["node", "answer", "exit"]
    places: tuple[tuple[str, str], ...]
    what: str = ""
    ends: bool = False


class Move(NamedTuple):
    """From one node event to the next; the last event is that one. `by` is what was taken, an exit with its tree."""

    events: tuple[Event, ...]
    to: Stack
    by: tuple[str, str] = ("on", "")


def trees(files: Files) -> dict[str, Any]:
    """The trees alone."""
    return {name: tree for name, tree in files.items() if not name.startswith("_")}


def kind(node: Any) -> str:
    """What a node is: the key that carries its text."""
    return next(key for key in ("question", "action", "outcome", "tree") if key in node)


def begin(files: Files, tree: str) -> Stack:
    """The first place of a tree that is entered from nowhere."""
    return (Frame(tree, files[tree].get("start") or next(iter(files[tree]["nodes"]))),)


def node_at(files: Files, stack: Stack) -> Any:
    """The innermost node."""
    return files[stack[-1].tree]["nodes"][stack[-1].node]


def arrival(files: Files, stack: Stack) -> Event:
    """The node event of coming to a place."""
    return Event("node", _places(stack), ends=ends(files, stack))


def ends(files: Files, stack: Stack) -> bool:
    """Whether a walk ends at this place."""
    return kind(node_at(files, stack)) == "outcome" and (len(stack) == 1 or _return(files, stack) == "end")


def moves(files: Files, stack: Stack, *, exits: bool) -> Iterator[Move]:
    """All that can happen next, in the order of the file; exits last."""
    if ends(files, stack):
        return
    node = node_at(files, stack)
    match kind(node):
        case "question":
            for option, body in node["options"].items():
                told = _told(stack, option)
                to = _go(files, told, chosen(body["to"] if isinstance(body, dict) else body, told[-1]))
                yield Move((Event("answer", _places(stack), option), arrival(files, to)), to, ("answer", option))
        case "action":
            to = _go(files, stack, chosen(node["to"], stack[-1]))
            yield Move((arrival(files, to),), to)
        case "tree":
            to = (*stack, *begin(files, node["tree"]))
            yield Move((arrival(files, to),), to)
        case "outcome":
            to = _go(files, stack[:-1], _return(files, stack))
            yield Move((arrival(files, to),), to)
            return
    if exits:
        for tree, name, to in _ways_out(files, stack):
            yield Move((Event("exit", _places(stack), name), arrival(files, to)), to, ("exit", f"{tree}/{name}"))


def chosen(targets: Any, frame: Frame) -> str:
    """The first target whose conditions the last answers of a frame meet."""
    if isinstance(targets, str):
        return targets
    answers = dict(frame.answers)
    for target in targets:
        wanted = target.get("when", {}).items()
        if all(answers.get(question) in _listed(options) for question, options in wanted):
            return target["to"]
    raise AssertionError("the last target has no guard")


def asked(value: Any) -> Iterator[str]:
    """The questions that guards look at, in any part of a tree."""
    if isinstance(value, list):
        for one in value:
            yield from one.get("when", ()) if isinstance(one, dict) else ()
    elif isinstance(value, dict):
        for one in value.values():
            yield from asked(one)


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else value


def _places(stack: Stack) -> tuple[tuple[str, str], ...]:
    return tuple((frame.tree, frame.node) for frame in stack)


def _told(stack: Stack, option: str) -> Stack:
    frame = stack[-1]
    answers = {**dict(frame.answers), frame.node: option}
    return (*stack[:-1], frame._replace(answers=tuple(sorted(answers.items()))))


def _go(files: Files, stack: Stack, target: str) -> Stack:
    if target.startswith("tree:"):
        return begin(files, target.removeprefix("tree:"))
    return (*stack[:-1], stack[-1]._replace(node=target))


def _return(files: Files, stack: Stack) -> str:
    use = node_at(files, stack[:-1])
    return chosen(use["outcomes"][stack[-1].node], stack[-2])


def _ways_out(files: Files, stack: Stack) -> Iterator[tuple[str, str, Stack]]:
    own = [files[frame.tree].get("exits", {}) for frame in stack]
    for frame, declared in zip(stack, own, strict=True):
        for name, body in declared.items():
            yield frame.tree, name, _go(files, (frame,), body["to"])
    for name, body in files.get("_site", {}).get("exits", {}).items():
        if any(name not in declared for declared in own):
            yield "", name, _go(files, stack, body["to"])
