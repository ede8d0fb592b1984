"""Work that is spread over cores: processes that share what is in memory already, and send back what they find."""

import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

# Seconds; whatever is done by then needs no help.
PATIENCE = 0.1
# Past it, what only one process can do takes longer than more of them could save.
MOST = 8
# Tickets of two bytes in one page of memory: so much fits into any pipe before somebody reads it.
_TICKETS = 1_000


def cores() -> int:
    """How many processes can work at the same time."""
    return min(MOST, len(os.sched_getaffinity(0))) if sys.platform == "linux" else 1


def spread(units: Sequence[Callable[[], T]], *, jobs: int) -> list[T]:
    """What each unit of work gives, in order, worked out by up to `jobs` processes; the largest units come first.

    What another process did not finish, because it was killed or because the work is wrong, is done here again: nothing
    is lost, and every error is raised here. With other threads a process cannot be copied safely; then, and on systems
    other than Linux, this process does it all.
    """
    if jobs == 1 or not _can_be_copied():
        return [unit() for unit in units]
    left = list(units)
    small: list[T] = []
    until = time.monotonic() + PATIENCE
    while left and time.monotonic() < until:
        small.append(left.pop()())
    return [*_together(left, jobs), *reversed(small)]


def _can_be_copied() -> bool:
    with suppress(OSError):
        return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1
    return False


def _together(units: Sequence[Callable[[], T]], jobs: int) -> list[T]:
    tickets = _tickets(len(units))
    others: dict[int, int] = {}
    try:
        with suppress(OSError):  # where no more processes may be begun, those that there are do it all
            for _ in range(min(jobs, len(units)) - 1):
                process, results = _begin(units, tickets)
                others[process] = results
        done = _share(units, tickets)
        while others:
            done |= _end(*others.popitem())
        return [done[at] if at in done else unit() for at, unit in enumerate(units)]
    finally:
        os.close(tickets)
        for process, results in others.items():
            os.kill(process, signal.SIGKILL)
            _end(process, results)


def _tickets(units: int) -> int:
    """A pipe of numbers; whoever reads one has that part of the work to do.

    So nobody waits for one who got the larger trees or the slower core.
    """
    out, into = os.pipe()
    os.write(into, b"".join(at.to_bytes(2, "big") for at in range(min(_TICKETS, units))))
    os.close(into)
    return out


def _share(units: Sequence[Callable[[], T]], tickets: int) -> dict[int, T]:
    """What this process could get hold of, by its place among the units."""
    done = {}
    while ticket := os.read(tickets, 2):
        for at in range(int.from_bytes(ticket, "big"), len(units), _TICKETS):
            done[at] = units[at]()
    return done


def _begin(units: Sequence[Callable[[], T]], tickets: int) -> tuple[int, int]:
    """A copy of this process that takes its share, and where its results can be read."""
    out, into = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(out)
        os.close(into)
        raise
    if process:
        os.close(into)
        return process, out
    # The copy must not come back to whoever called: no error, no exit, and nothing that was still to be printed.
    code = 1
    try:
        with os.fdopen(into, "wb") as file:
            pickle.dump(_share(units, tickets), file, pickle.HIGHEST_PROTOCOL)
        code = 0
    finally:
        os._exit(code)


def _end(process: int, results: int) -> dict[int, T]:
    """What a process found, once it has ended; nothing where it did not come to its end."""
    with os.fdopen(results, "rb") as file:
        found = file.read()
    with suppress(ChildProcessError):  # where somebody asked the system to forget those that have ended
        if os.waitpid(process, 0)[1] == 0:
            return dict(pickle.loads(found))  # noqa: S301 - a copy of this process wrote it
    return {}
