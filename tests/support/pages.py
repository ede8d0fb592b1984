"""Pages that hold trees and nothing else, for the tests of the script in a browser."""

from contextlib import suppress
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from fingerpost.assembly import script, style
from fingerpost.layout import layout
from fingerpost.load import load_text
from fingerpost.model import Site
from fingerpost.renderers.page import element
from support.hosts import Strict
from support.today import TODAY

ROOT = Path(__file__).parents[2]
TREE = "client-leaves-early"
START = f"#t={TREE}"
LATER = f"{START}&at=distress&a=danger.no,where.here,minute.yes"
END = f"{START}&at=emergency-here&a=danger.client"
QUIET_END = (
    f"{START}&at=session-goes-on"
    "&a=danger.no,where.here,minute.yes,distress.settled,light-check.all-right,stay-or-go.stay"
)
# As Material is in the dark.
HOST = """
[data-md-color-scheme="slate"] {
  --md-default-bg-color: #1e2129; --md-default-fg-color: #e2e4e9;
  --md-typeset-color: #e2e4e9; --md-typeset-a-color: #5488e8;
  background: #1e2129; color: #e2e4e9;
}
"""
GUARDED = """
title: Where to go on
exits: {stop: {text: Stop here, to: stopped}}
nodes:
  friend: {question: "Is a friend there?", options: {yes: safe, no: safe}}
  safe:
    question: Are they safe?
    options:
      yes: [{when: {friend: "yes"}, to: together}, {to: alone}]
      no: alone
  together: {outcome: They go together}
  alone: {outcome: They go alone}
  stopped: {outcome: Stopped}
"""


class WhereAsked(Strict):
    """Serves a folder, strictly where a file asks for it by its name."""

    def forbids(self) -> bool:
        """Whether it does."""
        return "strict" in self.path


def write(folder: Path, name: str, site: Site, *shown: str) -> str:
    """Write a page of trees, and give its name."""
    made = []
    for tree in shown:
        pictures = layout(site.trees[tree], site, cache=None)
        made.append(
            element(
                site.trees[tree], site, href=lambda other: "" if other in shown else f"{other}.html", pictures=pictures
            )
        )
    return put(folder, name, *made)


def put(folder: Path, name: str, *made: Element) -> str:
    """Write a page of elements with our script and style beside it, and give its name."""
    parts = (tostring(one, encoding="unicode", method="html") for one in made)
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="fingerpost.css">'
        '<link rel="stylesheet" href="host.css">'
        '<script defer src="fingerpost.js"></script></head><body><main><h1>A page</h1>'
        f"{''.join(parts)}</main></body></html>"
    )
    (folder / f"{name}.html").write_text(html, encoding="utf-8")
    (folder / "host.css").write_text(HOST, encoding="utf-8")
    (folder / "fingerpost.js").write_bytes(script())
    (folder / "fingerpost.css").write_bytes(style())
    return f"{name}.html"


def of(**texts: str) -> Site:
    loaded = load_text({f"trees/{name}.yaml": text for name, text in texts.items()}, today=TODAY)
    assert loaded.diagnostics == ()
    return loaded.site


def heading(page: Page) -> str:
    """The words of the step that has the focus."""
    return str(page.evaluate("document.activeElement.textContent")).strip()


def begin(page: Page) -> None:
    page.locator(".fp-ways--start a").click()
    expect(page.locator(".fp-step--here")).to_be_visible()


def visible_steps(page: Page) -> int:
    return page.locator(".fp-step:visible").count()


def twice_as_large(page: Page) -> None:
    """Make all text twice as large, as a reader does in the settings of a browser."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})


def find(page: Page, wanted: str) -> None:
    """Search as a reader does, whichever theme it is: whoever sees that the page does not listen yet tries again."""
    for _ in range(30):
        page.keyboard.press("/")
        with suppress(PlaywrightTimeoutError):
            page.wait_for_function("document.activeElement !== document.body", timeout=1000)
            break
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(wanted)
