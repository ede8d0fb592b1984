"""A run without a browser fails and says what to do; it never skips."""

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

BROKEN = "#!/bin/sh\necho 'error while loading shared libraries' >&2\nexit 127\n"


def test_the_browser_runs_a_page(page: "Page") -> None:
    page.set_content("<h1>Here</h1>")
    assert page.locator("h1").bounding_box()


@pytest.mark.parametrize("text", [None, BROKEN], ids=["missing", "broken"])
def test_a_browser_that_does_not_run_is_a_loud_failure(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "chromium"
    if text:
        chosen.write_text(text, encoding="utf-8")
        chosen.chmod(0o755)
    monkeypatch.setenv(chromium.VARIABLE, str(chosen))

    with pytest.raises(chromium.NoChromium, match="apt-get install chromium"):
        chromium.find()

    script = subprocess.run([sys.executable, chromium.__file__], capture_output=True, text=True)
    assert (script.returncode, script.stdout) == (1, "")
    assert chromium.VARIABLE in script.stderr
