"""Sites as Promela: one process that walks, with a variable for the last answer to each question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oracle.selectors import matches
from oracle.walking import Event, kind, trees

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oracle.walking import Files

_HEAD = """\
c_decl { \\#include <stdlib.h> }
byte ev = 0;
byte graph = 0;
byte said[%d];
init {
  c_code { now.graph = atoi(getenv("GRAPH")); };
  if
%s  fi;
"""
_TAIL = """\
ended: do :: ev = 0 od
}
"""


class Graph:
    """One site, walked from the start of the tree `a`; the number goes into the names."""

    def __init__(self, files: Files, number: int) -> None:
        self.files, self.number = files, number
        self.events = {event: at + 1 for at, event in enumerate(self._events())}
        questions = [(tree, node) for tree in trees(files) for node, body in self._nodes(tree) if "question" in body]
        self.variables = {question: f"said[{at}]" for at, question in enumerate(questions)}

    def _nodes(self, tree: str) -> Iterator[tuple[str, Any]]:
        yield from self.files[tree]["nodes"].items()

    def _events(self) -> Iterator[Event]:
        for tree in trees(self.files):
            for node, body in self._nodes(tree):
                places = ((tree, node),)
                yield Event("node", places, ends=kind(body) == "outcome")
                yield from (Event("answer", places, option) for option in body.get("options", ()))
                if kind(body) != "outcome":
                    yield from (Event("exit", places, name) for name, _ in self._exits(tree))

    def _exits(self, tree: str) -> Iterator[tuple[str, str]]:
        own = self.files[tree].get("exits", {})
        everywhere = self.files["_site"].get("exits", {})
        for name, body in {**everywhere, **own}.items():
            yield name, body["to"]

    def says(self, home: str | None, clauses: dict[str, list[str]], clause: str) -> str:
        """The condition on `ev` that an event of a clause is happening."""
        match clause:
            case "any end":
                found = [at for event, at in self.events.items() if event.ends]
            case "any exit":
                found = [at for event, at in self.events.items() if event.kind == "exit"]
            case _:
                selectors = clauses.get(clause, [])
                found = [
                    at
                    for event, at in self.events.items()
                    if any(matches(self.files, home, selector, event) for selector in selectors)
                ]
        return f"({' || '.join(f'(ev == {at})' for at in found) or 'false'})"

    def body(self) -> Iterator[str]:
        """The statements, a label for each tree and node."""
        for tree in trees(self.files):
            start = self.files[tree].get("start") or next(iter(self.files[tree]["nodes"]))
            forget = " ".join(f"{variable} = 0;" for variable in self.variables.values())
            yield f"g{self.number}_{tree}: ev = 0; {forget}"
            yield f"  goto {self._label(tree, start)};"
            for node, body in self._nodes(tree):
                yield from self._node(tree, node, body)

    def _node(self, tree: str, node: str, body: Any) -> Iterator[str]:
        place = ((tree, node),)
        yield f"{self._label(tree, node)}: {self._happens(Event('node', place, ends=kind(body) == 'outcome'))}"
        if kind(body) == "outcome":
            yield "  goto ended;"
            return
        yield "  if"
        if kind(body) == "action":
            yield f"  :: true -> {self._go(tree, body['to'])}"
        for at, (option, told) in enumerate(body.get("options", {}).items()):
            to = told["to"] if isinstance(told, dict) else told
            answered = f"{self.variables[tree, node]} = {at + 1};"
            yield f"  :: {self._happens(Event('answer', place, option))} {answered} {self._go(tree, to)}"
        for name, to in self._exits(tree):
            yield f"  :: {self._happens(Event('exit', place, name))} {self._go(tree, to)}"
        yield "  fi;"

    def _happens(self, event: Event) -> str:
        return f"ev = {self.events[event]}; ev = 0;"

    def _go(self, tree: str, targets: Any) -> str:
        if isinstance(targets, str):
            other = targets.removeprefix("tree:")
            return f"goto g{self.number}_{other}" if other != targets else f"goto {self._label(tree, targets)}"
        first, *rest = targets
        if "when" not in first:
            return self._go(tree, first["to"])
        onward, otherwise = self._go(tree, first["to"]), self._go(tree, rest)
        return f"if :: {self._holds(tree, first['when'])} -> {onward} :: else -> {otherwise} fi"

    def _holds(self, tree: str, when: Any) -> str:
        any_of = (" || ".join(self._said(tree, question, options)) for question, options in when.items())
        return " && ".join(f"({condition})" for condition in any_of)

    def _said(self, tree: str, question: str, options: Any) -> Iterator[str]:
        offered = list(self.files[tree]["nodes"][question]["options"])
        for option in [options] if isinstance(options, str) else options:
            yield f"{self.variables[tree, question]} == {offered.index(option) + 1}"

    def _label(self, tree: str, node: str) -> str:
        return f"g{self.number}_{tree}_{node}"


def model(graphs: Sequence[Graph], claims: dict[str, str]) -> str:
    """All graphs in one process, which asks the environment for the one to walk, and the claims by their names."""
    most = max((len(graph.variables) for graph in graphs), default=0)
    choice = "".join(f"  :: graph == {graph.number} -> goto g{graph.number}_a\n" for graph in graphs)
    lines = [_HEAD % (max(1, most), choice)]
    for graph in graphs:
        lines += graph.body()
    lines.append(_TAIL)
    lines += [f"never {name} {{\n{body}\n}}" for name, body in claims.items()]
    return "\n".join(lines)
