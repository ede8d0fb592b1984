"""What the fuzz targets have in common: where their seeds are, where finds are kept, and how to start."""

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import atheris

HERE = Path(__file__).parent
TODAY = date(2026, 11, 1)

# The first letter of an input says which file the rest is.
PATHS = {
    b"h": "trees/_hazards.yaml",
    b"p": "trees/_places/xx.yaml",
    b"q": "trees/_sources.yaml",
    b"s": "trees/_site.yaml",
    b"t": "trees/a.yaml",
}


def file_of(data: bytes) -> tuple[str, bytes]:
    """The path and the content that an input stands for."""
    return PATHS.get(data[:1], "trees/a.yaml"), data[1:]


def run(test: Callable[[bytes], None], *, seeds: str, words: str) -> None:
    """Run until told to stop; what is found is kept outside of the seeds, in a folder of its own."""
    found = Path(tempfile.gettempdir()) / f"fingerpost-fuzz-{seeds}"
    found.mkdir(exist_ok=True)
    folders = [str(found), str(HERE / seeds)]
    options = [f"-dict={HERE / words}", f"-artifact_prefix={found}/", "-timeout=60", "-max_len=4096"]
    atheris.Setup([*sys.argv, *folders, *options], test)
    atheris.Fuzz()
