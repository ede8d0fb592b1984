"""The command: which measurements, how large, and where the results go."""

import argparse
import sys
import tempfile
from pathlib import Path

from bench import page
from bench.cases import CASES, FULL, QUICK

PAGE = Path(__file__).resolve().parents[2] / "docs/performance.md"


def main() -> None:
    """Measure, print the page, and write it where that is asked for."""
    asked = _arguments()
    size = QUICK if asked.quick else FULL
    sections = []
    with tempfile.TemporaryDirectory(prefix="fingerpost-bench-") as folder:
        for letter in asked.only:
            print(f"({letter}) ...", file=sys.stderr, flush=True)
            place = Path(folder) / letter
            place.mkdir()
            sections.append(CASES[letter](place, size))
    text = page.page(sections)
    print(text, end="")
    if asked.write:
        PAGE.write_text(text, encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python tests/bench", description="Measure Fingerpost against its peers and its bars."
    )
    parser.add_argument("--only", type=_letters, default=list(CASES), metavar="a,f", help=f"some of {', '.join(CASES)}")
    parser.add_argument(
        "--quick", action="store_true", help="small sizes, one round: does the bench itself still work?"
    )
    parser.add_argument("--write", action="store_true", help="write docs/performance.md too")
    asked = parser.parse_args()
    if asked.write and (asked.quick or len(asked.only) < len(CASES)):
        parser.error("The page holds the whole bench: --write goes with neither --quick nor --only.")
    return asked


def _letters(words: str) -> list[str]:
    letters = sorted({word.strip() for word in words.split(",")})
    unknown = [letter for letter in letters if letter not in CASES]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]} is none of {', '.join(CASES)}")
    return letters
