"""Makes the pictures of the README from the real site, in a real browser: `make pictures`."""

import os
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from conftest import FLAGS  # noqa: E402 - the tests' own folder has to be known first
from support import chromium  # noqa: E402
from support.today import EPOCH  # noqa: E402

TREE = "trees/client-leaves-early/"
FOLDER = ROOT / "docs" / "pictures"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""


def main() -> None:
    """Build the site, open the page of a tree, and write the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder]
        subprocess.run(build, cwd=ROOT, env=environment, check=True)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(FLAGS))
            page = browser.new_page(viewport={"width": 1280, "height": 1500}, device_scale_factor=1)
            page.goto(f"http://127.0.0.1:{server.server_port}/{TREE}")
            _write(page)
            browser.close()
        server.shutdown()


def _write(page: Page) -> None:
    FOLDER.mkdir(exist_ok=True)
    page.screenshot(path=FOLDER / "page.png", clip={"x": 280, "y": 60, "width": 720, "height": 1340})
    page.add_style_tag(content=".md-header, .md-top, .fp-exits { visibility: hidden }")
    picture = page.locator("svg.fp-flowchart__picture").first
    picture.evaluate("picture => picture.scrollIntoView({block: 'start', inline: 'center'})")
    page.mouse.move(0, 0)
    page.screenshot(path=FOLDER / "flowchart.png", clip={"x": 280, "y": 0, "width": 720, "height": 1340})


if __name__ == "__main__":
    main()
