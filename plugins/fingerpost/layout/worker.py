"""Run Graphviz for `pool`: a line of JSON in is a graph in DOT, a line of JSON out is where its parts stand.

It runs as a script of its own and imports nothing of ours, so that a graph that hangs or crashes Graphviz costs a
process and not the build.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

MISSING = "missing"


def main() -> None:
    """Answer until the input ends."""
    # Graphviz may print; what is meant for our reader goes to a copy of the standard output.
    answers = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    os.dup2(2, 1)
    lay_out = _engine()
    for line in sys.stdin:
        answer = {"error": MISSING} if lay_out is None else _answer(lay_out, json.loads(line)["dot"])
        print(json.dumps(answer), file=answers, flush=True)


def _answer(lay_out: Callable[[str], str | bytes], dot: str) -> dict[str, Any]:
    try:
        return _coordinates(json.loads(lay_out(dot)))
    except Exception as error:  # whatever an engine raises is its reader's to tell
        return {"error": f"{type(error).__name__}: {error}"}


def _engine() -> Callable[[str], str | bytes] | None:
    """Graphviz in this process, else the system's `dot`, else nothing."""
    try:
        from pygraphviz import AGraph
    except ImportError:
        return _system_dot()
    return lambda dot: AGraph(string=dot).draw(format="json0", prog="dot")


def _system_dot() -> Callable[[str], str] | None:
    import graphviz

    try:
        graphviz.version()
    except graphviz.ExecutableNotFound:
        return None
    return lambda dot: graphviz.pipe_string("dot", "json0", dot, encoding="ascii")


def _coordinates(drawn: dict[str, Any]) -> dict[str, Any]:
    """The middle of each node, and the Bézier points of each edge, by name, in points, y upwards."""
    return {
        "nodes": {node["name"]: _points(node["pos"])[0] for node in drawn["objects"]},
        "edges": {edge["id"]: _points(edge["pos"]) for edge in drawn.get("edges", ()) if "id" in edge},
    }


def _points(pos: str) -> list[list[float]]:
    """`x,y`, or a spline `e,x,y x,y x,y ...` without its first part, which is the tip of an arrow."""
    return [[float(number) for number in point.split(",")] for point in pos.split() if point[0] not in "es"]


if __name__ == "__main__":
    main()
