"""When a flowchart is there to be seen, and what was fetched for it: as a program, it prints what it found as JSON."""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from conftest import FLAGS
from support import chromium
from support.hosts import Quiet, serving

_TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml"}
_DRAWN = {"ours": "svg.fp-flowchart__picture path", "mermaid": "div.mermaid"}
# The frame after the one in which it came into the page; Material puts Mermaid's picture there when it is whole.
_WATCH = """
const look = () => document.querySelector(%s) && (watch.disconnect(),
  requestAnimationFrame(() => { window.drawn = performance.now() }));
const watch = new MutationObserver(look);
watch.observe(document, {childList: true, subtree: true});
"""
_FIRST = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


class _Gzipped(Quiet):
    """Serves a folder as a host does: text compressed, nothing kept."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in _TEXT:
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _visit(browser: Browser, address: str, drawn: str) -> dict[str, Any]:
    """One page with nothing in the cache: times in ms, kB by kind, and how many requests were answered."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(_WATCH % json.dumps(drawn))
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    fetched: Counter[str] = Counter()
    session.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))

    def done(told: Mapping[str, Any]) -> None:
        fetched[kinds.get(told["requestId"], "Other")] += int(told["encodedDataLength"])

    session.on("Network.loadingFinished", done)
    page.goto(address, wait_until="load")
    page.wait_for_function("() => window.drawn", timeout=30_000)
    page.wait_for_load_state("networkidle")
    first = page.evaluate(_FIRST)
    # What comes into the page before the first paint is seen with it.
    found = {"first": first, "drawn": max(first, page.evaluate("() => window.drawn")), "requests": len(kinds)}
    context.close()
    return {**found, "bytes": dict(fetched)}


def main() -> None:
    """Visit two pages in turn: `painting.py ROUNDS OURS-SITE OURS-PATH MERMAID-SITE MERMAID-PATH`."""
    rounds, sites = int(sys.argv[1]), {"ours": sys.argv[2:4], "mermaid": sys.argv[4:6]}
    seen: dict[str, list[dict[str, Any]]] = {name: [] for name in sites}
    with (
        serving(Path(sites["ours"][0]), _Gzipped) as ours,
        serving(Path(sites["mermaid"][0]), _Gzipped) as mermaid,
        sync_playwright() as playwright,
    ):
        addresses = {"ours": f"{ours}/{sites['ours'][1]}", "mermaid": f"{mermaid}/{sites['mermaid'][1]}"}
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(FLAGS))
        for _ in range(rounds):
            for name, address in addresses.items():
                seen[name].append(_visit(browser, address, _DRAWN[name]))
        browser.close()
    times = {
        name: {key: median(one[key] for one in visits) for key in ("first", "drawn", "requests")}
        for name, visits in seen.items()
    }
    print(json.dumps({name: {**times[name], "bytes": visits[-1]["bytes"]} for name, visits in seen.items()}))


if __name__ == "__main__":
    main()
