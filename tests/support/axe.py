"""What axe finds on a page, by the rules of WCAG 2.2 AA and by what its makers hold for good practice."""

from collections.abc import Mapping
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def faults(page: Page, within: Mapping[str, Any] | None = None) -> str:
    """Its report; "" where it finds nothing. `within` is axe's own context, the whole page unless said otherwise."""
    found = AxeResults({"violations": violations(page, within)})
    return str(found.generate_report()) if found.violations_count else ""


def violations(page: Page, within: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """What it finds, as it says it. A page is given axe once, however often it is looked at."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    ask = "([within, options]) => axe.run(within ?? document, options).then((found) => found.violations)"
    return list(page.evaluate(ask, [within, _OPTIONS]))
