"""Cards a second, and their size, by us and by WeasyPrint: `python -m bench.printing ours 2 200 folder`."""

import html
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bench import sites
from bench.trees import DAY, procedures
from fingerpost.cards import Wanted, act_card, press, typesetting
from fingerpost.load import load_site
from fingerpost.model import Site

_NODES = 8
_FIRST = re.compile(r"^nodes:\n  ([a-z0-9-]+):", re.MULTILINE)
_PAGE = "https://example.org/cards/current/"
# A card with as many lines as those of our own trees; `n` tells one tree's from another's.
_CARD = """
cards:
  wet:
    kind: act
    title: Water where it should not be
    danger: "Danger now? Call {{emergency-number}}. Get out first, if you are not safe."
    steps:
      - {{text: "Look and listen at door {n}, for five seconds.", from: {first}}}
      - {{text: Turn off the tap in the cellar and the switch beside it., from: {first}}}
      - {{text: Tell whoever is on duty where you are and what you see., from: {first}}}
      - {{text: Put the buckets from the cupboard under the leak., from: {first}}}
      - {{text: "Not sure, or nobody answers? Call the next on the list.", from: {first}}}
      - {{text: "Stay by the stairs, and let nobody go down.", from: {first}}}
    not: [Wade through water, Use the lift, Go back for things]
    tail: [Write down what you saw and did., "Today: speak with the duty manager."]
"""


def site(folder: Path, trees: int) -> Site:
    """So many trees, each with a card of its own."""
    sites.trees(folder, procedures(trees, nodes=_NODES))
    for number, path in enumerate(sorted(folder.glob("trees/[a-z]*.yaml"))):
        first = _FIRST.findall(path.read_text(encoding="utf-8"))[0]
        with path.open("a", encoding="utf-8") as tree:
            tree.write(_CARD.format(n=number, first=first))
    return load_site(folder / "trees", today=date.fromisoformat(DAY)).site


def ours(made: Site, folder: Path) -> dict[str, float]:
    """All cards with an empty cache, then once more."""
    cache = folder / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    spent = []
    for _ in range(2):
        began = time.perf_counter()
        cards = press(
            made, Wanted(kinds=["act"], sizes=["a6"], sheets=[]), trees=folder / "trees", cache=cache, page=_PAGE
        )
        spent.append(time.perf_counter() - began)
    pressed = [card for name, card in cards.files.items() if name.endswith(".pdf")]
    assert len(pressed) == len(made.trees), [printout.reasons for printout in cards.printouts if printout.reasons]
    return {
        "cold": len(pressed) / spent[0],
        "cached": len(pressed) / spent[1],
        "bytes": max(map(len, pressed)),
    }


def peer(made: Site, folder: Path) -> dict[str, float]:
    """The same cards by WeasyPrint, which has loaded its fonts before the clock runs."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheet = weasyprint.CSS(string=style(), font_config=fonts)

    def pdf(data: Mapping[str, Any]) -> bytes:
        document = weasyprint.HTML(string=page(data))
        return bytes(document.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1"))

    first = next(iter(made.trees))
    printed(pdf, made, first)
    began = time.perf_counter()
    cards = [printed(pdf, made, name) for name in made.trees]
    return {"cold": len(cards) / (time.perf_counter() - began), "bytes": max(map(len, cards))}


def printed(pdf: Callable[[Mapping[str, Any]], bytes], made: Site, name: str) -> bytes:
    """The card of a tree by another hand."""
    tree = made.trees[name]
    return act_card(tree.cards["wet"], tree, made, made.places["here"], size="a6", page=_PAGE, typeset=pdf)


def page(data: Mapping[str, Any]) -> str:
    """A card as HTML: the words of its two sides, and the code."""
    from fingerpost.cards import qr

    told = json.loads(html.escape(json.dumps(data["cards"][0]), quote=False))
    words, stamp = told["words"], told["stamp"]
    front = [
        f"<h1>{told['title']}</h1><p class=danger>{told['danger']}</p>",
        f"<ol>{_items(told['steps'])}</ol><h2>{words['avoid']}</h2><ul>{_items(told['avoid'])}</ul>",
        *(f"<p>{line}</p>" for line in told["tail"]),
        f"<p><b>{stamp['discard']}</b> · {stamp['pages'][0]}</p><p>{stamp['tree']} · {stamp['edition']}</p>",
    ]
    back = [
        f"<h2>{words['write']}</h2>",
        *(f"<p class=line>{line}</p>" for line in told["write"]),
        f"<h2>{told['current']}</h2><figure role=img aria-label='{told['look_up']}'>{qr.svg(told['address'])}</figure>",
        *(f"<p>{line}</p>" for line in stamp["lines"]),
        f"<p>{told['look_up']}</p><p>{told['page']}<br>#{stamp['edition']}</p>",
        f"<p><b>{stamp['discard']}</b> · {stamp['pages'][1]}</p>",
    ]
    return (
        f"<html lang={told['lang']}><head><title>{told['title']}</title></head><body><section>{''.join(front)}"
        f"</section><section class=back>{''.join(back)}</section></body></html>"
    )


def style() -> str:
    """As the card looks, with the same font."""
    faces = "".join(
        f"@font-face {{ font-family: Card; font-weight: {weight}; src: url({(typesetting.FONTS / name).as_uri()}) }}"
        for name, weight in (("Inter-Regular.ttf", 400), ("Inter-Bold.ttf", 700))
    )
    return f"""{faces}
    @page {{ size: 105mm 148mm; margin: 6mm }}
    body {{ font: 10pt/1.25 Card; margin: 0 }}
    h1 {{ font-size: 18pt; margin: 0 }} h2 {{ font-size: 10pt; margin: 1em 0 0 }} p {{ margin: 0.3em 0 }}
    ol {{ font-size: 12pt; padding-left: 1.5em }} ol li {{ margin: 0.4em 0 }} ul {{ margin: 0.3em 0 }}
    .danger {{ border: 1.6pt solid #9b1c1c; font-weight: 700; padding: 0.5em }}
    .back {{ break-before: page }} .line {{ border-bottom: 0.7pt solid; line-height: 24pt }}
    svg {{ width: 31mm }} figure {{ margin: 0 }}"""


def _items(lines: list[str]) -> str:
    return "".join(f"<li>{line}</li>" for line in lines)


def main() -> None:
    """Print what was measured as JSON: by whom, on so many cores, so many cards."""
    who, cores, trees, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    print(json.dumps({"ours": ours, "peer": peer}[who](site(folder, trees), folder)))


if __name__ == "__main__":
    main()
