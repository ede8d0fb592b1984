"""Run commands one after the other, and say how long each took and how much memory."""

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.trees import EPOCH

UNIT = 1024**2 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds on the wall, and the most memory that the largest process of a run held, in MB.

    The memory is 0 where it cannot be told: the system counts for a process what its parent held when it began.
    """

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A command, the folder that it runs in, and what is removed before, off the clock; `code` is how it must end."""

    command: Sequence[str]
    folder: Path
    without: Sequence[str] = ()
    code: int = 0


def interleaved(jobs: Mapping[str, Job], *, rounds: int) -> dict[str, Cost]:
    """The medians of A B C A B C ..., so that whatever else the machine does falls on all alike."""
    costs: dict[str, list[Cost]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            costs[name].append(run(job))
    return {
        name: Cost(seconds=median(one.seconds for one in found), megabytes=median(one.megabytes for one in found))
        for name, found in costs.items()
    }


def run(job: Job) -> Cost:
    """One run. Raises `RuntimeError` with the command's last words when it does not end as it must."""
    for name in job.without:
        shutil.rmtree(job.folder / name, ignore_errors=True)
    with (job.folder / "said.txt").open("w+b") as said:
        began = time.perf_counter()
        process = subprocess.Popen(job.command, cwd=job.folder, env=environment(), stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != job.code:
            said.seek(0)
            words = said.read().decode("utf-8", "replace")[-2000:]
            raise RuntimeError(f"{' '.join(job.command)} ended with {process.returncode}:\n{words}")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Cost(seconds=seconds, megabytes=usage.ru_maxrss / UNIT if usage.ru_maxrss > own else 0)


def environment() -> dict[str, str]:
    """A fixed day, no notice of Material's, and modules compiled once, as an installer leaves those of all packages."""
    fixed = {"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | fixed
