"""Makes the pictures of the README and of the docs from the real site, in a real browser: `make pictures`."""

import base64
import os
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, FloatRect, Locator, Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from conftest import FLAGS  # noqa: E402 - the tests' own folder has to be known first
from support import chromium  # noqa: E402
from support.hosts import serving  # noqa: E402
from support.today import EPOCH  # noqa: E402

TREE = "trees/client-leaves-early/"
STEP = "#t=client-leaves-early&at=distress&a=danger.no,where.here,minute.yes"
END = "#t=client-leaves-early&at=emergency-here&a=danger.client"
CARDS = [f"client-leaves-early/{card}_us_a6.pdf" for card in ("at-the-door", "emergency", "journey")]
_BGRX = pypdfium2.raw.FPDFBitmap_BGRx
# What is fixed to the screen would lie over a picture of one part.
_UNCOVERED = ".md-header, .md-top, .fp-exits { visibility: hidden }"
FOLDER = ROOT / "docs" / "pictures"
# What is shown where somebody shares a link.
_SOCIAL = """<body style="margin:0;width:1200px;height:630px;background:#00695c;color:#fff;font-family:Inter,sans-serif;
display:grid;grid-template-columns:330px 1fr;align-items:center;padding:0 80px;gap:60px;box-sizing:border-box">%s
<div><div style="font-size:96px;font-weight:700;letter-spacing:-2px">Fingerpost</div>
<div style="font-size:42px;line-height:1.35;margin-top:20px">What a therapist does when an upset client leaves early.
A draft; its promises are proved on every path.</div></div></body>"""


def main() -> None:
    """Build the site, open the page of a tree, and write the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder]
        subprocess.run(build, cwd=ROOT, env=environment, check=True)
        with serving(Path(folder)) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(FLAGS))
            address = f"{site}/{TREE}"
            page = browser.new_page(viewport={"width": 1280, "height": 1500}, device_scale_factor=1)
            page.goto(address)
            _write(page)
            _reading(browser, address)
            _cards(browser, Path(folder))
            _social(browser)
            browser.close()


def _write(page: Page) -> None:
    FOLDER.mkdir(exist_ok=True)
    page.screenshot(path=FOLDER / "page.png", clip={"x": 280, "y": 60, "width": 720, "height": 1340})
    page.add_style_tag(content=_UNCOVERED)
    picture = page.locator("svg.fp-flowchart__picture").first
    picture.evaluate("picture => picture.scrollIntoView({block: 'start', inline: 'center'})")
    page.mouse.move(0, 0)
    page.screenshot(path=FOLDER / "flowchart.png", clip={"x": 280, "y": 0, "width": 720, "height": 1340})


def _reading(browser: Browser, address: str) -> None:
    """The pictures of how to use a page: a walk on a phone, and its path in the flowchart at a desk."""
    phone = browser.new_page(viewport={"width": 390, "height": 780}, device_scale_factor=2, color_scheme="light")
    phone.goto(f"{address}{STEP}")
    phone.locator(".fp-walk__choice").first.wait_for()
    _lossy(phone, "step")
    phone.locator(".fp-walk__answers summary").click()
    phone.add_style_tag(content=_UNCOVERED)
    _lossy(phone.locator(".fp-walk__answers"), "answers")
    phone.goto(f"{address}{END}")
    phone.reload()
    phone.locator(".fp-step--here").wait_for()
    _lossy(phone, "outcome")
    phone.add_style_tag(content=_UNCOVERED)
    _lossy(phone.locator(".fp-place").first, "place")
    phone.close()
    desk = browser.new_page(viewport={"width": 1280, "height": 900}, device_scale_factor=1, color_scheme="light")
    desk.goto(f"{address}{STEP}")
    desk.add_style_tag(content=_UNCOVERED)
    box = desk.locator(".fp-flowchart__link[aria-current=step]").first
    box.evaluate("box => box.scrollIntoView({block: 'end', inline: 'center'})")
    clip = FloatRect(x=280, y=60, width=720, height=840)
    desk.screenshot(path=FOLDER / "reading-path.jpg", type="jpeg", quality=80, clip=clip)
    desk.close()


def _cards(browser: Browser, site: Path) -> None:
    """The fronts of three cards, as they come out of a printer."""
    fronts = "".join(f"<img src='{_front(site / f'cards/{card}')}'>" for card in CARDS)
    page = browser.new_page(viewport={"width": 1260, "height": 600}, device_scale_factor=1)
    look = "body { background: #ddd; display: flex; gap: 24px; margin: 0; padding: 24px } img { width: 388px }"
    page.set_content(f"<style>{look}</style>{fronts}")
    page.screenshot(path=FOLDER / "cards.jpg", type="jpeg", quality=80, full_page=True)
    page.close()


def _front(card: Path) -> str:
    """The first page of a PDF as a picture that a browser shows: its pixels from the top down behind two headers."""
    drawn = pypdfium2.PdfDocument(card)[0].render(scale=2, rev_byteorder=False, force_bitmap_format=_BGRX)
    size = (drawn.width, -drawn.height)
    pixels = bytes(drawn.buffer)
    headers = struct.pack(
        "<2sIIIIiiHHIIiiII", b"BM", 54 + len(pixels), 0, 54, 40, *size, 1, 32, 0, len(pixels), 0, 0, 0, 0
    )
    return "data:image/bmp;base64," + base64.b64encode(headers + pixels).decode()


def _social(browser: Browser) -> None:
    """The picture that stands for the site elsewhere."""
    page = browser.new_page(viewport={"width": 1200, "height": 630}, device_scale_factor=1)
    page.set_content(_SOCIAL % (FOLDER / "logo.svg").read_text(encoding="utf-8"))
    page.screenshot(path=FOLDER / "social.png")
    page.close()


def _lossy(shown: Page | Locator, name: str) -> None:
    """A picture that is small to fetch."""
    shown.screenshot(path=FOLDER / f"reading-{name}.jpg", type="jpeg", quality=80)


if __name__ == "__main__":
    main()
