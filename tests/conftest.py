"""What every test can count on: a fixed day, repeatable examples, and a real browser."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import hypothesis
import pytest

from support import chromium
from support.today import EPOCH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

# No sandbox, because root has none; the rest keeps the browser to the pages that the tests give it.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
OURS = ("http://127.0.0.1:", "http://localhost:", "file:", "data:", "blob:", "about:")

hypothesis.settings.register_profile("here", deadline=None, print_blob=True)
hypothesis.settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True)
# For whoever runs the tests thousands of times over.
hypothesis.settings.register_profile("mutants", deadline=None, derandomize=True, max_examples=20, database=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "here"))


def pytest_configure() -> None:
    """Fix the day before anything is imported or started, and for every process that a test starts."""
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    # Some hundred processes are started: the first one compiles our modules for all of them.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give one Chromium for the whole run. Without one the test fails: it does not skip."""
    from playwright.sync_api import sync_playwright

    executable = chromium.find()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a fresh page, and fail the test if the page asked anything of a third party."""
    strangers: list[str] = []
    context = browser.new_context()
    context.on("request", lambda request: request.url.startswith(OURS) or strangers.append(request.url))
    yield context.new_page()
    context.close()
    assert strangers == []
