"""Every page of the project's own site in a real Chromium, on a phone and on a desk, in light and in dark.

    .venv/bin/python tests/browser/every_page.py [SITE]

On each, axe must find nothing in the content, nothing may lie beside the screen, and nothing may fail or be fetched
from another host; every link within the site must lead to a page and a place that there is. SITE is a built site;
without it one is built.
"""

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402 - the tests' own folder has to be known first

from conftest import FLAGS  # noqa: E402
from support import chromium  # noqa: E402
from support.axe import violations  # noqa: E402
from support.hosts import serving  # noqa: E402

CONTENT = {"include": [[".md-content"]]}
# Axe judges what is on the screen: on one as high as a page no answer lies below the ways out.
LOOKS = [(360, 2400, "light"), (360, 2400, "dark"), (1280, 2400, "light"), (1280, 2400, "dark")]
LINKS = "links => links.map(link => link.href)"
IDS = "parts => parts.flatMap(part => [part.id, part.getAttribute('name')]).filter(Boolean)"


def main() -> None:
    """Look at all pages, tell of each what is wrong, and fail if anything is."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(sys.argv[1]) if len(sys.argv) > 1 else built(Path(folder))
        with serving(site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(FLAGS))
            counts = Counter[str]()
            for what, told in wrong(browser, address, site):
                counts[what] += 1
                print(told, flush=True)
            browser.close()
    print(", ".join(f"{counts[what]} {what}" for what in ("violations", "too wide", "failures", "broken links")))
    sys.exit(bool(counts))


def built(folder: Path) -> Path:
    """The project's site."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT)
    return folder


def pages(site: Path) -> list[str]:
    """The paths of all pages, each as a reader's address has it; the one for lost addresses is at any.

    The tables of all paths are for paper, where nothing is too wide.
    """
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [file.removesuffix("index.html") for file in files if file != "404.html" and not file.startswith("exports/")]


def wrong(browser: Browser, address: str, site: Path) -> Iterator[tuple[str, str]]:
    """Everything that is wrong, each with its kind."""
    links, ids = dict[str, list[str]](), dict[str, set[str]]()
    paths = pages(site)
    for width, height, scheme in LOOKS:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
        )
        page = context.new_page()
        failed = failures(page, address)
        for path in paths:
            failed.clear()
            page.goto(f"{address}/{path}")
            look = f"{path or 'home'} ({width} px, {scheme})"
            yield from ((kind, f"{look}: {told}") for kind, told in faults(page))
            yield from (("failures", f"{look}: {told}") for told in failed)
            links[path] = page.eval_on_selector_all("a[href]", LINKS)
            ids[path] = {*page.eval_on_selector_all("[id], [name]", IDS)}
        context.close()
        print(f"{width} px, {scheme}: {len(paths)} pages", flush=True)
    yield from (("broken links", told) for told in broken(site, address, links, ids))
    print(f"{sum(map(len, links.values()))} links")


def failures(page: Page, address: str) -> list[str]:
    """What fails on a page, and what it asks of another host, from now on."""
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.on("request", lambda one: None if one.url.startswith(address) else told.append(one.url))
    return told


def faults(page: Page) -> Iterator[tuple[str, str]]:
    """What axe finds in the content, and whether anything lies beside the screen."""
    for one in violations(page, CONTENT):
        yield "violations", f"{one['id']}: {one['nodes'][0]['html'][:200]}"
    if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        yield "too wide", "something lies beside the screen"


def broken(site: Path, address: str, links: dict[str, list[str]], ids: dict[str, set[str]]) -> Iterator[str]:
    """The links within the site that lead to no page or file, or to no place on a page."""
    for path, several in links.items():
        for link in dict.fromkeys(several):
            parts = urlsplit(link)
            target, place = parts.path.removeprefix("/"), unquote(parts.fragment)
            if not link.startswith(address) or (target not in ids and (site / unquote(target)).is_file()):
                continue
            # A walk is no place on a page.
            if target not in ids or (place and "=" not in place and place not in ids[target]):
                yield f"{path or 'home'}: {link}"


if __name__ == "__main__":
    main()
