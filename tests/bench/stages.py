"""A script: `fingerpost check` in one process with a clock around each stage; it prints the seconds of each as JSON."""

import contextlib
import gc
import importlib
import inspect
import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from fingerpost import cli

# Where each stage is called: the module that calls it, and the name that it knows it by.
STAGES = {
    "read and parse": ("load.sites.gather", "load.sites.decode", "load.sites.read"),
    "shape": ("load.sites.misshapen",),
    "build": ("load.sites._build_as",),
    "checks": ("audit.find_in_site", "audit.find_in_tree", "audit.judge"),
    "report": ("reporters.REPORTERS", "reporters.summary"),
}


def main(arguments: list[str]) -> None:
    """Run the command with its arguments, and print what each stage took."""
    spent = dict.fromkeys((*STAGES, "the rest"), 0.0)
    for stage, places in STAGES.items():
        for place in places:
            module, _, name = f"fingerpost.{place}".rpartition(".")
            _clock(importlib.import_module(module), name, stage, spent)
    gc.disable()  # as the command does
    began = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        cli.cli.main(["check", "--jobs", "1", *arguments], standalone_mode=False)
    spent["the rest"] = time.perf_counter() - began - sum(spent.values())
    print(json.dumps(spent))


def _clock(module: Any, name: str, stage: str, spent: dict[str, float]) -> None:  # noqa: ANN401 - a module, as it is
    """Put a timed function, or a timed table of functions, in the place of a plain one."""
    plain = getattr(module, name)
    if isinstance(plain, dict):
        setattr(module, name, {key: _timed(function, stage, spent) for key, function in plain.items()})
    else:
        setattr(module, name, _timed(plain, stage, spent))


def _timed(function: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    """The same function; what it takes, and what the generator takes that it may give, goes on the stage's clock."""

    def call(*args: object, **kwargs: object) -> object:
        began = time.perf_counter()
        given = function(*args, **kwargs)
        spent[stage] += time.perf_counter() - began
        return _timed_items(given, stage, spent) if inspect.isgenerator(given) else given

    return call


def _timed_items(items: Iterator[object], stage: str, spent: dict[str, float]) -> Iterator[object]:
    while True:
        began = time.perf_counter()
        try:
            item = next(items)
        except StopIteration:
            return
        finally:
            spent[stage] += time.perf_counter() - began
        yield item


if __name__ == "__main__":
    main(sys.argv[1:])
