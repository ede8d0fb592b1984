"""What the script reads out of a page, read once more; and a process of Node that walks as the script does."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fingerpost.renderers import page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from fingerpost.model import Site

FOLDER = Path(__file__).parents[1] / "script"


def plain(site: Site, tree: str) -> dict[str, Any]:
    """A tree as the sections of its page tell it, as plain data; pairs stand for the entries of maps."""
    root = page.element(site.trees[tree], site, href=lambda name: "" if name == tree else f"{name}.html")
    sections = [part for part in root.iter("section") if "data-kind" in part.attrib]
    begins = {"": next(part for part in root.iter("li") if "data-start" in part.attrib)}
    begins |= {_name(section): row for section in sections for row in section.iter("li") if "data-start" in row.attrib}
    exits: dict[str, dict[str, str]] = {}
    for row in (part for part in root.iter("li") if "data-exit" in part.attrib):
        exits.setdefault(row.attrib["data-of"], {})[row.attrib["data-exit"]] = row.attrib["data-to"]
    return {
        "id": tree,
        "edition": root.attrib["data-edition"],
        "steps": [[_name(section), _step(section)] for section in sections],
        "starts": [[use, row.attrib["data-start"]] for use, row in begins.items()],
        "trees": [[use, row.get("data-tree", tree)] for use, row in begins.items()],
        "exits": [[of, [*map(list, ways.items())]] for of, ways in exits.items()],
    }


def _name(section: Element) -> str:
    heading = next(part for part in section if part.tag.startswith("h"))
    return "/".join(heading.attrib["id"].split(".")[1:])


def _step(section: Element) -> dict[str, Any]:
    kind = section.attrib["data-kind"]
    options = [part for part in section.iter("li") if "data-option" in part.attrib]
    return {
        "kind": kind,
        "options": [[part.attrib["data-option"], list(_targets(part))] for part in options],
        "to": list(_targets(section)) if kind in ("action", "outcome") else [],
    }


def _targets(part: Element) -> Iterator[dict[str, Any]]:
    for row in part.iter("li"):
        if "data-to" in row.attrib and "data-exit" not in row.attrib:
            conditions = (one.partition(":") for one in row.get("data-when", "").split())
            when = [{"question": question, "options": options.split(",")} for question, _, options in conditions]
            yield {"to": row.attrib["data-to"], "when": when}


class Node:
    """One process that walks through trees: a line of JSON in, a line of JSON out."""

    def __init__(self) -> None:
        command = ["node", FOLDER / "walker.mjs"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def walk(self, trees: dict[str, Any], start: str, taken: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
        """Every spot of a walk that takes `["answer", option]`, `["exit", name]` or `["on"]` one after the other."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"trees": trees, "start": start, "taken": taken}) + "\n")
        self._process.stdin.flush()
        return list(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=10)
