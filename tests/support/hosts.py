"""Builds the one tiny site of `tests/hosts` under each of the programs that can."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from fingerpost.audit import audit
from fingerpost.diagnostics import Severity
from fingerpost.load import load_site
from fingerpost.site import SCRIPT, STYLE, exported, write_site
from support.today import TODAY

SITE = Path(__file__).parents[1] / "hosts" / "site"
COMMANDS = {
    "mkdocs": ("mkdocs", "build", "--strict"),
    "properdocs": ("properdocs", "build", "--strict"),
    "zensical": ("zensical", "build", "--strict"),
}

# The notices of hosts about one another would stand among their warnings.
QUIET = {**os.environ, "DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"}


def copy(folder: Path, settings: str = "", source: Path = SITE) -> Path:
    """Put the site in a folder, with our style and script and more settings at the end of its configuration."""
    shutil.copytree(source, folder, dirs_exist_ok=True)
    ours = f"extra_css: [{STYLE}]\nextra_javascript:\n  - {{path: {SCRIPT}, defer: true}}\n"
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(f"{ours}{settings}")
    return folder


def build(host: str, folder: Path, *, today: date = TODAY) -> subprocess.CompletedProcess[str]:
    """Build the site in a folder as an author does, into `site` there; a host without plugins gets the files first."""
    if host == "zensical":
        loaded = load_site(folder / "trees", today=today)
        # As the command has it: what has errors is in no other form, and the host tells them.
        whole = all(one.severity is not Severity.ERROR for one in audit(loaded))
        write_site(loaded.site, folder / "docs", exports=exported(loaded.site) if whole else {})
    return run(host, folder)


def run(host: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Start a host in a folder where all is ready."""
    command = [sys.executable, "-m", *COMMANDS[host]]
    return subprocess.run(command, cwd=folder, env=QUIET, text=True, capture_output=True, check=False, timeout=120)


def built(host: str, folder: Path, settings: str = "") -> Path:
    """Give the folder of the finished site."""
    done = build(host, copy(folder, settings))
    assert done.returncode == 0, f"{host}:\n{done.stdout}{done.stderr}"
    assert "WARNING" not in done.stderr + done.stdout
    return folder / "site"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *args: object) -> None:
        """Keep still."""


class Strict(Quiet):
    """Serves a folder under the policy of a careful site."""

    def end_headers(self) -> None:
        """Forbid all that is not a file of ours."""
        if self.forbids():
            self.send_header("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'")
        super().end_headers()

    def forbids(self) -> bool:
        """Whether the policy holds for what is asked for."""
        return True


@contextmanager
def serving(folder: Path, handler: type[http.server.SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """Serve a folder on the loopback; gives its address."""
    of_folder = functools.partial(handler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), of_folder) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
