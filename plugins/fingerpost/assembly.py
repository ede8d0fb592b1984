"""What goes to every reader, joined from the parts in which it is written: one classic script and one style sheet.

A browser refuses modules in pages that are opened from a disk, and one file is fetched faster than ten.
"""

import functools
import re
from collections import Counter
from pathlib import Path

from rjsmin import jsmin

_FOLDER = Path(__file__).parent / "assets"
_SCRIPT = _FOLDER / "script"
# The modules that a page starts with: one of a site, and one that holds trees alone.
_SITE, _ALONE = "define", "alone"
# In this order, since the later ones of equal weight win.
_STYLES = ("fingerpost", "flowchart", "walk", "print")
_LISTS = "lists"

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(?P<name>[a-z]+)\.js";\n', re.MULTILINE)
_MODULE_WORD = re.compile(r"^(?:import|export)\b", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:class|const|function|let) )", re.MULTILINE)
_NAME = re.compile(r"^(?:export )?(?:class|const|function|let) (?P<name>\w+)", re.MULTILINE)
# In a style: a property's name, after which alone a colon has a blank.
_DECLARATION = re.compile(r"([{;])\s*([\w-]+): ")
_OPENING, _CLOSING = re.compile(r"\s*\{\s*"), re.compile(r";?\s*\}")
_BREAK = re.compile(r"(?<=[,;}])\n")
# What may stand closer together: selectors, and values, but not those that a browser keeps to the letter. No text
# between quotation marks in these files has a comma or a number.
_SELECTORS, _VALUE = re.compile(r"(?<![^{}])[^{}@]+\{"), re.compile(r"(?<=[{;])(?!--)[\w-]+:(?![^;{}]*var\()[^;{}]*")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COMBINATOR = re.compile(r"\s*([>~])\s*")
_COMMA, _NOUGHT = re.compile(r",\s+"), re.compile(r"(?<=[\s:,(])0(?=\.[0-9])")


@functools.cache
def script(*, alone: bool = False) -> bytes:
    """The modules in one function, each after those that it imports; without comments and blanks.

    Where trees stand alone, what only pages of a site have is left out.
    """
    modules = {
        name: (_SCRIPT / f"{name}.js").read_text(encoding="utf-8") for name in _order(_ALONE if alone else _SITE)
    }
    names = Counter(found["name"] for text in modules.values() for found in _NAME.finditer(text))
    twice = [name for name, times in names.items() if times > 1]
    assert not twice, f"two modules have these names, which stand in one function: {twice}"
    bodies = [_EXPORT.sub("", _IMPORT.sub("", text)) for text in modules.values()]
    assert not any(map(_MODULE_WORD.search, bodies)), "a form of import or export that is not known here"
    return _terse("\n".join(["(() => {", '"use strict";', *bodies, "})();"]))


@functools.cache
def style(*, alone: bool = False) -> bytes:
    """All styles, in the order in which they are to count; without what is only there to be read.

    Where trees stand alone, what only pages of a site have is left out.
    """
    return _sheet(*_STYLES) if alone else _sheet(_STYLES[0], _LISTS, *_STYLES[1:])


@functools.cache
def copy_script() -> bytes:
    """What the script of an exported page has beside ours."""
    return _terse((_FOLDER / "copy.js").read_text(encoding="utf-8"))


@functools.cache
def note_style() -> bytes:
    """How the note of a copy looks, whichever page it stands in."""
    return _sheet("note")


@functools.cache
def copy_style() -> bytes:
    """What stands around a tree in an exported page."""
    return _sheet("copy")


@functools.cache
def diff_style() -> bytes:
    """How the page looks that shows what a change of trees means."""
    return _sheet("diff")


def _sheet(*names: str) -> bytes:
    """Parts of a style without comments, blanks beside brackets and the colons of properties, and last semicolons."""
    lean = _lean(*((_FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in names))
    text = _CLOSING.sub("}", _OPENING.sub("{", lean))
    text = _DECLARATION.sub(r"\1\2:", _BREAK.sub("", text))
    text = _SELECTORS.sub(lambda found: _COMBINATOR.sub(r"\1", _COMMA.sub(",", found[0])), text)
    return _VALUE.sub(lambda found: _NOUGHT.sub("", _COMMA.sub(",", found[0])), text).encode()


def _order(entry: str) -> list[str]:
    """The modules that the entry needs, itself the last; each after those that it imports."""
    done: dict[str, None] = {}
    open_ = [entry]
    while open_:
        name = open_[-1]
        text = (_SCRIPT / f"{name}.js").read_text(encoding="utf-8")
        needed = [found["name"] for found in _IMPORT.finditer(text) if found["name"] not in done]
        assert not set(needed) & set(open_), f"modules import one another in a circle: {open_}"
        if needed:
            open_.append(needed[0])
        else:
            done[open_.pop()] = None
    return list(done)


def _terse(script: str) -> bytes:
    return f"{jsmin(script)}\n".encode()


def _lean(*texts: str) -> str:
    """Without comments, and without blanks around lines: so no text in these files may go over several lines."""
    lines = (line.strip() for text in texts for line in _COMMENT.sub("", text).splitlines())
    return "\n".join(line for line in lines if line) + "\n"
