"""Every path of every tree of the project, walked in a real Chromium by keyboard alone, against the walk of `paths`.

    .venv/bin/python tests/script/every_path.py [TREE...]

Without a tree, all are walked. Of a tree with more than 2,000 paths, as many are walked as take every arrow.
"""

import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import tostring

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from conftest import FLAGS  # noqa: E402 - the tests' own folder has to be known first
from fingerpost import paths  # noqa: E402
from fingerpost.assembly import script, style  # noqa: E402
from fingerpost.load import load_site  # noqa: E402
from fingerpost.model import Action, Site  # noqa: E402
from fingerpost.renderers.page import element  # noqa: E402
from support import chromium  # noqa: E402
from support.today import TODAY  # noqa: E402

MOST = 2_000
# Of trees with more paths than anybody can list.
ENOUGH = 100_000


@dataclass(frozen=True, kw_only=True)
class Way:
    """A path: the key pressed at each step, the name of its end, and every arrow that it takes."""

    keys: str
    end: str
    arrows: frozenset[tuple[object, str]]


def main() -> None:
    """Walk, and end at the first path that ends elsewhere."""
    site = load_site(ROOT / "trees", today=TODAY).site
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(FLAGS))
        addresses = {tree: written(Path(folder), site, tree) for tree in site.trees}
        for tree in sys.argv[1:] or sorted(site.trees):
            ways = list(islice(every_way(site, tree), ENOUGH))
            walked = ways if len(ways) <= MOST else list(cover(ways))
            # Nobody looks, so that a small window is enough to be painted.
            page = browser.new_page(viewport={"width": 320, "height": 200})
            page.goto(addresses[tree])
            for way in walked:
                walk(page, tree, way.keys, way.end)
                if way.end.startswith("tree:"):
                    page.goto(addresses[tree])
            page.close()
            some = "" if walked is ways else f" of {len(ways)}, which take every arrow"
            print(f"{tree}: {len(walked)} paths{some}, no difference", flush=True)
        browser.close()


def every_way(site: Site, tree: str) -> Iterator[Way]:
    """Every path, by the walk of `paths`; there may be no end of them."""
    open_: list[tuple[str, frozenset[tuple[object, str]], paths.Walk]] = [("", frozenset(), paths.start(site, tree))]
    while open_:
        keys, arrows, at = open_.pop()
        if at.jumps:
            yield Way(keys=keys, end=f"tree:{at.frames[0].tree}", arrows=arrows)
        elif at.ended:
            yield Way(keys=keys, end="/".join(frame.node for frame in at.frames), arrows=arrows)
        elif isinstance(here := paths.here(site, at), Action):
            open_.append((f"{keys}1", arrows | {(here.span, "")}, paths.proceed(site, at)))
        else:
            for key, option in enumerate(paths.offers(site, at), 1):
                taken = arrows | {(here.span, option.id)}
                open_.append((f"{keys}{key}", taken, paths.answer(site, at, option.id)))


def cover(ways: Iterable[Way]) -> Iterator[Way]:
    """Some of them, which together take every arrow that any of them takes."""
    taken: set[tuple[object, str]] = set()
    for way in ways:
        if not way.arrows <= taken:
            taken |= way.arrows
            yield way


def written(folder: Path, site: Site, tree: str) -> str:
    """The address of a page of a tree on the disk."""
    made = tostring(
        element(site.trees[tree], site, href=lambda name: "" if name == tree else f"{name}.html"),
        encoding="unicode",
        method="html",
    )
    parts = '<!doctype html><meta charset="utf-8"><title>.</title><link rel="stylesheet" href="fingerpost.css">', made
    (folder / f"{tree}.html").write_text("".join([*parts, '<script src="fingerpost.js"></script>']), encoding="utf-8")
    (folder / "fingerpost.js").write_bytes(script())
    (folder / "fingerpost.css").write_bytes(style())
    return (folder / f"{tree}.html").as_uri()


def walk(page: Page, tree: str, keys: str, end: str) -> None:
    """Press the keys of one path; it must end where it is told to."""
    page.evaluate("(hash) => { location.hash = ''; location.hash = hash; }", f"#t={tree}")
    page.wait_for_function(
        "document.querySelectorAll('.fp-step--here .fp-walk__choice').length && !/&a=/.test(location.hash)"
    )
    for key in keys:
        page.keyboard.press(key)
    if end.startswith("tree:"):
        page.wait_for_url(f"**/{end.removeprefix('tree:')}.html*")
        return
    place, left = page.evaluate("[location.hash, document.querySelectorAll('.fp-walk__choice').length]")
    assert f"&at={end}&" in f"{place}&", f"{keys}: {place} is not {end}"
    assert left == 0, f"{keys}: {place} does not end"


if __name__ == "__main__":
    main()
