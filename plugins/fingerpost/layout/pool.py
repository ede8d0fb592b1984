"""Ask Graphviz where things stand: worker processes used again, a time limit, and errors that say what helps."""

import atexit
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from typing import IO

from fingerpost.failures import Failure

# The worker imports from the environment alone, so that no file of the reader's folder is ever run.
COMMAND = (sys.executable, "-P", str(Path(__file__).with_name("worker.py")))
SECONDS = 20.0
_NODE = re.compile(r"^\s*(n\d+) \[", re.MULTILINE)
_REPORT = "Please report it with the tree: https://github.com/fingerpost/fingerpost/issues"


class EngineError(Failure):
    """Graphviz gave no coordinates; the message says why and what helps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """Where Graphviz put things, by name, in points, y upwards: nodes by their middle, edges by their Bézier points."""

    nodes: Mapping[str, tuple[float, float]]
    edges: Mapping[str, tuple[tuple[float, float], ...]]


@dataclass(frozen=True, slots=True, eq=False)
class _Worker:
    """A process, and the file that takes what it complains of."""

    process: subprocess.Popen[bytes]
    complaints: IO[bytes]


# Workers wait for more work until this process ends, whatever ends it: then their input ends too.
_idle: list[_Worker] = []
_busy: set[_Worker] = set()


def ask(dot: str, *, name: str) -> str:
    """The worker's answer for a graph, a line of JSON for `read`; `name` is for messages. Safe in threads.

    Raises `EngineError` when there is no Graphviz, or it crashes, takes longer than `SECONDS`, or answers nonsense.
    """
    worker = _take()
    late = Event()

    def end() -> None:
        late.set()
        _kill(worker)

    timer = Timer(SECONDS, end)
    timer.start()
    try:
        answer = _exchange(worker, dot)
    finally:
        timer.cancel()
        timer.join()
        _busy.discard(worker)
    fault = _fault(worker, dot, answer, name, late=late.is_set())
    if fault:
        _kill(worker)
        raise EngineError(fault)
    _idle.append(worker)
    return answer


def read(answer: str) -> Coordinates:
    """What an answer says. Raises `ValueError` when it says something else."""
    try:
        found = json.loads(answer)
        return Coordinates(
            nodes={node: (float(x), float(y)) for node, (x, y) in found["nodes"].items()},
            edges={edge: tuple((float(x), float(y)) for x, y in points) for edge, points in found["edges"].items()},
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("not an answer of the layout worker") from error


def workers() -> int:
    """How many workers make sense: one a core."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def stop() -> None:
    """End every worker, also one that is at work."""
    for worker in (*_idle, *_busy):
        _kill(worker)
    _idle.clear()


def _take() -> _Worker:
    """A worker that waits, else a new one."""
    worker = _waiting() or _start()
    _busy.add(worker)
    return worker


def _waiting() -> _Worker | None:
    with suppress(IndexError):  # there is none, or another thread was faster
        while True:
            worker = _idle.pop()
            if worker.process.poll() is None:
                return worker
            _kill(worker)
    return None


def _start() -> _Worker:
    complaints = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the worker
    process = subprocess.Popen(  # noqa: S603 - our own script under our own Python
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        # A group of its own, so that what it starts ends with it.
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    return _Worker(process, complaints)


def _exchange(worker: _Worker, dot: str) -> str:
    """One line there, one line back; an empty answer from a worker that is no more."""
    process = worker.process
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(json.dumps({"dot": dot}).encode("ascii") + b"\n")
        process.stdin.flush()
        return process.stdout.readline().decode("utf-8", "replace")
    except OSError:
        return ""


def _fault(worker: _Worker, dot: str, answer: str, name: str, *, late: bool) -> str:
    """What went wrong and what helps, in words; empty when all is well."""
    if late:
        return (
            f"The flowchart of {name} took Graphviz longer than {SECONDS:g} seconds: it has too many arrows for one "
            "picture. Group its nodes in stages, or move a part into a tree of its own and use it as a subtree."
        )
    if not answer.endswith("\n"):
        return f"Graphviz ended without an answer for the flowchart of {name} ({_ending(worker)}). {_REPORT}"
    try:
        error = json.loads(answer).get("error")
        if error == "missing":
            return (
                f"There is no Graphviz to lay out the flowchart of {name}. Install it with `pip install pygraphviz`; "
                "where that has no wheel, install Graphviz itself so that its command `dot` is found."
            )
        if error:
            return f"Graphviz failed on the flowchart of {name}: {error}. {_REPORT}"
        if not read(answer).nodes.keys() >= set(_NODE.findall(dot)):
            raise ValueError("a node has no place")
    except (AttributeError, ValueError):
        return f"Graphviz gave an answer that makes no sense for the flowchart of {name}: {answer[:80]!r}. {_REPORT}"
    return ""


def _ending(worker: _Worker) -> str:
    """How a worker ended: its exit code, and the last that it said."""
    try:
        code = f"exit code {worker.process.wait(timeout=1)}"
    except subprocess.TimeoutExpired:
        code = "it still runs"
    said: list[str] = []
    with suppress(ValueError):  # closed, since somebody ended it
        worker.complaints.seek(0)
        said = worker.complaints.read().decode("utf-8", "replace").strip().splitlines()
    return f"{code}: {said[-1][:200]}" if said else code


def _kill(worker: _Worker) -> None:
    """End a worker and what it started."""
    process = worker.process
    if process.poll() is None:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, worker.complaints):
        if pipe is not None:
            with suppress(OSError):  # what was not yet sent
                pipe.close()


atexit.register(stop)
