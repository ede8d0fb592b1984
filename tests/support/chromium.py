"""Find a Chromium for the tests, or install one: Playwright's where its download works, else the distribution's."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

VARIABLE = "FINGERPOST_CHROMIUM"
# First the one without windows, which takes half the time.
COMMANDS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DOWNLOAD_SECONDS = 300
REMEDY = f"""No Chromium that runs was found, and none could be installed. Do one of these, then run the tests again:
  - say where yours is:               export {VARIABLE}=/path/to/chrome
  - let Playwright download one:      .venv/bin/playwright install --with-deps chromium
  - install the distribution's:       apt-get install chromium"""


class NoChromium(Exception):
    """There is no Chromium that runs; the message is the remedy."""


def find() -> Path:
    """Give the first Chromium on this machine that runs; raise NoChromium when there is none."""
    for path in _candidates():
        if _runs(path):
            return path
    raise NoChromium(REMEDY)


def find_or_install() -> Path:
    """Give a Chromium that runs, installing one if need be; raise NoChromium when that fails too."""
    if VARIABLE not in os.environ:  # An install would not change what the author of this variable asked for.
        for install in (_install_from_playwright, *_INSTALLS_FROM_DISTRIBUTION):
            with suppress(NoChromium):
                return find()
            install()
    return find()


def _candidates() -> Iterator[Path]:
    if VARIABLE in os.environ:
        yield Path(os.environ[VARIABLE])
        return
    yield _playwrights_own()
    for command in COMMANDS:
        if found := shutil.which(command):
            yield Path(found)


def _playwrights_own() -> Path:
    # In a process of its own: the tests hold a Playwright of theirs, and two do not fit into one thread.
    code = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    return Path(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip())


def _runs(path: Path) -> bool:
    """Tell whether it starts: a download without its system libraries is there and still does not run."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _install_from_playwright() -> None:
    _try([sys.executable, "-m", "playwright", "install", "chromium"], seconds=DOWNLOAD_SECONDS)


def _install_from_distribution(package: str) -> None:
    if not shutil.which("apt-get"):
        return
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    _try([*rights, "apt-get", "update", "-qq"], seconds=DOWNLOAD_SECONDS)
    _try([*rights, "apt-get", "install", "-y", "-qq", "--no-install-recommends", package], seconds=DOWNLOAD_SECONDS)


# Not every distribution has the first.
_INSTALLS_FROM_DISTRIBUTION = tuple(partial(_install_from_distribution, command) for command in COMMANDS[:2])


def _try(command: list[str], *, seconds: int) -> None:
    """Run a command whose failure is not the end, and say what it is and how it went."""
    print("+", *command, file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        result = subprocess.run(command, stdout=sys.stderr, env=environment, timeout=seconds)
    except (OSError, subprocess.TimeoutExpired) as failure:
        print(f"  {failure}", file=sys.stderr)
    else:
        if result.returncode:
            print(f"  ended with {result.returncode}", file=sys.stderr)


if __name__ == "__main__":
    try:
        print(find_or_install())
    except NoChromium as nothing:
        sys.exit(str(nothing))
