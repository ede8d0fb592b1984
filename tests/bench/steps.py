"""How long the script of a page takes for a step, in a real Chromium: as a program, it prints what it found as JSON."""

import json
import sys
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import CDPSession, Page, sync_playwright

from conftest import FLAGS
from support import chromium

_BUSY = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")
_WARM = 10
# Ways in turn, so that a walk sees more than one branch.
_STEP = """
turn => {
  const ways = [...document.querySelectorAll(".fp-step--here .fp-walk__choice")];
  if (!ways.length) return null;
  const before = location.hash;
  const began = performance.now();
  ways[turn % ways.length].click();
  const spent = performance.now() - began;
  if (location.hash === before) throw new Error(`No step was taken at ${before}`);
  return spent;
}
"""
_PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


def measured(page: Page, steps: int) -> dict[str, float]:
    """Milliseconds for a step: the script of the click alone, and all script, layout and style until it is painted."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    script: list[float] = []
    busy: list[float] = []
    while len(script) < _WARM + steps:
        before = _busy(session)
        spent = page.evaluate(_STEP, len(script))
        if spent is None:
            _begin(page)
            continue
        page.evaluate(_PAINTED)
        script.append(spent)
        busy.append(_busy(session) - before)
    script, busy = script[_WARM:], busy[_WARM:]
    return {"script": median(script), "script95": _late(script), "busy": median(busy), "busy95": _late(busy)}


def _begin(page: Page) -> None:
    """Go to the first step: at an outcome, which asks nothing, a walk begins again."""
    address = page.locator(".fp-ways--start a").first.get_attribute("href")
    page.evaluate("address => { location.hash = address }", address)
    page.locator(".fp-step--here .fp-walk__choice").first.wait_for()


def _busy(session: CDPSession) -> float:
    found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return 1000 * sum(found[name] for name in _BUSY)


def _late(times: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(times, n=20, method="inclusive")[-1]


def main() -> None:
    """Take steps on the page of a file, and on the same page without its flowchart."""
    address, steps = Path(sys.argv[1]).resolve().as_uri(), int(sys.argv[2])
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(FLAGS))
        for name in ("chart", "text"):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            if name == "text":
                # Before the script of the page, which waits until the whole text is there.
                page.add_init_script(
                    "document.addEventListener('readystatechange', () => "
                    "document.querySelectorAll('.fp-flowchart').forEach(one => one.remove()), {once: true})"
                )
            page.goto(address)
            charts = page.locator(".fp-flowchart__picture").count()
            if bool(charts) != (name == "chart"):
                sys.exit(f"The page with {name} holds {charts} flowcharts")
            _begin(page)
            found[name] = measured(page, steps)
            page.close()
        browser.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
