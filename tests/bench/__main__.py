"""`python tests/bench`: the folder above this one is where the package is found."""

import importlib
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])
importlib.import_module("bench.command").main()
