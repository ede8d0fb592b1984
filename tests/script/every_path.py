"""Every path of every tree of the project, walked in a real Chromium by keyboard alone, against the walk of `paths`.

    .venv/bin/python tests/script/every_path.py [TREE...]

Without a tree, all are walked. A tree with more than 2,000 paths is left to the tests, which take every answer once.
"""

import sys
import tempfile
from collections.abc import Iterator
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


def main() -> None:
    """Walk, and end at the first path that ends elsewhere."""
    site = load_site(ROOT / "trees", today=TODAY).site
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(FLAGS))
        addresses = {tree: written(Path(folder), site, tree) for tree in site.trees}
        for tree in sys.argv[1:] or sorted(site.trees):
            ways = list(every_way(site, tree))
            if len(ways) > MOST:
                print(f"{tree}: more than {MOST} paths", flush=True)
                continue
            # Nobody looks, so that a small window is enough to be painted.
            page = browser.new_page(viewport={"width": 320, "height": 200})
            page.goto(addresses[tree])
            for keys, end in ways:
                walk(page, tree, keys, end)
                if end.startswith("tree:"):
                    page.goto(addresses[tree])
            page.close()
            print(f"{tree}: {len(ways)} paths, no difference", flush=True)
        browser.close()


def every_way(site: Site, tree: str) -> Iterator[tuple[str, str]]:
    """The keys of each path and the name of its end; of endless ones the first `MOST` and one more."""
    open_ = [("", paths.start(site, tree))]
    given = 0
    while open_ and given <= MOST:
        keys, at = open_.pop()
        if at.jumps:
            given += 1
            yield keys, f"tree:{at.frames[0].tree}"
        elif at.ended:
            given += 1
            yield keys, "/".join(frame.node for frame in at.frames)
        elif isinstance(paths.here(site, at), Action):
            open_.append((f"{keys}1", paths.proceed(site, at)))
        else:
            offered = enumerate(paths.offers(site, at), 1)
            open_ += [(f"{keys}{key}", paths.answer(site, at, option.id)) for key, option in offered]


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
