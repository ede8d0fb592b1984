"""Time the stages of `fingerpost check` in this one process, and print them as JSON; give it a folder of trees."""

import functools
import importlib
import inspect
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from fingerpost import cli

# Where each stage is called, by the name that its caller knows it by.
STAGES = {
    "read and parse": ("load.sites.gather", "load.sites.decode", "load.sites.read"),
    "shape": ("load.sites.misshapen",),
    "build": ("load.sites._build_as",),
    "checks": ("audit.audit_site", "audit.audit_tree"),
    "report": ("cli._print", "reporters.summary"),
}
_spent: dict[str, float] = dict.fromkeys((*STAGES, "everything else"), 0.0)


def main(folder: str, day: str) -> None:
    """Run the command with a clock around each stage."""
    for stage, places in STAGES.items():
        for place in places:
            module_name, _, name = f"fingerpost.{place}".rpartition(".")
            module = importlib.import_module(module_name)
            setattr(module, name, _timed(stage, getattr(module, name)))
    began = time.perf_counter()
    said, sys.stdout = sys.stdout, open(os.devnull, "w")
    try:
        cli.cli.main(["check", folder, "--today", day], standalone_mode=False)
    except SystemExit:
        pass
    sys.stdout = said
    _spent["everything else"] = time.perf_counter() - began - sum(_spent.values())
    print(json.dumps(_spent))
